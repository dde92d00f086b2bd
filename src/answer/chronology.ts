import type { Computation } from '../knowledge/computations.js';
import type { Story } from '../knowledge/schema.js';
import { type DateSpan, daysBetween } from './dates.js';
import {
  currentVisit,
  type Selection,
  select,
  selectionOf,
  showDate,
  showDay,
  showEvent,
  showMonth,
  type TimedEvent,
  timed,
  timeline,
} from './timeline.js';
import type { IsoDay } from './types.js';
import { eventsWithin, type Question } from './understand.js';

/** What was computed: its text says how, and from what. */
export interface Computed {
  readonly status: 'answered' | 'not_in_article';
  readonly text: string;
  /** The events it rests on. */
  readonly from: readonly TimedEvent[];
}

interface Asked {
  readonly story: Story;
  readonly question: Question;
  readonly today: IsoDay;
  readonly selection: Selection;
  /** Visits and meetings that the question is about, oldest first. */
  readonly chosen: readonly TimedEvent[];
  /** The events that it refers to, in its order, each once. */
  readonly mentioned: readonly TimedEvent[];
}

type Compute = (asked: Asked) => Computed | undefined;

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const inWords = (count: number) => numbers[count] ?? String(count);
const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;
const derived = 'derived from the dates that the article gives';
const answered = (text: string, from: readonly TimedEvent[]): Computed => ({
  status: 'answered',
  text,
  from,
});
const notInArticle = (text: string, from: readonly TimedEvent[]): Computed => ({
  status: 'not_in_article',
  text,
  from,
});
const isPast = ({ event }: TimedEvent) => !event.upcoming;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const listed = (events: readonly TimedEvent[]) => events.map(showEvent).join('; ');

/** A caveat for events of which the article gives no date, so that an order stays honest. */
function caveat(events: readonly TimedEvent[]): string {
  const undated = events.filter(({ span }) => !span);
  if (undated.length === 0) return '';
  return ` The article gives no date for ${undated.map(({ event }) => event.title).join(' and ')}.`;
}

const computeBy: Readonly<Record<Computation, Compute>> = {
  'events-on-date': onDates,
  'first-event': ({ chosen }) => place(chosen.filter(({ span }) => span).at(0), 'The first', chosen),
  'last-event': ({ chosen }) =>
    place(
      chosen.filter((e) => e.span && isPast(e)).at(-1),
      'The latest before the visit of this story',
      chosen,
    ),
  'nth-event': nth,
  'event-before-last': ({ chosen }) =>
    place(chosen.filter((e) => e.span && isPast(e)).at(-2), 'The one before the last', chosen),
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

/**
 * Computes the answer to a question from the dated events of the story.
 * @returns `undefined` where the question does not say what the computation needs
 */
export function compute(
  id: Computation,
  story: Story,
  question: Question,
  today: IsoDay,
): Computed | undefined {
  const selection = selectionOf(story, question);
  const mentioned = mentionedIn(story, question, comparisons.has(id));
  return computeBy[id]({ story, question, today, selection, chosen: select(story, selection), mentioned });
}

/** Computations that need two events, so that a capital alone ("beijing or brics") means what took place there. */
const comparisons: ReadonlySet<Computation> = new Set([
  'which-earlier',
  'gap-between',
  'events-between',
  'event-before',
  'event-after',
]);

function mentionedIn(story: Story, { events }: Question, withLoose: boolean): TimedEvent[] {
  const strict = events.filter(({ loose }) => !loose);
  const ids = [...new Set((withLoose && strict.length < 2 ? events : strict).map(({ event }) => event))];
  return ids.flatMap((id) => {
    const event = story.events.get(id);
    return event ? [timed(id, event)] : [];
  });
}

function place(
  found: TimedEvent | undefined,
  which: string,
  among: readonly TimedEvent[],
): Computed | undefined {
  if (!found) return undefined;
  return answered(
    `${which} was ${showEvent(found)}, by the order of the visits and meetings that the article names (${derived}).${caveat(among)}`,
    [found],
  );
}

const ordinalWords = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

function nth({ question, chosen }: Asked): Computed | undefined {
  const index = question.tokens
    .map(({ text }) =>
      Math.max(ordinalWords.indexOf(text), ['1st', '2nd', '3rd', '4th', '5th', '6th'].indexOf(text)),
    )
    .find((found) => found >= 0);
  if (index === undefined) return undefined;
  const dated = chosen.filter(({ span }) => span);
  const found = dated[index];
  if (!found) return undefined;
  return place(found, `Number ${index + 1}`, chosen);
}

function neighbour(step: 1 | -1, word: string): Compute {
  return ({ story, mentioned, chosen }) => {
    const [mark] = mentioned.filter(({ event }) => event.kind !== 'conflict');
    if (!mark) return undefined;
    if (!mark.span)
      return notInArticle(
        `The article gives no date for ${mark.event.title}, so what came ${word} it cannot be told.`,
        [mark],
      );
    const at = mark.span.from;
    const pool = (chosen.length > 1 ? chosen : timeline(story)).filter(
      ({ id, span }) => span && id !== mark.id,
    );
    const found =
      step < 0
        ? pool.findLast(({ span }) => (span?.from ?? '') < at)
        : pool.find(({ span }) => (span?.from ?? '') > at);
    if (!found) return notInArticle(`The article names nothing ${word} ${showEvent(mark)}.`, [mark]);
    return answered(
      `${capital(word)} ${showEvent(mark)} came ${showEvent(found)}, as far as the article dates them (${derived}).${caveat(pool.length ? timeline(story) : [])}`,
      [found, mark],
    );
  };
}

function between({ story, question, mentioned }: Asked): Computed | undefined {
  const ends = boundaries(story, question, mentioned);
  if (!ends) return undefined;
  const [first, last] = ends;
  const all = timeline(story);
  const inside = all.filter(
    ({ id, span }) =>
      span && span.from > first.to && span.to < last.from && id !== first.id && id !== last.id,
  );
  const undated = all.filter(
    ({ span, event }) =>
      !span && event.after?.some((id) => inside.some((other) => other.id === id) || id === first.id),
  );
  const range = `Between ${first.name} and ${last.name}`;
  if (inside.length === 0 && undated.length === 0)
    return notInArticle(
      `${range} the article names no other visit or meeting.`,
      all.filter(({ id }) => id === first.id || id === last.id),
    );
  return answered(
    `${range} the article names ${listed([...inside, ...undated])} (${derived}).${caveat(undated)}`,
    [...inside, ...undated],
  );
}

interface Boundary {
  readonly id: string | undefined;
  readonly name: string;
  readonly from: IsoDay;
  readonly to: IsoDay;
}

/** The two ends of a period that a question names, the earlier one first: events, or dates on which nothing happened. */
function boundaries(
  story: Story,
  question: Question,
  mentioned: readonly TimedEvent[],
): readonly [Boundary, Boundary] | undefined {
  const ends: Boundary[] = mentioned.flatMap(({ id, event, span }) =>
    span ? [{ id, name: showEvent({ id, event, span }), ...span }] : [],
  );
  for (const date of question.dates) {
    if (eventsWithin(story, date).length === 0)
      ends.push({ id: undefined, name: showSpan(date), from: date.from, to: date.to });
  }
  const sorted = ends.sort((a, b) => (a.from < b.from ? -1 : 1));
  const [first, last] = [sorted.at(0), sorted.at(-1)];
  return first && last && first !== last ? [first, last] : undefined;
}

function list({ story, chosen, question, selection }: Asked): Computed | undefined {
  const past = chosen.filter(isPast);
  const current = chosen.find(({ event }) => event.upcoming);
  if (chosen.length === 0) return none(story, selection, question);
  const shown = past.length > 0 ? past.toReversed() : chosen;
  const lines = shown.map(
    ({ event }) => `${event.from ? capital(showDate(event)) : 'Without a date'}: ${event.title}`,
  );
  const also =
    current && past.length > 0 ? ` The visit of ${showDate(current.event)} comes on top of them.` : '';
  return answered(
    `The article names ${shown.length === 1 ? 'one' : inWords(shown.length).toLowerCase()}, newest first: ${lines.join('; ')} (put together from the dates that it gives).${also}`,
    [...shown, ...(current ? [current] : [])],
  );
}

function none(story: Story, { within }: Selection, question: Question): Computed {
  const [date] = question.dates;
  const when = within && date ? ` for ${showSpan(date)}` : '';
  return notInArticle(
    `The article names no such visit or meeting${when}.`,
    timeline(story).filter(isPast).slice(-2),
  );
}

function count({ story, question, selection, chosen }: Asked): Computed | undefined {
  if (chosen.length === 0) return none(story, selection, question);
  const past = chosen.filter(isPast);
  const current = chosen.find(({ event }) => event.upcoming);
  const onlyBefore = question.tokens.some(({ text }) =>
    ['before', 'already', 'prior', 'previous', 'previously', 'earlier', 'past', 'had', 'far'].includes(text),
  );
  const basis = `counted from the ones that the article names: ${listed(chosen)}`;
  if (!current) return answered(`${inWords(past.length)}, ${basis}.${caveat(chosen)}`, chosen);
  if (onlyBefore)
    return answered(
      `${inWords(past.length)} before the visit of ${showDate(current.event)}, ${chosen.length} with it, ${basis}.${caveat(chosen)}`,
      chosen,
    );
  return answered(
    `${inWords(chosen.length)}, with the visit of ${showDate(current.event)}, ${past.length} before it; ${basis}.${caveat(chosen)}`,
    chosen,
  );
}

function countCountries({ story }: Asked): Computed | undefined {
  const past = timeline(story).filter(isPast);
  const countries = [...new Set(past.flatMap(({ event }) => event.country ?? []))];
  if (countries.length === 0) return undefined;
  const names = countries.map((id) => story.names.get(id)?.name ?? id);
  return answered(
    `${inWords(names.length)}: ${names.join(', ')} (counted from the visits and meetings that the article names: ${listed(past)}).`,
    past,
  );
}

/** The two dated things that a question compares: events in its order, else a date and the visit. */
function pair({ story, mentioned }: Asked): readonly [TimedEvent, TimedEvent] | undefined {
  const [first, second] = mentioned;
  if (first && second) return [first, second];
  const current = currentVisit(story);
  return first && current && first.id !== current.id ? [first, current] : undefined;
}

function gap(asked: Asked): Computed | undefined {
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
  const exact = first.event.precision === 'day' && last.event.precision === 'day';
  const text = exact
    ? counted(daysBetween(first.span?.from ?? '', last.span?.from ?? ''), 'day')
    : monthsText(monthsBetween(first.span?.from ?? '', last.span?.from ?? ''));
  const roughly = exact ? '' : ' The article gives months, not days, so this may be off by some weeks.';
  const year =
    !exact && (first.event.upcoming || last.event.upcoming)
      ? ` The year of the visit, ${last.span?.from.slice(0, 4)}, is derived too.`
      : '';
  return answered(`${text} from ${showEvent(first)} to ${showEvent(last)} (${derived}).${roughly}${year}`, [
    first,
    last,
  ]);
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

function timeSince({ story, mentioned, today }: Asked): Computed | undefined {
  const mark = mentioned[0] ?? currentVisit(story);
  if (!mark) return undefined;
  if (!mark.span) return notInArticle(`The article gives no date for ${mark.event.title}.`, [mark]);
  const exact = mark.event.precision === 'day';
  const days = daysBetween(mark.span.from, today);
  const months = Math.abs(monthsBetween(mark.span.from, today));
  const amount =
    exact && Math.abs(days) < 60
      ? counted(Math.abs(days), 'day')
      : `about ${monthsText(months).replace(/,$/, '')}`;
  const year = mark.event.upcoming ? `; its year, ${mark.span.from.slice(0, 4)}, is derived too` : '';
  const direction = days === 0 ? 'today' : days > 0 ? `${amount} ago` : `in ${amount}`;
  return answered(
    `${capital(direction)}: ${showEvent(mark)}, counted to ${showDay(today, true)} (${derived}${year}).`,
    [mark],
  );
}

function whichEarlier(asked: Asked): Computed | undefined {
  const [a, b] = asked.mentioned;
  if (!a || !b) return undefined;
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

function withinVisit({ story, question, mentioned }: Asked): Computed | undefined {
  const visit = currentVisit(story);
  if (!visit?.span) return undefined;
  if (isOfAnotherTraveller(visit, story, question)) {
    return answered(
      `The article says otherwise: the visit of ${showDate(visit.event)} is ${visit.event.title.replace(/ of .*/, '')}.`,
      [visit],
    );
  }
  const { from, to } = visit.span;
  const dates = showDate(visit.event);
  const [date] = question.dates;
  if (date) return dateWithin(date, visit);
  const other = mentioned.find(({ id, event }) => id !== visit.id && event.kind !== 'conflict');
  if (!other?.span) return undefined;
  const inside = other.span.from >= from && other.span.to <= to;
  return answered(
    `${inside ? 'Yes' : 'No'}, ${showEvent(other)} ${inside ? 'falls within' : 'lies outside'} the visit of ${dates} (${derived}).`,
    [visit, other],
  );
}

/** "Putin visits Xi on May 7": somebody else would be the traveller. */
function isOfAnotherTraveller({ event }: TimedEvent, story: Story, { names }: Question): boolean {
  const first = names.find((id) => story.names.get(id)?.kind === 'person');
  return first !== undefined && event.travelled !== undefined && !event.travelled.includes(first);
}

function dateWithin(date: DateSpan, visit: TimedEvent): Computed | undefined {
  const { from, to } = visit.span ?? { from: '', to: '' };
  const dates = showDate(visit.event);
  if (date.from >= from && date.to <= to) {
    const day = date.from === date.to ? `, day ${daysBetween(from, date.from) + 1} of it` : '';
    return answered(
      `Yes, ${showSpan(date)} falls within ${visit.event.title}${visit.event.title.includes(dates) ? '' : ` (${dates})`}${day} (${derived}).`,
      [visit],
    );
  }
  if (date.to < from || date.from > to)
    return answered(`No, ${showSpan(date)} lies outside the visit of ${dates} (${derived}).`, [visit]);
  return answered(`In part: the visit of ${dates} overlaps with ${showSpan(date)} (${derived}).`, [visit]);
}

function duration({ story, mentioned, question }: Asked, unit: 'day' | 'night'): Computed | undefined {
  const visit =
    mentioned.find(({ event }) => event.kind === 'visit' || event.kind === 'meeting') ?? currentVisit(story);
  if (!visit) return undefined;
  if (!visit.span || visit.event.precision !== 'day') {
    const known = visit.span ? `only ${showDate(visit.event)}` : 'no date';
    return notInArticle(`The article does not say how long ${visit.event.title} lasted; it gives ${known}.`, [
      visit,
    ]);
  }
  const days = daysBetween(visit.span.from, visit.span.to) + 1;
  const hours = question.tokens.some(({ stem }) => stem === 'hour') ? `, the hours are not given` : '';
  if (unit === 'night')
    return answered(
      `${inWords(days - 1)} nights (${days - 1}), from ${showDay(visit.span.from)} to ${showDay(visit.span.to)} (${derived}; it does not speak of nights itself).`,
      [visit],
    );
  return answered(
    `${inWords(days)} days (${days}), from ${showDay(visit.span.from)} to ${showDay(visit.span.to)}, counting the first and the last (${derived}${hours}).`,
    [visit],
  );
}

/** "May 9", "October 2023", "2024", "spring 2023 (March to May)" as the asker gave it. */
function showSpan({ from, to, precision, yearGiven }: DateSpan): string {
  if (precision === 'year') return from.slice(0, 4);
  if (precision === 'day') {
    if (from === to) return showDay(from, yearGiven);
    return from.slice(0, 7) === to.slice(0, 7)
      ? `${showDay(from)}–${Number(to.slice(8))}`
      : `${showDay(from)} to ${showDay(to)}`;
  }
  const first = from.slice(0, 7);
  return first === to.slice(0, 7) ? showMonth(first) : `${showMonth(first)} to ${showMonth(to.slice(0, 7))}`;
}

function onDates({ story, question }: Asked): Computed | undefined {
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
  return answered(`${capital(when)}: ${lines.join('; ')}.`, events);
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
