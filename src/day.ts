import type { IsoDay } from './answer/types.js';

/** Today's day in UTC: the one place where the program looks at a calendar. */
export const today = (): IsoDay => new Date().toISOString().slice(0, 10);
