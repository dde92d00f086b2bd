/** Characters that nobody sees or that reorder text: zero-width, bidi controls, soft hyphen, variation selectors, tags. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;

/** Discord's markup: what it stands for is dropped, what it wraps is kept. */
const markup: readonly (readonly [RegExp, string])[] = [
  [/<a?:\w+:\d+>/g, ' '], // custom emoji
  [/<(?:@[!&]?|#)\d+>/g, ' '], // mentions of members, roles and channels
  [/<\/[^:>]+:\d+>/g, ' '], // mentions of commands
  [/<t:-?\d+(?::\w)?>/g, ' '], // timestamps
  [/\[([^\]]*)\]\((?:[^)]*)\)/g, '$1'], // masked links
  [/<?https?:\/\/\S+/gi, ' '],
  [/~~[^~]*~~/g, ' '], // struck out: taken back by the asker
  [/^\s*(?:>{1,3}|#{1,3}|-#)\s+/gm, ''],
  [/[*_`|~]{1,3}/g, ' '],
  [/(^|\s)@\w+/g, '$1'],
];

/**
 * Letters of other scripts that look like Latin ones, for words that mix both ("Рutin" with a Cyrillic first letter).
 * From the Unicode confusables table (UTS #39), the part that is used in words.
 */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ё: 'e',
  һ: 'h',
  н: 'h',
  і: 'i',
  ї: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  п: 'n',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  у: 'y',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  з: 'z',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};

const unmask = (word: string) =>
  /[a-z]/.test(word) && /\P{ASCII}/u.test(word)
    ? word.replace(/./gu, (letter) => lookAlikes[letter] ?? letter)
    : word;

/** Nothing but ASCII, and nothing that can be markup: most words, and all texts that are clean already. */
const plain = /^[A-Za-z0-9 ?.,'!]*$/;

/** Lower case, one form for each letter and quote, without markup, marks, emoji or anything invisible. */
export function cleanText(raw: string): string {
  if (plain.test(raw)) return tidy(raw.toLowerCase());
  let text = raw.normalize('NFKC').replace(invisible, '');
  for (const [pattern, replacement] of markup) text = text.replace(pattern, replacement);
  const letters = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/[^\p{L}\p{N}\s.,;:?!'"()&/%$€£+-]/gu, ' ')
    .replace(/[\p{L}\p{N}]+/gu, unmask);
  return tidy(letters);
}

/** No letter more than twice in a row, no more than one space. */
const tidy = (text: string) =>
  text
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
    .replace(/\s+/g, ' ')
    .trim();

/** From this many words on, a message holds more than a question, and the question has to be found in it. */
const longMessage = 24;
const interrogative =
  "(?:(?:in|on|at|to|for|from|by|of|with|since|until)\\s+)?(?:who|whom|whose|what|when|where|why|which|how)(?:'s|s|'re|'d)?\\b|(?:is|are|was|were|do|does|did|will|would|can|could|has|have|had|should|isn't|aren't|didn't|doesn't|won't)\\s+(?:\\w+\\s+){1,3}\\w+";
const clauseStart = new RegExp(
  `(?:^|[.!?;:,\\n]|\\b(?:so|and|but|like|anyway|know|is|wondering|curious|ask|asking|tell me|question)\\b[,:]?)\\s*(?:(?:so|and|but|like|ok|okay|well|anyway|please|pls|now|then|or)\\s+)*(${interrogative})`,
  'g',
);

const asksFirst = new RegExp(`^(?:(?:so|and|but|ok|okay|well|now|then)\\s+)*(?:${interrogative})`);
const asksSomewhere = /\b(?:who|whom|whose|what|when|where|why|which|how)\b/;
const ofOneself =
  /^(?:- )?(?:(?:and|but|cos|cause|because|since|as)\s+)?(?:i(?! mean\b)|i'm|im|i've|ive|my|we|we're|our|asking)\b/;

/** "(us format, so in may)": three words or more are an aside. */
const inBrackets = /\s\((?:[^()\s]+\s+){2,}[^()]*\)/g;

/** Leaves out what people add about themselves after a question: ", my husband says …", ", i only read the headline". */
function withoutAsides(text: string): string {
  const [question = '', ...rest] = text.replace(inBrackets, ' ').split(/(?<=[,;?!])\s+|\s+(?=- )/);
  if (!asksFirst.test(question) || wordCount(question) < 4) return text;
  return [question, ...rest.filter((part) => !ofOneself.test(part) || asksSomewhere.test(part))].join(' ');
}

/** The question that counts in a message: the last one, with as much before it as belongs to it. */
export function lastQuestion(text: string): string {
  return withoutAsides(lastSentence(text));
}

function lastSentence(text: string): string {
  const sentences = text.split(/(?<=[?!.])\s+(?=\S)/).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  const questions = sentences.filter((sentence) => sentence.includes('?'));
  let focus = text;
  if (wordCount(text) >= longMessage) focus = questions.at(-1) ?? sentences.at(-1) ?? text;
  else if (questions.length > 1 && wordCount(questions.at(-1) ?? '') > 3) focus = questions.at(-1) ?? text;
  if (wordCount(focus) < longMessage) return focus;
  const starts = [...focus.matchAll(clauseStart)].map(
    (match) => match.index + match[0].length - (match[1]?.length ?? 0),
  );
  const last = starts.findLast((start) => wordCount(focus.slice(start)) >= 4);
  return last === undefined ? lastWords(focus) : focus.slice(last);
}

const wordCount = (text: string) => text.split(/\s+/).filter(Boolean).length;
const lastWords = (text: string) => text.split(/\s+/).slice(-longMessage).join(' ');
