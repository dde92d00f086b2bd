import { type APIApplicationCommand, ApplicationCommandOptionType } from 'discord.js';
import type { OptionBody } from './checks/commands.js';
import { memberPayload } from './payloads.js';
import type { World } from './world.js';

/** What a member enters for a command's options; people, channels and roles by their id. */
export type OptionValues = Record<string, string | number | boolean>;

interface SentOption {
  name: string;
  type: ApplicationCommandOptionType;
  value?: string | number | boolean;
  focused?: boolean;
  options?: SentOption[];
}

const {
  Subcommand,
  SubcommandGroup,
  String: Text,
  Integer,
  Number: Decimal,
  Boolean: Flag,
} = ApplicationCommandOptionType;

/**
 * The `data` of an interaction for a slash command, as Discord's client would send it.
 * @param words the name, then those of the subcommand: `['settings', 'show']`
 * @param focused the option that is being completed; the others may be left out then
 * @throws Error when Discord's client would not let a member send that
 */
export function slashData(
  world: World,
  command: APIApplicationCommand,
  words: readonly string[],
  values: OptionValues,
  focused?: string,
): object {
  const { options, offered } = nestedOptions((command.options ?? []) as OptionBody[], words.slice(1));
  const stray = Object.keys(values).filter((name) => !offered.some((option) => option.name === name));
  if (stray.length > 0) throw new Error(`/${words.join(' ')} has no option ${stray.join(', ')}`);
  const sent = offered.flatMap((option) => sentOption(option, values[option.name], focused));
  if (focused && !sent.some((option) => option.focused))
    throw new Error(`/${words.join(' ')} has no option ${focused} that completes`);
  const resolved = resolvedPeople(world, sent);
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id && { guild_id: command.guild_id }),
    options: options(sent),
    ...(resolved && { resolved }),
  };
}

/** Goes down to the subcommand: the options it offers, and how what is sent for them is wrapped. */
function nestedOptions(
  offered: OptionBody[],
  words: readonly string[],
): { offered: OptionBody[]; options: (sent: SentOption[]) => SentOption[] } {
  const [word, ...rest] = words;
  const nested = offered.filter(({ type }) => type === Subcommand || type === SubcommandGroup);
  if (word === undefined) {
    if (nested.length > 0)
      throw new Error(`A subcommand is needed: ${nested.map(({ name }) => name).join(', ')}`);
    return { offered, options: (sent) => sent };
  }
  const chosen = nested.find(({ name }) => name === word);
  if (!chosen) throw new Error(`There is no subcommand ${word}`);
  const within = nestedOptions(chosen.options ?? [], rest);
  return {
    offered: within.offered,
    options: (sent) => [{ name: chosen.name, type: chosen.type, options: within.options(sent) }],
  };
}

function sentOption(
  option: OptionBody,
  value: OptionValues[string] | undefined,
  focused: string | undefined,
): SentOption[] {
  const isFocused = option.name === focused;
  if (isFocused && option.autocomplete)
    return [{ name: option.name, type: option.type, value: value ?? '', focused: true }];
  if (value === undefined) {
    if (option.required && focused === undefined) throw new Error(`The option ${option.name} is required`);
    return [];
  }
  const fault = valueFault(option, value);
  if (fault && focused === undefined) throw new Error(`The option ${option.name} ${fault}`);
  return [{ name: option.name, type: option.type, value }];
}

function valueFault(option: OptionBody, value: OptionValues[string]): string | undefined {
  const { type, choices } = option;
  const expected = type === Flag ? 'boolean' : type === Integer || type === Decimal ? 'number' : 'string';
  if (typeof value !== expected) return `takes a ${expected}`;
  if (choices?.length && !choices.some((choice) => choice.value === value))
    return `offers only ${choices.map((choice) => choice.value).join(', ')}`;
  if (type === Integer && !Number.isInteger(value)) return 'takes a whole number';
  if (
    typeof value === 'number' &&
    (value < (option.min_value ?? -Infinity) || value > (option.max_value ?? Infinity))
  ) {
    return `takes ${option.min_value ?? 'any'} to ${option.max_value ?? 'any'}`;
  }
  const length = type === Text ? String(value).length : 0;
  if (type === Text && (length < (option.min_length ?? 0) || length > (option.max_length ?? 6000))) {
    return `takes ${option.min_length ?? 0} to ${option.max_length ?? 6000} characters`;
  }
  return undefined;
}

/** The people whom options name, as `resolved` carries them. */
function resolvedPeople(world: World, sent: readonly SentOption[]): object | undefined {
  const ids = sent.flatMap(({ type, value }) =>
    type === ApplicationCommandOptionType.User ? [String(value)] : [],
  );
  if (ids.length === 0) return undefined;
  const people = ids.map((id) => world.member(id));
  return {
    users: Object.fromEntries(people.map(({ id, user }) => [id, user])),
    members: Object.fromEntries(
      people.map((member) => {
        const { user: _user, deaf: _deaf, mute: _mute, ...partial } = memberPayload(world, member);
        return [member.id, { ...partial, permissions: String(member.permissions) }];
      }),
    ),
  };
}
