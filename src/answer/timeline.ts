import type { Story, StoryEvent } from '../knowledge/schema.js';
import { spanOf } from './calendar.js';
import type { DateSpan } from './dates.js';
import type { IsoDay } from './types.js';

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

/** Whether some sentence of the article stands under both. */
export const sharesSentence = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((number) => b.includes(number));

/** A name as readers know it; its id where the story has none. */
export const nameOf = (story: Story, id: string): string => story.names.get(id)?.name ?? id;

export const isEncounter = ({ kind }: StoryEvent) => kind === 'visit' || kind === 'meeting';
/** For sorting events that are dated. */
export const compareSpans = (a: TimedEvent, b: TimedEvent) =>
  (a.span?.from ?? '') < (b.span?.from ?? '') ? -1 : 1;

/** The visit that the story is about: the one still to come when the article was written. */
export function currentVisit(story: Story): TimedEvent | undefined {
  const all = timeline(story);
  return all.find(({ event }) => event.upcoming && event.kind === 'visit') ?? all.at(-1);
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

const showMonth = (month: string): string =>
  `${monthNames[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;

/** "Xi's state visit to Russia (March 2023)". */
export const showEvent = ({ event }: TimedEvent): string =>
  event.from && event.title.includes(showDate(event)) ? event.title : `${event.title} (${showDate(event)})`;

/** "May 9", "October 2023", "2024", "spring 2023 (March to May)" as the asker gave it. */
export function showSpan({ from, to, precision, yearGiven }: DateSpan): string {
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
