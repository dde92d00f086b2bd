import type { Story, StoryEvent } from '../knowledge/schema.js';
import { addDays, spanOf } from './calendar.js';
import { type EventMention, eventsWithin } from './mentions.js';
import type { IsoDay } from './types.js';
import type { Question } from './understand.js';

/** An event with its id and the days between which it lies, where the story dates it. */
export interface TimedEvent {
  readonly id: string;
  readonly event: StoryEvent;
  readonly span: Period | undefined;
}

export interface Period {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

/** The period that a question is about. */
interface Bounds extends Period {
  /** The event that it begins right after, where it is bounded by one. */
  readonly following?: string;
}

/** The end of a period that has none: "since 2022". */
const openStart = '0001-01-01';
const openEnd = '9999-12-31';

/** Which visits and meetings a question is about. */
export interface Selection {
  readonly people: readonly string[];
  /** Ids of countries. */
  readonly countries: readonly string[];
  /** Only what lies within this period. */
  readonly within: Bounds | undefined;
}

const monthNames =
  'January February March April May June July August September October November December'.split(' ');

export function timed(id: string, event: StoryEvent): TimedEvent {
  const span =
    event.from && event.to ? { from: spanOf(event.from).from, to: spanOf(event.to).to } : undefined;
  return { id, event, span };
}

/** Visits and meetings, oldest first; one without a date comes after the events that it is said to follow. */
export function timeline(story: Story): TimedEvent[] {
  const all = [...story.events]
    .map(([id, event]) => timed(id, event))
    .filter(({ event }) => isEncounter(event));
  const dated = all.filter(({ span }) => span).sort((a, b) => compareSpans(a, b));
  for (const undated of all.filter(({ span }) => !span)) {
    const after = undated.event.after ?? [];
    const index = Math.max(...after.map((id) => dated.findIndex((other) => other.id === id)), -1);
    dated.splice(after.length > 0 ? index + 1 : 0, 0, undated);
  }
  return dated;
}

const isEncounter = ({ kind }: StoryEvent) => kind === 'visit' || kind === 'meeting';
const compareSpans = (a: TimedEvent, b: TimedEvent) => ((a.span?.from ?? '') < (b.span?.from ?? '') ? -1 : 1);

/** The visit that the story is about: the one still to come when the article was written. */
export function currentVisit(story: Story): TimedEvent | undefined {
  const all = timeline(story);
  return all.find(({ event }) => event.upcoming && event.kind === 'visit') ?? all.at(-1);
}

const countryOf = (story: Story, name: string) => story.names.get(name)?.country ?? name;

/** Reads from a question whose visits are meant, where, and in which period. */
export function selectionOf(story: Story, question: Question): Selection {
  const kindOf = (id: string) => story.names.get(id)?.kind;
  const { mention, within } = periodOf(story, question);
  // In "after the Beijing meeting" the place is that of the other meeting.
  const isMeant = (at: number) => !mention || at < mention.at || at >= mention.end;
  const names = [...new Set(question.tokens.flatMap(({ name }, at) => (name && isMeant(at) ? name : [])))];
  const people = names.filter((id) => kindOf(id) === 'person');
  const homes = new Set(people.map((id) => countryOf(story, id)));
  const places = names.filter((id) => kindOf(id) === 'place').map((id) => countryOf(story, id));
  const visited = new Set(
    [...story.events.values()].filter(isEncounter).flatMap(({ country }) => country ?? []),
  );
  const all = [...new Set(places)].filter((id) => visited.has(id) || homes.has(id));
  // "China's president in Russia": a traveller's own country says who it is, unless nothing else is named.
  const abroad = all.filter((id) => !(homes.has(id) && people.length === 1));
  const countries = abroad.length > 0 ? abroad : people.length === 1 ? all : [];
  return { people, countries, within };
}

interface BoundedBy {
  readonly within: Bounds | undefined;
  /** What bounds the period, where that is an event in words. */
  readonly mention?: EventMention;
}

/** The period that a question bounds by a date or an event: "since 2022", "after brics", "in 2024", "since the war". */
function periodOf(story: Story, question: Question): BoundedBy {
  const { tokens, dates, events } = question;
  const mark = tokens.findIndex(({ date }, at) => date && !datesMention(story, question, date, at));
  const date = tokens[mark]?.date;
  if (date) {
    const whole = dates.length === 1 ? { from: date.from, to: date.to } : undefined;
    return { within: bounds(sideOf(question, mark), date) ?? whole };
  }
  for (const mention of events.filter(isInWords)) {
    const event = story.events.get(mention.event);
    const span = event && timed(mention.event, event).span;
    if (!span) continue;
    const side = sideOf(question, mention.at);
    if (event.kind === 'conflict') return { within: bounds(side ?? 'since', span), mention };
    // An event is not meant itself: "since" leaves it out, as "after" does.
    const within = bounds(side === 'since' ? 'after' : side, span);
    if (within)
      return { within: { ...within, ...(within.to === openEnd && { following: mention.event }) }, mention };
  }
  return { within: undefined };
}

const isInWords = ({ byDate, loose }: EventMention) => !byDate && !loose;

type Side = 'since' | 'after' | 'before' | 'until';

const sides: Readonly<Record<string, Side>> = {
  since: 'since',
  from: 'since',
  after: 'after',
  before: 'before',
  until: 'until',
  till: 'until',
};
/** So many words before what bounds a period say which side of it is meant. */
const sideWords = 2;

const sideOf = ({ tokens }: Question, at: number): Side | undefined =>
  tokens.slice(Math.max(0, at - sideWords), at).flatMap(({ text }) => sides[text] ?? [])[0];

function bounds(side: Side | undefined, { from, to }: Period): Period | undefined {
  switch (side) {
    case 'since':
      return { from, to: openEnd };
    case 'after':
      return { from: addDays(to, 1), to: openEnd };
    case 'before':
      return { from: openStart, to: addDays(from, -1) };
    case 'until':
      return { from: openStart, to };
    default:
      return undefined;
  }
}

/** A date in the words for an event that it falls on, or next to them, belongs to them: "the 2024 summit", "brics in 2024". */
const datesMention = (story: Story, { events }: Question, date: Period, at: number): boolean =>
  events.some(
    (mention) =>
      isInWords(mention) &&
      at >= mention.at - adjoining &&
      at < mention.end + adjoining &&
      story.events.get(mention.event)?.precision !== 'day' &&
      eventsWithin(story, date).includes(mention.event),
  );
/** So many tokens away is still next to it. */
const adjoining = 2;

/** Visits and meetings that a selection leaves, oldest first. Of one traveller, only where that one travelled or met. */
export function select(story: Story, { people, countries, within }: Selection): TimedEvent[] {
  return timeline(story).filter((found) => {
    const { event } = found;
    const [person] = people;
    if (people.some((id) => !isKnownTraveller(story, id))) return false;
    if (people.length === 1 && person !== undefined) {
      const isAway = event.country !== countryOf(story, person);
      // At home nobody is on a visit: "how often did Xi visit China" finds nothing.
      const counts = isAway || (countries.includes(event.country ?? '') && event.travelled?.includes(person));
      if (!isOf(event, person) || !counts) return false;
    }
    if (countries.length > 0 && !countries.includes(event.country ?? '')) return false;
    return !within || liesWithin(story, found, within);
  });
}

/** Whether the article has somebody travel, meet or receive at all. */
const isKnownTraveller = (story: Story, person: string): boolean =>
  [...story.events.values()].some((event) => isOf(event, person) || event.received?.includes(person));

/** Whether somebody travelled or was among those who met; being visited is not. */
export const isOf = ({ travelled = [], present = [] }: StoryEvent, person: string): boolean =>
  travelled.includes(person) || present.includes(person);

/** An event without a date may lie in any period that does not end before what it is said to follow. */
export function mayLieWithin(story: Story, { event, span }: TimedEvent, { from, to }: Period): boolean {
  if (span) return span.from <= to && span.to >= from;
  return (event.after ?? []).every((id) => (story.events.get(id)?.from ?? '') <= to);
}

/**
 * An event without a date surely lies in a period only where that has no end and begins before what it follows, or with it.
 */
function liesWithin(story: Story, found: TimedEvent, { from, to, following }: Bounds): boolean {
  if (found.span) return mayLieWithin(story, found, { from, to });
  const after = found.event.after ?? [];
  if (following !== undefined && after.includes(following)) return true;
  return (
    to === openEnd &&
    after.length > 0 &&
    after.every((id) => (story.events.get(id)?.from ?? '') >= from.slice(0, 7))
  );
}

/** "May 7–10", "March 2023", "2022"; the year only where the story gives it. */
export function showDate({ from, to, precision, upcoming }: StoryEvent): string {
  if (!from || !to || precision === 'none') return 'no date given';
  if (precision === 'year') return from === to ? from : `${from}–${to}`;
  const [year, month, day] = from.split('-').map(Number);
  const name = monthNames[(month ?? 1) - 1] ?? '';
  if (precision === 'month')
    return from === to
      ? `${name} ${year}`
      : `${name} ${year} to ${showDate({ from: to, to, precision } as StoryEvent)}`;
  const end = to.split('-').map(Number);
  const shown =
    from === to
      ? `${name} ${day}`
      : end[1] === month
        ? `${name} ${day}–${end[2]}`
        : `${name} ${day} to ${monthNames[(end[1] ?? 1) - 1]} ${end[2]}`;
  return upcoming ? shown : `${shown}, ${year}`;
}

/** A day as the article would write it: "May 9"; with its year where `withYear`. */
export function showDay(day: IsoDay, withYear = false): string {
  const [year, month, number] = day.split('-').map(Number);
  const shown = `${monthNames[(month ?? 1) - 1]} ${number}`;
  return withYear ? `${shown}, ${year}` : shown;
}

export const showMonth = (month: string): string =>
  `${monthNames[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;

/** "Xi's state visit to Russia (March 2023)". */
export const showEvent = ({ event }: TimedEvent): string =>
  event.from && event.title.includes(showDate(event)) ? event.title : `${event.title} (${showDate(event)})`;
