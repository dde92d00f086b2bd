import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';
import Libsql from 'libsql';
import type { Backend, Trouble } from './database.js';
import type { Tables } from './schema.js';

/**
 * How long a statement waits for another process's lock, in milliseconds. Short, because libsql is synchronous: the
 * whole bot stands still meanwhile. Longer locks are waited for by trying again later.
 */
const LOCK_WAIT_MS = 5;

const PRAGMAS = [
  `busy_timeout = ${LOCK_WAIT_MS}`,
  'journal_mode = wal', // readers are never kept waiting by a writer
  'synchronous = full', // a commit is on the disk when it returns: it survives kill -9 and a power cut too
  'secure_delete = on', // deleted rows are overwritten with zeros
];

/** Another process holds the write lock. */
class Locked extends Error {
  override readonly name = 'Locked';
}

/** A value that libsql cannot bind. It would end the whole process, not throw. */
class Unbindable extends Error {
  override readonly name = 'Unbindable';
}

/** Opens the embedded database. @param url `file:` and a path; its folder is made */
export async function openEmbedded(url: string): Promise<Backend> {
  const path = resolve(url.replace(/^file:(\/\/(?=\/))?/, ''));
  makeFolder(dirname(path));
  const database = new Libsql(path);
  for (const pragma of PRAGMAS) database.exec(`pragma ${pragma}`);
  return {
    kysely: new Kysely<Tables>({ dialect: new EmbeddedDialect(database) }),
    lock: async () => {}, // beginning a transaction has locked already
    troubleOf,
    // libsql does not reset a statement that failed: whatever is written after it on the same connection
    // belongs to a transaction that nobody commits, and is lost without an error (seen with 0.5.29).
    mustReopen: (error) => !(error instanceof Locked),
    isMissingTable: (error) => error instanceof Error && error.message.startsWith('no such table'),
    scrub: async () => {
      database.exec('pragma wal_checkpoint(truncate)');
    },
  };
}

/**
 * Makes a folder and those above it. `mkdirSync` does that too, but never ends where a folder cannot be made in one
 * that exists and the system calls that ENOENT, as it does under /proc (seen with Node 20.20.2).
 */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!isFolder(folder)) throw error; // else another process was faster
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

class EmbeddedDialect extends SqliteDialect {
  readonly #database: Libsql.Database;

  constructor(database: Libsql.Database) {
    super({ database: checkingBindings(database) });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new EmbeddedDriver(this.#database);
  }
}

/** Takes the write lock when a transaction begins, and by `exec`, after which nothing is left behind when it fails. */
class EmbeddedDriver extends SqliteDriver {
  readonly #database: Libsql.Database;

  constructor(database: Libsql.Database) {
    super({ database: checkingBindings(database) });
    this.#database = database;
  }

  override async beginTransaction(): Promise<void> {
    try {
      this.#database.exec('begin immediate');
    } catch (error) {
      throw isBusy(error) ? new Locked('another process is writing', { cause: error }) : error;
    }
  }

  override async commitTransaction(): Promise<void> {
    this.#database.exec('commit');
  }

  override async rollbackTransaction(): Promise<void> {
    this.#database.exec('rollback');
  }
}

function checkingBindings(database: Libsql.Database): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        reader: statement.reader,
        all: (values) => statement.all(bindable(values)),
        run: (values) => statement.run(bindable(values)),
        iterate: (values) => statement.iterate(bindable(values)),
      };
    },
  };
}

function bindable(values: readonly unknown[]): readonly unknown[] {
  const wrong = values.find(
    (value) => typeof value !== 'string' && !Number.isFinite(value) && value !== null,
  );
  if (wrong !== undefined || values.includes(undefined))
    throw new Unbindable(`cannot store a ${typeof wrong}`);
  return values;
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const isBusy = (error: unknown) => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

function troubleOf(error: unknown): Trouble {
  if (error instanceof Locked || isBusy(error)) return 'busy';
  if (error instanceof Unbindable) return 'refused';
  return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(codeOf(error)) ? 'refused' : 'broken';
}
