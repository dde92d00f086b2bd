import type { Lexicon } from '../knowledge/schema.js';
import { PhraseTable } from './phrases.js';
import { stem } from './stem.js';
import type { Without } from './steps.js';
import type { Question, Token } from './understand.js';

/** Feature of a question, as a 32-bit hash of its description. */
export type Feature = number;

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
export function hash(text: string): Feature {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** The everyday words that mean the same, by the first of them. */
export class Synonyms {
  readonly #table: PhraseTable;

  constructor(lexicon: Lexicon, without: Without = new Set()) {
    const groups = without.has('synonyms') ? [] : lexicon.synonyms;
    this.#table = new PhraseTable(
      groups.flatMap((group) =>
        group.map((term) => [term.split(' ').map(stem), stem(group[0] ?? term)] as const),
      ),
    );
  }

  /** The stems of tokens with each synonym replaced by the word that stands for all. */
  canonical(tokens: readonly Token[]): string[] {
    return this.#table.replace(tokens.flatMap(stemsOf), (value) => [value]);
  }
}

/** What a token counts as: a date counts as its day and month, in whatever notation. */
function stemsOf({ stem, date, text }: Token): string[] {
  if (!date) return [stem];
  const { from, to, precision } = date;
  if (precision === 'day')
    return from === to ? [`@${from.slice(5)}`] : [`@${from.slice(5)}`, `@${to.slice(5)}`];
  if (precision === 'year') return [`@${from.slice(0, 4)}`];
  return from.slice(0, 7) === to.slice(0, 7) ? [`@${from.slice(0, 7)}`] : [`@${text}`];
}

/**
 * What the classifier sees of a question: its words, by the one that stands for all that mean the same, pairs of
 * neighbours, character 4-grams, and its kind.
 * @returns each feature once
 */
export function featuresOf({ tokens, kind }: Question, synonyms: Synonyms): Feature[] {
  const found = new Set<Feature>();
  const add = (feature: string) => found.add(hash(feature));
  add(`k ${kind}`);
  const words = synonyms.canonical(tokens);
  for (const [index, word] of words.entries()) {
    add(`1 ${word}`);
    add(`2 ${words[index - 1] ?? '^'} ${word}`);
  }
  for (const { text, name, date } of tokens) {
    if (name || date) continue;
    const padded = `^${text}$`;
    for (let start = 0; start + 4 <= padded.length; start++) add(`4 ${padded.slice(start, start + 4)}`);
  }
  return [...found];
}
