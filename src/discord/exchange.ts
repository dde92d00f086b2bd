import { TimestampStyles, time } from 'discord.js';
import type { Answer } from '../answer/types.js';
import { DEFAULT_SETTINGS } from '../store/settings.js';
import type { ServerSettings } from '../store/types.js';
import type { MessageBody } from './layout.js';
import type { Desk, Surface } from './ports.js';
import { Recent } from './recent.js';
import { renderAnswer } from './render.js';
import type { AnswerReply, PageReply } from './reply.js';

/** How long "and when does he leave?" is understood in a direct message, in milliseconds. */
const FOLLOW_UP_MS = 10 * 60 * 1000;
/** Conversations that are remembered at once; in memory only. */
const CONVERSATIONS = 2_000;
/** Members who were asked to wait: told once, then left alone until it is over. */
const WAITING_MEMBERS = 2_000;

/** What lasts between exchanges, all of it in memory and forgotten soon. */
export class Memory {
  /** The topic of the exchange before, by the member in a direct message; none where that exchange had none. */
  readonly topics = new Recent<string | undefined>(CONVERSATIONS, FOLLOW_UP_MS);
  /** Who has been told to wait, by user. */
  readonly waiting = new Recent<true>(WAITING_MEMBERS, 0);
}

/** How an answer reaches its reader. */
export interface Delivery {
  readonly surface: Surface;
  readonly onlyMe: boolean;
  readonly notes: boolean;
  readonly page?: number;
  /** Who may delete it, as in deletion.ts; nobody has to where only the asker sees it. */
  readonly asker?: string | undefined;
}

export async function settingsOf(guildId: string | null, { settings }: Desk): Promise<ServerSettings> {
  return guildId === null ? DEFAULT_SETTINGS : settings.of(guildId);
}

/** Says when to ask again: Discord shows the time as one that runs down. */
export function waitText(ms: number): string {
  const seconds = Math.ceil((Date.now() + ms) / 1000);
  return `You are asking faster than I look things up. Please ask again ${time(seconds, TimestampStyles.RelativeTime)}.`;
}

/** Turns an answer into a message, with the picture if it has one. A picture that cannot be drawn is left out. */
export async function composed(
  reply: AnswerReply | PageReply,
  delivery: Delivery,
  desk: Desk,
): Promise<MessageBody> {
  if (reply.kind === 'page') return reply.body;
  const { answer, origin, picture } = reply;
  const timeline = picture && needsPicture(reply, delivery, desk) ? await drawn(desk, picture) : undefined;
  const { onlyMe, notes, page, surface, asker } = delivery;
  // A message that is replied to stands right above.
  const showsQuestion = surface !== 'mention' && surface !== 'dm';
  return renderAnswer(answer, {
    story: desk.engine().story,
    showsQuestion,
    origin,
    page,
    onlyMe,
    notes,
    asker,
    timeline,
  });
}

/** Whether the answer has to wait for a picture; it stands on the first page only. */
export function needsPicture(
  reply: AnswerReply | PageReply,
  { page = 0 }: Delivery,
  { drawTimeline }: Desk,
): boolean {
  return reply.kind === 'answer' && reply.picture !== undefined && drawTimeline !== undefined && page === 0;
}

async function drawn({ drawTimeline, log }: Desk, filter: NonNullable<AnswerReply['picture']>) {
  try {
    return await drawTimeline?.(filter);
  } catch (error) {
    log.warn({ err: error }, 'the picture could not be drawn; the text goes without it');
    return undefined;
  }
}

/**
 * Counts what was answered, and keeps for the editors what somebody typed and the article does not answer. Nobody waits
 * for it. Greetings and the like miss nothing.
 */
export function noted(
  reply: AnswerReply | PageReply,
  { surface }: Delivery,
  arrived: number,
  { metrics, feedback, engine }: Desk,
): void {
  const ms = performance.now() - arrived;
  for (const { status } of answersOf(reply)) metrics.answered(status, surface, ms);
  if (reply.kind !== 'answer' || !reply.typed || reply.answer.status !== 'not_in_article') return;
  const hasReplyOfItsOwn = engine().story.unknowns.get(reply.answer.topic ?? '')?.reply !== undefined;
  if (!hasReplyOfItsOwn) void feedback.unanswered(reply.answer);
}

export function answersOf(reply: AnswerReply | PageReply): readonly Answer[] {
  return reply.kind === 'answer' ? [reply.answer] : reply.answers;
}
