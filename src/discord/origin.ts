import type { VisitFilter } from '../answer/engine.js';
import type { Answer, IsoDay } from '../answer/types.js';
import { encodePress, type Origin } from './components.js';
import type { ReaderEngine } from './ports.js';
import type { AnswerReply } from './reply.js';

/** Answers a question in free text, as somebody typed it. @param before topic of the exchange before */
export function replyToQuestion(
  question: string,
  engine: ReaderEngine,
  today: IsoDay,
  before: string | undefined,
): AnswerReply {
  const answer = engine.answer(question, today, before);
  return {
    kind: 'answer',
    answer,
    typed: true,
    origin: questionOrigin(question, before) ?? topicOrigin(answer, engine, today),
  };
}

/** The answer of a topic chosen by a button; `undefined` where the knowledge no longer has it. */
export function replyToTopic(
  topic: string,
  engine: ReaderEngine,
  today: IsoDay,
  asked = '',
): AnswerReply | undefined {
  const answer = engine.answerTopic(topic, asked, today);
  return answer && { kind: 'answer', answer, origin: { kind: 'topic', topic } };
}

/** The answer that comes about in this way, for the first time or again. */
export function replyTo(
  origin: Exclude<Origin, { kind: 'topic' }>,
  engine: ReaderEngine,
  today: IsoDay,
): AnswerReply {
  const reply = (answer: Answer): AnswerReply => ({ kind: 'answer', answer, origin });
  switch (origin.kind) {
    case 'question':
      return reply(engine.answer(origin.question, today));
    case 'dates':
      return reply(engine.visitDates(today));
    case 'date':
      return reply(engine.onDate(origin.when, today));
    case 'visits':
      return replyToVisits(origin, engine, today);
    case 'context':
      return reply(engine.context(origin.heading, today));
    case 'who':
      return reply(engine.who(origin.name, today));
    case 'article':
      return reply(engine.source(origin.paragraph));
  }
}

type VisitsOrigin = Extract<Origin, { kind: 'visits' }>;

/** The picture shows the visits that the text lists, and is left out where that is not sure. */
function replyToVisits(origin: VisitsOrigin, engine: ReaderEngine, today: IsoDay): AnswerReply {
  const asked = visitFilter(origin.person, origin.year, engine);
  const answer = engine.visits(asked, today);
  const reply: AnswerReply = { kind: 'answer', answer, origin };
  if (answer.status !== 'answered') return reply;
  if (!asked.person) return { ...reply, picture: asked };
  // The picture knows the story's names, but not the typos that the engine corrects, nor two people at once.
  const readsAsAsked = (person: string) => engine.visits({ ...asked, person }, today).text === answer.text;
  const person = peopleNearest(asked.person, engine).find(readsAsAsked);
  return person ? { ...reply, picture: { ...asked, person } } : reply;
}

/** Autocomplete gives the id of a name; people are to read the name. */
function visitFilter(
  person: string | undefined,
  year: number | undefined,
  { story }: ReaderEngine,
): VisitFilter {
  const name = person && (story.names.get(person)?.name ?? person);
  return { ...(name && { person: name }), ...(year !== undefined && { year }) };
}

/** The story's people whose names come nearest to what was typed, best first. */
function peopleNearest(typed: string, { story, completeNames }: ReaderEngine): string[] {
  return completeNames(typed).flatMap(({ value }) => {
    const name = story.names.get(value);
    return name?.kind === 'person' ? name.name : [];
  });
}

/** By the question, where a button can hold it; but a follow-up means nothing without the exchange before. */
function questionOrigin(question: string, before: string | undefined): Origin | undefined {
  const byQuestion: Origin = { kind: 'question', question };
  const fits = encodePress({ kind: 'page', page: 0, origin: byQuestion }) !== undefined;
  return fits && !before && question.trim() ? byQuestion : undefined;
}

/** By the topic, where that alone gives the same answer: what was computed may depend on the question. */
function topicOrigin({ topic, text }: Answer, engine: ReaderEngine, today: IsoDay): Origin | undefined {
  if (topic === undefined) return undefined;
  return engine.answerTopic(topic, '', today)?.text === text ? { kind: 'topic', topic } : undefined;
}
