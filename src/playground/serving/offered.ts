import { type APIApplicationCommand, ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import type { Actor } from '../actor.js';
import type { OptionBody } from '../checks/commands.js';
import type { OfferedCommand, OfferedOption, OptionChoice, SceneChannel } from '../protocol.js';
import type { LocalChannel } from '../world.js';

/** What options that name somebody or something can be given. */
export interface Mentionable {
  members: readonly OptionChoice[];
  channels: readonly OptionChoice[];
}

type Texts = Partial<Record<string, string | null>> | null | undefined;
type Localized = { name: string; name_localizations?: Texts };
type Described = { description?: string | null; description_localizations?: Texts };

const {
  Subcommand,
  SubcommandGroup,
  Boolean: Flag,
  Integer,
  Number: Decimal,
  User,
  Mentionable: Anybody,
  Channel,
} = ApplicationCommandOptionType;

/** The slash commands that a member is offered in a channel, each subcommand a command of its own, in the member's language. */
export function offeredCommands(
  actor: Actor,
  channel: LocalChannel,
  locale: string,
  mentionable: Mentionable,
): OfferedCommand[] {
  return actor
    .offered(channel)
    .flatMap((command) => callableCommands(command as unknown as OptionBody, '', locale, mentionable));
}

/** The commands that a member is offered on messages. */
export function offeredMenu(actor: Actor, channel: LocalChannel, locale: string): SceneChannel['menu'] {
  return actor.offered(channel, ApplicationCommandType.Message).map((command: APIApplicationCommand) => ({
    name: command.name,
    title: titleOf(command, locale),
  }));
}

/** The option of a command by which one asks: the first that must be given and that the bot completes. */
export function askingOption(
  commands: readonly OfferedCommand[],
): { command: string; option: string } | undefined {
  for (const { name, options } of commands) {
    const [first] = options;
    if (first?.required && first.completes) return { command: name, option: first.name };
  }
  return undefined;
}

function callableCommands(
  node: OptionBody,
  above: string,
  locale: string,
  mentionable: Mentionable,
): OfferedCommand[] {
  const options = node.options ?? [];
  const name = above ? `${above} ${node.name}` : node.name;
  const nested = options.filter(({ type }) => type === Subcommand || type === SubcommandGroup);
  if (nested.length > 0) return nested.flatMap((each) => callableCommands(each, name, locale, mentionable));
  return [
    {
      name,
      title: above ? name : titleOf(node, locale),
      description: descriptionOf(node, locale),
      options: options.map((option) => offeredOption(option, locale, mentionable)),
    },
  ];
}

function offeredOption(option: OptionBody, locale: string, mentionable: Mentionable): OfferedOption {
  const choices = choicesOf(option, locale, mentionable);
  const isNumber = option.type === Integer || option.type === Decimal;
  const min = (isNumber ? option.min_value : option.min_length) ?? undefined;
  const max = (isNumber ? option.max_value : option.max_length) ?? undefined;
  return {
    name: option.name,
    title: titleOf(option, locale),
    description: descriptionOf(option, locale),
    required: option.required ?? false,
    kind: choices ? 'choice' : isNumber ? 'number' : 'text',
    completes: option.autocomplete ?? false,
    choices: choices ?? [],
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    isWhole: option.type === Integer,
  };
}

function choicesOf(
  { type, choices }: OptionBody,
  locale: string,
  { members, channels }: Mentionable,
): OptionChoice[] | undefined {
  if (type === Flag)
    return [
      { name: 'True', value: true },
      { name: 'False', value: false },
    ];
  if (type === User || type === Anybody) return [...members];
  if (type === Channel) return [...channels];
  return choices?.length
    ? choices.map((choice) => ({ name: titleOf(choice, locale), value: choice.value }))
    : undefined;
}

function titleOf({ name, name_localizations: localized }: Localized, locale: string): string {
  return localized?.[locale] ?? name;
}

function descriptionOf({ description, description_localizations: localized }: Described, locale: string) {
  return localized?.[locale] ?? description ?? '';
}
