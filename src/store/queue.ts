import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseTrouble, type Writing } from './database.js';
import { StoreError, type StoreLog } from './types.js';

/** Writes that may wait; then the oldest is given up for each new one. */
export const QUEUE_SIZE = 1_000;
/** Writes that share a transaction, and so one wait for the disk; few, since the embedded file is written synchronously. */
const BATCH_SIZE = 20;
/** The first wait before trying again, in milliseconds; it doubles with every failure. */
const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 2_000;
/** A lock that is waited for longer than that, in milliseconds, is trouble worth telling. */
const USUAL_LOCK_MS = 1_000;

type Work = (db: Writing) => Promise<unknown>;

interface Write {
  /** For the log: never what is written. */
  readonly what: string;
  readonly work: Work;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Writes in the order in which they were asked for, in the background, again and again until the store takes them.
 * Holds at most {@link QUEUE_SIZE}; what is given up is counted, logged and rejected.
 */
export class WriteQueue {
  readonly figures = { written: 0, errors: 0, dropped: 0 };
  readonly #waiting: Write[] = [];
  #draining: Promise<void> | undefined;
  #batchSize = BATCH_SIZE;
  #failures = 0;
  #failingSince = 0;
  #phase: 'open' | 'closing' | 'closed' = 'open';
  #endPause = () => {};

  /** @param commit runs the work in one transaction, which is safe on disk when it resolves */
  constructor(
    private readonly commit: (work: (db: Writing) => Promise<unknown[]>) => Promise<unknown[]>,
    private readonly log: StoreLog,
    private readonly size = QUEUE_SIZE,
  ) {}

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when the write is safe; rejects when it was given up. Nobody has to wait for it. */
  add<Result>(what: string, work: (db: Writing) => Promise<Result>): Promise<Result> {
    const written = new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ what, work, resolve, reject });
    });
    written.catch(() => {}); // counted and logged here: one who does not wait is no fault of the program
    if (this.#phase === 'open') {
      this.#trim();
      this.#draining ??= this.#drain();
    } else {
      this.#giveUp(this.#waiting.splice(-1), 'the store is closing');
    }
    return written;
  }

  /** Takes no more writes, and gives up those that are not written within this time, in milliseconds. */
  async close(within: number): Promise<void> {
    this.#phase = 'closing';
    this.#endPause();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, within);
    });
    await Promise.race([this.#draining, deadline]);
    clearTimeout(timer);
    this.#phase = 'closed';
    this.#endPause();
    this.#giveUp(this.#waiting.splice(0), 'the store closed before they were written');
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn(); // answers first; and what comes together is written together
      const batch = this.#waiting.splice(0, this.#batchSize);
      const started = Date.now();
      try {
        this.#succeeded(batch, await this.commit((db) => inOrder(batch, db)));
      } catch (error) {
        this.#failingSince ||= started;
        const again = this.#failed(batch, error);
        if (again) await this.#pause();
      }
    }
    this.#draining = undefined;
  }

  #succeeded(batch: readonly Write[], results: readonly unknown[]): void {
    if (this.#failingSince && Date.now() - this.#failingSince > USUAL_LOCK_MS) {
      this.log.info({ attempts: this.#failures + 1 }, 'the store takes writes again');
    }
    this.#failures = 0;
    this.#failingSince = 0;
    this.#batchSize = BATCH_SIZE;
    this.figures.written += batch.length;
    for (const [position, { resolve }] of batch.entries()) resolve(results[position] as never);
  }

  /** @returns whether to wait before going on */
  #failed(batch: readonly Write[], error: unknown): boolean {
    const trouble = error instanceof DatabaseTrouble ? error.trouble : 'refused';
    this.#failures += 1;
    if (trouble !== 'busy' || Date.now() - this.#failingSince > USUAL_LOCK_MS) {
      this.figures.errors += 1;
      this.log.warn({ err: error, attempt: this.#failures, writes: batch.length, trouble }, 'a write failed');
    }
    if (this.#phase === 'closed') {
      this.#giveUp(batch, 'the store closed before they were written');
      return false;
    }
    if (trouble === 'refused' && batch.length === 1) {
      this.#failures = 0;
      this.#failingSince = 0;
      this.#giveUp(batch, 'the store refuses it');
      return false;
    }
    this.#waiting.unshift(...batch);
    this.#trim();
    if (trouble === 'refused') this.#batchSize = 1; // finds the one that is at fault
    return trouble !== 'refused';
  }

  #trim(): void {
    const excess = this.#waiting.length - this.size;
    if (excess > 0) this.#giveUp(this.#waiting.splice(0, excess), 'too many are waiting');
  }

  #giveUp(writes: readonly Write[], why: string): void {
    if (writes.length === 0) return;
    this.figures.dropped += writes.length;
    this.log.warn({ writes: writes.length, what: writes[0]?.what, why }, 'writes were given up');
    for (const { what, reject } of writes) reject(new StoreError(`${what}: given up, ${why}`));
  }

  /** Waits longer after each failure, and never the same as another process that fails at the same time. */
  #pause(): Promise<void> {
    const longest = Math.min(FIRST_WAIT_MS * 2 ** (this.#failures - 1), LONGEST_WAIT_MS);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function inOrder(batch: readonly Write[], db: Writing): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const { work } of batch) results.push(await work(db));
  return results;
}
