import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type Locale,
  type MessageContextMenuCommandInteraction,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Completion } from '../answer/nearest.js';
import type { IsoDay } from '../answer/types.js';
import type { Desk, ReaderEngine } from './ports.js';
import type { Reply } from './reply.js';

/** A text in the languages besides English in which commands are shown. */
export type Localized = Readonly<
  Record<`${Locale.Russian | Locale.Ukrainian | Locale.ChineseCN | Locale.SpanishES | Locale.French}`, string>
>;

interface Described {
  readonly description: string;
  /** Lower case and without spaces, as Discord wants it of all but context menus. */
  readonly names: Localized;
  readonly descriptions: Localized;
}

interface TextOption<Required extends boolean> extends Described {
  readonly type: 'text';
  readonly required: Required;
  readonly maxLength: number;
  readonly complete?: (engine: ReaderEngine, typed: string) => Completion[];
}

interface NumberOption extends Described {
  readonly type: 'number';
  readonly required: false;
  readonly min: number;
  readonly max: number;
}

interface FlagOption extends Described {
  readonly type: 'flag';
  readonly required: false;
}

type Option = TextOption<boolean> | NumberOption | FlagOption;
type Options = Readonly<Record<string, Option>>;
type Value<O extends Option> = O extends { type: 'text' }
  ? string
  : O extends { type: 'number' }
    ? number
    : boolean;

/** What a handler gets: the type of each value follows from its option's definition. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]: O[Name]['required'] extends true ? Value<O[Name]> : Value<O[Name]> | undefined;
};

/** What handlers know besides the options. */
export interface CommandContext {
  readonly engine: ReaderEngine;
  readonly today: IsoDay;
  /** Topic of the exchange before, where there was one. */
  readonly before: string | undefined;
}

/** A command as it is registered and routed. */
export type Command = ReaderCommand | ManagerCommand;

/** A command that answers readers. */
export interface ReaderCommand {
  readonly kind: 'reader';
  readonly definition: RESTPostAPIApplicationCommandsJSONBody;
  /** Whether its answers are for the asker alone whatever the settings. */
  readonly alwaysPrivate: boolean;
  readonly run: (interaction: CommandInteraction, context: CommandContext) => Reply;
  readonly complete: (option: string, typed: string, engine: ReaderEngine) => Completion[];
}

/** A command for members who may manage the server, in servers only. */
export interface ManagerCommand {
  readonly kind: 'manager';
  readonly definition: RESTPostAPIApplicationCommandsJSONBody;
  /** Called once it is sure that the member may. */
  readonly open: (interaction: CommandInteraction, desk: Desk) => Promise<void>;
}

export type CommandInteraction = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;

type TextSettings = Omit<TextOption<boolean>, 'type' | 'required'>;

export function text(option: TextSettings): TextOption<false> {
  return { ...option, type: 'text', required: false };
}

export function requiredText(option: TextSettings): TextOption<true> {
  return { ...option, type: 'text', required: true };
}

export function wholeNumber(option: Omit<NumberOption, 'type' | 'required'>): NumberOption {
  return { ...option, type: 'number', required: false };
}

function flag(option: Described): FlagOption {
  return { ...option, type: 'flag', required: false };
}

/** The option `private`, the same for all commands: the dispatcher reads it. */
export const onlyMe = flag({
  description: 'Show the answer only to me',
  names: { ru: 'лично', uk: 'приватно', 'zh-CN': '仅自己可见', 'es-ES': 'privado', fr: 'privé' },
  descriptions: {
    ru: 'Показать ответ только мне',
    uk: 'Показати відповідь лише мені',
    'zh-CN': '答案只显示给我',
    'es-ES': 'Mostrar la respuesta solo a mí',
    fr: 'Ne montrer la réponse qu’à moi',
  },
});

const EVERYWHERE = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

/** A slash command, all of it in one place. */
export function slashCommand<O extends Options>(command: {
  readonly name: string;
  readonly description: string;
  readonly names: Localized;
  readonly descriptions: Localized;
  readonly options: O;
  readonly alwaysPrivate?: boolean;
  readonly run: (values: Values<O>, context: CommandContext) => Reply;
}): ReaderCommand {
  const { name, description, names, descriptions, options, alwaysPrivate = false } = command;
  return {
    kind: 'reader',
    definition: {
      type: ApplicationCommandType.ChatInput,
      name,
      name_localizations: names,
      description,
      description_localizations: descriptions,
      options: Object.entries(options).map(([optionName, option]) => optionDefinition(optionName, option)),
      ...EVERYWHERE,
    },
    alwaysPrivate,
    run: (interaction, context) => command.run(valuesOf(options, interaction), context),
    complete: (optionName, typed, engine) => {
      const option = options[optionName];
      return option?.type === 'text' ? (option.complete?.(engine, typed) ?? []) : [];
    },
  };
}

/** A command that Discord shows to members who may manage the server, unless its owners choose others. */
export function managerCommand(
  command: Described & { readonly name: string; readonly open: ManagerCommand['open'] },
): ManagerCommand {
  const { name, description, names, descriptions, open } = command;
  return {
    kind: 'manager',
    definition: {
      type: ApplicationCommandType.ChatInput,
      name,
      name_localizations: names,
      description,
      description_localizations: descriptions,
      options: [],
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
    },
    open,
  };
}

/** A command in the menu of every message. */
export function messageCommand(command: {
  readonly name: string;
  readonly names: Localized;
  readonly run: (
    message: MessageContextMenuCommandInteraction['targetMessage'],
    context: CommandContext,
  ) => Reply;
}): ReaderCommand {
  return {
    kind: 'reader',
    definition: {
      type: ApplicationCommandType.Message,
      name: command.name,
      name_localizations: command.names,
      ...EVERYWHERE,
    },
    alwaysPrivate: true,
    run: (interaction, context) => {
      if (!interaction.isMessageContextMenuCommand())
        throw new TypeError(`${command.name} is in the menu of messages only`);
      return command.run(interaction.targetMessage, context);
    },
    complete: () => [],
  };
}

function optionDefinition(name: string, option: Option): APIApplicationCommandOption {
  const described = {
    name,
    name_localizations: option.names,
    description: option.description,
    description_localizations: option.descriptions,
    required: option.required,
  };
  switch (option.type) {
    case 'text':
      return {
        ...described,
        type: ApplicationCommandOptionType.String,
        max_length: option.maxLength,
        autocomplete: option.complete !== undefined,
      } as APIApplicationCommandOption;
    case 'number':
      return {
        ...described,
        type: ApplicationCommandOptionType.Integer,
        min_value: option.min,
        max_value: option.max,
      };
    case 'flag':
      return { ...described, type: ApplicationCommandOptionType.Boolean };
  }
}

/** The one cast between Discord's options and the types derived from their definition. */
function valuesOf<O extends Options>(options: O, interaction: CommandInteraction): Values<O> {
  if (!interaction.isChatInputCommand()) throw new TypeError('options come with slash commands only');
  const given = interaction.options;
  const read = (name: string, { type, required }: Option) => {
    if (type === 'text') return given.getString(name, required) ?? undefined;
    return (type === 'number' ? given.getInteger(name) : given.getBoolean(name)) ?? undefined;
  };
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, read(name, option)]),
  ) as Values<O>;
}
