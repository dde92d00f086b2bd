/** A run of words, with what the phrase that it matched stands for (`undefined`: the words between phrases). */
export interface Segment {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly value: string | undefined;
}

interface Phrase {
  readonly words: readonly string[];
  readonly value: string;
}

/** Phrases of one or more words, each standing for something; found in a row of words, the longest first. */
export class PhraseTable {
  readonly #byFirst = new Map<string, Phrase[]>();

  constructor(phrases: Iterable<readonly [words: readonly string[], value: string]>) {
    for (const [words, value] of phrases) {
      const [first] = words;
      if (first === undefined) continue;
      const list = this.#byFirst.get(first) ?? [];
      list.push({ words, value });
      this.#byFirst.set(
        first,
        list.sort((a, b) => b.words.length - a.words.length),
      );
    }
  }

  /** Whether the word alone is a phrase. */
  has(word: string): boolean {
    return this.#byFirst.get(word)?.some(({ words }) => words.length === 1) ?? false;
  }

  /** Every word that a phrase uses. */
  words(): Set<string> {
    return new Set([...this.#byFirst.values()].flatMap((list) => list.flatMap(({ words }) => words)));
  }

  /** Splits words into phrases and single words between them. */
  segments(words: readonly string[]): Segment[] {
    const found: Segment[] = [];
    for (let start = 0; start < words.length; ) {
      const phrase = this.#byFirst
        .get(words[start] ?? '')
        ?.find((candidate) => candidate.words.every((word, offset) => words[start + offset] === word));
      const end = start + (phrase?.words.length ?? 1);
      found.push({ start, end, value: phrase?.value });
      start = end;
    }
    return found;
  }

  /** The words with each phrase replaced. */
  replace(words: readonly string[], replacement: (value: string) => readonly string[]): string[] {
    return this.segments(words).flatMap(({ start, end, value }) =>
      value === undefined ? words.slice(start, end) : replacement(value),
    );
  }
}
