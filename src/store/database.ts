import type { Kysely, Transaction } from 'kysely';
import type { Pool } from 'pg';
import { isMigrated, migrate, type Tables } from './schema.js';
import { StoreError, type StoreLog } from './types.js';

/** What a read may use. */
export type Reading = Kysely<Tables>;
/** What a write may use: its transaction, while no other process writes. */
export type Writing = Transaction<Tables>;

/**
 * `busy`: another writer is at work, it will pass. `refused`: the database will never take this.
 * `broken`: all else, such as a lost connection or a full disk.
 */
export type Trouble = 'busy' | 'refused' | 'broken';

/** What differs between the embedded file and PostgreSQL. */
export interface Backend {
  readonly kysely: Kysely<Tables>;
  /** Keeps other writers out until the transaction ends. */
  lock(transaction: Writing): Promise<void>;
  troubleOf(error: unknown): Trouble;
  isMissingTable(error: unknown): boolean;
  /** Whether the connection must not be used again after this error. */
  mustReopen(error: unknown): boolean;
  /** Empties the places where the database keeps what was deleted. */
  scrub(): Promise<void>;
  /** Present where several processes can share it. */
  readonly pool?: Pool;
}

/** An error of the database, with what can be expected of trying again. */
export class DatabaseTrouble extends Error {
  override readonly name = 'DatabaseTrouble';

  constructor(
    readonly trouble: Trouble,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** A database that is opened when first used, and again after it broke. */
export class Database {
  #opening: Promise<Backend> | undefined;
  #closed = false;

  /** @param url `file:…` or `postgres://…` @throws StoreError for any other */
  static at(url: string, log: StoreLog): Database {
    // Loaded when used: kysely and the drivers take longer to load than the database to open.
    if (/^postgres(ql)?:\/\//.test(url)) {
      return new Database(async () => (await import('./postgres.js')).openPostgres(url, log));
    }
    if (url.startsWith('file:')) {
      return new Database(async () => (await import('./embedded.js')).openEmbedded(url));
    }
    throw new StoreError('expected file:path/to/factdesk.db or postgres://user:password@host/database');
  }

  private constructor(private readonly connect: () => Promise<Backend>) {}

  /** @throws DatabaseTrouble */
  read<Result>(work: (db: Reading) => Promise<Result>): Promise<Result> {
    return this.#use(({ kysely }) => work(kysely));
  }

  /** Runs the work in a transaction. Once this resolves it survives the end of the process. @throws DatabaseTrouble */
  write<Result>(work: (db: Writing) => Promise<Result>): Promise<Result> {
    return this.#use((backend) => inTransaction(backend, work));
  }

  /** @throws DatabaseTrouble */
  scrub(): Promise<void> {
    return this.#use((backend) => backend.scrub());
  }

  /** Opens the database where it is not open. @throws DatabaseTrouble */
  open(): Promise<Backend> {
    if (this.#closed) return Promise.reject(new DatabaseTrouble('broken', 'the store has been closed'));
    this.#opening ??= opened(this.connect).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const backend = await this.#opening?.catch(() => undefined);
    this.#opening = undefined;
    await backend?.kysely.destroy();
  }

  async #use<Result>(work: (backend: Backend) => Promise<Result>): Promise<Result> {
    const opening = this.open();
    const backend = await opening;
    try {
      return await work(backend);
    } catch (error) {
      if (backend.mustReopen(error)) {
        // Another that failed on this connection may have made room for a new one already.
        if (this.#opening === opening) this.#opening = undefined;
        await backend.kysely.destroy();
      }
      throw new DatabaseTrouble(backend.troubleOf(error), error);
    }
  }
}

async function opened(connect: () => Promise<Backend>): Promise<Backend> {
  let backend: Backend;
  try {
    backend = await connect();
  } catch (error) {
    throw new DatabaseTrouble('broken', error);
  }
  try {
    const migrated = await isMigrated(backend.kysely).catch((error: unknown) => {
      if (backend.isMissingTable(error)) return false;
      throw error;
    });
    if (!migrated) await inTransaction(backend, migrate);
    return backend;
  } catch (error) {
    await backend.kysely.destroy();
    throw new DatabaseTrouble(backend.troubleOf(error), error);
  }
}

function inTransaction<Result>(backend: Backend, work: (db: Writing) => Promise<Result>): Promise<Result> {
  return backend.kysely.transaction().execute(async (transaction) => {
    await backend.lock(transaction);
    return work(transaction);
  });
}
