import {
  Client,
  type ClientEvents,
  Events,
  GatewayIntentBits,
  type Interaction,
  type Message,
  Partials,
} from 'discord.js';
import type { LocalDiscord } from '../../src/playground/local-discord.js';

interface Handlers {
  interaction?: (interaction: Interaction) => unknown;
  message?: (message: Message) => unknown;
  intents?: GatewayIntentBits[];
}

export const PLAIN_INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
];

/** A real discord.js client, not yet logged in. */
export function clientOf(discord: LocalDiscord, intents = PLAIN_INTENTS): Client {
  return new Client({
    intents,
    partials: [Partials.Channel],
    rest: { api: discord.apiBase as `https://${string}`, retries: 1 },
  });
}

/** A real discord.js client, logged in and ready. What a handler throws reaches nobody: the test sees that the bot stays silent. */
export async function connectBot(
  discord: LocalDiscord,
  { interaction, message, intents }: Handlers = {},
): Promise<Client<true>> {
  const client = clientOf(discord, intents);
  client.on(Events.InteractionCreate, async (created) => {
    await Promise.resolve(interaction?.(created)).catch(() => undefined);
  });
  client.on(Events.MessageCreate, async (created) => {
    if (!created.author.bot) await Promise.resolve(message?.(created)).catch(() => undefined);
  });
  const ready = next(client, Events.ClientReady);
  await client.login(discord.token);
  await ready;
  return client as Client<true>;
}

/** The next event of a kind that a client emits. */
export function next<E extends keyof ClientEvents>(client: Client, event: E): Promise<ClientEvents[E]> {
  return new Promise((resolve) => client.once(event, (...values) => resolve(values)));
}
