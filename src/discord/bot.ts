import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  Status,
} from 'discord.js';
import { createClient, type DiscordConfig } from './client.js';
import { StartError } from './errors.js';
import { Memory } from './exchange.js';
import { answerInteraction } from './interactions.js';
import { answerMessage } from './messages.js';
import { type Desk, idlePorts, patient } from './ports.js';
import { registerCommands } from './register.js';
import { goOnline, NO_TOKEN, startErrorOf } from './start.js';

/** All that the bot needs; ports left out stand still. */
export type BotDeps = Pick<Desk, 'engine' | 'today' | 'log'> &
  Partial<Desk> & { readonly config: DiscordConfig };

/** The connection to Discord. */
interface GatewayState {
  /** Whether every shard is connected, as answers are wanted in all servers. */
  readonly ready: boolean;
  /** Mean of the shards' last heartbeats, in milliseconds; -1 where none was acknowledged yet. */
  readonly pingMs: number;
}

export interface RunningBot {
  readonly client: Client<true>;
  gateway(): GatewayState;
  /** Calls it once when Discord closes the connection for good, at once where it has already; why is in the log. */
  onceClosed(listener: () => void): void;
  /** Answers what is being answered, then goes offline. */
  stop(): Promise<void>;
}

/** How long stopping waits for answers under way, in milliseconds. */
const STOP_PATIENCE_MS = 5_000;

/** Brings the bot online, its commands registered. @throws StartError in one line that says what to do */
export async function startBot({ config, ...ports }: BotDeps): Promise<RunningBot> {
  if (!config.token) throw new StartError(NO_TOKEN);
  const desk = patient({ ...idlePorts, ...ports });
  const client = createClient(config);
  const work = answering(client, desk);
  observe(client, desk);
  forget(client, desk);
  const ready = await goOnline(client, config);
  await register(ready, config, desk);
  return {
    client: ready,
    gateway: () => gatewayOf(ready),
    onceClosed(listener) {
      if (ready.ws.shards.some(({ status }) => status === Status.Disconnected)) listener();
      else ready.once(Events.ShardDisconnect, listener);
    },
    async stop() {
      await work.finish();
      // Closing on purpose is no loss of the connection.
      client.removeAllListeners(Events.ShardReconnecting);
      await client.destroy();
    },
  };
}

function gatewayOf({ ws: { shards, ping } }: Client<true>): GatewayState {
  return { ready: shards.size > 0 && shards.every(({ status }) => status === Status.Ready), pingMs: ping };
}

/** Answers from now on. @returns how to end it: nothing new is begun, what has begun is finished */
function answering(client: Client, desk: Desk): { finish(): Promise<void> } {
  const memory = new Memory();
  const underWay = new Set<Promise<void>>();
  const track = (answer: Promise<void>) => {
    underWay.add(answer);
    void answer.finally(() => underWay.delete(answer));
  };
  client.on(Events.InteractionCreate, (interaction) => track(answerInteraction(interaction, desk, memory)));
  client.on(Events.MessageCreate, (message) => track(answerMessage(message, desk, memory)));
  return {
    async finish() {
      client.removeAllListeners(Events.InteractionCreate);
      client.removeAllListeners(Events.MessageCreate);
      await Promise.race([
        Promise.all(underWay),
        new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref()),
      ]);
    },
  };
}

function observe(client: Client, { log }: Desk): void {
  client.on(Events.Error, (err) => log.error({ err }, 'discord.js reports an error'));
  client.on(Events.Warn, (warning) => log.warn({ warning }, 'discord.js warns'));
  client.on(Events.ShardError, (err, shard) => log.warn({ err, shard }, 'the connection to Discord failed'));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'connecting to Discord again'));
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'connected to Discord again'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    log.error(
      { code, shard },
      'Discord closed the connection for good; start again once its cause is mended',
    );
  });
}

/** Lets go of what is no longer there. */
function forget(client: Client, { repeats, settings }: Desk): void {
  // As they come: discord.js tells only of messages that it keeps, and it keeps hardly any.
  client.ws.on(GatewayDispatchEvents.MessageDelete, ({ id }: GatewayMessageDeleteDispatchData) => {
    repeats.gone(id);
  });
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, ({ ids }: GatewayMessageDeleteBulkDispatchData) => {
    for (const id of ids) repeats.gone(id);
  });
  client.on(Events.GuildDelete, ({ id }) => void settings.forget(id));
}

/** One process registers for all. A bot whose commands could not be registered still answers mentions. */
async function register(client: Client<true>, config: DiscordConfig, { log }: Desk): Promise<void> {
  const isFirst = client.ws.shards.has(0);
  if (!isFirst) return;
  try {
    const { guildId } = config;
    const outcome = await registerCommands(client.rest, { applicationId: client.application.id, guildId });
    log.info({ outcome, ...(guildId && { guildId }) }, 'commands registered');
  } catch (err) {
    const cause = startErrorOf(err, config.apiBase);
    log.error({ err }, cause instanceof StartError ? cause.message : 'the commands could not be registered');
  }
}
