import type { Story } from '../knowledge/schema.js';
import { type Asked, answered, type Computed, derived } from './asked.js';
import { daysBetween } from './calendar.js';
import { type DateSpan, hull } from './dates.js';
import { isInWords } from './mentions.js';
import { isFunctionWord, stemsOf } from './stem.js';
import { currentVisit, showDate, showEvent, showSpan, type TimedEvent } from './timeline.js';
import type { Question } from './understand.js';
import { isNegated, negations } from './verdict.js';

/** Words that add nothing to whether a day falls within the visit. Any other asks for more than the dates tell. */
const neutral = stemsOf(
  'visit trip stay tour still there here already around during within fall cover include part overlap day date time happen planned scheduled supposed come coming go going right correct same while yet catch see find until till through remain',
);
/** With one of these a day may be asked for on which he is there, or on which he no longer is. */
const leaving = stemsOf('gone leave leaving left away home back');
const travelling = stemsOf('visit come travel fly go head');
const pronouns = new Set(['he', 'him', 'his', 'she', 'her', 'they', 'them']);

/** Whether days, or another event, fall within the visit; `undefined` where the question asks for more than that. */
export function withinVisit({ story, question, mentioned }: Asked): Computed | undefined {
  const visit = currentVisit(story);
  if (!visit?.span) return undefined;
  if (isOfAnotherTraveller(visit, story, question)) {
    return answered(
      `The article says otherwise: the visit of ${showDate(visit.event)} is ${visit.event.title.replace(/ of .*/, '')}.`,
      [visit],
    );
  }
  if (!isOnlyOfDates(question, visit)) return undefined;
  const [date] = question.dates;
  if (date) {
    const isOfAnother = question.events.some((mention) => isInWords(mention) && mention.event !== visit.id);
    return isOfAnother ? undefined : dateWithin(hull(question.dates), visit, question);
  }
  const other = mentioned.find(({ id, event }) => id !== visit.id && event.kind !== 'conflict');
  if (!other?.span) return undefined;
  const inside = other.span.from >= visit.span.from && other.span.to <= visit.span.to;
  return answered(
    `${verdict(inside, question)}${showEvent(other)} ${inside ? 'falls within' : 'lies outside'} the visit of ${showDate(visit.event)} (${derived}).`,
    [visit, other],
  );
}

/** "Putin visits Xi on May 7": somebody else would be the traveller. */
function isOfAnotherTraveller({ event }: TimedEvent, story: Story, { names, tokens }: Question): boolean {
  const first = names.find((id) => story.names.get(id)?.kind === 'person');
  return (
    first !== undefined &&
    event.travelled !== undefined &&
    !event.travelled.includes(first) &&
    tokens.some(({ stem: stemmed }) => travelling.has(stemmed))
  );
}

/** Whether the question is of the traveller or the visit, and names no other place, person, deed or state. */
function isOnlyOfDates({ tokens, events }: Question, { id, event }: TimedEvent): boolean {
  const known = new Set([...(event.travelled ?? []), ...(event.country ? [event.country] : [])]);
  const isOfVisit =
    events.some((mention) => mention.event === id && !mention.byDate) ||
    tokens.some(({ name, text }) => (name && event.travelled?.includes(name)) || pronouns.has(text));
  const isMention = (at: number) =>
    events.some((mention) => !mention.byDate && at >= mention.at && at < mention.end);
  return (
    isOfVisit &&
    tokens.every(({ name, date, text, stem: stemmed }, at) => {
      if (name !== undefined) return known.has(name) || isMention(at);
      return (
        date !== undefined ||
        isMention(at) ||
        neutral.has(stemmed) ||
        leaving.has(stemmed) ||
        negations.has(text) ||
        pronouns.has(text) ||
        isFunctionWord(stemmed)
      );
    })
  );
}

function dateWithin(date: DateSpan, visit: TimedEvent, question: Question): Computed {
  const { from, to } = visit.span ?? { from: '', to: '' };
  const dates = showDate(visit.event);
  if (date.from >= from && date.to <= to) {
    const day = date.from === date.to ? `, day ${daysBetween(from, date.from) + 1} of it` : '';
    return answered(
      `${verdict(true, question)}${showSpan(date)} falls within ${visit.event.title}${visit.event.title.includes(dates) ? '' : ` (${dates})`}${day} (${derived}).`,
      [visit],
    );
  }
  if (date.to < from || date.from > to)
    return answered(
      `${verdict(false, question)}${showSpan(date)} lies outside the visit of ${dates} (${derived}).`,
      [visit],
    );
  return answered(`In part: the visit of ${dates} overlaps with ${showSpan(date)} (${derived}).`, [visit]);
}

/** The first word; none where a denial or his leaving is asked or stated, as either could be meant by it. */
function verdict(inside: boolean, question: Question): string {
  const isOfLeaving = question.tokens.some(({ stem: stemmed }) => leaving.has(stemmed));
  if (isOfLeaving || isNegated(question, question.kind === 'yes or no')) return '';
  return inside ? 'Yes, ' : 'No, ';
}
