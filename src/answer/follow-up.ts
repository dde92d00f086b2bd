import type { Story } from '../knowledge/schema.js';
import { isFunctionWord } from './stem.js';
import type { Question } from './understand.js';

/** A question with at most so many words of its own content may lean on the exchange before. */
const ownContent = 2;
const questionWords = new Set(
  'what who whom whose when where why which how much many long often far since else more again exactly'.split(
    ' ',
  ),
);
const pronouns = new Set('he she they it him her them his their that this there those these one'.split(' '));
const questionStart =
  /^(?:what|who|whom|when|where|why|which|how(?: (?:many|much|long|often))?|is|are|was|were|do|does|did|will|has|have)\b\s*/i;

/** What a topic is about: "why?" asks for the reason of the statement, all else goes on from the question. */
function subjectOf(story: Story, topic: string, { kind }: Question): string {
  const fact = story.facts.get(topic);
  if (fact && kind === 'why') return fact.text.split(/[.;,](?:\s|$)/)[0] ?? '';
  return (fact?.ask ?? story.unknowns.get(topic)?.ask ?? '').replace(questionStart, '');
}

/**
 * Completes a follow-up with what the exchange before was about: "why?" and "who else?" take its whole subject, "and
 * when does he leave?" only its people and places. A question that stands by itself comes back as it is.
 * @param before topic of the exchange before
 * @param namesIn ids of the names in a text
 */
export function inContext(
  story: Story,
  question: Question,
  before: string,
  namesIn: (text: string) => readonly string[],
): string {
  const asked = story.facts.get(before)?.ask ?? story.unknowns.get(before)?.ask;
  if (!asked || question.names.length > 0 || question.dates.length > 0) return question.raw;
  const content = question.tokens.filter(
    ({ text, stem }) => !isFunctionWord(stem) && !questionWords.has(text),
  );
  const own = question.text.replace(/[?.!\s]+$/, '');
  if (content.length === 0) return `${own} ${subjectOf(story, before, question)}`;
  const leans = content.length <= ownContent && question.tokens.some(({ text }) => pronouns.has(text));
  if (!leans) return question.raw;
  return `${own} ${namesIn(asked)
    .flatMap((id) => story.names.get(id)?.name ?? [])
    .join(' ')}`;
}
