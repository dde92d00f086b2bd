import type { Kysely } from 'kysely';

/** The tables, alike on both databases: only text and whole numbers, truth is 1. */
export interface Tables {
  migrations: { name: string };
  gaps: {
    id: string;
    question: string;
    count: number;
    /** A JSON list. */
    nearest: string;
    first_day: string;
    last_day: string;
    handled: number;
  };
  votes: { topic: string; day: string; up: number; down: number };
  vote_salts: { day: string; salt: string };
  vote_hashes: { hash: string; day: string; up: number };
  servers: {
    guild_id: string;
    private_by_default: number;
    mentions: number;
    /** A JSON list. */
    mention_channels: string;
    notes: number;
  };
  /** The columns that rate-limiter-flexible wants; used on PostgreSQL only. */
  limits: { key: string; points: number; expire: number | null };
}

/**
 * Every change of the tables, in order. Never edit one that has been released: add another.
 * kysely's own Migrator is not used, since on SQLite it takes no lock: two processes that start at once would collide.
 */
const MIGRATIONS: Readonly<Record<string, (db: Kysely<Tables>) => Promise<void>>> = {
  '001-gaps-votes-servers': async ({ schema }) => {
    await schema
      .createTable('gaps')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('nearest', 'text', (column) => column.notNull())
      .addColumn('first_day', 'text', (column) => column.notNull())
      .addColumn('last_day', 'text', (column) => column.notNull())
      .addColumn('handled', 'integer', (column) => column.notNull())
      .execute();
    await schema.createIndex('gaps_most_asked').on('gaps').columns(['handled', 'count']).execute();
    await schema
      .createTable('votes')
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('up', 'integer', (column) => column.notNull())
      .addColumn('down', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('votes_key', ['topic', 'day'])
      .execute();
    await schema
      .createTable('vote_salts')
      .addColumn('day', 'text', (column) => column.primaryKey())
      .addColumn('salt', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('vote_hashes')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('up', 'integer', (column) => column.notNull())
      .execute();
    await schema
      .createTable('servers')
      .addColumn('guild_id', 'text', (column) => column.primaryKey())
      .addColumn('private_by_default', 'integer', (column) => column.notNull())
      .addColumn('mentions', 'integer', (column) => column.notNull())
      .addColumn('mention_channels', 'text', (column) => column.notNull())
      .addColumn('notes', 'integer', (column) => column.notNull())
      .execute();
    await schema
      .createTable('limits')
      .addColumn('key', 'varchar(255)', (column) => column.primaryKey())
      .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('expire', 'bigint')
      .execute();
  },
};

/** Whether nothing has to be migrated. Takes no lock, so that a locked store opens too. Fails on a new database. */
export async function isMigrated(db: Kysely<Tables>): Promise<boolean> {
  const done = await db.selectFrom('migrations').select('name').execute();
  return Object.keys(MIGRATIONS).every((name) => done.some((row) => row.name === name));
}

/** Brings the tables up to date. @param db a transaction that no other writer can share */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute();
  const done = await db.selectFrom('migrations').select('name').execute();
  for (const [name, apply] of Object.entries(MIGRATIONS)) {
    if (done.some((row) => row.name === name)) continue;
    await apply(db);
    await db.insertInto('migrations').values({ name }).execute();
  }
}
