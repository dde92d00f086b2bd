import type { IsoDay } from './types.js';

export const addDays = (day: IsoDay, count: number): IsoDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** Days from one day to another: 3 from the 7th to the 10th. */
export const daysBetween = (from: IsoDay, to: IsoDay): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export function eachDay(from: IsoDay, to: IsoDay): IsoDay[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

export const pad = (number: number) => String(number).padStart(2, '0');
const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
export const isDay = (year: number, month: number, day: number) =>
  month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);

/** First and last day of a day, month or year given as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export function spanOf(date: string): { from: IsoDay; to: IsoDay } {
  const [year = 0, month, day] = date.split('-').map(Number);
  if (day) return { from: date, to: date };
  if (month) return { from: `${date}-01`, to: `${date}-${pad(lastDay(year, month))}` };
  return { from: `${date}-01-01`, to: `${date}-12-31` };
}
