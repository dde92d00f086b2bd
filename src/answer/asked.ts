import type { Story } from '../knowledge/schema.js';
import type { Selection } from './selection.js';
import { showEvent, type TimedEvent } from './timeline.js';
import type { IsoDay } from './types.js';
import type { Question } from './understand.js';

/** What was computed: its text says how, and from what. */
export interface Computed {
  readonly status: 'answered' | 'not_in_article';
  readonly text: string;
  /** The events it rests on. */
  readonly from: readonly TimedEvent[];
}

export interface Asked {
  readonly story: Story;
  readonly question: Question;
  readonly today: IsoDay;
  readonly selection: Selection;
  /** Visits and meetings that the question is about, oldest first. */
  readonly chosen: readonly TimedEvent[];
  /** The events that it refers to, in its order, each once. */
  readonly mentioned: readonly TimedEvent[];
}

export type Compute = (asked: Asked) => Computed | undefined;

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
export const inWords = (count: number) => numbers[count] ?? String(count);
export const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;
export const derived = 'derived from the dates that the article gives';
export const answered = (text: string, from: readonly TimedEvent[]): Computed => ({
  status: 'answered',
  text,
  from,
});
export const notInArticle = (text: string, from: readonly TimedEvent[]): Computed => ({
  status: 'not_in_article',
  text,
  from,
});
export const isPast = ({ event }: TimedEvent) => !event.upcoming;
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
export const listed = (events: readonly TimedEvent[]) => events.map(showEvent).join('; ');

/** A caveat for events of which the article gives no date, so that an order stays honest. */
export function caveat(events: readonly TimedEvent[]): string {
  const undated = events.filter(({ span }) => !span);
  if (undated.length === 0) return '';
  return ` The article gives no date for ${undated.map(({ event }) => event.title).join(' and ')}.`;
}
