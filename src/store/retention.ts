import type { Writing } from './database.js';

/** How long questions and votes are kept after they were last added to, in days. */
const KEPT_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/** `YYYY-MM-DD`, in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** From now to shortly after the day has changed, in milliseconds. */
export function untilNextDay(now: Date): number {
  return DAY_MS - (now.getTime() % DAY_MS) + 1_000;
}

/** Deletes what is older than {@link KEPT_DAYS}, and of earlier days everything that could tell who voted. */
export async function purge(db: Writing, now: Date): Promise<void> {
  const today = dayOf(now);
  const oldest = dayOf(new Date(now.getTime() - KEPT_DAYS * DAY_MS));
  await db.deleteFrom('gaps').where('last_day', '<', oldest).execute();
  await db.deleteFrom('votes').where('day', '<', oldest).execute();
  await db.deleteFrom('vote_hashes').where('day', '<', today).execute();
  await db.deleteFrom('vote_salts').where('day', '<', today).execute();
  await db.deleteFrom('limits').where('expire', '<', now.getTime()).execute();
}
