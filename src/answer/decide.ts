import { isComputation } from '../knowledge/computations.js';
import type { Story } from '../knowledge/schema.js';
import type { Computed } from './asked.js';
import { type Computing, computing } from './chronology.js';
import { compose, computedAnswer, factAnswer, relatives, suggest, unknownAnswer } from './compose.js';
import { type EventMention, isInWords } from './mentions.js';
import { type Ranked, topicsOf } from './rank.js';
import { sideOf } from './selection.js';
import { currentVisit, sharesSentence } from './timeline.js';
import type { Answer, IsoDay } from './types.js';
import type { Question } from './understand.js';

/** Where deciding begins and ends; tuned on the `tune` half of the golden questions as a whole. */
const thresholds = {
  /** The best reading must be so many times as likely as the next one that would answer otherwise, or both are offered. */
  nearTie: 1.1,
  /** Below this the best reading is a guess: it is offered and not given. */
  leastScore: 0.2,
  /** So many times as likely, and no more, may a reading become by others that cannot be computed. */
  mostGain: 8,
  /** Other readings below this are not offered as such. */
  worthOffering: 0.01,
};

/** What was decided, and in plain words why: for `ask --explain` and the inspector. */
export interface Decision {
  readonly answer: Answer;
  readonly why: string;
}

type Reading = Ranked & { readonly computed?: Computed };

/** Decides between the ranked readings of a question. */
export function decide(story: Story, question: Question, ranked: readonly Ranked[], today: IsoDay): Decision {
  const compute = computing(story, question, today);
  const readings = possibleOnes(ranked, compute);
  const [best, next] = readings;
  if (!best) return { answer: nothing(story, question, readings), why: 'no reading was found' };
  const dateless = ofNoDate(story, question, best, compute);
  if (dateless)
    return {
      answer: dateless,
      why: 'it names a date on which nothing happens that the best reading tells of',
    };
  const answered = answers(story, best);
  if (answered && best.score < thresholds.leastScore) {
    return {
      answer: choices(story, question, readings),
      why: `the best reading, ${best.topic}, is only a guess (${percent(best)})`,
    };
  }
  if (
    answered &&
    next &&
    best.score < next.score * thresholds.nearTie &&
    answersOtherwise(story, best, next)
  ) {
    return {
      answer: choices(story, question, readings),
      why: `${best.topic} (${percent(best)}) and ${next.topic} (${percent(next)}) are a near tie`,
    };
  }
  return { answer: give(story, question, best, readings), why: `${best.topic} fits best (${percent(best)})` };
}

/** The readings without computations for which the question says too little: what they were given falls to the others. */
function possibleOnes(ranked: readonly Ranked[], compute: Computing): Reading[] {
  const possible = ranked.flatMap((reading): Reading[] => {
    if (!isComputation(reading.topic)) return [reading];
    const computed = compute(reading.topic);
    return computed ? [{ ...reading, computed }] : [];
  });
  const sum = (readings: readonly Ranked[]) => readings.reduce((all, { score }) => all + score, 0);
  const gain = Math.min(sum(ranked) / (sum(possible) || 1), thresholds.mostGain);
  return possible.map((reading) => ({ ...reading, score: reading.score * gain }));
}

const percent = ({ score }: Ranked) => `${Math.round(score * 100)} %`;

const answers = (story: Story, { topic, computed }: Reading) =>
  computed ? computed.status === 'answered' : story.facts.has(topic);

const sentences = (story: Story, { topic, computed }: Reading) =>
  computed
    ? computed.from.flatMap(({ event }) => event.sentences)
    : (story.facts.get(topic)?.sentences ?? []);

/** Whether two readings would cite none of the same sentences, so that it matters which is meant. */
function answersOtherwise(story: Story, a: Reading, b: Reading): boolean {
  return !sharesSentence(sentences(story, a), sentences(story, b));
}

/**
 * Questions about a date on which nothing happens that the best reading tells of are about that date, unless they put
 * another date to the visit: "xi is coming in june".
 */
function ofNoDate(story: Story, question: Question, best: Reading, compute: Computing): Answer | undefined {
  const isOnlyMark = question.tokens.every(({ date }, at) => !date || sideOf(question, at) !== undefined);
  if (
    isOnlyMark || // "not since 2020"
    question.dates.every(({ relative }) => relative) ||
    best.computed ||
    !story.facts.has(best.topic) ||
    fallsOnThem(story, question, best) ||
    correctsDate(story, question, best)
  )
    return undefined;
  const id = misdatesVisit(story, question, best) ? 'within-visit' : 'events-on-date';
  const computed = compute(id);
  return computed && computedAnswer(story, question.raw, id, computed, suggest(story, [best.topic]));
}

/**
 * Whether something happens on the dates of a question, and the reading is not another event: "did Xi come in 2025" does
 * not mean the visit of 2023, unless that is named.
 */
function fallsOnThem(story: Story, { events }: Question, { topic }: Reading): boolean {
  const dated = events.filter(({ byDate }) => byDate);
  if (dated.length === 0) return false;
  const isTold = ({ event }: EventMention) => story.events.get(event)?.fact === topic;
  const isConflict = ({ event }: EventMention) => story.events.get(event)?.kind === 'conflict';
  const isAnEvent = [...story.events.values()].some(({ fact }) => fact === topic);
  return !isAnEvent || events.some(isTold) || dated.some(isConflict);
}

/** "Did the war start in March 2022?": the fact says when what is named took place, and so puts the date right. */
function correctsDate(story: Story, { kind, events }: Question, { topic }: Reading): boolean {
  const told = story.facts.get(topic)?.sentences ?? [];
  return (
    (kind === 'yes or no' || kind === 'statement') &&
    events
      .filter(isInWords)
      .flatMap(({ event }) => story.events.get(event) ?? [])
      .some(({ upcoming, sentences }) => !upcoming && sharesSentence(sentences, told))
  );
}

/** Whether somebody says or asks whether the visit is on a date, as nobody does who means an earlier year. */
function misdatesVisit(story: Story, { kind, dates }: Question, { topic }: Reading): boolean {
  const visit = currentVisit(story)?.event;
  const fact = story.facts.get(topic);
  return (
    (kind === 'yes or no' || kind === 'statement') &&
    fact?.basis === 'expected' &&
    sharesSentence(fact.sentences, visit?.sentences ?? []) &&
    dates.every(({ from, yearGiven }) => !yearGiven || from.startsWith(String(story.year)))
  );
}

function give(story: Story, question: Question, best: Reading, readings: readonly Reading[]): Answer {
  if (best.computed)
    return computedAnswer(story, question.raw, best.topic, best.computed, offers(story, readings, best));
  return (
    factAnswer(story, question.raw, best.topic, offers(story, readings, best)) ??
    unknownAnswer(story, question.raw, best.topic, offers(story, readings, best)) ??
    nothing(story, question, readings)
  );
}

/** Other readings, best first, then what stands near the one chosen. */
function offers(story: Story, readings: readonly Reading[], chosen: Reading) {
  const others = topicsOf(readings.filter(({ score }) => score >= thresholds.worthOffering));
  const near = story.unknowns.get(chosen.topic)?.near ?? relatives(story, chosen.topic);
  return suggest(story, [...others, ...near], [chosen.topic]);
}

function choices(story: Story, question: Question, readings: readonly Reading[]): Answer {
  const suggestions = suggest(story, topicsOf(readings));
  if (suggestions.length < 2) return give(story, question, readings[0] as Reading, readings);
  return compose(story, {
    question: question.raw,
    status: 'suggested',
    text: 'Which of these did you mean?',
    suggestions,
  });
}

/** The honest answer where nothing fits. */
export function nothing(story: Story, question: Question, readings: readonly Ranked[]): Answer {
  const suggestions = suggest(story, topicsOf(readings));
  return compose(story, {
    question: question.raw,
    status: 'not_in_article',
    text: 'The article does not answer this, as far as I understand the question.',
    suggestions,
  });
}
