import { messageLink } from 'discord.js';
import { encodePress } from './components.js';
import type { Desk, ReaderEngine } from './ports.js';
import type { Reply } from './reply.js';

/**
 * Remembers answers for as long as the knowledge stays as it is: once it has changed, they may be others.
 * @param create what remembers, made anew for changed knowledge
 */
export function repeatsFrom(engine: Desk['engine'], create: () => Desk['repeats']): Desk['repeats'] {
  let latest: { readonly from: ReaderEngine; readonly repeats: Desk['repeats'] } | undefined;
  const current = () => {
    const from = engine();
    if (latest?.from !== from) latest = { from, repeats: create() };
    return latest.repeats;
  };
  return {
    seen: (...asked) => current().seen(...asked),
    answered: (...answer) => current().answered(...answer),
    gone: (messageId) => latest?.repeats.gone(messageId),
  };
}

/** Where an answer is about to stand. */
export interface Place {
  readonly guildId: string | null;
  readonly channelId: string | null;
  readonly onlyMe: boolean;
}

/** An answer that was just given in the same channel, and how the one about to be given is remembered. */
export interface Repeat {
  /** Address of the message with the same answer. */
  readonly above: string | undefined;
  readonly remember: (messageId: string) => void;
}

/** Whether a server's channel has the same answer already. Nobody else sees private ones: they always come. */
export function repeatOf(
  reply: Reply,
  { guildId, channelId, onlyMe }: Place,
  { repeats, engine }: Desk,
): Repeat {
  const question = onlyMe ? undefined : sameness(reply);
  if (!guildId || !channelId || !question) return { above: undefined, remember: () => {} };
  const messageId = repeats.seen(channelId, question);
  const from = engine();
  return {
    above: messageId && messageLink(channelId, messageId, guildId),
    remember: (answerId) => {
      // The knowledge may have changed while it was sent.
      if (engine() === from) repeats.answered(channelId, question, answerId);
    },
  };
}

/** What two askings have in common that get the same answer; nothing where that cannot be told. */
function sameness(reply: Reply): string | undefined {
  if (reply.kind !== 'answer' || !reply.origin) return undefined;
  const { origin } = reply;
  return origin.kind === 'question' ? origin.question : encodePress({ kind: 'share', origin });
}

/** Points to the answer above. @param link its address */
export function pointer(link: string): string {
  return `That was just answered here: ${link}`;
}
