import Fuse from 'fuse.js';

/** A word must share this part of its letter pairs with a known one before Fuse.js compares the two. */
const sharedPairs = 0.34;
const cacheSize = 5000;

/**
 * Corrects words against the words that the knowledge uses. Fuse.js compares; since its scores move between versions,
 * the edit distance decides what counts as a slip.
 */
export class Speller {
  readonly #counts: ReadonlyMap<string, number>;
  readonly #isEnglish: (word: string) => boolean;
  readonly #words: string[] = [];
  /** Indexes of the words that hold a pair of letters. */
  readonly #byPair = new Map<string, number[]>();
  /** How many pairs each word shares with the one being corrected; zero between two searches. */
  readonly #shared: Uint16Array;
  readonly #cache = new Map<string, string | undefined>();

  /**
   * @param counts how often the knowledge uses each word (lower case)
   * @param isEnglish whether a word that the knowledge does not use is a proper word all the same, and no slip
   */
  constructor(counts: ReadonlyMap<string, number>, isEnglish: (word: string) => boolean = () => false) {
    this.#counts = counts;
    this.#isEnglish = isEnglish;
    for (const [word, count] of counts) {
      if (count < 2 || word.length < 4) continue;
      const at = this.#words.push(word) - 1;
      for (const pair of pairs(word)) {
        const words = this.#byPair.get(pair);
        if (words) words.push(at);
        else this.#byPair.set(pair, [at]);
      }
    }
    this.#shared = new Uint16Array(this.#words.length);
  }

  has(word: string): boolean {
    return (this.#counts.get(word) ?? 0) >= 2;
  }

  /** The known word that was meant, or `undefined` when the word is known or nothing is near enough. */
  correct(word: string): string | undefined {
    if (word.length < 4 || this.has(word) || this.#isEnglish(word) || !/^[a-z]+$/.test(word))
      return undefined;
    if (this.#cache.has(word)) return this.#cache.get(word);
    if (this.#cache.size >= cacheSize) this.#cache.clear();
    const found = this.#search(word);
    this.#cache.set(word, found);
    return found;
  }

  #search(word: string): string | undefined {
    const candidates = this.#candidates(word);
    const slips = new Map(
      candidates
        .map((candidate) => [candidate, slip(word, candidate)] as const)
        .filter(([, distance]) => distance !== undefined),
    );
    const [only] = slips.keys();
    // Where one word alone can be meant there is nothing to compare; most words that are wrong are as long as the right one.
    if (only === undefined || (slips.size === 1 && only.length === word.length)) return only;
    const fuse = new Fuse(candidates, {
      includeScore: true,
      threshold: 0.5,
      ignoreLocation: true,
      minMatchCharLength: 2,
    });
    const reached = fuse.search(word, { limit: 12 }).map(({ item }) => item);
    const swapped = candidates.filter((candidate) => candidate.length === word.length);
    let best: { word: string; cost: number } | undefined;
    for (const candidate of new Set([...reached, ...swapped])) {
      const distance = slips.get(candidate);
      if (distance === undefined) continue;
      const cost = distance - Math.log10(1 + (this.#counts.get(candidate) ?? 0)) / 6;
      if (!best || cost < best.cost) best = { word: candidate, cost };
    }
    return best?.word;
  }

  #candidates(word: string): string[] {
    const own = pairs(word);
    const touched: number[] = [];
    for (const pair of own) {
      for (const at of this.#byPair.get(pair) ?? []) {
        const shared = this.#shared[at] as number;
        if (shared === 0) touched.push(at);
        this.#shared[at] = shared + 1;
      }
    }
    const candidates: string[] = [];
    for (const at of touched) {
      const candidate = this.#words[at] as string;
      const enough = (this.#shared[at] as number) >= own.length * sharedPairs;
      if (enough && Math.abs(candidate.length - word.length) <= 2) candidates.push(candidate);
      this.#shared[at] = 0;
    }
    return candidates;
  }
}

/** By how many edits a word is a slip for another; `undefined` where it is none. */
function slip(word: string, meant: string): number | undefined {
  const allowed = word.length >= 7 ? 2 : 1;
  const distance = editDistance(word, meant, allowed);
  if (distance > allowed) return undefined;
  const startsOtherwise = word[0] !== meant[0] && !swappedStart(word, meant);
  return startsOtherwise && (word.length < 6 || distance > 1) ? undefined : distance;
}

const swappedStart = (a: string, b: string) => a[0] === b[1] && a[1] === b[0];

function pairs(word: string): string[] {
  const padded = `^${word}$`;
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2));
}

/**
 * Edits that turn one word into the other: insert, delete, replace, swap of neighbours (optimal string alignment).
 * @returns at most `limit + 1`
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}
