import type { StoryEvent } from '../knowledge/schema.js';

/** A stretch of one year, in months from its start: March is from 2 to 3, May 7–10 from about 4.2 to 4.3. */
export interface YearStretch {
  readonly from: number;
  readonly to: number;
}

type Dated = Pick<StoryEvent, 'from' | 'to' | 'precision' | 'upcoming'>;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS_SHOWN = 10;

/**
 * When it was, as precisely as the article says and no more: "May 7–10", "March 2023", "2022". A day that
 * was still to come stands without its year, as announcements have it.
 */
export function dateWords({ from, to, precision, upcoming }: Dated): string {
  if (!from || !to || precision === 'none') return 'No date given';
  const [start, end] = [partsOf(from), partsOf(to)];
  if (precision === 'year') return from === to ? from : `${from}–${to}`;
  if (precision === 'month') {
    if (from === to) return `${start.name} ${start.year}`;
    return start.year === end.year
      ? `${start.name}–${end.name} ${start.year}`
      : `${start.name} ${start.year} – ${end.name} ${end.year}`;
  }
  const first = `${start.name} ${start.day}`;
  const last = start.year === end.year && start.month === end.month ? `${end.day}` : `${end.name} ${end.day}`;
  const joint = last === `${end.day}` ? '–' : ' – ';
  const days = from === to ? first : `${first}${joint}${last}`;
  return upcoming ? days : `${days}, ${end.year}`;
}

/** The part of its (first) year that an event may lie in; nothing where it has no date. */
export function yearStretch({ from, to, precision }: Dated): YearStretch | undefined {
  if (!from || !to || precision === 'none') return undefined;
  const [start, end] = [partsOf(from), partsOf(to)];
  return {
    from: precision === 'year' ? 0 : start.month + (precision === 'day' ? (start.day - 1) / start.length : 0),
    to:
      precision === 'year' || end.year > start.year
        ? 12
        : end.month + (precision === 'day' ? end.day / end.length : 1),
  };
}

/** The days of the month that an event takes, where there are few enough to draw each; else none. */
export function daysOf({ from, to, precision }: Dated): number[] {
  if (!from || !to || precision !== 'day' || from.slice(0, 7) !== to.slice(0, 7)) return [];
  const first = partsOf(from).day;
  const count = partsOf(to).day - first + 1;
  return count > 1 && count <= DAYS_SHOWN ? Array.from({ length: count }, (_, index) => first + index) : [];
}

/** Whether one event lies within the other, both dated to the day. */
export function isDuring(inner: Dated, outer: Dated): boolean {
  if (inner.precision !== 'day' || outer.precision !== 'day') return false;
  return (outer.from ?? '') <= (inner.from ?? '') && (inner.to ?? '') <= (outer.to ?? '');
}

/** The years in which an event lies, the first and the last; nothing where it has no date. */
export function yearsOf({ from, to }: Dated): { readonly first: number; readonly last: number } | undefined {
  return from && to ? { first: partsOf(from).year, last: partsOf(to).year } : undefined;
}

function partsOf(iso: string) {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month: month - 1, day, name: MONTHS[month - 1] ?? '', length };
}
