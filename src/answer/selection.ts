import type { Story, StoryEvent } from '../knowledge/schema.js';
import { addDays } from './calendar.js';
import { type DateSpan, hull } from './dates.js';
import { type EventMention, eventsWithin, isInWords } from './mentions.js';
import {
  isEncounter,
  type Period,
  showEvent,
  showSpan,
  type TimedEvent,
  timed,
  timeline,
} from './timeline.js';
import type { Question } from './understand.js';

/** The period that a question is about. */
interface Bounds extends Period {
  /** As a reader would say it: "since 2022", "after the meeting in Beijing (May 2024)". */
  readonly label: string;
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
  /** Ids of countries that are left out: "outside Russia". */
  readonly elsewhere: readonly string[];
  /** Only what lies within this period. */
  readonly within: Bounds | undefined;
}

const countryOf = (story: Story, name: string) => story.names.get(name)?.country ?? name;

/** Reads from a question whose visits are meant, where, and in which period. */
export function selectionOf(story: Story, question: Question): Selection {
  const { mention, within } = periodOf(story, question);
  const outsideAt = outside(question);
  // In "after the Beijing meeting" the place is that of the other meeting.
  const named = question.tokens.flatMap(({ name }, at) =>
    name && !(mention && at >= mention.at && at < mention.end)
      ? [{ name, kind: story.names.get(name)?.kind, isLeftOut: at > outsideAt }]
      : [],
  );
  const people = idsOf(named.flatMap(({ name, kind }) => (kind === 'person' ? name : [])));
  const homes = new Set(people.map((id) => countryOf(story, id)));
  const places = named.filter(({ kind }) => kind === 'place');
  const countries = (isLeftOut: boolean) =>
    idsOf(places.flatMap((each) => (each.isLeftOut === isLeftOut ? countryOf(story, each.name) : [])));
  const meant = countries(false).filter((id) => homes.has(id) || isDestination(story, question, id));
  // "China's president in Russia": a traveller's own country says who it is, unless nothing else is named.
  const abroad = meant.filter((id) => !(homes.has(id) && people.length === 1));
  return {
    people,
    countries: abroad.length > 0 ? abroad : people.length === 1 ? meant : [],
    elsewhere: countries(true),
    within,
  };
}

const idsOf = (ids: readonly string[]) => [...new Set(ids)];

/** Where somebody went, or is asked to have gone; in a question about the war, its country is not. */
function isDestination(story: Story, { events }: Question, country: string): boolean {
  const all = [...story.events.values()];
  if (all.some((event) => isEncounter(event) && event.country === country)) return true;
  return !events.some(({ event }) => story.events.get(event)?.kind === 'conflict');
}

/** Where what is left out begins: "outside Russia and China", "other than Moscow"; after the end where nothing is. */
function outside({ tokens }: Question): number {
  const at = tokens.findIndex(
    ({ text }, index) =>
      ['outside', 'except', 'besides', 'excluding'].includes(text) ||
      (text === 'than' && tokens[index - 1]?.text === 'other') ||
      (text === 'from' && tokens[index - 1]?.text === 'apart'),
  );
  return at < 0 ? tokens.length : at;
}

interface BoundedBy {
  readonly within: Bounds | undefined;
  /** What bounds the period, where that is an event in words. */
  readonly mention?: EventMention;
}

/** The period that a question bounds by a date or an event: "since 2022", "after brics", "in 2024", "since the war". */
function periodOf(story: Story, question: Question): BoundedBy {
  const { tokens, events } = question;
  const dated = tokens.flatMap(({ date }, at) =>
    date && !datesMention(story, question, date, at) ? [{ date, at }] : [],
  );
  const [first] = dated;
  if (first && dated.length === 1) {
    const { date, at } = first;
    const side = sideOf(question, at);
    return {
      within: bounds(side, date, showSpan(date)) ?? during([date], date.precision === 'day' ? 'on' : 'in'),
    };
  }
  // "Between March 2023 and May 2024", "in 2023 and 2024"
  if (first)
    return {
      within: during(
        dated.map(({ date }) => date),
        'between',
      ),
    };
  for (const mention of events.filter(isInWords)) {
    // "Since Putin last went to China" names whom and where, and no event.
    if (tokens.slice(mention.at, mention.end).some(({ text }) => text === 'last' || text === 'first'))
      continue;
    const event = story.events.get(mention.event);
    const found = event && timed(mention.event, event);
    if (!found?.span) continue;
    const side = sideOf(question, mention.at);
    const label = showEvent(found);
    if (event?.kind === 'conflict') return { within: bounds(side ?? 'since', found.span, label), mention };
    if (side === 'from') continue;
    // An event is not meant itself: "since" leaves it out, as "after" does.
    const within = bounds(side === 'since' ? 'after' : side, found.span, label);
    if (within)
      return { within: { ...within, ...(within.to === openEnd && { following: mention.event }) }, mention };
  }
  return { within: undefined };
}

type Side = 'since' | 'from' | 'after' | 'before' | 'until';

const sides: Readonly<Record<string, Side>> = {
  since: 'since',
  from: 'from',
  after: 'after',
  before: 'before',
  until: 'until',
  till: 'until',
};
/** So many words before what bounds a period say which side of it is meant. */
const sideWords = 2;

/** Which side of a token's date or event is meant. */
export const sideOf = ({ tokens }: Question, at: number): Side | undefined =>
  tokens.slice(Math.max(0, at - sideWords), at).flatMap(({ text }) => sides[text] ?? [])[0];

function bounds(side: Side | undefined, { from, to }: Period, name: string): Bounds | undefined {
  switch (side) {
    case 'since':
    case 'from':
      return { from, to: openEnd, label: `since ${name}` };
    case 'after':
      return { from: addDays(to, 1), to: openEnd, label: `after ${name}` };
    case 'before':
      return { from: openStart, to: addDays(from, -1), label: `before ${name}` };
    case 'until':
      return { from: openStart, to, label: `until ${name}` };
    default:
      return undefined;
  }
}

/** From the earliest to the latest of dates, inclusive. */
function during(dates: readonly DateSpan[], preposition: string): Bounds {
  const sorted = [...dates].sort((a, b) => (a.from < b.from ? -1 : 1));
  const { from, to } = hull(dates);
  return {
    from,
    to,
    label: `${preposition} ${idsOf(sorted.map(showSpan)).join(' and ')}`,
  };
}

/** A date in the words for an event that it falls on, or next to them, belongs to them: "the 2024 summit", "brics in 2024". */
export const datesMention = (story: Story, { events }: Question, date: Period, at: number): boolean =>
  events.some((mention) => {
    const event = story.events.get(mention.event);
    if (!event || !isInWords(mention)) return false;
    const isNear = at >= mention.at - adjoining && at < mention.end + adjoining;
    // A day within a longer event is no name for it, unless it is all of its days.
    const { span } = timed(mention.event, event);
    const names = event.precision !== 'day' || (span?.from === date.from && span.to === date.to);
    return isNear && names && eventsWithin(story, date).includes(mention.event);
  });
/** So many tokens away is still next to it. */
const adjoining = 3;

/** Visits and meetings that a selection leaves, oldest first. Of one traveller, only where that one travelled or met. */
export function select(story: Story, { people, countries, elsewhere, within }: Selection): TimedEvent[] {
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
    if (elsewhere.includes(event.country ?? '')) return false;
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
