import { isDeepStrictEqual } from 'node:util';
import {
  ApplicationCommandType,
  REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { DiscordConfig } from './client.js';
import { commands } from './commands/list.js';
import { StartError } from './errors.js';
import { NO_TOKEN, startErrorOf } from './start.js';

/** Where commands are registered: in one server, or everywhere. */
export interface Registry {
  readonly applicationId: string;
  readonly guildId?: string | undefined;
}

type Definition = RESTPostAPIApplicationCommandsJSONBody;

/** What Discord says of a registered command where its definition says nothing. */
const DISCORD_DEFAULTS: Readonly<Record<string, unknown>> = {
  type: ApplicationCommandType.ChatInput,
  description: '',
  nsfw: false,
  required: false,
  autocomplete: false,
};

/** Registers all commands, where what is registered differs. @throws DiscordAPIError where Discord refuses */
export async function registerCommands(
  rest: REST,
  { applicationId, guildId }: Registry,
): Promise<'written' | 'unchanged'> {
  const route = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const wanted = commands.map(({ definition }) => (guildId ? inGuildOnly(definition) : definition));
  const registered = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
  if (Array.isArray(registered) && isSameRegistration(wanted, registered)) return 'unchanged';
  await rest.put(route, { body: wanted });
  return 'written';
}

/** Registers all commands without going online, for `deploy`. @throws StartError in one line that says what to do */
export async function deployCommands(config: DiscordConfig): Promise<'written' | 'unchanged'> {
  const { token, apiBase, guildId } = config;
  if (!token) throw new StartError(NO_TOKEN);
  const rest = new REST({ api: apiBase }).setToken(token);
  try {
    return await registerCommands(rest, {
      applicationId: config.applicationId ?? (await ownApplication(rest)),
      guildId,
    });
  } catch (error) {
    throw startErrorOf(error, apiBase);
  }
}

/** Whether Discord has these commands already: whatever order it lists them in and whatever it adds to them. */
export function isSameRegistration(wanted: readonly object[], registered: readonly object[]): boolean {
  return isDeepStrictEqual(comparable(wanted, wanted), comparable(registered, wanted));
}

/** Contexts and installations are of global commands only; Discord leaves them out for those of a server. */
function inGuildOnly({
  contexts: _contexts,
  integration_types: _types,
  ...definition
}: Definition): Definition {
  return definition as Definition;
}

async function ownApplication(rest: REST): Promise<string> {
  const application = (await rest.get(Routes.currentApplication())) as { id: string };
  return application.id;
}

/** Commands by kind and name, with the fields that somebody defines at all and without what goes without saying. */
function comparable(list: readonly object[], wanted: readonly object[]): object {
  const fields = new Set(wanted.flatMap((command) => Object.keys(command)));
  const entries = list.map((command) => {
    const own = Object.fromEntries(Object.entries(command).filter(([field]) => fields.has(field)));
    const plain = normalized(own) as { type?: number; name: string };
    return [`${plain.type ?? ApplicationCommandType.ChatInput} ${plain.name}`, plain] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function normalized(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalized(item));
    return key === 'contexts' || key === 'integration_types'
      ? items.sort((a, b) => Number(a) - Number(b))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([field, content]) => [field, normalized(content, field)] as const)
    .filter(([field, content]) => !goesWithoutSaying(field, content));
  return Object.fromEntries(kept);
}

function goesWithoutSaying(field: string, content: unknown): boolean {
  if (content === null || content === undefined) return true;
  if (typeof content === 'object' && Object.keys(content).length === 0) return true;
  return field in DISCORD_DEFAULTS && DISCORD_DEFAULTS[field] === content;
}
