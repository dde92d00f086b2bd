import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type LocalDiscord, startLocalDiscord } from '../playground/local-discord.js';
import { modulePath } from './children.js';

export interface BotStart {
  /** From starting the process to the gateway's READY. */
  readonly readyMs: number;
  /** Processor time spent until then: steadier than the clock where the machine is shared. `undefined` without /proc. */
  readonly cpuMs?: number | undefined;
  /** Resident memory in bytes, some time after READY. `undefined` without /proc. */
  readonly rss?: number | undefined;
}

interface BotProgram {
  readonly name: string;
  readonly args: (discord: LocalDiscord) => readonly string[];
  readonly env: (discord: LocalDiscord) => Readonly<Record<string, string>>;
}

const rounds = 7;
/** Registering commands and what follows READY is over by then. */
const settledMs = 2_000;
const patienceMs = 60_000;
/** Linux counts processor time in hundredths of a second, everywhere that Node runs. */
const tickMs = 10;

const programs = (knowledgeDir: string, dataDir: string): readonly BotProgram[] => [
  {
    name: 'factdesk',
    // As `npm start` does.
    args: () => ['--max-semi-space-size=4', modulePath('../cli.js'), 'start'],
    env: ({ token, applicationId, apiBase }) => ({
      DISCORD_TOKEN: token,
      DISCORD_APPLICATION_ID: applicationId,
      DISCORD_API_BASE: apiBase,
      DATABASE_URL: `file:${dataDir}/bench.db`,
      KNOWLEDGE_DIR: knowledgeDir,
      PORT: '0',
      LOG_LEVEL: 'silent',
    }),
  },
  {
    name: 'bare discord.js bot',
    args: ({ token, apiBase }) => [modulePath('bare-bot.js'), token, apiBase],
    env: () => ({}),
  },
];

/** Starts this bot and a bare one in turn, each on a Discord of its own, several times. */
export async function startBots(
  knowledgeDir: string,
  dataDir: string,
): Promise<{ name: string; starts: BotStart[] }[]> {
  const all = await Promise.all(
    programs(knowledgeDir, dataDir).map(async (program) => ({
      program,
      discord: await startLocalDiscord(),
      starts: [] as BotStart[],
    })),
  );
  try {
    // The first start of each warms the disk and does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const { program, discord, starts } of all) {
        const start = await startOnce(program, discord, dataDir);
        if (round > 0) starts.push(start);
      }
    }
  } finally {
    await Promise.all(all.map(({ discord }) => discord.close()));
  }
  return all.map(({ program: { name }, starts }) => ({ name, starts }));
}

async function startOnce(
  { name, args, env }: BotProgram,
  discord: LocalDiscord,
  cwd: string,
): Promise<BotStart> {
  const started = performance.now();
  const child = spawn(process.execPath, args(discord), {
    cwd,
    env: env(discord),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    return await Promise.race([measured(child, discord, started), gone(child, name)]);
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

async function measured(child: ChildProcess, discord: LocalDiscord, started: number): Promise<BotStart> {
  await connected(discord);
  const readyMs = performance.now() - started;
  const cpuMs = await processorTime(child);
  await wait(settledMs);
  return { readyMs, cpuMs, rss: await residentMemory(child) };
}

async function gone(child: ChildProcess, name: string): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${name} ended with ${code} while it was measured`);
}

function connected(discord: LocalDiscord): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no READY within ${patienceMs} ms`)), patienceMs);
    const stop = discord.onEvent(({ type }) => {
      if (type !== 'ready') return;
      clearTimeout(timer);
      stop();
      resolve();
    });
  });
}

async function residentMemory({ pid }: ChildProcess): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

async function processorTime({ pid }: ChildProcess): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // After the program's name in brackets: user and system time are the 12th and 13th fields (proc(5)).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) * tickMs;
}
