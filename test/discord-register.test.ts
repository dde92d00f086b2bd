import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/discord/commands/list.js';
import { isSameRegistration } from '../src/discord/register.js';
import { checkCommands } from '../src/playground/checks/commands.js';

const wanted = commands.map(({ definition }) => definition);

/** What Discord lists after `wanted` was registered: with its own fields, its defaults, in its own order. */
const asListed = () =>
  structuredClone(wanted)
    .reverse()
    .map((command, index) => ({
      id: String(index),
      application_id: '1',
      version: '2',
      default_member_permissions: null,
      dm_permission: true,
      nsfw: false,
      description_localizations: null,
      description: '',
      ...command,
      ...('contexts' in command && command.contexts && { contexts: [...command.contexts].reverse() }),
    }));

describe('registration', () => {
  it('is what Discord takes', () => {
    expect(checkCommands(wanted, ApplicationCommandUpdateRequestSchema)).toHaveLength(10);
  });

  it('knows its own commands as Discord lists them', () => {
    expect(isSameRegistration(wanted, asListed())).toBe(true);
  });

  it.each<{ name: string; change: (listed: ReturnType<typeof asListed>) => object[] }>([
    { name: 'nothing registered', change: () => [] },
    { name: 'one missing', change: (listed) => listed.slice(1) },
    { name: 'one too many', change: (listed) => [...listed, { ...listed[0], name: 'old' }] },
    {
      name: 'another description',
      change: ([first, ...rest]) => [{ ...first, description: 'older' }, ...rest],
    },
    {
      name: 'texts of another language missing',
      change: (listed) => listed.map((each) => ({ ...each, name_localizations: null })),
    },
    { name: 'another context', change: ([first, ...rest]) => [{ ...first, contexts: [1] }, ...rest] },
    {
      name: 'permissions that are needed missing',
      change: (listed) => listed.map((each) => ({ ...each, default_member_permissions: null })),
    },
    {
      name: 'options in another order',
      change: (listed) =>
        listed.map((each) =>
          'options' in each && each.options ? { ...each, options: [...each.options].reverse() } : each,
        ),
    },
  ])('writes on a difference: $name', ({ change }) => {
    expect(isSameRegistration(wanted, change(asListed()))).toBe(false);
  });
});
