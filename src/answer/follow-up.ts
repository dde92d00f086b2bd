import type { Story } from '../knowledge/schema.js';
import { isFunctionWord } from './stem.js';
import type { Question } from './understand.js';

/** A question with at most so many words of its own content leans on the exchange before. */
const ownContent = 2;
const questionWords = new Set(
  'what who whom whose when where why which how much many long else more'.split(' '),
);
const pronouns = new Set(
  'he she they it him her them his their that this there those these one so'.split(' '),
);

/**
 * Completes a follow-up ("and when does he leave?", "why?", "who else?") with people and subject of the exchange before.
 * A question that stands by itself comes back as it is.
 * @param before topic of the exchange before
 */
export function inContext(story: Story, question: Question, before: string): string {
  const words = question.tokens.map(({ text }) => text);
  const content = question.tokens.filter(
    ({ text, stem }) => !isFunctionWord(stem) && !questionWords.has(text),
  );
  const leans =
    content.length === 0 || (content.length <= ownContent && words.some((word) => pronouns.has(word)));
  const asked = story.facts.get(before)?.ask ?? story.unknowns.get(before)?.ask;
  if (!leans || !asked || question.names.length > 0 || question.dates.length > 0) return question.raw;
  const subject = asked.replace(
    /^(?:what|who|whom|when|where|why|which|how(?: (?:many|much|long|often))?|is|are|was|were|do|does|did|will|has|have)\b\s*/i,
    '',
  );
  return `${question.text.replace(/[?.!\s]+$/, '')} ${subject}`;
}
