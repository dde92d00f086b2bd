import { Database, DatabaseTrouble } from './database.js';
import { countGap, listGaps, markGap, removeGap, storable } from './gaps.js';
import { type Limiter, limitMembers, type SharedCount } from './limits.js';
import { inTime } from './patience.js';
import { QUEUE_SIZE, WriteQueue } from './queue.js';
import { dayOf, purge, untilNextDay } from './retention.js';
import { SettingsOfServers } from './settings.js';
import {
  type Gap,
  type Page,
  StoreError,
  type StoreFigures,
  type StoreLog,
  type UnansweredQuestion,
  type VoteCount,
} from './types.js';
import { countVote, hashOf, listVotes, saltOf } from './votes.js';

/** How long opening waits for the database, in milliseconds; then it goes on trying in the background. */
const OPEN_PATIENCE_MS = 2_000;
/** How long somebody who looks after the gaps waits for the database, in milliseconds. */
const EDITOR_PATIENCE_MS = 2_000;
/** How long closing waits for writes that are not safe yet, in milliseconds, and then for the connections to end. */
const CLOSE_PATIENCE_MS = 2_000;
const DISCONNECT_PATIENCE_MS = 500;

/** What readers asked in vain and how they liked the answers, and what servers have set. */
export interface Store {
  /** Both resolve when it is safe on disk, and reject when it was given up. Nobody has to wait for that. */
  readonly feedback: {
    voted(topic: string, up: boolean, voterId: string): Promise<void>;
    unanswered(answer: UnansweredQuestion): Promise<void>;
  };
  readonly settings: Pick<SettingsOfServers, 'of' | 'change' | 'forget'>;
  readonly limiter: Limiter;
  /** For editors and moderators, who wait: all reject with a StoreError when the store is away. */
  readonly gaps: {
    /** Most asked first. @param page `handled`: those marked as handled instead of the others */
    list(page: Page & { handled?: boolean }): Promise<{ gaps: Gap[]; total: number }>;
    /** @returns whether there is such a gap */
    mark(id: string, handled: boolean): Promise<boolean>;
    /** Deletes what is kept of a question. @returns whether there was such a gap */
    remove(id: string): Promise<boolean>;
  };
  readonly votes: { list(page: Page): Promise<VoteCount[]> };
  figures(): StoreFigures;
  /** Writes what waits, as far as that is possible within two seconds, and lets go of the database. */
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly log: StoreLog;
  readonly now?: () => Date;
  /** Writes that may wait; {@link QUEUE_SIZE} if not given. */
  readonly queueSize?: number;
}

/**
 * Opens the store and brings its tables up to date. A database that is away or locked is no error: everything works
 * without it, and what is to be written waits for it.
 * @param databaseUrl `file:path/to/factdesk.db` or `postgres://…`
 * @throws StoreError for another kind of address
 */
export async function openStore(databaseUrl: string, options: StoreOptions): Promise<Store> {
  const { log, now = () => new Date(), queueSize = QUEUE_SIZE } = options;
  const database = Database.at(databaseUrl, log);
  const queue = new WriteQueue((work) => database.write(work), log, queueSize);
  const settings = new SettingsOfServers(database, queue, log, now);
  const stopPurging = purgeDaily(database, queue, now);
  // A failure is told by the purge, which goes on trying.
  await inTime(settings.preload(), OPEN_PATIENCE_MS, () => {}).catch(() => {});
  return {
    feedback: feedbackOf(queue, now),
    settings,
    limiter: limitMembers(log, databaseUrl.startsWith('postgres') ? sharedCount(database, now) : undefined),
    gaps: {
      list: ({ handled = false, ...page }) =>
        forEditor(database.read((db) => listGaps(db, { ...page, handled }))),
      mark: (id, handled) => forEditor(queue.add('marking a gap', (db) => markGap(db, id, handled))),
      remove: (id) => forEditor(queue.add('removing a gap', (db) => removeGap(db, id))),
    },
    votes: { list: (page) => forEditor(database.read((db) => listVotes(db, page))) },
    figures: () => ({ ...queue.figures, waiting: queue.waiting }),
    async close() {
      stopPurging();
      await queue.close(CLOSE_PATIENCE_MS);
      await inTime(database.close(), DISCONNECT_PATIENCE_MS, () => {});
    },
  };
}

function feedbackOf(queue: WriteQueue, now: () => Date): Store['feedback'] {
  return {
    voted: (topic, up, voterId) =>
      queue.add('a vote', (db) => countVote(db, { topic, up, voterId, now: now() })),
    unanswered(answer) {
      const gap = storable(answer);
      return gap ? queue.add('a gap', (db) => countGap(db, gap, now())) : Promise.resolve();
    },
  };
}

/** Purges now and at the beginning of every day. @returns how to stop it */
function purgeDaily(database: Database, queue: WriteQueue, now: () => Date): () => void {
  let timer: NodeJS.Timeout | undefined;
  const purgeNow = () => {
    void queue
      .add('purging', (db) => purge(db, now()))
      .then(() => database.scrub())
      .catch(() => {}); // the queue has told it; what could not be scrubbed is scrubbed tomorrow
    timer = setTimeout(purgeNow, untilNextDay(now()));
    timer.unref();
  };
  purgeNow();
  return () => clearTimeout(timer);
}

/** Members are counted under the day's hash: the database holds no id. */
function sharedCount(database: Database, now: () => Date): () => Promise<SharedCount> {
  let current: { day: string; salt: Promise<string> } | undefined;
  const saltOfToday = () => {
    const day = dayOf(now());
    if (current?.day !== day) {
      current = { day, salt: database.write((db) => saltOf(db, day)) };
      current.salt.catch(() => {
        current = undefined;
      });
    }
    return current.salt;
  };
  return async () => {
    const { pool } = await database.open();
    if (!pool) throw new StoreError('this database is not shared');
    return { pool, keyOf: async (userId) => hashOf(await saltOfToday(), `limit\n${userId}`) };
  };
}

async function forEditor<Result>(work: Promise<Result>): Promise<Result> {
  const away = () => Promise.reject(new StoreError('the store does not answer; please try again later'));
  try {
    return await inTime(work, EDITOR_PATIENCE_MS, away);
  } catch (error) {
    throw error instanceof DatabaseTrouble ? new StoreError(error.message, { cause: error }) : error;
  }
}
