/** Most characters that are kept of a question. */
const LONGEST_QUESTION = 200;

/**
 * The same text for the same question: lower case, no punctuation, white space folded, at most
 * {@link LONGEST_QUESTION} characters. Empty where nothing is left.
 */
export function normalizedQuestion(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['’ʼ`]|\p{Cf}/gu, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return Array.from(folded).slice(0, LONGEST_QUESTION).join('').trim();
}

/** What shows that a text is about or from somebody in particular. None may take more than linear time. */
const PERSONAL = [
  /@/, // mail, mentions, handles, addresses with a user in them
  /\S\s?[([{<]\s?(at|ät)\s?[)\]}>]\s?\S/i, // mail in disguise
  /\S\s+at\s+\S+\s+dot\s+\S/i,
  /<[#@&!:]|<a:/, // Discord's own mark-up
  /\w#\d{4}\b/, // names of old Discord accounts
  /:\/\/|\bwww\.|\w\.[a-z]{2,}\/\S/i, // addresses of pages: often somebody's profile
  /\b[a-z]{2}\s?\d{2}(?:\s?[a-z0-9]{4}){2,8}/i, // IBAN
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/, // IP addresses
  /\b(my|our)\s+((full|real|home|last|first|e)[\s-]?)?(name|address|phone|number|mail|email|password|passport|birthday)\b/i,
];

/** Digits with what people put between them when they write telephone and account numbers. */
const NUMBER = /\d(?:[\s().\-/]{0,3}\d)*/g;
const LONG_NUMBER = 6;
const YEAR = /^(19|20)\d\d$/;
const DAY_OR_MONTH = /^(0?[1-9]|[12]\d|3[01])$/;
const SHORT_DATE = /^\d\d?([/.-])\d\d?\1\d\d$/;

/** Whether it has the digits of a telephone number and is no date: 2013-03-22, 9/5/2025, 7-10.05.2025, 2022 2025. */
function isLongNumber(number: string): boolean {
  const groups = number.match(/\d+/g) ?? [];
  if (groups.join('').length < LONG_NUMBER) return false;
  const years = groups.filter((group) => YEAR.test(group));
  const daysAndMonths = groups.filter((group) => DAY_OR_MONTH.test(group));
  const areDates =
    years.length + daysAndMonths.length === groups.length && daysAndMonths.length <= 2 * years.length + 1;
  return !areDates && !SHORT_DATE.test(number);
}

/**
 * Whether a text looks as if it held personal data: it is then not stored at all. Errs on the side of yes.
 * Names and stories about people in plain words are not recognized.
 */
export function looksPersonal(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\p{Nd}/gu, (digit) => (/\d/.test(digit) ? digit : '0'))
    .replaceAll(/[‐-―−]/g, '-');
  const numbers = plain.match(NUMBER) ?? [];
  return PERSONAL.some((pattern) => pattern.test(plain)) || numbers.some(isLongNumber);
}
