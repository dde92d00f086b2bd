import { type APIMessage, type APIUser, MessageFlags, MessageType } from 'discord.js';
import type { AnyComponent } from './checks/components.js';
import { type MessageBody, uploadName } from './checks/message.js';
import { displayedTexts } from './events.js';
import { filledComponents, filledEmbeds } from './filled-media.js';
import { NO_PINGS, pingsOf } from './mentions.js';
import { installationOwners } from './payloads.js';
import type { Interaction, StoredFile, StoredMessage, World } from './world.js';

/** Flags that a bot may set itself. https://docs.discord.com/developers/resources/message#message-object-message-flags */
const SETTABLE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2 |
  MessageFlags.Ephemeral;

/** What a message is made of besides its body. */
export interface MessageOrigin {
  channelId: string;
  author: APIUser;
  files?: StoredFile[];
  replyTo?: StoredMessage;
  interaction?: Interaction;
  /** The only member who sees it. */
  visibleTo?: string | null;
  /** A stand-in until a deferred answer comes. */
  loading?: boolean;
  /** Base address under which files are served. */
  filesUrl: string;
}

/** Makes the message that a checked body asks for. */
export function composeMessage(world: World, body: MessageBody, origin: MessageOrigin): StoredMessage {
  const { channelId, author, replyTo, interaction, visibleTo = null } = origin;
  const attachments = storeFiles(world, body, origin);
  const raw = {
    id: world.snowflake(),
    type: messageType(interaction, replyTo),
    channel_id: channelId,
    author,
    content: body.content ?? '',
    timestamp: new Date(world.clock()).toISOString(),
    edited_timestamp: null,
    tts: body.tts ?? false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments,
    embeds: filledEmbeds(body, attachments),
    components: filledComponents(body.components ?? [], attachments, () => world.snowflake()),
    pinned: false,
    flags:
      ((body.flags ?? 0) & SETTABLE_FLAGS) |
      (visibleTo ? MessageFlags.Ephemeral : 0) |
      (origin.loading ? MessageFlags.Loading : 0),
    ...(body.nonce != null && { nonce: body.nonce }),
    ...(replyTo && {
      message_reference: {
        type: 0,
        message_id: replyTo.raw.id,
        channel_id: channelId,
        guild_id: world.guildIdOf(world.channel(channelId)),
      },
      referenced_message: withoutReference(replyTo.raw),
    }),
    ...(interaction && {
      application_id: world.applicationId,
      webhook_id: world.applicationId,
      interaction_metadata: metadata(world, interaction),
    }),
  } as unknown as APIMessage;
  const stored: StoredMessage = {
    raw,
    visibleTo,
    pings: NO_PINGS,
    ...(interaction && { interactionId: interaction.id }),
  };
  // An answer to a component names the message it stands on, but doesn't notify its author: that is the bot itself.
  return withMentions(world, stored, body, interaction ? undefined : replyTo?.raw.author.id);
}

/** The changed version of a message that a checked body asks for. */
export function reviseMessage(
  world: World,
  stored: StoredMessage,
  body: MessageBody,
  files: StoredFile[],
  filesUrl: string,
): StoredMessage {
  const { raw } = stored;
  const added = storeFiles(world, body, { channelId: raw.channel_id, files, filesUrl });
  const keptIds = body.attachments?.map(({ id }) => id);
  const kept = keptIds ? raw.attachments.filter(({ id }) => keptIds.includes(id)) : raw.attachments;
  const attachments = [...kept, ...added];
  const settable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
  const revised = {
    ...raw,
    content: body.content === undefined ? raw.content : (body.content ?? ''),
    embeds: body.embeds === undefined ? raw.embeds : filledEmbeds(body, attachments),
    components:
      body.components === undefined
        ? raw.components
        : filledComponents(body.components ?? [], attachments, () => world.snowflake()),
    attachments,
    flags: ((raw.flags ?? 0) & ~MessageFlags.Loading) | ((body.flags ?? 0) & settable),
    edited_timestamp: isDeferred(raw) ? null : new Date(world.clock()).toISOString(),
  } as unknown as APIMessage;
  return withMentions(world, { ...stored, raw: revised }, body);
}

function isDeferred(raw: APIMessage): boolean {
  return ((raw.flags ?? 0) & MessageFlags.Loading) !== 0;
}

/** Notes whom the message mentions. Only its one reader sees an ephemeral message, so that it pings nobody. */
function withMentions(
  world: World,
  stored: StoredMessage,
  body: MessageBody,
  repliedTo?: string,
): StoredMessage {
  const { raw } = stored;
  const texts = [raw.content, ...displayedTexts(raw.components as unknown as AnyComponent[])];
  const pings = pingsOf(texts, body.allowed_mentions, repliedTo);
  const mentions = pings.users.flatMap((id) => world.findMember(id)?.user ?? []);
  const mentioning = { ...raw, mentions, mention_roles: pings.roles, mention_everyone: pings.everyone };
  return { ...stored, raw: mentioning, pings: stored.visibleTo === null ? pings : NO_PINGS };
}

function messageType(interaction: Interaction | undefined, replyTo: StoredMessage | undefined): MessageType {
  if (replyTo) return MessageType.Reply;
  if (!interaction?.commandName) return MessageType.Default;
  return 'target_id' in interaction.data ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand;
}

function metadata(world: World, interaction: Interaction) {
  return {
    id: interaction.id,
    type: interaction.type,
    user: world.member(interaction.userId).user,
    authorizing_integration_owners: installationOwners(interaction),
    ...(interaction.commandName && { name: interaction.commandName }),
    ...(interaction.sourceMessage && { interacted_message_id: interaction.sourceMessage }),
  };
}

/** A referenced message does not carry what it references itself. */
function withoutReference({
  referenced_message: _referenced,
  ...raw
}: APIMessage): Omit<APIMessage, 'referenced_message'> {
  return raw;
}

function storeFiles(
  world: World,
  body: MessageBody,
  { channelId, files = [], filesUrl }: Pick<MessageOrigin, 'channelId' | 'files' | 'filesUrl'>,
) {
  return files.map((file, index) => {
    const described = body.attachments?.find(({ id }) => id === String(index));
    const id = world.snowflake();
    const filename = uploadName(body, index, file.name);
    const path = `${channelId}/${id}/${encodeURIComponent(filename)}`;
    world.files.set(path, file);
    const url = `${filesUrl}/${path}`;
    return {
      id,
      filename,
      size: file.bytes.length,
      url,
      proxy_url: url,
      content_type: file.type,
      ...(described?.description && { description: described.description }),
    };
  });
}
