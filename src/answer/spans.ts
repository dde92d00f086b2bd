import type { Story } from '../knowledge/schema.js';
import {
  type Asked,
  answered,
  type Computed,
  capital,
  caveat,
  counted,
  derived,
  inWords,
  isPast,
  listed,
  notInArticle,
} from './asked.js';
import { daysBetween } from './calendar.js';
import type { DateSpan } from './dates.js';
import { eventsWithin } from './mentions.js';
import { stemsOf } from './stem.js';
import {
  compareSpans,
  currentVisit,
  isEncounter,
  showDate,
  showDay,
  showEvent,
  showSpan,
  type TimedEvent,
  timed,
  timeline,
} from './timeline.js';
import type { IsoDay } from './types.js';
import type { Question } from './understand.js';

const asksBetween = ({ tokens }: Question) => tokens.some(({ text }) => text === 'between');

const latest = new Set(['last', 'latest', 'recent', 'recently']);

/** "Xi's first trip", "when was he last there": the first or the latest of the visits and meetings that a question is about. */
function atTheEnd({ question, chosen }: Asked): TimedEvent | undefined {
  const dated = chosen.filter(({ span }) => span);
  if (question.tokens.some(({ text }) => text === 'first' || text === '1st')) return dated.at(0);
  if (question.tokens.some(({ text }) => latest.has(text))) return dated.filter(isPast).at(-1);
  return undefined;
}

/**
 * The two dated things that a question compares: events in its order, an event and the first or latest visit, the only
 * two it is about, or an event and the visit.
 */
function pair(asked: Asked): readonly [TimedEvent, TimedEvent] | undefined {
  const { story, mentioned, chosen } = asked;
  const [first, second] = mentioned;
  if (first && second) return [first, second];
  const end = atTheEnd(asked);
  if (first && end && end.id !== first.id) return [first, end];
  const [earlier, later, third] = chosen.filter(isPast);
  if (!first && earlier && later && !third) return [earlier, later];
  // "Between World War II and the war in Ukraine": the other end is not of this story.
  if (asksBetween(asked.question)) return undefined;
  const current = currentVisit(story);
  return first && current && first.id !== current.id ? [first, current] : undefined;
}

const unitsOfTime = stemsOf('day week month year decade long apart gap interval');

export function gap(asked: Asked): Computed | undefined {
  const { question } = asked;
  // "How many trips between 2022 and 2024?" counts something else than time.
  const countsOther =
    question.kind === 'how many' &&
    !question.tokens.some(({ text, stem }) => text === 'time' || unitsOfTime.has(stem));
  if (countsOther || asksWhether(question)) return undefined;
  const ends = pair(asked);
  if (!ends) return undefined;
  const [a, b] = ends;
  const undated = ends.find(({ span }) => !span);
  if (undated)
    return notInArticle(
      `The article gives no date for ${undated.event.title}, so the time between cannot be told.`,
      ends,
    );
  const [first, last] = (a.span?.from ?? '') <= (b.span?.from ?? '') ? [a, b] : [b, a];
  const coarsest = coarser(first.event.precision, last.event.precision);
  const year =
    coarsest !== 'day' && last.event.upcoming
      ? ` The year of the visit, ${last.span?.from.slice(0, 4)}, is derived too.`
      : '';
  return answered(
    `${capital(timeBetween(first.span?.from ?? '', last.span?.from ?? '', coarsest))} from ${showEvent(first)} to ${showEvent(last)} (${derived}).${roughness[coarsest]}${year}`,
    [first, last],
  );
}

type Dated = 'day' | 'month' | 'year';

const coarser = (a: string, b: string): Dated =>
  [a, b].includes('year') ? 'year' : [a, b].includes('month') ? 'month' : 'day';

/** How far off a time may be when the coarser of its ends is a month or a year. */
const roughness: Readonly<Record<Dated, string>> = {
  day: '',
  month: ' The article gives months, not days, so this may be off by some weeks.',
  year: ' The article gives years, not months, so this may be off by some months.',
};

/** "3 days", "18 months, that is 1.5 years,", "about 2 years": as exactly as the ends allow. */
function timeBetween(from: IsoDay, to: IsoDay, precision: Dated): string {
  if (precision === 'day') return counted(Math.abs(daysBetween(from, to)), 'day');
  if (precision === 'month') return monthsText(Math.abs(monthsBetween(from, to)));
  return `about ${counted(Math.abs(Number(to.slice(0, 4)) - Number(from.slice(0, 4))), 'year')}`;
}

const monthsBetween = (from: IsoDay, to: IsoDay) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/** "18 months, or one and a half years" */
function monthsText(months: number): string {
  const years = Math.floor(months / 12);
  if (months < 12) return counted(months, 'month');
  const rest = months % 12;
  const inYears =
    rest === 0
      ? counted(years, 'year')
      : rest === 6
        ? `${years}.5 years`
        : `${counted(years, 'year')} and ${counted(rest, 'month')}`;
  return `${counted(months, 'month')}, that is ${inYears},`;
}

/** "Has he been there since?" asks for what happened; "did a year pass between them?" is answered by how long it was. */
const asksWhether = ({ kind, tokens }: Question) =>
  kind === 'yes or no' &&
  /^(?:has|have|had|did|does|do|is|are|was|were)$/.test(tokens[0]?.text ?? '') &&
  !tokens.some(({ stem }) => unitsOfTime.has(stem));

/** Up to so many days ago, an event is said to be days ago, not months. */
const recently = 60;

export function timeSince(asked: Asked): Computed | undefined {
  const { story, question, selection, mentioned, chosen, today } = asked;
  const { people, countries } = selection;
  const isOfNone = chosen.length === 0 && people.length + countries.length > 0;
  // "Since the war began until the visit" asks for the time between the two.
  const hasTwoEnds =
    mentioned.length > 1 && question.tokens.some(({ text }) => text === 'until' || text === 'till');
  if (
    asksWhether(question) ||
    asksBetween(question) ||
    hasTwoEnds ||
    (isOfNone && mentioned.every(({ event }) => isEncounter(event)))
  )
    return undefined;
  const [named] = mentioned;
  const isOneOfThem = !named || chosen.some(({ id }) => id === named.id);
  const mark = (isOneOfThem && atTheEnd(asked)) || named || currentVisit(story);
  if (!mark) return undefined;
  if (!mark.span) return notInArticle(`The article gives no date for ${mark.event.title}.`, [mark]);
  const days = daysBetween(mark.span.from, today);
  const isNear = mark.event.precision === 'day' && Math.abs(days) < recently;
  const precision = mark.event.precision === 'year' ? 'year' : isNear ? 'day' : 'month';
  const amount = timeBetween(mark.span.from, today, precision).replace(/,$/, '');
  const shown = isNear || precision === 'year' ? amount : `about ${amount}`;
  const year = mark.event.upcoming ? `; its year, ${mark.span.from.slice(0, 4)}, is derived too` : '';
  const direction = days === 0 ? 'today' : days > 0 ? `${shown} ago` : `in ${shown}`;
  return answered(
    `${capital(direction)}: ${showEvent(mark)}, counted to today, ${showDay(today, true)} (${derived}, and from today's${year}).`,
    [mark],
  );
}

export function whichEarlier({ mentioned }: Asked): Computed | undefined {
  const [a, b, ...others] = mentioned;
  if (!a || !b) return undefined;
  if (others.length > 0) return inOrder(mentioned);
  const undated = [a, b].find(({ span }) => !span);
  if (undated) {
    const other = undated === a ? b : a;
    if (undated.event.after?.includes(other.id))
      return answered(
        `${capital(other.event.title)} (${showDate(other.event)}) is named first; the article names ${undated.event.title} after it, without a date.`,
        [other, undated],
      );
    return notInArticle(
      `The article gives no date for ${undated.event.title}, so which was earlier cannot be told.`,
      [a, b],
    );
  }
  const [first, last] = (a.span?.from ?? '') <= (b.span?.from ?? '') ? [a, b] : [b, a];
  return answered(`${capital(showEvent(first))} came before ${showEvent(last)} (${derived}).`, [first, last]);
}

/** "Sort these": more than two events. */
function inOrder(events: readonly TimedEvent[]): Computed {
  const dated = events.filter(({ span }) => span).sort(compareSpans);
  return answered(`In this order: ${listed(dated)} (${derived}).${caveat(events)}`, events);
}

export function duration({ story, mentioned, question }: Asked, unit: 'day' | 'night'): Computed | undefined {
  const visit =
    mentioned.find(({ event }) => event.kind === 'visit' || event.kind === 'meeting') ?? currentVisit(story);
  if (!visit || asksBetween(question)) return undefined;
  if (!visit.span || visit.event.precision !== 'day') {
    const known = visit.span ? `only ${showDate(visit.event)}` : 'no date';
    return notInArticle(`The article does not say how long ${visit.event.title} lasted; it gives ${known}.`, [
      visit,
    ]);
  }
  const days = daysBetween(visit.span.from, visit.span.to) + 1;
  const amount = unit === 'day' ? days : days - 1;
  const hours = question.tokens.some(({ stem }) => stem === 'hour') ? ', the hours are not given' : '';
  const how =
    unit === 'day'
      ? `, counting the first and the last (${derived}${hours})`
      : ` (${derived}; it does not speak of nights itself)`;
  return answered(
    `${inWords(amount)} ${unit}${amount === 1 ? '' : 's'} (${amount}), from ${showDay(visit.span.from)} to ${showDay(visit.span.to)}${how}.`,
    [visit],
  );
}

export function onDates({ story, question }: Asked): Computed | undefined {
  const [date] = question.dates;
  if (!date) return undefined;
  const events = [...new Set(question.dates.flatMap((span) => eventsWithin(story, span)))].flatMap((id) => {
    const event = story.events.get(id);
    return event ? [timed(id, event)] : [];
  });
  const when = question.dates.map(showSpan).join(' and ');
  if (events.length === 0) {
    return notInArticle(`The article says nothing of ${when}.`, nearestEvents(story, date));
  }
  const lines = events.map((found) => {
    if (date.precision === 'day') return dayText(found, date);
    const shown = showDate(found.event);
    return shown === when || found.event.title.includes(shown)
      ? found.event.title
      : `${shown}: ${found.event.title}`;
  });
  // The year of the story's own visit is asked for by its number, and the article does not give it.
  const isDerived = date.precision === 'year' && events.some(({ event }) => event.upcoming);
  const note = isDerived ? ` (the year ${when} is derived, as the article gives none for it)` : '';
  return answered(`${capital(when)}: ${lines.join('; ')}${note}.`, events);
}

function dayText(found: TimedEvent, date: DateSpan): string {
  const { event, span } = found;
  if (!span || event.precision !== 'day') return `${event.title} (${showDate(event)}, no day given)`;
  if (span.from === span.to) return event.title;
  const day = daysBetween(span.from, date.from) + 1;
  const title = event.title.includes(showDate(event)) ? event.title : `${event.title} (${showDate(event)})`;
  return date.from === date.to ? `${title}, of which it is day ${day}` : title;
}

function nearestEvents(story: Story, date: DateSpan): TimedEvent[] {
  return timeline(story)
    .filter(({ span }) => span)
    .sort(
      (a, b) =>
        Math.abs(daysBetween(a.span?.from ?? '', date.from)) -
        Math.abs(daysBetween(b.span?.from ?? '', date.from)),
    )
    .slice(0, 2);
}
