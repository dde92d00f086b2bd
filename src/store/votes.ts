import { createHmac, randomBytes } from 'node:crypto';
import type { Reading, Writing } from './database.js';
import { dayOf } from './retention.js';
import type { Page, VoteCount } from './types.js';

const SALT_BYTES = 32;

/** Counts a vote. A member counts once a day for each topic; another vote of the same day replaces the first. */
export async function countVote(
  db: Writing,
  { topic, up, voterId, now }: { topic: string; up: boolean; voterId: string; now: Date },
): Promise<void> {
  const day = dayOf(now);
  const hash = hashOf(await saltOf(db, day), `${topic}\n${voterId}`);
  const before = await db.selectFrom('vote_hashes').select('up').where('hash', '=', hash).executeTakeFirst();
  const vote = up ? 1 : 0;
  if (before?.up === vote) return;
  if (before) {
    await db.updateTable('vote_hashes').set({ up: vote }).where('hash', '=', hash).execute();
  } else {
    await db.insertInto('vote_hashes').values({ hash, day, up: vote }).execute();
  }
  const [ups, downs] = before ? [vote - before.up, before.up - vote] : [vote, 1 - vote];
  await db
    .insertInto('votes')
    .values({ topic, day, up: ups, down: downs })
    .onConflict((conflict) =>
      conflict.columns(['topic', 'day']).doUpdateSet((counted) => ({
        up: counted('votes.up', '+', ups),
        down: counted('votes.down', '+', downs),
      })),
    )
    .execute();
}

/** Topics by number of votes against, then by number of votes. */
export async function listVotes(db: Reading, { offset, limit }: Page): Promise<VoteCount[]> {
  const rows = await db
    .selectFrom('votes')
    .select((vote) => ['topic', vote.fn.sum('up').as('ups'), vote.fn.sum('down').as('downs')])
    .groupBy('topic')
    .orderBy('downs', 'desc')
    .orderBy('ups', 'desc')
    .orderBy('topic')
    .offset(offset)
    .limit(limit)
    .execute();
  return rows.map(({ topic, ups, downs }) => ({ topic, up: Number(ups), down: Number(downs) }));
}

/** The day's salt, made when first needed. It is deleted with the day, and then nothing can be traced to a member. */
export async function saltOf(db: Writing, day: string): Promise<string> {
  const row = await db.selectFrom('vote_salts').select('salt').where('day', '=', day).executeTakeFirst();
  if (row) return row.salt;
  const salt = randomBytes(SALT_BYTES).toString('hex');
  await db.insertInto('vote_salts').values({ day, salt }).execute();
  return salt;
}

/** What stands for somebody as long as the salt exists. */
export function hashOf(salt: string, text: string): string {
  return createHmac('sha256', salt).update(text).digest('hex');
}
