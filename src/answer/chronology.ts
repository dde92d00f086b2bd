import type { Computation } from '../knowledge/computations.js';
import type { Story } from '../knowledge/schema.js';
import type { Asked, Compute, Computed } from './asked.js';
import { type EventMention, isInWords } from './mentions.js';
import { beforeLast, between, count, countCountries, first, last, list, neighbour, nth } from './order.js';
import { datesMention, select, selectionOf } from './selection.js';
import { duration, gap, onDates, timeSince, whichEarlier } from './spans.js';
import { type TimedEvent, timed } from './timeline.js';
import type { IsoDay } from './types.js';
import type { Question } from './understand.js';
import { withinVisit } from './within.js';

const computeBy: Readonly<Record<Computation, Compute>> = {
  'events-on-date': onDates,
  'first-event': first,
  'last-event': last,
  'nth-event': nth,
  'event-before-last': beforeLast,
  'event-before': neighbour(-1, 'before'),
  'event-after': neighbour(1, 'after'),
  'events-between': between,
  'list-events': list,
  'count-events': count,
  'count-countries': countCountries,
  'gap-between': gap,
  'time-since': timeSince,
  'which-earlier': whichEarlier,
  'within-visit': withinVisit,
  'duration-days': (asked) => duration(asked, 'day'),
  'duration-nights': (asked) => duration(asked, 'night'),
};

/** Computes an answer; `undefined` where the question does not say what the computation needs. */
export type Computing = (id: Computation) => Computed | undefined;

/** Computations of one question from the dated events of the story; what they share is read once, when first needed. */
export function computing(story: Story, question: Question, today: IsoDay): Computing {
  let read: Pick<Asked, 'selection' | 'chosen'> | undefined;
  return (id) => {
    if (!read) {
      const selection = selectionOf(story, question);
      read = { selection, chosen: select(story, selection) };
    }
    const mentioned = mentionedIn(story, question, comparisons.has(id));
    return computeBy[id]({ story, question, today, ...read, mentioned });
  };
}

/** One computation of a question, as by `computing`. */
export const compute = (id: Computation, story: Story, question: Question, today: IsoDay) =>
  computing(story, question, today)(id);

/** Computations that need two events, so that a capital alone ("beijing or brics") means what took place there. */
const comparisons: ReadonlySet<Computation> = new Set([
  'which-earlier',
  'gap-between',
  'events-between',
  'event-before',
  'event-after',
]);

const ordering = new Set(['first', '1st', 'last', 'latest', 'previous']);

function mentionedIn(story: Story, question: Question, isComparison: boolean): TimedEvent[] {
  const { tokens, dates } = question;
  const idsOf = (mentions: readonly EventMention[]) => [...new Set(mentions.map(({ event }) => event))];
  // "Xi's trip" is the visit of the story; "the first xi trip" is another one.
  const isOrdered = ({ event, at }: EventMention) =>
    story.events.get(event)?.upcoming === true && ordering.has(tokens[at - 1]?.text ?? '');
  const events = question.events.filter((mention) => mention.byDate || !isOrdered(mention));
  // "The 2024 summit" names one event, not all of that year.
  const isDated = ({ byDate, at }: EventMention) => {
    const date = tokens[at]?.date;
    return byDate && date !== undefined && !datesMention(story, question, date, at);
  };
  const firstOfDate = ({ at }: EventMention, index: number, all: readonly EventMention[]) =>
    all.findIndex((other) => other.at === at) === index;
  const dated = idsOf(events.filter(isDated).filter(firstOfDate));
  const strict = idsOf(events.filter((mention) => isInWords(mention) || isDated(mention)));
  // "Which trip was later, 03/2023 or 09/2024?": two dates are what is compared.
  const areDates = isComparison && dates.length === 2 && dated.length === 2;
  const ids = areDates ? dated : isComparison && strict.length < 2 ? idsOf(events) : strict;
  return ids.flatMap((id) => {
    const event = story.events.get(id);
    return event ? [timed(id, event)] : [];
  });
}
