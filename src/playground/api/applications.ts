import {
  type APIApplicationCommand,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import {
  ApplicationCommandCreateRequestSchema,
  ApplicationCommandPatchRequestPartialSchema,
  ApplicationCommandUpdateRequestSchema,
} from 'discord-api-spec/zod';
import { type CommandBody, checkCommand, checkCommands, checkTogether } from '../checks/commands.js';
import { applicationPayload } from '../payloads.js';
import type { World } from '../world.js';
import { unknown } from './refusal.js';
import type { ApiContext, Call, Route } from './server.js';

type Scope = 'global' | 'guild';

/** The application itself and its commands, of every place and of the server. */
export function applicationRoutes({ world }: ApiContext): Route[] {
  return [
    ...['/applications/@me', '/oauth2/applications/@me'].map((path) => ({
      method: 'GET',
      path,
      answer: () => applicationPayload(world),
    })),
    { method: 'PATCH', path: '/applications/@me', answer: () => applicationPayload(world) },
    { method: 'GET', path: '/applications/:application/emojis', answer: () => ({ items: [] }) },
    { method: 'GET', path: '/applications/:application/entitlements', answer: () => [] },
    ...commandRoutes(world, 'global', '/applications/:application/commands'),
    ...commandRoutes(world, 'guild', '/applications/:application/guilds/:guild/commands'),
  ];
}

function commandRoutes(world: World, scope: Scope, path: string): Route[] {
  const guarded = (answer: Route['answer']) => (call: Call) => {
    if (call.params.application !== world.applicationId) throw unknown('Application');
    if (scope === 'guild' && call.params.guild !== world.guild.id) throw unknown('Guild');
    return answer(call);
  };
  const registry = new CommandRegistry(world, scope);
  return [
    {
      method: 'GET',
      path,
      answer: guarded(({ query }) => registry.list(query.get('with_localizations') === 'true')),
    },
    { method: 'PUT', path, answer: guarded(({ body }) => registry.overwrite(body)) },
    { method: 'POST', path, answer: guarded(({ body }) => registry.add(body)) },
    {
      method: 'GET',
      path: `${path}/:command`,
      answer: guarded(({ params }) => registry.get(params.command)),
    },
    {
      method: 'PATCH',
      path: `${path}/:command`,
      answer: guarded(({ params, body }) => registry.change(params.command, body)),
    },
    {
      method: 'DELETE',
      path: `${path}/:command`,
      answer: guarded(({ params }) => registry.remove(params.command)),
    },
  ];
}

/** The commands of one scope. https://docs.discord.com/developers/interactions/application-commands */
class CommandRegistry {
  constructor(
    private readonly world: World,
    private readonly scope: Scope,
  ) {}

  list(withLocalizations: boolean): object[] {
    return withLocalizations ? this.#commands : this.#commands.map(withoutLocalizations);
  }

  get(id: string | undefined): APIApplicationCommand {
    const command = this.#commands.find((candidate) => candidate.id === id);
    if (!command) throw unknown('application command');
    return command;
  }

  overwrite(body: unknown): APIApplicationCommand[] {
    const bodies = checkCommands(body, ApplicationCommandUpdateRequestSchema);
    return this.#write(bodies.map((command) => this.#registered(command, this.#sameNamed(command))));
  }

  /** Adds a command, or replaces the one of the same kind and name. */
  add(body: unknown): APIApplicationCommand {
    const command = checkCommand(body, ApplicationCommandCreateRequestSchema);
    const registered = this.#registered(command, this.#sameNamed(command));
    this.#write([...this.#commands.filter(({ id }) => id !== registered.id), registered]);
    return registered;
  }

  change(id: string | undefined, body: unknown): APIApplicationCommand {
    const current = this.get(id);
    const changes = checkCommand(
      { name: current.name, type: current.type, description: current.description, ...(body as object) },
      ApplicationCommandPatchRequestPartialSchema,
    );
    const changed = this.#registered({ ...(current as unknown as CommandBody), ...changes }, current);
    this.#write(this.#commands.map((command) => (command.id === id ? changed : command)));
    return changed;
  }

  remove(id: string | undefined): undefined {
    const command = this.get(id);
    this.#write(this.#commands.filter((other) => other !== command));
  }

  get #commands(): APIApplicationCommand[] {
    return this.world.commands[this.scope];
  }

  #write(commands: APIApplicationCommand[]): APIApplicationCommand[] {
    checkTogether(commands as unknown as CommandBody[]);
    this.world.commands[this.scope] = commands;
    this.world.emit({ type: 'commands' });
    return commands;
  }

  #sameNamed({ name, type }: CommandBody): APIApplicationCommand | undefined {
    return this.#commands.find(
      (command) => command.name === name && command.type === (type ?? ApplicationCommandType.ChatInput),
    );
  }

  #registered(command: CommandBody, replaced: APIApplicationCommand | undefined): APIApplicationCommand {
    const { id: _id, ...given } = command;
    const permissions = command.default_member_permissions;
    return {
      id: replaced?.id ?? this.world.snowflake(),
      application_id: this.world.applicationId,
      version: this.world.snowflake(),
      ...(this.scope === 'guild' && { guild_id: this.world.guild.id }),
      ...(this.scope === 'global' && {
        contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
        dm_permission: true,
      }),
      integration_types: [ApplicationIntegrationType.GuildInstall],
      nsfw: false,
      name_localizations: null,
      description_localizations: null,
      ...withoutNullish(given),
      type: command.type ?? ApplicationCommandType.ChatInput,
      description: command.description ?? '',
      default_member_permissions: permissions == null ? null : String(permissions),
    } as unknown as APIApplicationCommand;
  }
}

function withoutNullish(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}

/** Lists come without the texts of other languages unless asked for with `with_localizations`. */
function withoutLocalizations(command: object): object {
  return JSON.parse(
    JSON.stringify(command, (key, value: unknown) => (key.endsWith('_localizations') ? undefined : value)),
  ) as object;
}
