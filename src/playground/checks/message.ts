import { type APIMessage, MessageFlags } from 'discord.js';
import type { ZodMiniType } from 'zod/mini';
import { emptyMessage, type Fault, refuseFaults } from '../api/refusal.js';
import { type AnyComponent, messageComponentFaults, placedComponents } from './components.js';
import { schemaFaults } from './form.js';
import {
  CONTENT_LENGTH,
  EMBED_AUTHOR_LENGTH,
  EMBED_FOOTER_LENGTH,
  EMBED_TOTAL_LENGTH,
  NONCE_LENGTH,
} from './limits.js';

/** The part of a message body that the playground reads, once it fits the schema. */
export interface MessageBody {
  content?: string | null;
  embeds?: EmbedBody[] | null;
  components?: AnyComponent[] | null;
  attachments?: { id: string; filename?: string | null; description?: string | null }[] | null;
  allowed_mentions?: AllowedMentions | null;
  message_reference?: {
    message_id: string;
    channel_id?: string | null;
    fail_if_not_exists?: boolean | null;
  } | null;
  sticker_ids?: string[] | null;
  poll?: object | null;
  flags?: number | null;
  nonce?: string | number | null;
  tts?: boolean | null;
}

export interface AllowedMentions {
  parse?: ('users' | 'roles' | 'everyone')[] | null;
  users?: string[] | null;
  roles?: string[] | null;
  replied_user?: boolean | null;
}

interface EmbedBody {
  title?: string | null;
  description?: string | null;
  url?: string | null;
  fields?: { name: string; value: string }[] | null;
  footer?: { text?: string | null } | null;
  author?: { name?: string | null } | null;
  image?: { url?: string | null } | null;
  thumbnail?: { url?: string | null } | null;
}

/** What a message body is checked against besides itself. */
export interface MessageContext {
  schema: ZodMiniType;
  /** Where the message stands in the request's body: `['data']` in an interaction callback. */
  path?: PropertyKey[];
  /** The files that came with the request. */
  files: readonly { name: string }[];
  /** The message that is changed, as it is now. */
  existing?: APIMessage;
}

/**
 * Checks a message that is created or changed.
 * @param request the whole body of the request
 * @throws Refusal as Discord would refuse it
 */
export function checkMessage(request: unknown, context: MessageContext): MessageBody {
  refuseFaults(schemaFaults(context.schema, request));
  const path = context.path ?? [];
  const body = path.reduce<unknown>((node, key) => (node as Record<PropertyKey, unknown>)[key], request) as
    | MessageBody
    | undefined;
  if (!body) throw emptyMessage();
  const v2 = (((body.flags ?? 0) | (context.existing?.flags ?? 0)) & MessageFlags.IsComponentsV2) !== 0;
  refuseFaults([
    ...lengthFaults(body, path),
    ...(v2 ? legacyFieldFaults(body, path) : []),
    ...messageComponentFaults(body.components ?? [], v2, [...path, 'components']),
    ...embedFaults(body.embeds ?? [], path),
    ...attachmentFaults(body, context, path),
    ...mentionFaults(body.allowed_mentions, path),
  ]);
  if (isEmpty(body, context)) throw emptyMessage();
  return body;
}

function lengthFaults({ content, nonce }: MessageBody, path: PropertyKey[]): Fault[] {
  const tooLong = (field: string, limit: number): Fault => ({
    path: [...path, field],
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `Must be ${limit} or fewer in length.`,
  });
  return [
    ...((content?.length ?? 0) > CONTENT_LENGTH ? [tooLong('content', CONTENT_LENGTH)] : []),
    ...(String(nonce ?? '').length > NONCE_LENGTH ? [tooLong('nonce', NONCE_LENGTH)] : []),
  ];
}

/** https://docs.discord.com/developers/resources/message#message-object-message-flags, IS_COMPONENTS_V2 */
function legacyFieldFaults(body: MessageBody, path: PropertyKey[]): Fault[] {
  const used = {
    content: body.content,
    embeds: body.embeds?.length,
    poll: body.poll,
    sticker_ids: body.sticker_ids?.length,
  };
  return Object.entries(used).flatMap(([field, value]) =>
    value
      ? [
          {
            path: [...path, field],
            code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
            message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
          },
        ]
      : [],
  );
}

function embedFaults(embeds: EmbedBody[], path: PropertyKey[]): Fault[] {
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  const tooLong = (at: PropertyKey[], limit: number): Fault => ({
    path: at,
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `Must be ${limit} or fewer in length.`,
  });
  const each = embeds.flatMap((embed, index) => {
    const at = [...path, 'embeds', index];
    const faults: Fault[] = [];
    if ((embed.footer?.text?.length ?? 0) > EMBED_FOOTER_LENGTH)
      faults.push(tooLong([...at, 'footer', 'text'], EMBED_FOOTER_LENGTH));
    if ((embed.author?.name?.length ?? 0) > EMBED_AUTHOR_LENGTH)
      faults.push(tooLong([...at, 'author', 'name'], EMBED_AUTHOR_LENGTH));
    if (embedLength(embed) === 0 && !embed.image && !embed.thumbnail) {
      faults.push({
        path: [...at, 'description'],
        code: 'BASE_TYPE_REQUIRED',
        message: 'This field is required',
      });
    }
    embed.fields?.forEach(({ name, value }, field) => {
      if (!name)
        faults.push({
          path: [...at, 'fields', field, 'name'],
          code: 'BASE_TYPE_REQUIRED',
          message: 'This field is required',
        });
      if (!value)
        faults.push({
          path: [...at, 'fields', field, 'value'],
          code: 'BASE_TYPE_REQUIRED',
          message: 'This field is required',
        });
    });
    return faults;
  });
  return total > EMBED_TOTAL_LENGTH
    ? [
        ...each,
        {
          path: [...path, 'embeds'],
          code: 'MAX_EMBED_SIZE_EXCEEDED',
          message: `Embed size exceeds maximum size of ${EMBED_TOTAL_LENGTH}`,
        },
      ]
    : each;
}

function embedLength({ title, description, fields, footer, author }: EmbedBody): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

/** Every `attachment://name` names a file of the message. */
function attachmentFaults(
  body: MessageBody,
  { files, existing }: MessageContext,
  path: PropertyKey[],
): Fault[] {
  const uploaded = files.map(({ name }, index) => uploadName(body, index, name));
  const known = new Set([...uploaded, ...(existing?.attachments ?? []).map(({ filename }) => filename)]);
  return referencedMedia(body, path).flatMap(({ url, at }): Fault[] => {
    const scheme = /^([a-z]+):/i.exec(url)?.[1];
    if (scheme === 'attachment') {
      return known.has(url.slice('attachment://'.length))
        ? []
        : [
            {
              path: at,
              code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
              message: 'The referenced attachment was not found',
            },
          ];
    }
    return scheme === 'http' || scheme === 'https'
      ? []
      : [
          {
            path: at,
            code: 'URL_TYPE_INVALID_SCHEME',
            message: "Scheme must be one of ('http', 'https', 'attachment').",
          },
        ];
  });
}

function referencedMedia(body: MessageBody, path: PropertyKey[]): { url: string; at: PropertyKey[] }[] {
  const inComponents = placedComponents(body.components ?? [], [...path, 'components']).flatMap(
    ({ component, path: at }) => [
      ...(component.media ? [{ url: component.media.url, at: [...at, 'media', 'url'] }] : []),
      ...(component.file ? [{ url: component.file.url, at: [...at, 'file', 'url'] }] : []),
      ...(component.items ?? []).map(({ media }, index) => ({
        url: media.url,
        at: [...at, 'items', index, 'media', 'url'],
      })),
    ],
  );
  const inEmbeds = (body.embeds ?? []).flatMap((embed, index) =>
    (['image', 'thumbnail'] as const).flatMap((field) => {
      const url = embed[field]?.url;
      return url ? [{ url, at: [...path, 'embeds', index, field, 'url'] }] : [];
    }),
  );
  return [...inComponents, ...inEmbeds];
}

/** https://docs.discord.com/developers/resources/message#allowed-mentions-object */
function mentionFaults(allowed: AllowedMentions | null | undefined, path: PropertyKey[]): Fault[] {
  return (['users', 'roles'] as const).flatMap((kind) =>
    allowed?.parse?.includes(kind) && allowed[kind]?.length
      ? [
          {
            path: [...path, 'allowed_mentions'],
            code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
          },
        ]
      : [],
  );
}

function isEmpty(body: MessageBody, { files, existing }: MessageContext): boolean {
  const isKept = (field: 'embeds' | 'components' | 'attachments') =>
    (body[field] === undefined ? existing?.[field] : body[field])?.length;
  const content = body.content === undefined ? existing?.content : body.content;
  const hasParts = isKept('embeds') || isKept('components') || isKept('attachments') || files.length > 0;
  return !content?.trim() && !hasParts && !body.poll && !body.sticker_ids?.length;
}

/** What an uploaded file is called: as its entry in `attachments` says, or as it was sent. */
export function uploadName({ attachments }: MessageBody, index: number, sentAs: string): string {
  return attachments?.find(({ id }) => id === String(index))?.filename ?? sentAs;
}
