import { type APIMessage, ComponentType, MessageFlags } from 'discord.js';
import { type AnyComponent, placedComponents } from './checks/components.js';
import type { Pings } from './mentions.js';
import type { StoredMessage } from './world.js';

/** A message as it stood at one moment. */
export interface LocalMessage {
  id: string;
  channelId: string;
  author: { id: string; name: string; bot: boolean };
  content: string;
  /** Everything there is to read: the content, then all text displays, a line each. */
  text: string;
  components: AnyComponent[];
  embeds: APIMessage['embeds'];
  attachments: APIMessage['attachments'];
  ephemeral: boolean;
  /** The only member who sees it, or null. */
  visibleTo: string | null;
  pings: Pings;
  /** Whether the bot has deferred its answer, and this message stands in for it. */
  thinking: boolean;
  /** The message that it replies to. */
  replyTo: string | null;
  /** As Discord's API gives it. */
  raw: APIMessage;
}

/** A modal that the bot opened for a member. */
export interface LocalModal {
  customId: string;
  title: string;
  components: AnyComponent[];
  /** The interaction by which it was opened. */
  interactionId: string;
}

/** A choice that the bot offers to complete an option. */
export interface Choice {
  name: string;
  value: string | number;
}

/** A request of the bot that Discord refuses. */
export interface RefusedRequest {
  method: string;
  path: string;
  body: unknown;
  status: number;
  response: unknown;
}

/** Everything that happens in a local Discord. What names a member concerns only them. */
export type LocalEvent =
  | { type: 'message' | 'thinking' | 'edit'; message: LocalMessage; interactionId?: string }
  | { type: 'delete'; messageId: string; channelId: string; visibleTo: string | null }
  | { type: 'typing'; channelId: string }
  | { type: 'interaction'; interactionId: string }
  | { type: 'modal'; modal: LocalModal; interactionId: string; memberId: string }
  | { type: 'choices'; choices: Choice[]; interactionId: string; memberId: string }
  /** A component's use was acknowledged; what it changes comes later. */
  | { type: 'acknowledged'; interactionId: string; memberId: string }
  /** The bot did not respond in time. */
  | { type: 'unanswered'; interactionId: string; memberId: string; channelId: string }
  | { type: 'commands' | 'ready' | 'closed' }
  | { type: 'refused'; refused: RefusedRequest };

/** A message as members see it, apart from what becomes of it later. */
export function shownMessage({ raw, visibleTo, pings }: StoredMessage): LocalMessage {
  const copy = structuredClone(raw);
  const components = (copy.components ?? []) as unknown as AnyComponent[];
  return {
    id: copy.id,
    channelId: copy.channel_id,
    author: {
      id: copy.author.id,
      name: copy.author.global_name ?? copy.author.username,
      bot: copy.author.bot ?? false,
    },
    content: copy.content,
    text: [copy.content, ...displayedTexts(components)].filter(Boolean).join('\n'),
    components,
    embeds: copy.embeds,
    attachments: copy.attachments,
    ephemeral: visibleTo !== null,
    visibleTo,
    pings: structuredClone(pings),
    thinking: ((copy.flags ?? 0) & MessageFlags.Loading) !== 0,
    replyTo: copy.message_reference?.message_id ?? null,
    raw: copy,
  };
}

/** The texts of a message's text displays, in reading order. */
export function displayedTexts(components: readonly AnyComponent[]): string[] {
  return placedComponents(components).flatMap(({ component }) =>
    component.type === ComponentType.TextDisplay && component.content ? [component.content] : [],
  );
}
