import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import pg from 'pg';
import { openStore, type Store, type StoreOptions } from '../../src/store/store.ts';
import type { StoreLog } from '../../src/store/types.ts';

/** A new, empty database of one kind. */
export interface TestDatabase {
  readonly url: string;
  /** Every row of a table, around the store. */
  rows(table: string): Promise<Record<string, unknown>[]>;
  /** Keeps every writer out. @returns how to let them in again, as often as you like */
  lock(): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

const POSTGRES_URL = process.env.TEST_POSTGRES_URL;

/** Both kinds; PostgreSQL only where there is one: test/store/postgres.sh starts one. */
export const databases: { name: string; create: () => Promise<TestDatabase> }[] = [
  { name: 'file', create: createFile },
  ...(POSTGRES_URL ? [{ name: 'postgres', create: () => createSchema(POSTGRES_URL) }] : []),
];

async function createFile(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'factdesk-store-'));
  const path = join(folder, 'made', 'factdesk.db');
  return {
    url: `file:${path}`,
    async rows(table) {
      const database = new Libsql(path);
      try {
        return database.prepare(`select * from ${table}`).all() as Record<string, unknown>[];
      } finally {
        database.close();
      }
    },
    async lock() {
      const database = new Libsql(path);
      database.exec('begin immediate');
      return async () => {
        if (database.open) database.exec('rollback');
        if (database.open) database.close();
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A schema of its own in the database that all tests share. */
async function createSchema(url: string): Promise<TestDatabase> {
  const schema = `test_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const ask = async (text: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  await ask(`create schema ${schema}`);
  return {
    url: `${url}?options=${encodeURIComponent(`-csearch_path=${schema}`)}`,
    rows: (table) => ask(`select * from ${schema}.${table}`),
    async lock() {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(
        `begin; lock table ${schema}.gaps, ${schema}.votes, ${schema}.servers in exclusive mode`,
      );
      return () => client.end();
    },
    remove: async () => void (await ask(`drop schema ${schema} cascade`)),
  };
}

/** A log that keeps its warnings. */
export function keepingLog(): StoreLog & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { debug: () => {}, info: () => {}, warn: (_fields, text) => warnings.push(text), warnings };
}

/** A store for a test. */
export function testStore(url: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  return openStore(url, { log: keepingLog(), ...options });
}

/** An answer to a question that the article does not answer. */
export const unanswered = (question: string, facts: readonly string[] = []) => ({
  question,
  facts,
  suggestions: [],
});
