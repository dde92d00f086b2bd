import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Backend, Trouble } from './database.js';
import type { Tables } from './schema.js';
import type { StoreLog } from './types.js';

/** Connections of one process: one writes, the others read and count. */
const CONNECTIONS = 4;
/** How long connecting, waiting for a lock or any statement may take, in milliseconds. */
const CONNECT_MS = 2_000;
const LOCK_MS = 500;
const STATEMENT_MS = 5_000;
/** Any number that is ours: whoever writes holds this lock, so that two writers never wait for each other's rows. */
const WRITERS_LOCK = 7_203_114;

/** Opens a pool of connections. None is made before the first statement. */
export async function openPostgres(url: string, log: StoreLog): Promise<Backend> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'factdesk',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    lock_timeout: LOCK_MS,
    statement_timeout: STATEMENT_MS,
    // Counted here, not by the server: a server that has gone away without a word counts nothing.
    query_timeout: STATEMENT_MS + 1_000,
    keepAlive: true,
  });
  // Without listeners, a connection that breaks would end the process: idle ones tell the pool, others themselves.
  const broke = (error: Error) => log.warn({ err: error }, 'a connection to the store broke');
  pool.on('error', broke);
  pool.on('connect', (client) => client.on('error', broke));
  return {
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    lock: async (transaction) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(WRITERS_LOCK)})`.execute(transaction);
    },
    troubleOf,
    isMissingTable: (error) => stateOf(error) === '42P01',
    mustReopen: () => false, // the pool replaces what broke
    scrub: async () => {}, // autovacuum does
    pool,
  };
}

/** Its SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const stateOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

function troubleOf(error: unknown): Trouble {
  const code = stateOf(error);
  if (/^(55P03|40...)$/.test(code)) return 'busy';
  return /^2[23]...$/.test(code) ? 'refused' : 'broken';
}
