import type { Colour, Measure, Style } from './theme.js';

/** A piece of a line: a run of text, an arrow between people and places, or a text on a coloured ground. */
export type Inline =
  | { readonly type: 'text'; readonly text: string; readonly style: Style; readonly colour: Colour }
  | { readonly type: 'arrow'; readonly both: boolean; readonly colour: Colour }
  | { readonly type: 'pill'; readonly text: string; readonly style: Style; readonly ground: Colour };

/** A piece with its place on its line. */
export interface Placed {
  readonly inline: Inline;
  readonly x: number;
  readonly width: number;
}

const ARROW_WIDTH = 64;
export const PILL_PADDING = 20;
const MORE = '…';
const NO_BREAK = '\u00a0';

/**
 * Breaks pieces into lines at words (not at a no-break space); a word wider than a line is broken within. Where there are more lines than
 * allowed, the last ends with an ellipsis. No line is wider than `width`.
 */
export function flow(
  inlines: readonly Inline[],
  width: number,
  measure: Measure,
  maxLines: number,
): Placed[][] {
  const words = inlines.flatMap(wordsOf).flatMap((word) => narrowed(word, width, measure));
  const lines: Inline[][] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line && lineWidth([...line, word], measure) <= width) line.push(word);
    else lines.push([word]);
  }
  const kept = lines.slice(0, maxLines);
  const last = kept.at(-1);
  if (last && lines.length > maxLines) kept[kept.length - 1] = shortened(last, width, measure);
  return kept.map((line) => place(line, measure));
}

/** How wide a single piece is. */
function widthOf(inline: Inline, measure: Measure): number {
  if (inline.type === 'arrow') return ARROW_WIDTH;
  return measure(inline.text, inline.style) + (inline.type === 'pill' ? 2 * PILL_PADDING : 0);
}

function wordsOf(inline: Inline): Inline[] {
  if (inline.type !== 'text') return [inline];
  return inline.text
    .split(/[ \t\n]+/)
    .filter(Boolean)
    .map((text) => ({ ...inline, text }));
}

function narrowed(word: Inline, width: number, measure: Measure): Inline[] {
  if (word.type === 'arrow' || widthOf(word, measure) <= width) return [word];
  const [first = '', ...rest] = word.text.split(NO_BREAK);
  if (rest.length > 0) return [first, ...rest].flatMap((text) => narrowed({ ...word, text }, width, measure));
  const parts: Inline[] = [];
  let part = '';
  for (const letter of word.text) {
    if (part && widthOf({ ...word, text: part + letter }, measure) > width) {
      parts.push({ ...word, text: part });
      part = '';
    }
    part += letter;
  }
  return [...parts, { ...word, text: part }];
}

function shortened(line: readonly Inline[], width: number, measure: Measure): Inline[] {
  const words = [...line];
  for (;;) {
    const last = words.pop();
    if (!last) return [];
    if (last.type !== 'text') continue;
    const ending = { ...last, text: `${last.text.replace(/[,.;:]$/, '')}${MORE}` };
    if (lineWidth([...words, ending], measure) <= width) return [...words, ending];
    const shorter = Array.from(last.text).slice(0, -1).join('');
    if (shorter) words.push({ ...last, text: shorter });
  }
}

/** Joins neighbouring words of one look, so that a run is measured and drawn as a whole. */
function joined(line: readonly Inline[]): Inline[] {
  const runs: Inline[] = [];
  for (const inline of line) {
    const last = runs.at(-1);
    const same =
      last?.type === 'text' &&
      inline.type === 'text' &&
      last.style === inline.style &&
      last.colour === inline.colour;
    if (same) runs[runs.length - 1] = { ...last, text: `${last.text} ${inline.text}` };
    else runs.push(inline);
  }
  return runs;
}

function place(line: readonly Inline[], measure: Measure): Placed[] {
  let x = 0;
  return joined(line).map((inline) => {
    const placed = { inline, x, width: widthOf(inline, measure) };
    x += placed.width + gapAfter(inline, measure);
    return placed;
  });
}

function lineWidth(line: readonly Inline[], measure: Measure): number {
  const last = place(line, measure).at(-1);
  return last ? last.x + last.width : 0;
}

/** A date stands further off than a word. */
const gapAfter = (inline: Inline, measure: Measure) =>
  inline.type === 'arrow' ? 14 : measure(' ', inline.style) + (inline.style === 'date' ? 8 : 2);
