import { ApplicationCommandOptionType, ApplicationCommandType, Locale } from 'discord.js';
import type { ZodMiniType } from 'zod/mini';
import { type Fault, refuseFaults } from '../api/refusal.js';
import { schemaFaults } from './form.js';
import { CHAT_COMMANDS, COMMAND_NAME, COMMAND_TOTAL_LENGTH, MENU_COMMANDS } from './limits.js';

/** A command as the bot registers it, once it fits the schema. */
export interface CommandBody {
  id?: string;
  name: string;
  type?: ApplicationCommandType | null;
  description?: string | null;
  name_localizations?: Localizations;
  description_localizations?: Localizations;
  options?: OptionBody[] | null;
  default_member_permissions?: string | number | null;
  dm_permission?: boolean | null;
  contexts?: number[] | null;
  integration_types?: number[] | null;
  nsfw?: boolean | null;
}

/** An option, a subcommand or a group of subcommands. */
export interface OptionBody {
  type: ApplicationCommandOptionType;
  name: string;
  description: string;
  name_localizations?: Localizations;
  description_localizations?: Localizations;
  required?: boolean | null;
  autocomplete?: boolean | null;
  choices?: { name: string; value: string | number; name_localizations?: Localizations }[] | null;
  options?: OptionBody[] | null;
  min_length?: number | null;
  max_length?: number | null;
  min_value?: number | null;
  max_value?: number | null;
}

type Localizations = Record<string, string> | null | undefined;

const LOCALES = new Set<string>(Object.values(Locale));
const NESTING: readonly number[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];

/**
 * Checks one command.
 * @param path where it stands in the body, `[index]` when several are written at once
 * @throws Refusal as Discord would refuse it
 */
export function checkCommand(body: unknown, schema: ZodMiniType): CommandBody {
  refuseFaults(schemaFaults(schema, withNumericPermissions(body)));
  refuseFaults(commandFaults(body as CommandBody, []));
  return body as CommandBody;
}

/**
 * Checks all commands of a scope, as a bulk overwrite gives them.
 * @throws Refusal as Discord would refuse it
 */
export function checkCommands(bodies: unknown, schema: ZodMiniType): CommandBody[] {
  if (!Array.isArray(bodies)) {
    refuseFaults([
      { path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType.' },
    ]);
  }
  const commands = bodies as CommandBody[];
  const faults = commands.flatMap((command, index) =>
    schemaFaults(schema, withNumericPermissions(command)).map((fault) => ({
      ...fault,
      path: [index, ...fault.path],
    })),
  );
  refuseFaults(faults);
  refuseFaults(commands.flatMap((command, index) => commandFaults(command, [index])));
  checkTogether(commands);
  return commands;
}

/**
 * Checks the commands of a scope together: their number, and that each name stands only once among its kind.
 * @throws Refusal as Discord would refuse it
 */
export function checkTogether(commands: readonly CommandBody[]): void {
  const seen = new Map<string, number>();
  const counts = new Map<number, number>();
  const faults = commands.flatMap((command, index): Fault[] => {
    const type = command.type ?? ApplicationCommandType.ChatInput;
    const key = `${type}:${command.name}`;
    counts.set(type, (counts.get(type) ?? 0) + 1);
    if (!seen.has(key)) {
      seen.set(key, index);
      return [];
    }
    return [
      {
        path: [index],
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      },
    ];
  });
  for (const [type, count] of counts) {
    const limit = type === ApplicationCommandType.ChatInput ? CHAT_COMMANDS : MENU_COMMANDS;
    if (count > limit)
      faults.push({
        path: [],
        code: 'APPLICATION_COMMAND_LIMIT',
        message: `Maximum number of application commands reached (${limit}).`,
      });
  }
  refuseFaults(faults);
}

/** The API takes permissions as a string of digits, as it gives them; the published schema knows only numbers. */
function withNumericPermissions(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('default_member_permissions' in body)) return body;
  const { default_member_permissions: permissions } = body;
  return typeof permissions === 'string' && /^\d+$/.test(permissions)
    ? { ...body, default_member_permissions: Number(permissions) }
    : body;
}

function commandFaults(command: CommandBody, path: PropertyKey[]): Fault[] {
  const isChatInput = (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
  const faults = localeFaults(command, path);
  if (isChatInput) {
    faults.push(
      ...nameFaults(command, path),
      ...optionListFaults(command.options ?? [], [...path, 'options']),
    );
    if (!command.description)
      faults.push({
        path: [...path, 'description'],
        code: 'BASE_TYPE_REQUIRED',
        message: 'This field is required',
      });
  } else {
    if (command.description)
      faults.push({
        path: [...path, 'description'],
        code: 'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED',
        message: 'Context menu commands cannot have description',
      });
    if (command.options?.length)
      faults.push({
        path: [...path, 'options'],
        code: 'APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED',
        message: 'Context menu commands cannot have options',
      });
  }
  if (totalLength(command) > COMMAND_TOTAL_LENGTH) {
    faults.push({
      path,
      code: 'APPLICATION_COMMAND_TOO_LARGE',
      message: `Command exceeds maximum size (${COMMAND_TOTAL_LENGTH})`,
    });
  }
  return faults;
}

function nameFaults(
  { name, name_localizations: localized }: CommandBody | OptionBody,
  path: PropertyKey[],
): Fault[] {
  const names: [PropertyKey[], string][] = [
    [['name'], name],
    ...Object.entries(localized ?? {}).map(([locale, text]): [PropertyKey[], string] => [
      ['name_localizations', locale],
      text,
    ]),
  ];
  return names
    .filter(([, text]) => !COMMAND_NAME.test(text) || text !== text.toLowerCase())
    .map(([at]) => ({
      path: [...path, ...at],
      code: 'APPLICATION_COMMAND_INVALID_NAME',
      message: 'Command name is invalid',
    }));
}

function localeFaults(
  named: Pick<OptionBody, 'name_localizations' | 'description_localizations'>,
  path: PropertyKey[],
): Fault[] {
  return (['name_localizations', 'description_localizations'] as const).flatMap((field) =>
    Object.keys(named[field] ?? {})
      .filter((locale) => !LOCALES.has(locale))
      .map((locale) => ({
        path: [...path, field, locale],
        code: 'ENUM_TYPE_COERCE',
        message: `Value "${locale}" is not a valid enum value.`,
      })),
  );
}

function optionListFaults(options: OptionBody[], path: PropertyKey[]): Fault[] {
  const faults = options.flatMap((option, index) => optionFaults(option, [...path, index]));
  const nested = options.filter(({ type }) => NESTING.includes(type)).length;
  if (nested > 0 && nested < options.length) {
    faults.push({
      path,
      code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      message: 'Sub-command and sub-command group option types are mutually exclusive to all other types',
    });
  }
  options.forEach(({ name, required }, index) => {
    if (required && options.slice(0, index).some((earlier) => !earlier.required)) {
      faults.push({
        path: [...path, index],
        code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        message: 'Required options must be placed before non-required options',
      });
    }
    if (options.findIndex((other) => other.name === name) < index) {
      faults.push({
        path: [...path, index],
        code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        message: 'Option name already exists',
      });
    }
  });
  return faults;
}

function optionFaults(option: OptionBody, path: PropertyKey[]): Fault[] {
  const faults = [
    ...nameFaults(option, path),
    ...localeFaults(option, path),
    ...optionListFaults(option.options ?? [], [...path, 'options']),
  ];
  const choices = option.choices ?? [];
  if (option.autocomplete && choices.length > 0) {
    faults.push({
      path: [...path, 'autocomplete'],
      code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
      message: 'Autocomplete and choices are mutually exclusive',
    });
  }
  choices.forEach(({ name, name_localizations }, index) => {
    faults.push(...localeFaults({ name_localizations }, [...path, 'choices', index]));
    if (choices.findIndex((other) => other.name === name) < index) {
      faults.push({
        path: [...path, 'choices', index],
        code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        message: 'Option choice name already exists',
      });
    }
  });
  return faults;
}

/** Names, descriptions and choice values of a command and all within it; of localized texts the longest counts. */
function totalLength(node: CommandBody | OptionBody): number {
  const choices = 'choices' in node ? (node.choices ?? []) : [];
  return (
    longest(node.name, node.name_localizations) +
    longest(node.description ?? '', node.description_localizations) +
    choices.reduce(
      (sum, choice) => sum + longest(choice.name, choice.name_localizations) + String(choice.value).length,
      0,
    ) +
    (node.options ?? []).reduce((sum, option) => sum + totalLength(option), 0)
  );
}

function longest(text: string, localized: Localizations): number {
  return Math.max(text.length, ...Object.values(localized ?? {}).map((translation) => translation.length));
}
