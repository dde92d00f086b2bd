import { randomBytes } from 'node:crypto';
import {
  type APIApplicationCommand,
  type APIMessage,
  type APIRole,
  type APIUser,
  type InteractionResponseType,
  type InteractionType,
  Locale,
  PermissionFlagsBits,
} from 'discord.js';
import { FOLLOWUP_MS, UPLOAD_BYTES } from './checks/limits.js';
import { type LocalEvent, type LocalMessage, shownMessage } from './events.js';
import type { Pings } from './mentions.js';
import { rolePayload, userPayload } from './payloads.js';

/** A person (or the bot) in the local Discord. */
export interface LocalMember {
  id: string;
  name: string;
  user: APIUser;
  roles: string[];
  permissions: bigint;
}

/** A text channel of the server, or the DM that a member has with the bot. */
export type LocalChannel =
  | { kind: 'text'; id: string; name: string; position: number }
  | { kind: 'dm'; id: string; name: string; recipientId: string };

/** A message as the world keeps it. */
export interface StoredMessage {
  raw: APIMessage;
  /** The only member who sees it (an ephemeral message), or null. */
  visibleTo: string | null;
  pings: Pings;
  /** The interaction that it answers. */
  interactionId?: string;
}

/** A file that came with a message. */
export interface StoredFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** Something a member did with the bot, and how far the bot has got with answering it. */
export interface Interaction {
  id: string;
  token: string;
  type: InteractionType;
  createdAt: number;
  userId: string;
  channelId: string;
  guildId: string | undefined;
  locale: Locale;
  /** The `data` of INTERACTION_CREATE. */
  data: object;
  /** Name of the command, for the answer's metadata. */
  commandName?: string;
  /** The message whose component was used, or from which a modal came. */
  sourceMessage?: string;
  acknowledged?: InteractionResponseType;
  /** The message that `@original` stands for. */
  originalId?: string;
}

const DISCORD_EPOCH = 1420070400000;
const SNOWFLAKE_SEQUENCE = 4096n;
const {
  ViewChannel,
  SendMessages,
  EmbedLinks,
  AttachFiles,
  ReadMessageHistory,
  AddReactions,
  MentionEveryone,
  UseApplicationCommands,
} = PermissionFlagsBits;
/** What a new server gives to everyone. */
const EVERYONE =
  ViewChannel |
  SendMessages |
  EmbedLinks |
  AttachFiles |
  ReadMessageHistory |
  AddReactions |
  MentionEveryone |
  UseApplicationCommands;
const MODERATOR = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageMessages;

/** All state of a local Discord: its server, people, channels, messages, commands and open interactions. */
export class World {
  readonly uploadLimit = UPLOAD_BYTES;
  readonly applicationId: string;
  readonly guild: {
    id: string;
    name: string;
    createdAt: string;
    ownerId: string;
    locale: Locale;
    roles: APIRole[];
  };
  readonly bot: LocalMember;
  readonly files = new Map<string, StoredFile>();
  /** Registered commands: of every place (`global`), or of the server. */
  readonly commands: { global: APIApplicationCommand[]; guild: APIApplicationCommand[] } = {
    global: [],
    guild: [],
  };
  readonly interactions = new Map<string, Interaction>();
  readonly #members = new Map<string, LocalMember>();
  readonly #channels = new Map<string, LocalChannel>();
  readonly #messages = new Map<string, StoredMessage[]>();
  readonly #listeners = new Set<(event: LocalEvent) => void>();
  #lastSnowflake = 0n;

  constructor(
    readonly clock: () => number,
    applicationId?: string,
  ) {
    this.applicationId = applicationId ?? this.snowflake();
    const id = this.snowflake();
    const createdAt = new Date(clock()).toISOString();
    this.guild = { id, name: 'Newsroom', createdAt, ownerId: '', locale: Locale.EnglishUS, roles: [] };
    this.guild.roles.push(rolePayload(id, '@everyone', EVERYONE, 0));
    const moderators = this.#addRole('Moderators', MODERATOR);
    const bots = this.#addRole('factdesk', EVERYONE, this.applicationId);
    this.bot = this.#addMember(userPayload(this.applicationId, 'factdesk', true), [bots]);
    this.#addMember(userPayload(this.snowflake(), 'Ana'), []);
    const max = this.#addMember(userPayload(this.snowflake(), 'Max'), [moderators]);
    this.guild.ownerId = max.id;
    ['general', 'news'].forEach((name, position) => {
      this.#addChannel({ kind: 'text', id: this.snowflake(), name, position });
    });
  }

  /** A new id, ordered by time as Discord's are. */
  snowflake(): string {
    const now = BigInt(Math.floor(this.clock()) - DISCORD_EPOCH) << 22n;
    this.#lastSnowflake = now > this.#lastSnowflake ? now : this.#lastSnowflake + 1n;
    return String(this.#lastSnowflake);
  }

  /** Where an id falls among a number of shards. https://docs.discord.com/developers/events/gateway#sharding */
  shardOf(guildId: string | undefined, shards: number): number {
    return guildId === undefined
      ? 0
      : Number((BigInt(guildId) / (SNOWFLAKE_SEQUENCE * 1024n)) % BigInt(shards));
  }

  emit(event: LocalEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (event: LocalEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  findMember(id: string): LocalMember | undefined {
    return this.#members.get(id);
  }

  member(id: string): LocalMember {
    return found(this.findMember(id), `member ${id}`);
  }

  memberNamed(name: string): LocalMember {
    return found(
      this.guildMembers().find((member) => member.name === name),
      `member ${name}`,
    );
  }

  guildMembers(): LocalMember[] {
    return [...this.#members.values()];
  }

  findChannel(id: string): LocalChannel | undefined {
    return this.#channels.get(id);
  }

  channel(id: string): LocalChannel {
    return found(this.findChannel(id), `channel ${id}`);
  }

  channelNamed(name: string): LocalChannel {
    return found(
      this.guildChannels().find((channel) => channel.name === name),
      `channel ${name}`,
    );
  }

  guildChannels(): LocalChannel[] {
    return [...this.#channels.values()].filter(({ kind }) => kind === 'text');
  }

  /** The DM of a member with the bot, opened when there is none yet. */
  dmOf(recipient: LocalMember): LocalChannel {
    const open = [...this.#channels.values()].find(
      (channel) => channel.kind === 'dm' && channel.recipientId === recipient.id,
    );
    return (
      open ??
      this.#addChannel({
        kind: 'dm',
        id: this.snowflake(),
        name: `DM with ${recipient.name}`,
        recipientId: recipient.id,
      })
    );
  }

  guildIdOf(channel: LocalChannel): string | undefined {
    return channel.kind === 'text' ? this.guild.id : undefined;
  }

  message(channelId: string, id: string): StoredMessage | undefined {
    return this.#messages.get(channelId)?.find(({ raw }) => raw.id === id);
  }

  /** Messages of a channel that everybody there sees, oldest first. */
  publicMessages(channelId: string): StoredMessage[] {
    return this.messagesFor(channelId, null);
  }

  /** Messages of a channel as a member sees them, oldest first: the ephemeral ones for them included. */
  messagesFor(channelId: string, memberId: string | null): StoredMessage[] {
    const messages = this.#messages.get(channelId) ?? [];
    return messages.filter(({ visibleTo }) => visibleTo === null || visibleTo === memberId);
  }

  addMessage(message: StoredMessage): LocalMessage {
    found(this.#messages.get(message.raw.channel_id), `channel ${message.raw.channel_id}`).push(message);
    const shown = shownMessage(message);
    const { interactionId } = message;
    this.emit({
      type: shown.thinking ? 'thinking' : 'message',
      message: shown,
      ...(interactionId && { interactionId }),
    });
    return shown;
  }

  /** Puts a changed version of a message in its place. `interactionId`: the interaction by which it was changed. */
  changeMessage(
    message: StoredMessage,
    raw: APIMessage,
    pings: Pings,
    interactionId = message.interactionId,
  ): LocalMessage {
    message.raw = raw;
    message.pings = pings;
    const shown = shownMessage(message);
    this.emit({ type: 'edit', message: shown, ...(interactionId && { interactionId }) });
    return shown;
  }

  deleteMessage(message: StoredMessage): void {
    const { channel_id: channelId, id } = message.raw;
    const messages = found(this.#messages.get(channelId), `channel ${channelId}`);
    messages.splice(messages.indexOf(message), 1);
    this.emit({ type: 'delete', messageId: id, channelId, visibleTo: message.visibleTo });
  }

  /** Begins an interaction and hands it to the bot. */
  interact(started: Omit<Interaction, 'id' | 'token' | 'createdAt' | 'guildId'>): Interaction {
    const interaction: Interaction = {
      ...started,
      id: this.snowflake(),
      token: randomBytes(48).toString('base64url'),
      createdAt: this.clock(),
      guildId: this.guildIdOf(this.channel(started.channelId)),
    };
    this.#forgetExpired();
    this.interactions.set(interaction.id, interaction);
    this.emit({ type: 'interaction', interactionId: interaction.id });
    return interaction;
  }

  /** Interactions come with every key pressed while completing; none is asked for long after its token has expired. */
  #forgetExpired(): void {
    for (const [id, { createdAt }] of this.interactions) {
      if (this.clock() - createdAt < 2 * FOLLOWUP_MS) return;
      this.interactions.delete(id);
    }
  }

  #addRole(name: string, permissions: bigint, managedBy?: string): string {
    const id = this.snowflake();
    this.guild.roles.push(rolePayload(id, name, permissions, this.guild.roles.length, managedBy));
    return id;
  }

  #addMember(user: APIUser, roles: string[]): LocalMember {
    const granted = this.guild.roles.filter(({ id }) => id === this.guild.id || roles.includes(id));
    const permissions = granted.reduce((all, role) => all | BigInt(role.permissions), 0n);
    const member = { id: user.id, name: user.global_name ?? user.username, user, roles, permissions };
    this.#members.set(member.id, member);
    return member;
  }

  #addChannel(channel: LocalChannel): LocalChannel {
    this.#channels.set(channel.id, channel);
    this.#messages.set(channel.id, []);
    return channel;
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The local Discord has no ${what}`);
  return value;
}
