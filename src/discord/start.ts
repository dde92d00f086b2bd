import {
  type Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  RESTJSONErrorCodes,
} from 'discord.js';
import { isNetworkError } from './boundary.js';
import type { DiscordConfig } from './client.js';
import { StartError } from './errors.js';

const NEW_TOKEN =
  'Discord does not accept DISCORD_TOKEN. Get a new one: Developer Portal → your application → Bot → Reset Token, and put it into .env.';

export const NO_TOKEN =
  'DISCORD_TOKEN is not set. Get one: Developer Portal → your application → Bot → Reset Token, and put it into .env.';
const NO_REGISTRY =
  'Discord does not let this bot register its commands there. Check DISCORD_APPLICATION_ID and DISCORD_GUILD_ID, and that the bot was invited to that server with the scope applications.commands.';
const REGISTRY_REFUSED: readonly unknown[] = [
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.UnknownApplication,
];

/** What to do when the gateway closes for good while the bot is starting. */
const CLOSED: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: NEW_TOKEN,
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not grant this bot its intents. It needs no privileged one: check that the application is not restricted in the Developer Portal → Bot.',
  [GatewayCloseCodes.InvalidShard]:
    'Discord does not accept these shards. Check SHARDS and SHARD_COUNT, or leave both out.',
  [GatewayCloseCodes.ShardingRequired]:
    'This bot is in so many servers that Discord wants shards. Leave SHARDS and SHARD_COUNT out.',
};

/** Logs in and waits until the bot is online. @throws StartError in one line that says what to do */
export async function goOnline(
  client: Client,
  { token, applicationId, apiBase }: DiscordConfig,
): Promise<Client<true>> {
  try {
    const ready = await Promise.race([
      becomingReady(client),
      closingForGood(client),
      failingLogin(client, token),
    ]);
    if (applicationId && ready.application.id !== applicationId) {
      throw new StartError(
        `DISCORD_TOKEN is of the application ${ready.application.id}, not of DISCORD_APPLICATION_ID ${applicationId}. Put the right one into .env, or leave it out.`,
      );
    }
    return ready;
  } catch (error) {
    await client.destroy();
    throw startErrorOf(error, apiBase);
  }
}

function becomingReady(client: Client): Promise<Client<true>> {
  return new Promise((resolve) => client.once(Events.ClientReady, resolve));
}

function closingForGood(client: Client): Promise<never> {
  return new Promise((_resolve, reject) => {
    client.once(Events.ShardDisconnect, ({ code }) => {
      reject(
        new StartError(CLOSED[code] ?? `Discord closed the connection with code ${code}. Please try again.`),
      );
    });
  });
}

/** Settles only when logging in fails: being logged in is not yet being ready. */
async function failingLogin(client: Client, token: string | undefined): Promise<never> {
  await client.login(token);
  return new Promise(() => {});
}

/** What went wrong with Discord as one line that says what to do; an error of another kind as it is. */
export function startErrorOf(error: unknown, apiBase: string): unknown {
  if (error instanceof StartError) return error;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return new StartError(NEW_TOKEN);
  if (error instanceof DiscordAPIError && error.status === 401) return new StartError(NEW_TOKEN);
  if (error instanceof DiscordAPIError && REGISTRY_REFUSED.includes(error.code))
    return new StartError(NO_REGISTRY);
  if (isNetworkError(error)) {
    return new StartError(
      `Discord cannot be reached at ${apiBase}. Check the network connection, and DISCORD_API_BASE where it is set.`,
    );
  }
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : undefined;
  if (status !== undefined) {
    return new StartError(
      `${apiBase} answers with status ${status}. ${status >= 500 ? 'Discord has trouble: try again later (discordstatus.com).' : 'Check DISCORD_API_BASE.'}`,
    );
  }
  return error;
}
