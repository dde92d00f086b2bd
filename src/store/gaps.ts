import { createHash } from 'node:crypto';
import type { Reading, Writing } from './database.js';
import { looksPersonal, normalizedQuestion } from './question-text.js';
import { dayOf } from './retention.js';
import type { Gap, Page, UnansweredQuestion } from './types.js';

/** Nearest facts and unknowns that are kept of a gap. */
const NEAREST = 5;

/** A gap as it is to be written. */
interface Asked {
  readonly id: string;
  readonly question: string;
  readonly nearest: string;
}

/** What may be kept of a question: nothing where it is empty or looks like personal data. */
export function storable({ question, topic, facts, suggestions }: UnansweredQuestion): Asked | undefined {
  const normalized = normalizedQuestion(question);
  if (!normalized || looksPersonal(question)) return undefined;
  const topics = [topic, ...facts, ...suggestions.map((suggestion) => suggestion.topic)];
  const nearest = [...new Set(topics.filter((id) => id !== undefined))].slice(0, NEAREST);
  const id = createHash('sha256').update(normalized).digest('hex').slice(0, 16);
  return { id, question: normalized, nearest: JSON.stringify(nearest) };
}

/** Adds one to the question's count. */
export async function countGap(db: Writing, { id, question, nearest }: Asked, now: Date): Promise<void> {
  const day = dayOf(now);
  await db
    .insertInto('gaps')
    .values({ id, question, count: 1, nearest, first_day: day, last_day: day, handled: 0 })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((counted) => ({ count: counted('gaps.count', '+', 1), nearest, last_day: day })),
    )
    .execute();
}

/** Most asked first. @param handled which gaps: those that were marked as handled, or those that were not */
export async function listGaps(
  db: Reading,
  { offset, limit, handled }: Page & { handled: boolean },
): Promise<{ gaps: Gap[]; total: number }> {
  const chosen = db.selectFrom('gaps').where('handled', '=', handled ? 1 : 0);
  const rows = await chosen
    .selectAll()
    .orderBy('count', 'desc')
    .orderBy('last_day', 'desc')
    .orderBy('id')
    .offset(offset)
    .limit(limit)
    .execute();
  const counted = await chosen.select((gap) => gap.fn.countAll().as('total')).executeTakeFirstOrThrow();
  const gaps = rows.map((row) => ({
    id: row.id,
    question: row.question,
    count: row.count,
    nearest: JSON.parse(row.nearest) as string[],
    firstDay: row.first_day,
    lastDay: row.last_day,
    handled: row.handled === 1,
  }));
  return { gaps, total: Number(counted.total) };
}

/** @returns whether there is such a gap */
export async function markGap(db: Writing, id: string, handled: boolean): Promise<boolean> {
  const result = await db
    .updateTable('gaps')
    .set({ handled: handled ? 1 : 0 })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns whether there was such a gap */
export async function removeGap(db: Writing, id: string): Promise<boolean> {
  const result = await db.deleteFrom('gaps').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
