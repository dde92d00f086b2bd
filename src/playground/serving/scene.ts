import { PermissionFlagsBits } from 'discord.js';
import type { Actor } from '../actor.js';
import type { LocalDiscord } from '../local-discord.js';
import type { KnowledgeStatus, Scene, SceneChannel } from '../protocol.js';
import type { LocalChannel, LocalMember } from '../world.js';
import { offeredCommands, offeredMenu } from './offered.js';
import { shownMessage } from './shown.js';
import type { Surroundings } from './shown-parts.js';

/** What there is to see, whoever looks. */
export interface Neighbourhood {
  local: LocalDiscord;
  /** Ephemeral messages that their reader has dismissed. */
  dismissed: Set<string>;
  knowledge: () => KnowledgeStatus;
  inspect: unknown;
}

/** Somebody who looks. */
export interface Viewer {
  member: LocalMember;
  locale: string;
  actor: Actor;
  channels: readonly LocalChannel[];
  /** What messages of a channel are shown by. */
  around: (channelId: string) => Surroundings;
}

/** Older messages are not shown: somebody may leave a page open for days. */
const MESSAGES_SHOWN = 200;

/** All that a member sees at this moment. */
export function sceneOf(neighbourhood: Neighbourhood, viewer: Viewer): Scene {
  const { local, knowledge, inspect } = neighbourhood;
  const { bot, members, guild } = local;
  return {
    guild: guild.name,
    me: { id: viewer.member.id, name: viewer.member.name, bot: false },
    bot: { id: bot.id, name: bot.username, bot: true },
    members: Object.values(members).map(({ id, name, permissions }) => ({
      id,
      name,
      role: (permissions & PermissionFlagsBits.ManageGuild) === 0n ? 'reader' : 'moderator',
    })),
    channels: viewer.channels.map((channel) => sceneChannel(neighbourhood, viewer, channel)),
    ready: local.commands().length > 0,
    inspects: inspect !== undefined,
    knowledge: knowledge(),
  };
}

function sceneChannel(
  { local, dismissed }: Neighbourhood,
  { member, locale, actor, channels, around }: Viewer,
  channel: LocalChannel,
): SceneChannel {
  const { members, bot } = local;
  const mentionable = {
    members: [...Object.values(members), { id: bot.id, name: bot.username }].map(({ id, name }) => ({
      name,
      value: id,
    })),
    channels: channels.map(({ id, name }) => ({ name, value: id })),
  };
  const messages = local.messages(channel.id, member).filter(({ id }) => !dismissed.has(id));
  return {
    id: channel.id,
    name: channel.kind === 'dm' ? bot.username : channel.name,
    kind: channel.kind,
    messages: messages.slice(-MESSAGES_SHOWN).map((message) => shownMessage(message, around(channel.id))),
    commands: offeredCommands(actor, channel, locale, mentionable),
    menu: offeredMenu(actor, channel, locale),
  };
}
