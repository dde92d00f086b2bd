import { stemmer } from 'stemmer';

const remembered = 20_000;
const stems = new Map<string, string>();

/** Porter stem of a word, remembered: the words of a story come again and again. */
export function stem(word: string): string {
  let found = stems.get(word);
  if (found === undefined) {
    if (stems.size >= remembered) stems.clear();
    found = stemmer(word);
    stems.set(word, found);
  }
  return found;
}

/** The stems of words in a row, to look words up by. */
export const stemsOf = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stem));

/** Stems of words that carry the grammar of a question rather than its subject. */
const functionWords = stemsOf(
  'a an the of to in on at for from by with and or but is are was were be been am do doe did will would can could has have had it it its this that these those he him hi she her they them their i me my we us our you your there here as so than then just also about',
);

export const isFunctionWord = (stemmed: string): boolean => functionWords.has(stemmed);
