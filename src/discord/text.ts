import { MESSAGE_TEXT, MESSAGE_TEXT_BYTES } from './limits.js';

/** Zero-width and bidirectional controls, joiners, tags, fillers: what can hide text, or show it in another order. */
const INVISIBLE = /(?!\ufe0f)[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Co}]/gu;
/** Combining marks piled on one letter run over the lines above and below. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;
/** Control characters but the line feed. */
const CONTROL = /(?!\n)\p{Cc}/gu;

/** Text of a stranger with nothing invisible in it: lines stay, every other white space is one space. */
export function visible(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(PILED_MARKS, '$1')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * Text that Discord shows letter by letter: no markup, mention, link, timestamp or command in it is live. A backslash
 * before punctuation is never shown. discord.js's `escapeMarkdown` is not enough: it lets runs of asterisks, mentions, `-#`, `>`
 * and addresses through, and takes 60 ms for 4,000 hostile characters.
 */
export function literal(text: string): string {
  return visible(text)
    .replace(/[\\*_~`|<[\]@]|:(?=\/\/)/g, '\\$&')
    .replace(/^[>#+-]/gm, '\\$&')
    .replace(/^(\d+)\./gm, '$1\\.');
}

/** How much of a message's text a text takes: its length, or more where its letters take many bytes. */
export function weight(text: string): number {
  return Math.max(text.length, Math.ceil((Buffer.byteLength(text) * MESSAGE_TEXT) / MESSAGE_TEXT_BYTES));
}

/** Plain text of at most `room` UTF-16 units, shortened after a word where there is one. */
export function shorten(text: string, room: number): string {
  if (text.length <= room) return text;
  const cut = text.slice(0, Math.max(0, room - 1));
  const wordEnd = /\s/.test(text[cut.length] ?? '') ? cut.length : cut.search(/\s\S*$/);
  // A word that fills most of the room by itself (or a language without spaces) is cut between two characters.
  const kept = wordEnd >= room / 2 ? cut.slice(0, wordEnd) : cut.replace(/[\ud800-\udbff]$/, '');
  return `${kept.trimEnd()}…`;
}

/** {@link literal} text in one line that weighs at most `room` when escaped; nothing where not even "…" has room. */
export function literalLine(text: string, room: number): string {
  const line = visible(text).replace(/\s+/g, ' ');
  let length = Math.min(line.length, room);
  while (length > 0) {
    const shown = literal(shorten(line, length));
    const over = weight(shown) - room;
    if (over <= 0) return shown;
    length -= Math.max(1, Math.floor(over / 3));
  }
  return '';
}

/** Splits plain text into {@link literal} pages of at most `room` weight each, at lines where possible, else at words. */
export function literalPages(text: string, room: number): string[] {
  return pagesOf(visible(text).split('\n').map(literal), room);
}

/**
 * Packs finished lines of markup into pages of at most `room` weight each. A line that is longer by itself is split at
 * its words, or between two characters that belong together by no escape.
 */
export function pagesOf(lines: readonly string[], room: number): string[] {
  const pages: string[] = [];
  let page = '';
  for (const line of lines.flatMap((whole) => splitLine(whole, room))) {
    const longer = page ? `${page}\n${line}` : line;
    if (weight(longer) <= room) {
      page = longer;
    } else {
      pages.push(page);
      page = line;
    }
  }
  return [...pages, page].map((each) => each.trim()).filter(Boolean);
}

function splitLine(line: string, room: number): string[] {
  if (weight(line) <= room) return [line];
  const parts: string[] = [];
  let part = '';
  for (const word of line.split(' ').flatMap((whole) => splitWord(whole, room))) {
    const longer = part ? `${part} ${word}` : word;
    if (weight(longer) <= room) {
      part = longer;
    } else {
      parts.push(part);
      part = word;
    }
  }
  return [...parts, part];
}

function splitWord(word: string, room: number): string[] {
  if (weight(word) <= room) return [word];
  const parts: string[] = [];
  let part = '';
  for (const piece of word.match(/\\?[\s\S]/gu) ?? []) {
    if (weight(part + piece) > room) {
      parts.push(part);
      part = '';
    }
    part += piece;
  }
  return [...parts, part];
}
