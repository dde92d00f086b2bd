import { isComputation, plainQuestion } from '../knowledge/computations.js';
import type { Story } from '../knowledge/schema.js';
import { createAsk, type Explanation } from './ask.js';
import { compute } from './chronology.js';
import { compose, computedAnswer, suggest, unknownAnswer } from './compose.js';
import type { CompiledStory } from './model.js';
import { type Completion, nearestNames, nearestQuestions, nearestTopics } from './nearest.js';
import type { Without } from './steps.js';
import { context, factById, onDate, source, visitDates, visits, who } from './structured.js';
import type { Answer, IsoDay } from './types.js';

/** Whose visits are wanted; every part is optional. */
export interface VisitFilter {
  /** As the asker wrote it: "putin", "Xi Jinping". */
  readonly person?: string;
  readonly year?: number;
}

/**
 * All questions that a surface can put. Pure: no clock, disk, network or Discord inside; the same arguments give the
 * same answer.
 */
export interface Engine {
  readonly story: Story;
  /**
   * Answers a question in free text.
   * @param before topic of the exchange before (`Answer.topic`), from which "and when does he leave?" takes its subject
   */
  answer(text: string, today: IsoDay, before?: string): Answer;
  /** The same, with all that led to it: for editors. */
  explain(text: string, today: IsoDay, before?: string): Explanation;
  /** The answer of a topic (fact, unknown or computation) chosen by its id; `undefined` when it is no longer known. */
  answerTopic(topic: string, question: string, today: IsoDay): Answer | undefined;
  /** All that the story says of a date or period, given in any notation ("9 May", "october 2023"). */
  onDate(when: string, today: IsoDay): Answer;
  /** The dates of the visit that the story is about. */
  visitDates(today: IsoDay): Answer;
  /** Prior visits and meetings, newest first. */
  visits(filter: VisitFilter, today: IsoDay): Answer;
  /** The background under a heading ("Sanctions"), or nearest to what was typed. */
  context(topic: string, today: IsoDay): Answer;
  /** Who somebody is in this story, and what they did or said. */
  who(name: string, today: IsoDay): Answer;
  /** The article's outline, restated, with sentence numbers; of one paragraph or of all. */
  source(paragraph?: number): Answer;
  /** Which facts bear on somebody's message: an answer a claim found in it, at most five, each `question` the claim. */
  check(message: string, today: IsoDay): Answer[];
  /** Questions that can be asked, nearest to what was typed first; useful ones for empty input. At most 25. */
  completeQuestions(typed: string): Completion[];
  /** Headings for `/context`; at most 25. */
  completeTopics(typed: string): Completion[];
  /** Names for `/who`; at most 25. */
  completeNames(typed: string): Completion[];
}

/** So many claims of a message are checked. */
const checkedClaims = 5;

/** The engine over a compiled story. */
export function createEngine(compiled: CompiledStory, without: Without = new Set()): Engine {
  const { story } = compiled;
  const { explain, understand } = createAsk(compiled, without);
  const names = nearestNames(story);
  const topics = nearestTopics(story);
  const people = (typed: string, today: IsoDay) => understand(typed, today).names;

  const answerTopic: Engine['answerTopic'] = (topic, asked, today) => {
    if (!isComputation(topic))
      return (
        factById(story, asked, topic) ??
        unknownAnswer(story, asked, topic, suggest(story, story.unknowns.get(topic)?.near ?? []))
      );
    const computed = compute(topic, story, understand(plainQuestion(topic) ?? asked, today), today);
    return (
      computed && computedAnswer(story, asked, topic, computed, suggest(story, ['list-events'], [topic]))
    );
  };

  return {
    story,
    answer: (text, today, before) => explain(text, today, before).answer,
    explain,
    answerTopic,
    onDate: (when, today) => onDate(story, understand(when, today), today),
    visitDates: () => visitDates(story),
    visits: ({ person, year }, today) => {
      const ids = person ? people(person, today).filter((id) => story.names.get(id)?.kind === 'person') : [];
      const asked = ['Visits and meetings', person && `of ${person}`, year && `in ${year}`]
        .filter(Boolean)
        .join(' ');
      if (person && ids.length === 0)
        return compose(story, {
          question: asked,
          status: 'not_in_article',
          text: `The article names no visits of "${person}".`,
          suggestions: suggest(story, ['list-events']),
        });
      return visits(story, ids, year, asked);
    },
    context: (topic) => context(story, topics(topic)[0]?.value ?? topic),
    who: (name, today) => {
      const near = (name.trim() === '' ? [] : names(name)).map(({ value }) => value);
      const id = story.names.has(name) ? name : (people(name, today)[0] ?? near[0]);
      return who(
        story,
        name,
        id,
        near.flatMap((other) => story.names.get(other)?.facts.slice(0, 1) ?? []),
      );
    },
    source: (paragraph) => source(story, paragraph),
    check: (message, today) =>
      claimsOf(message)
        .flatMap((claim) => {
          const answer = explain(claim, today).answer;
          return answer.facts.length > 0 ? [answer] : [];
        })
        .slice(0, checkedClaims),
    completeQuestions: nearestQuestions(story),
    completeTopics: topics,
    completeNames: names,
  };
}

/** The sentences of a message, without those too short to claim anything. */
const claimsOf = (message: string): string[] =>
  message
    .split(/(?<=[.!?])\s+|\n+/)
    .map((part) => part.trim())
    .filter((part) => part.split(/\s+/).length >= 3);
