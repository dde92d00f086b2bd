import { type Message, MessageType } from 'discord.js';
import type { ServerSettings } from '../store/types.js';
import { guarded } from './boundary.js';
import { customIdsIn, topicOf } from './components.js';
import { askerMark } from './deletion.js';
import { composed, type Delivery, type Memory, noted, settingsOf, waitText } from './exchange.js';
import { type MessageBody, notice } from './layout.js';
import { replyToQuestion } from './origin.js';
import { renderHelp } from './pages.js';
import type { Desk } from './ports.js';
import { pointer, repeatOf } from './repeats.js';

/** Answers a message that mentions the bot or was sent to it directly, and passes over all others. Never rejects. */
export async function answerMessage(message: Message, desk: Desk, memory: Memory): Promise<void> {
  if (!isForBot(message)) return;
  await guarded(
    desk,
    message.inGuild() ? 'a mention' : 'a direct message',
    () => answer(message, desk, memory),
    (body) => reply(message, body),
  );
}

async function answer(message: Message, desk: Desk, memory: Memory): Promise<void> {
  const arrived = performance.now();
  // Before anything is waited for: the next messages push it out.
  const replied = keptReference(message);
  const settings = await settingsOf(message.guildId, desk);
  if (!answersMentionsIn(message, settings)) return;
  const wait = await desk.limiter.take(message.author.id);
  if (wait > 0) return askToWait(message, wait, memory);
  const before = await topicBefore(message, replied, memory);
  const engine = desk.engine();
  const question = withoutMention(message.content, message.client.user.id);
  if (!question) {
    await reply(message, renderHelp(engine.story));
    return;
  }
  const found = replyToQuestion(question, engine, desk.today(), before);
  const { guildId, channelId } = message;
  const { above, remember } = repeatOf(found, { guildId, channelId, onlyMe: false }, desk);
  if (above) {
    await reply(message, notice(pointer(above)));
    return;
  }
  // Before it is sent: the next question may come faster than Discord's receipt.
  if (!message.inGuild()) memory.topics.set(message.author.id, found.answer.topic);
  const delivery = deliveryOf(message, settings);
  const { id } = await reply(message, await composed(found, delivery, desk));
  remember(id);
  noted(found, delivery, arrived, desk);
}

function deliveryOf(message: Message, { notes }: ServerSettings): Delivery {
  const { author, client } = message;
  return message.inGuild()
    ? { surface: 'mention', onlyMe: false, notes, asker: askerMark(client.application.id, author.id) }
    : { surface: 'dm', onlyMe: false, notes };
}

/** Told once, then left alone until it is over. */
async function askToWait(message: Message, wait: number, memory: Memory): Promise<void> {
  const { id } = message.author;
  if (memory.waiting.get(id)) return;
  memory.waiting.set(id, true, wait);
  await reply(message, notice(waitText(wait)));
}

async function topicBefore(
  message: Message,
  replied: Message | undefined,
  memory: Memory,
): Promise<string | undefined> {
  const topic = await repliedTopic(message, replied);
  return topic ?? (message.inGuild() ? undefined : memory.topics.get(message.author.id));
}

/** People only: answering programs could go on for ever. Mentions of everyone or of a role are not for the bot. */
function isForBot(message: Message): boolean {
  if (message.author.bot || message.webhookId || message.system) return false;
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return false;
  return !message.inGuild() || message.mentions.users.has(message.client.user.id);
}

function answersMentionsIn(message: Message, { mentions, mentionChannels }: ServerSettings): boolean {
  if (!message.inGuild()) return true;
  if (!mentions) return false;
  const { channel } = message;
  const places = [channel.id, channel.isThread() ? channel.parentId : null];
  return mentionChannels.length === 0 || mentionChannels.some((id) => places.includes(id));
}

function withoutMention(content: string, botId: string): string {
  return content.replaceAll(new RegExp(`<@!?${botId}>`, 'g'), ' ').trim();
}

/** The message that this one replies to. Discord sends it along, and discord.js mostly keeps it for a moment. */
function keptReference({ reference, channel }: Message): Message | undefined {
  return channel.messages.cache.get(reference?.messageId ?? '');
}

/**
 * The topic of the bot's message that this one replies to, from that message's buttons; none where it has gone.
 * @param replied where it has been kept; it is fetched otherwise
 */
async function repliedTopic(message: Message, replied: Message | undefined): Promise<string | undefined> {
  if (message.mentions.repliedUser?.id !== message.client.user.id) return undefined;
  const found = replied ?? (await message.fetchReference().catch(() => undefined));
  return found && topicOf(customIdsIn(found.components.map((component) => component.toJSON())));
}

function reply(message: Message, body: MessageBody): Promise<Message> {
  const { flags, components, allowedMentions, files } = body;
  return message.reply({ flags, components, allowedMentions, files, failIfNotExists: false });
}
