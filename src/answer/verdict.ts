import type { Fact } from '../knowledge/schema.js';
import { cleanText } from './clean.js';
import { stem } from './stem.js';
import type { Question, Token } from './understand.js';

/** Words that turn a statement into its opposite. */
const negations = new Set([
  'not',
  'no',
  'never',
  'none',
  'neither',
  'nobody',
  'without',
  'hardly',
  'nothing',
]);
const passive = 'by';

/**
 * The first words of an answer to a yes/no question or a statement: only where the fact itself settles it, by the
 * words that the knowledge lists under `yes` and `no`, or by who did it to whom.
 * @returns `undefined` where the fact does not settle it, or the question is of another kind
 */
export function verdict(question: Question, fact: Fact): string | undefined {
  const isQuestion = question.kind === 'yes or no';
  if (!isQuestion && question.kind !== 'statement') return undefined;
  if (question.tokens.some(({ text }) => text === 'or')) return undefined;
  if (rolesAreSwapped(question, fact)) return otherwise(isQuestion);
  const words = question.tokens.flatMap(wordsOf);
  const confirmed = (fact.yes ?? []).some((cue) => occurs(cue, words));
  const denied = (fact.no ?? []).some((cue) => occurs(cue, words));
  if (confirmed === denied) return undefined;
  const holds = confirmed !== isNegated(question, isQuestion);
  if (holds) return isQuestion ? 'Yes.' : 'Yes, the article says so.';
  return otherwise(isQuestion);
}

const otherwise = (isQuestion: boolean) => (isQuestion ? 'No.' : 'The article says otherwise.');

/** What a token is compared by: a name by its id, a date by its words. */
const wordsOf = ({ name, date, text, stem: stemmed }: Token): string[] =>
  name === undefined ? (date ? text.split(' ').map(stem) : [stemmed]) : [name];

/** A cue of one or more words, in the question's order and without gaps. */
function occurs(cue: string, words: readonly string[]): boolean {
  const wanted = cleanText(cue).split(' ');
  return words.some((_, start) =>
    wanted.every((word, offset) => [word, stem(word)].includes(words[start + offset] ?? '')),
  );
}

/** "Isn't it held every year?" expects a yes all the same: a negation right at the beginning of a question asks, and does not deny. */
function isNegated({ tokens }: Question, isQuestion: boolean): boolean {
  const at = tokens.flatMap(({ text }, index) => (negations.has(text) ? [index] : []));
  const denying = isQuestion ? at.filter((index) => index > 1) : at;
  return denying.length % 2 === 1;
}

/** Whether the question lets the one do what the fact says of the other. */
function rolesAreSwapped({ tokens, names }: Question, { roles }: Fact): boolean {
  if (!roles) return false;
  const [doer, other] = roles;
  const [first, second] = [names.indexOf(doer), names.indexOf(other)];
  return first >= 0 && second >= 0 && second < first && !tokens.some(({ text }) => text === passive);
}
