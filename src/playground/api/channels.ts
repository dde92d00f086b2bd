import {
  CreatePrivateChannelRequestSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
} from 'discord-api-spec/zod';
import { schemaFaults } from '../checks/form.js';
import { checkMessage, type MessageBody } from '../checks/message.js';
import { mayRead, withoutContent } from '../gateway.js';
import { composeMessage, reviseMessage } from '../messages.js';
import { channelPayload } from '../payloads.js';
import type { LocalChannel, StoredMessage, World } from '../world.js';
import { notYourMessage, refuseFaults, unknown } from './refusal.js';
import type { ApiContext, Call, Route } from './server.js';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 100;

/** Channels and their messages. https://docs.discord.com/developers/resources/message */
export function channelRoutes(context: ApiContext): Route[] {
  const { world } = context;
  const messages = '/channels/:channel/messages';
  const message = `${messages}/:message`;
  return [
    {
      method: 'POST',
      path: '/users/@me/channels',
      answer: ({ body }) => channelPayload(world, openDm(world, body)),
    },
    {
      method: 'GET',
      path: '/channels/:channel',
      answer: ({ params }) => channelPayload(world, channelOf(world, params)),
    },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      answer: ({ params }) => world.emit({ type: 'typing', channelId: channelOf(world, params).id }),
    },
    { method: 'GET', path: messages, answer: (call) => listMessages(context, call) },
    { method: 'POST', path: messages, answer: (call) => createMessage(context, call) },
    { method: 'GET', path: message, answer: ({ params }) => readable(context, messageOf(world, params)) },
    { method: 'PATCH', path: message, answer: (call) => editMessage(context, call) },
    { method: 'DELETE', path: message, answer: ({ params }) => deleteMessage(world, params) },
  ];
}

function channelOf(world: World, params: Call['params']): LocalChannel {
  const channel = world.findChannel(params.channel ?? '');
  if (!channel) throw unknown('Channel');
  return channel;
}

/** Ephemeral messages can be reached by their interaction only. */
function messageOf(world: World, params: Call['params']): StoredMessage {
  const message = world.message(channelOf(world, params).id, params.message ?? '');
  if (!message || message.visibleTo !== null) throw unknown('Message');
  return message;
}

function readable({ world, readsContent }: ApiContext, { raw }: StoredMessage) {
  return mayRead(world, raw, readsContent()) ? raw : withoutContent(raw);
}

function openDm(world: World, body: unknown): LocalChannel {
  refuseFaults(schemaFaults(CreatePrivateChannelRequestSchema, body));
  const recipient = world.findMember((body as { recipient_id?: string }).recipient_id ?? '');
  if (!recipient || recipient === world.bot) throw unknown('User');
  return world.dmOf(recipient);
}

function listMessages(context: ApiContext, { params, query }: Call) {
  const all = context.world.publicMessages(channelOf(context.world, params).id);
  const before = query.get('before');
  const after = query.get('after');
  const within = all.filter(
    ({ raw: { id } }) => (!before || BigInt(id) < BigInt(before)) && (!after || BigInt(id) > BigInt(after)),
  );
  const limit = Math.min(Number(query.get('limit') ?? DEFAULT_PAGE), LARGEST_PAGE);
  const page = after ? within.slice(0, limit) : within.slice(-limit);
  return page.reverse().map((message) => readable(context, message));
}

function createMessage({ world, filesUrl }: ApiContext, { params, body, files }: Call) {
  const channel = channelOf(world, params);
  const checked = checkMessage(body, { schema: MessageCreateRequestSchema, files });
  const replyTo = referenced(world, channel, checked);
  const author = world.bot.user;
  const message = composeMessage(world, checked, {
    channelId: channel.id,
    author,
    files,
    filesUrl,
    ...(replyTo && { replyTo }),
  });
  return world.addMessage(message).raw;
}

function referenced(
  world: World,
  channel: LocalChannel,
  { message_reference: reference }: MessageBody,
): StoredMessage | undefined {
  if (!reference) return undefined;
  const message = world.message(channel.id, reference.message_id);
  if (!message && reference.fail_if_not_exists !== false) {
    refuseFaults([
      { path: ['message_reference'], code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' },
    ]);
  }
  return message;
}

function editMessage({ world, filesUrl }: ApiContext, { params, body, files }: Call) {
  const message = messageOf(world, params);
  if (message.raw.author.id !== world.bot.id) throw notYourMessage();
  const checked = checkMessage(body, {
    schema: MessageEditRequestPartialSchema,
    files,
    existing: message.raw,
  });
  const revised = reviseMessage(world, message, checked, files, filesUrl);
  return world.changeMessage(message, revised.raw, revised.pings).raw;
}

function deleteMessage(world: World, params: Call['params']): undefined {
  const message = messageOf(world, params);
  if (message.raw.author.id !== world.bot.id) throw notYourMessage();
  world.deleteMessage(message);
}
