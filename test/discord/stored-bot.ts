import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BotDeps } from '../../src/discord/bot.js';
import type { Reply } from '../../src/playground/actor.js';
import type { LocalMember } from '../../src/playground/world.js';
import { RepeatGuard } from '../../src/store/limits.js';
import { openStore, type Store } from '../../src/store/store.js';
import { botInLocalDiscord, readableLog } from './running-bot.js';

/** The bot in a Discord of its own with the real store in a new folder; `limiter` only where `ports` has one. */
export async function botWithStore(ports: Partial<BotDeps> = {}, databaseUrl?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'factdesk-discord-'));
  const open = () => openStore(databaseUrl ?? `file:${join(folder, 'factdesk.db')}`, readableLog());
  let store = await open();
  // Read anew with every start of the bot.
  const running = await botInLocalDiscord({
    ...ports,
    get feedback() {
      return store.feedback;
    },
    get settings() {
      return store.settings;
    },
    get gaps() {
      return store.gaps;
    },
    get votes() {
      return store.votes;
    },
    repeats: ports.repeats ?? new RepeatGuard(),
  });
  const { discord } = running;
  const replies: Reply[] = [];
  return {
    ...running,
    store: (): Store => store,
    /** Closes the store with the bot, and opens both again. */
    async restart() {
      await store.close();
      store = await open();
      await running.restart();
    },
    ana: discord.asMember(discord.members.ana),
    max: discord.asMember(discord.members.max),
    atBot: `<@${discord.bot.id}>`,
    /** Keeps what was answered, for {@link faultsOf}. */
    kept: async (answer: Promise<Reply>): Promise<Reply> => {
      const reply = await answer;
      replies.push(reply);
      return reply;
    },
    replies,
    async close() {
      await running.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type StoredBot = Awaited<ReturnType<typeof botWithStore>>;

/** Discord waits three seconds; members should not have to notice. Half of the time, as tests share their machine. */
const USUAL_FIRST_RESPONSE_MS = 100;

/** What must not have happened by the end of a test: requests that Discord refuses, live pings, slow first responses. */
export function faultsOf({ discord, replies }: StoredBot) {
  const pings = replies.flatMap(({ pings: { users, roles, everyone } }) => [
    ...users,
    ...roles,
    ...(everyone ? ['everyone'] : []),
  ]);
  const times = replies.map(({ elapsed }) => elapsed).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  console.info(
    `${times.length} answers, first responses: median ${median.toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(1)} ms`,
  );
  return { refused: discord.refused, pings, slow: median >= USUAL_FIRST_RESPONSE_MS };
}

/** Takes a member's permissions away for as long as something is done. */
export async function withoutPermissions<Result>(
  member: LocalMember,
  work: () => Promise<Result>,
): Promise<Result> {
  const { permissions } = member;
  member.permissions = 0n;
  try {
    return await work();
  } finally {
    member.permissions = permissions;
  }
}
