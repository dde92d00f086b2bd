import type { Pool } from 'pg';
import type { IRateLimiterOptions, RateLimiterAbstract } from 'rate-limiter-flexible';
import { inTime } from './patience.js';
import { normalizedQuestion } from './question-text.js';
import type { StoreLog } from './types.js';

/** Questions that a member may ask within {@link QUESTIONS_WINDOW_S}. */
export const QUESTIONS_PER_WINDOW = 8;
/** In seconds. */
export const QUESTIONS_WINDOW_S = 30;
/** How long a question waits for the shared count, in milliseconds; then this process's own must do. */
const SHARED_PATIENCE_MS = 25;
/** How long this process goes on counting alone after the shared count failed, in milliseconds. */
const ALONE_MS = 10_000;

/** How long the answer to a question stands for the next one who asks it in the same channel, in milliseconds. */
export const REPEAT_MS = 60_000;
const REMEMBERED_ANSWERS = 5_000;

/** Counts the questions of members. */
export interface Limiter {
  /** Counts a question of this member. @returns milliseconds to wait, 0 to go on */
  take(userId: string): Promise<number>;
}

/** Where several processes count together. */
export interface SharedCount {
  /** Has the table `limits`. */
  readonly pool: Pool;
  /** What stands for a member in the database, which never holds an id. */
  readonly keyOf: (userId: string) => Promise<string>;
}

/**
 * Limits members to {@link QUESTIONS_PER_WINDOW}, counted in memory and, where there is one, in the shared database
 * too. Whatever fails lets the question pass.
 * @param shared called for every question: the database may come and go
 */
export function limitMembers(log: StoreLog, shared?: () => Promise<SharedCount>): Limiter {
  const alone = limiting((options, { RateLimiterMemory }) => new RateLimiterMemory(options));
  let together: { pool: Pool; limiter: () => Promise<RateLimiterAbstract> } | undefined;
  let aloneUntil = 0;

  const countAlone = async (userId: string) => waitOf((await alone()).consume(userId));
  const countTogether = async (userId: string, { pool, keyOf }: SharedCount) => {
    if (together?.pool !== pool) together = { pool, limiter: onPool(pool) };
    return waitOf((await together.limiter()).consume(await keyOf(userId)));
  };
  const take = async (userId: string): Promise<number> => {
    const own = await countAlone(userId);
    if (own > 0 || !shared || Date.now() < aloneUntil) return own;
    const counted = shared()
      .then((count) => countTogether(userId, count))
      .catch((error: unknown) => {
        aloneUntil = Date.now() + ALONE_MS;
        log.warn({ err: error }, 'questions are not counted together with other processes for a while');
        return own;
      });
    return inTime(counted, SHARED_PATIENCE_MS, () => own);
  };
  return {
    take: (userId) =>
      take(userId).catch((error: unknown) => {
        log.warn({ err: error }, 'a question was not counted');
        return 0;
      }),
  };
}

type Library = typeof import('rate-limiter-flexible');
type Build = (options: IRateLimiterOptions, library: Library) => RateLimiterAbstract;

/** Loads the library when the first question is counted. */
function limiting(build: Build): () => Promise<RateLimiterAbstract> {
  let built: Promise<RateLimiterAbstract> | undefined;
  const options = { points: QUESTIONS_PER_WINDOW, duration: QUESTIONS_WINDOW_S, keyPrefix: '' };
  return () => {
    built ??= import('rate-limiter-flexible').then((library) => build(options, library));
    return built;
  };
}

const onPool = (pool: Pool) =>
  limiting(
    (options, { RateLimiterPostgres }) =>
      new RateLimiterPostgres({
        ...options,
        storeClient: pool,
        storeType: 'pool',
        tableName: 'limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
      }),
  );

/** The library rejects with the time to wait where the limit is reached. */
async function waitOf(consumed: Promise<unknown>): Promise<number> {
  try {
    await consumed;
    return 0;
  } catch (reason) {
    if (typeof reason === 'object' && reason && 'msBeforeNext' in reason) return Number(reason.msBeforeNext);
    throw reason;
  }
}

/**
 * Remembers for {@link REPEAT_MS} where a question was answered, so that the next one who asks the same in the same
 * channel can be shown that answer. In memory only, and bounded.
 */
export class RepeatGuard {
  readonly #answers = new Map<string, { messageId: string; until: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @param question as it was asked @returns the id of the message with the answer, if it is still of use */
  seen(channelId: string, question: string): string | undefined {
    const answer = this.#answers.get(keyOf(channelId, question));
    return answer && answer.until > this.now() ? answer.messageId : undefined;
  }

  /** Remembers a public answer. */
  answered(channelId: string, question: string, messageId: string): void {
    const key = keyOf(channelId, question);
    this.#answers.delete(key);
    this.#answers.set(key, { messageId, until: this.now() + REPEAT_MS });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > REMEMBERED_ANSWERS && oldest !== undefined) this.#answers.delete(oldest);
  }

  /** The message has been deleted, or now says something else. */
  gone(messageId: string): void {
    for (const [key, answer] of this.#answers) if (answer.messageId === messageId) this.#answers.delete(key);
  }
}

const keyOf = (channelId: string, question: string) => `${channelId} ${normalizedQuestion(question)}`;
