import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'dotenv';
import Fuse from 'fuse.js';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const PROJECT_KNOWLEDGE = fileURLToPath(new URL('../knowledge', import.meta.url));
/** A variable that begins so and that nobody reads is most likely a slip of the pen. */
const OWN_PREFIXES = ['DISCORD_', 'KNOWLEDGE_', 'DATABASE_', 'LOG_', 'SHARD'];

const id = z
  .string()
  .regex(/^\d{17,20}$/, 'expected an id of 17 to 20 digits (Developer Portal, or "Copy ID" in Discord)');

const apiBase = z
  .url({ protocol: /^https?$/, error: 'expected an address such as https://discord.com/api' })
  .refine(
    (url) => !/\/v\d+\/?$/.test(url),
    'expected an address without the version at its end: /v10 is added',
  )
  .transform((url) => url.replace(/\/+$/, ''));

const databaseUrl = z
  .string()
  .regex(
    /^(file:.+|postgres(ql)?:\/\/.+)$/,
    'expected file:path/to/factdesk.db or postgres://user:password@host/database',
  );

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `expected a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((value) => value >= from && value <= to, `expected a whole number from ${from} to ${to}`);

const shards = z
  .string()
  .regex(/^(auto|\[?\s*\d+(\s*,\s*\d+)*\s*\]?)$/, 'expected "auto" or shard numbers such as 0,1')
  .transform((value): 'auto' | number[] =>
    value === 'auto' ? value : (value.match(/\d+/g) ?? []).map(Number),
  );

const environment = z.object({
  DISCORD_TOKEN: z.string().regex(/^\S+$/, 'expected the token as one word').optional(),
  DISCORD_APPLICATION_ID: id.optional(),
  DISCORD_GUILD_ID: id.optional(),
  DISCORD_API_BASE: apiBase.default('https://discord.com/api'),
  KNOWLEDGE_DIR: z.string().default(PROJECT_KNOWLEDGE),
  DATABASE_URL: databaseUrl.default('file:data/factdesk.db'),
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().regex(/^\S+$/, 'expected a host name or an address').default('127.0.0.1'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
  SHARDS: shards.optional(),
  SHARD_COUNT: wholeNumber(1, 100_000).optional(),
});

type Environment = z.infer<typeof environment>;
type LogLevel = (typeof LOG_LEVELS)[number];

/** Every setting of the program, checked. */
export interface Config {
  readonly discord: {
    /** Absent: there is no bot to log in as. */
    readonly token?: string;
    readonly applicationId?: string;
    /** Commands are registered in this server only, where given. */
    readonly guildId?: string;
    /** Without the version and without a slash at the end. */
    readonly apiBase: string;
    /** Absent: Discord's own recommendation. */
    readonly shards?: 'auto' | readonly number[];
    readonly shardCount?: number;
  };
  readonly knowledgeDir: string;
  readonly databaseUrl: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  /** Whether a page can be opened in a browser for the person who started the program. */
  readonly hasDesktop: boolean;
}

/** `warnings` and `faults` are lines for people. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly faults: readonly string[]; readonly warnings: readonly string[] };

/** The settings of this process: its environment and, where that is silent, `.env` in the working directory. */
export function loadConfig(): ConfigResult {
  const file = existsSync('.env') ? parse(readFileSync('.env')) : {};
  return readConfig({ ...file, ...process.env });
}

/** Reads the settings out of an environment, where an empty text is as good as none. Reports all faults at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value),
  );
  const warnings = unreadNames(Object.keys(given));
  const result = environment.safeParse(given);
  if (result.success)
    return { ok: true, config: { ...configOf(result.data), hasDesktop: hasDesktop(given) }, warnings };
  const faults = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `${name}: got ${shownValue(name, given[name])}, ${message}`;
  });
  return { ok: false, faults: [...new Set(faults)], warnings };
}

/** What must stay secret is not repeated on a terminal or in a log. */
function shownValue(name: string, value: string | undefined): string {
  return name === 'DISCORD_TOKEN' || name === 'DATABASE_URL' ? 'something else' : JSON.stringify(value);
}

/** Where a program can show a window: always on macOS and Windows, elsewhere with a display; never in CI. */
function hasDesktop({ CI, DISPLAY, WAYLAND_DISPLAY }: Readonly<Record<string, string | undefined>>): boolean {
  if (CI) return false;
  return ['darwin', 'win32'].includes(process.platform) || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}

function configOf(env: Environment): Omit<Config, 'hasDesktop'> {
  return {
    discord: {
      apiBase: env.DISCORD_API_BASE,
      ...(env.DISCORD_TOKEN && { token: env.DISCORD_TOKEN }),
      ...(env.DISCORD_APPLICATION_ID && { applicationId: env.DISCORD_APPLICATION_ID }),
      ...(env.DISCORD_GUILD_ID && { guildId: env.DISCORD_GUILD_ID }),
      ...(env.SHARDS && { shards: env.SHARDS }),
      ...(env.SHARD_COUNT && { shardCount: env.SHARD_COUNT }),
    },
    knowledgeDir: env.KNOWLEDGE_DIR,
    databaseUrl: env.DATABASE_URL,
    port: env.PORT,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
  };
}

function unreadNames(names: readonly string[]): string[] {
  const known = Object.keys(environment.shape);
  const nearest = new Fuse(known, { threshold: 0.4 });
  return names
    .filter((name) => !known.includes(name) && OWN_PREFIXES.some((prefix) => name.startsWith(prefix)))
    .map((name) => {
      const meant = nearest.search(name)[0]?.item;
      return `${name} is not read by factdesk${meant ? `: did you mean ${meant}?` : ''}`;
    });
}
