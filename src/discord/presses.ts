import { InteractionContextType, type MessageComponentInteraction, MessageFlags } from 'discord.js';
import { showGaps } from './commands/gaps.js';
import { changeSettings } from './commands/settings.js';
import {
  askerOf,
  customIdsIn,
  decodePress,
  type ManagerPress,
  type Origin,
  type Press,
} from './components.js';
import { askerMark, deleteAnswer } from './deletion.js';
import { replace, sayPrivately, send } from './deliver.js';
import { type Delivery, type Memory, noted, settingsOf, waitText } from './exchange.js';
import { notice } from './layout.js';
import { replyTo, replyToTopic } from './origin.js';
import { MORE, renderSource } from './pages.js';
import type { Desk } from './ports.js';
import { pointer, repeatOf } from './repeats.js';
import type { AnswerReply } from './reply.js';

const GONE =
  'That question has gone: the article’s facts have changed since. Please ask again, or see **/help**.';
const OUTDATED = 'That button is from another version of me. Please ask again, or see **/help**.';

type Answering = Exclude<Press, { kind: 'source' | 'turn' | 'up' | 'down' | 'delete' } | ManagerPress>;

/** Answers a click or choice, however old its message is. */
export async function answerPress(
  interaction: MessageComponentInteraction,
  desk: Desk,
  memory: Memory,
): Promise<void> {
  const press = decodePress(interaction.customId);
  if (!press) return sayPrivately(interaction, notice(OUTDATED));
  switch (press.kind) {
    case 'up':
    case 'down':
      return vote(interaction, press.topic, press.kind === 'up', desk);
    case 'source':
    case 'turn':
      return showSource(interaction, press, desk);
    case 'delete':
      return deleteAnswer(interaction, press.asker, desk);
    case 'set':
    case 'channels':
      return changeSettings(interaction, press, desk);
    case 'gaps':
    case 'mark':
    case 'votes':
    case 'export':
      return showGaps(interaction, press, desk);
    default:
      return answerAgain(interaction, press, desk, memory);
  }
}

async function vote(
  interaction: MessageComponentInteraction,
  topic: string,
  up: boolean,
  desk: Desk,
): Promise<void> {
  void desk.feedback.voted(topic, up, interaction.user.id);
  await sayPrivately(
    interaction,
    notice(up ? 'Thank you, good to know.' : 'Thank you. The editors see which answers need work.'),
  );
}

async function showSource(
  interaction: MessageComponentInteraction,
  { kind, sentences, page }: Extract<Press, { kind: 'source' | 'turn' }>,
  desk: Desk,
): Promise<void> {
  const body = renderSource(desk.engine().story, sentences, page);
  if (!body) return sayPrivately(interaction, notice(GONE));
  if (kind === 'turn') await interaction.update(body);
  else await sayPrivately(interaction, body);
}

async function answerAgain(
  interaction: MessageComponentInteraction,
  press: Answering,
  desk: Desk,
  memory: Memory,
): Promise<void> {
  const arrived = performance.now();
  const [wait, settings] = await Promise.all([
    press.kind === 'page' ? 0 : desk.limiter.take(interaction.user.id),
    settingsOf(interaction.guildId, desk),
  ]);
  if (wait > 0) return sayPrivately(interaction, notice(waitText(wait)));
  const reply = replyToPress(press, labelOf(interaction), desk);
  if (!reply) return sayPrivately(interaction, notice(GONE));
  const onlyMe = press.kind !== 'share' && interaction.message.flags.has(MessageFlags.Ephemeral);
  const delivery: Delivery = { surface: 'button', onlyMe, notes: settings.notes };
  // Before it is sent: the next question may come faster than Discord's receipt. Turning a page asks nothing.
  if (isInDm(interaction) && press.kind !== 'page')
    memory.topics.set(interaction.user.id, reply.answer.topic);
  if (press.kind === 'pick' || press.kind === 'page') {
    // The message no longer says what it is remembered for.
    if (press.kind === 'pick') desk.repeats.gone(interaction.message.id);
    const page = press.kind === 'page' ? press.page : 0;
    await replace(interaction, reply, { ...delivery, page, asker: askerAbove(interaction) }, desk);
  } else {
    await sendOnce(interaction, reply, delivery, desk);
  }
  if (press.kind !== 'page') noted(reply, delivery, arrived, desk);
}

/** Answers with a new message, where the channel does not have that answer already. */
async function sendOnce(
  interaction: MessageComponentInteraction,
  reply: AnswerReply,
  delivery: Delivery,
  desk: Desk,
): Promise<void> {
  const { guildId, channelId, applicationId, user } = interaction;
  const { above, remember } = repeatOf(reply, { guildId, channelId, onlyMe: delivery.onlyMe }, desk);
  if (above) return sayPrivately(interaction, notice(pointer(above)));
  const asker = isInDm(interaction) ? undefined : askerMark(applicationId, user.id);
  const messageId = await send(interaction, reply, { ...delivery, asker }, desk);
  if (messageId) remember(messageId);
}

function isInDm({ context }: MessageComponentInteraction): boolean {
  return context === InteractionContextType.BotDM;
}

/** Whoever clicks, the message stays that of the member who asked. */
function askerAbove({ message }: MessageComponentInteraction): string | undefined {
  return askerOf(customIdsIn(message.components.map((component) => component.toJSON())));
}

function replyToPress(press: Answering, label: string | undefined, desk: Desk): AnswerReply | undefined {
  const engine = desk.engine();
  const today = desk.today();
  switch (press.kind) {
    case 'pick':
    case 'more':
      return replyToTopic(press.topic, engine, today, label);
    case 'example':
      return replyTo({ kind: 'question', question: press.question }, engine, today);
    case 'page':
    case 'share':
      return replyToOrigin(press.origin, desk);
  }
}

function replyToOrigin(origin: Origin, desk: Desk): AnswerReply | undefined {
  return origin.kind === 'topic'
    ? replyToTopic(origin.topic, desk.engine(), desk.today())
    : replyTo(origin, desk.engine(), desk.today());
}

/** The related question that was clicked, as it stands on its button. */
function labelOf({ component }: MessageComponentInteraction): string | undefined {
  return 'label' in component && component.label && component.label !== MORE ? component.label : undefined;
}
