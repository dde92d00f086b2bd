import { ChannelType, ComponentType } from 'discord.js';
import type { AnyComponent } from './checks/components.js';
import { resolvedChannelPayload } from './payloads.js';
import type { LocalChannel, LocalMember, World } from './world.js';

/** Who chooses, and where. */
interface Chooser {
  world: World;
  member: LocalMember;
  channel: LocalChannel;
}

/**
 * The channels that a select of channels offers. All that there are here are text channels.
 * @param channels those of the server; none in a DM
 */
export function offeredChannels(
  { channel_types }: AnyComponent,
  channels: readonly LocalChannel[],
): readonly LocalChannel[] {
  return !channel_types?.length || channel_types.includes(ChannelType.GuildText) ? channels : [];
}

/**
 * What the `data` of an interaction says of a choice, as Discord's client would send it.
 * @param values of options, or ids of channels
 * @throws Error when Discord's client would not let a member choose that
 */
export function chosenData(select: AnyComponent, values: string[], chooser: Chooser): object {
  if (select.type !== ComponentType.ChannelSelect) {
    const offered = select.options?.map(({ value }) => value) ?? [];
    checkChoice(select, values, offered);
    return { values };
  }
  const { world, member, channel } = chooser;
  const channels = offeredChannels(select, channel.kind === 'text' ? world.guildChannels() : []);
  const ids = channels.map(({ id }) => id);
  checkChoice(select, values, ids);
  const chosen = channels.filter(({ id }) => values.includes(id));
  return {
    values,
    resolved: {
      channels: Object.fromEntries(
        chosen.map((each) => [each.id, resolvedChannelPayload(world, each, member)]),
      ),
    },
  };
}

function checkChoice(select: AnyComponent, values: readonly string[], offered: readonly string[]): void {
  const name = `The select ${select.custom_id}`;
  const strange = values.filter((value) => !offered.includes(value));
  if (strange.length > 0)
    throw new Error(`${name} offers ${offered.join(', ') || 'nothing'}, not ${strange.join(', ')}`);
  if (new Set(values).size < values.length) throw new Error(`${name} takes each value once`);
  const min = select.min_values ?? 1;
  const max = select.max_values ?? 1;
  if (values.length < min || values.length > max) throw new Error(`${name} takes ${min} to ${max} values`);
}
