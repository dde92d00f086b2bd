import { type APIMessageInteractionMetadata, MessageType } from 'discord.js';
import { displayedTexts, type LocalMessage } from '../events.js';
import type { Person, ShownEmbed, ShownFile, ShownMessage } from '../protocol.js';
import { type Directory, markupOf, plainOf } from './markup.js';
import { partsOf, type Surroundings } from './shown-parts.js';

/** Files lie on the local Discord; the page gets them from its own server. */
const FILES = '/attachments/';
const REPLY_LENGTH = 120;

/** The address under which the page finds a file, whatever the local Discord calls itself. */
export function pageUrl(url: string): string {
  const at = url.indexOf(FILES);
  return /^http:\/\/[^/]+\/attachments\//.test(url) ? url.slice(at) : '';
}

/** A message for the page: texts as trees, components as what is drawn. */
export function shownMessage(message: LocalMessage, around: Surroundings): ShownMessage {
  const { raw, components } = message;
  const content = markupOf(message.content, around);
  const used = usedCommand(message);
  const reply = repliedMessage(message, around);
  return {
    id: message.id,
    channelId: message.channelId,
    author: message.author,
    at: raw.timestamp,
    edited: raw.edited_timestamp !== null,
    ephemeral: message.ephemeral,
    thinking: message.thinking,
    content,
    plain: [plainOf(content), ...displayedTexts(components).map((text) => plainOf(markupOf(text, around)))]
      .map((text) => text.trim())
      .filter(Boolean)
      .join('\n'),
    ...(reply !== undefined && { reply }),
    ...(used && { used }),
    parts: partsOf(components, around),
    embeds: message.embeds.map((embed) => shownEmbed(embed, around)),
    files: shownFiles(message),
  };
}

function usedCommand({ raw }: LocalMessage): ShownMessage['used'] {
  const metadata = raw.interaction_metadata as
    | (APIMessageInteractionMetadata & { name?: string })
    | undefined;
  if (!metadata?.name) return undefined;
  const { id, global_name, username, bot = false } = metadata.user;
  const kind = raw.type === MessageType.ContextMenuCommand ? 'menu' : 'slash';
  return { by: { id, name: global_name ?? username, bot }, command: metadata.name, kind };
}

function repliedMessage({ raw }: LocalMessage, directory: Directory): ShownMessage['reply'] {
  if (!raw.message_reference) return undefined;
  const replied = raw.referenced_message;
  if (!replied) return null;
  const { id, global_name, username, bot = false } = replied.author;
  const author: Person = { id, name: global_name ?? username, bot };
  const texts = [replied.content, ...displayedTexts((replied.components ?? []) as never)];
  const plain = plainOf(markupOf(texts.find(Boolean) ?? '', directory))
    .replace(/\s+/g, ' ')
    .trim();
  return { author, plain: plain.length > REPLY_LENGTH ? `${plain.slice(0, REPLY_LENGTH)}…` : plain };
}

function shownEmbed(embed: LocalMessage['embeds'][number], directory: Directory): ShownEmbed {
  const { color, author, title, url, description = '', fields = [], image, thumbnail, footer } = embed;
  return {
    ...(color != null && { color: hexColor(color) }),
    ...(author && { author: author.name }),
    ...(title && { title }),
    ...(url && { url }),
    description: markupOf(description, directory),
    fields: fields.map(({ name, value, inline = false }) => ({
      name,
      value: markupOf(value, directory),
      inline,
    })),
    ...(image && { image: pageUrl(image.url) }),
    ...(thumbnail && { thumbnail: pageUrl(thumbnail.url) }),
    ...(footer && { footer: footer.text }),
  };
}

/** Files that no component shows: those of a message of components v2 are shown by these alone. */
function shownFiles({ attachments, components, raw }: LocalMessage): ShownFile[] {
  const isV2 = ((raw.flags ?? 0) & (1 << 15)) !== 0;
  if (isV2 && components.length > 0) return [];
  return attachments.map(({ filename, url, content_type = '', description = '' }) => ({
    name: filename,
    url: pageUrl(url),
    isPicture: content_type.startsWith('image/'),
    description,
  }));
}

/** 0x2f855a as "#2f855a". */
export function hexColor(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}
