import type { Engine, VisitFilter } from '../answer/engine.js';
import type { Answer, IsoDay, Status } from '../answer/types.js';
import { inTime } from '../store/patience.js';
import { DEFAULT_SETTINGS } from '../store/settings.js';
import type { Gap, Page, ServerSettings, VoteCount } from '../store/types.js';

/** All of the engine that readers use. */
export type ReaderEngine = Omit<Engine, 'explain'>;

/** Where questions come from, for the figures. */
export type Surface = 'command' | 'button' | 'mention' | 'dm' | 'check';

/** Why something was not answered: `internal` are faults of ours, the others are of the moment. */
export type Failure = 'internal' | 'expired' | 'forbidden' | 'network';

/** What readers make of the answers. May be slow or fail: nobody waits for it. */
interface Feedback {
  voted(topic: string, up: boolean, voterId: string): Promise<void>;
  /** An answer to a question in free text that the article does not hold. */
  unanswered(answer: Answer): Promise<void>;
}

interface Settings {
  /** As they were last where they cannot be read. */
  of(guildId: string): Promise<ServerSettings>;
  /** Changes some of them; holds at once. @returns whether it is safe already, and not lost with this process */
  change(guildId: string, change: Partial<ServerSettings>): Promise<boolean>;
  /** Deletes what is kept of a server that the bot has left. */
  forget(guildId: string): Promise<void>;
}

/** What was asked and not answered, for those who look after the knowledge. Rejects where the store is away. */
interface Gaps {
  /** Most asked first. @param page `handled`: those marked as handled instead of the others */
  list(page: Page & { handled?: boolean }): Promise<{ gaps: readonly Gap[]; total: number }>;
  /** @returns whether there is such a gap */
  mark(id: string, handled: boolean): Promise<boolean>;
}

/** What readers made of the answers, worst first. Rejects where the store is away. */
interface Votes {
  list(page: Page): Promise<readonly VoteCount[]>;
}

/** Remembers for a while where a question was answered in public. */
interface Repeats {
  /** @returns the id of the message with the answer */
  seen(channelId: string, question: string): string | undefined;
  answered(channelId: string, question: string, messageId: string): void;
  /** The message has been deleted, or now says something else. */
  gone(messageId: string): void;
}

interface Limiter {
  /** Counts a question of this member. @returns milliseconds to wait, 0 to go on */
  take(userId: string): Promise<number>;
}

interface Metrics {
  /** @param ms from the arrival of the question to Discord's having the answer */
  answered(status: Status, surface: Surface, ms: number): void;
  failed(failure: Failure): void;
}

/** The part of pino that is used. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface Timeline {
  readonly png: Buffer;
  /** The same in words. */
  readonly alt: string;
}

/** Draws visits as a picture; nothing where there is none to draw. */
export type DrawTimeline = (filter: VisitFilter) => Promise<Timeline | undefined>;

/** All that the handlers need from outside, with every absent port standing still. */
export interface Desk {
  /** Asked for every time: the knowledge may have been loaded anew. */
  readonly engine: () => ReaderEngine;
  readonly today: () => IsoDay;
  readonly log: Log;
  readonly feedback: Feedback;
  readonly settings: Settings;
  readonly limiter: Limiter;
  readonly repeats: Repeats;
  readonly gaps: Gaps;
  readonly votes: Votes;
  readonly metrics: Metrics;
  readonly drawTimeline?: DrawTimeline;
}

/** Ports that do nothing: answers need none of them. */
export const idlePorts: Omit<Desk, 'engine' | 'today' | 'log' | 'drawTimeline'> = {
  feedback: { voted: async () => {}, unanswered: async () => {} },
  settings: { of: async () => DEFAULT_SETTINGS, change: async () => false, forget: async () => {} },
  limiter: { take: async () => 0 },
  repeats: { seen: () => undefined, answered: () => {}, gone: () => {} },
  gaps: { list: async () => ({ gaps: [], total: 0 }), mark: async () => false },
  votes: { list: async () => [] },
  metrics: { answered: () => {}, failed: () => {} },
};

/** How long an answer waits for a store before it goes without, in milliseconds. */
const STORE_PATIENCE_MS = 40;

/**
 * The same ports, but none that an answer needs can delay it or break it: what fails, or takes too long where the answer
 * waits for it, is logged. Those who look after the settings and gaps wait, and are told.
 */
export function patient(desk: Desk): Desk {
  const { log, feedback, settings, limiter } = desk;
  const attempt = async <Value>(port: keyof Desk, work: () => Promise<Value>, instead: Value) => {
    try {
      return await work();
    } catch (error) {
      log.warn({ err: error, port }, 'a store did not answer');
      return instead;
    }
  };
  const attemptInTime = <Value>(port: keyof Desk, work: () => Promise<Value>, instead: Value) =>
    attempt(port, () => inTime(work(), STORE_PATIENCE_MS, tooLate), instead);
  return {
    ...desk,
    feedback: {
      voted: (...vote) => attempt('feedback', () => feedback.voted(...vote), undefined),
      unanswered: (answer) => attempt('feedback', () => feedback.unanswered(answer), undefined),
    },
    settings: {
      of: (guildId) => attemptInTime('settings', () => settings.of(guildId), DEFAULT_SETTINGS),
      change: (...change) => attempt('settings', () => settings.change(...change), false),
      forget: (guildId) => attempt('settings', () => settings.forget(guildId), undefined),
    },
    limiter: { take: (userId) => attemptInTime('limiter', () => limiter.take(userId), 0) },
  };
}

function tooLate(): never {
  throw new Error(`no answer within ${STORE_PATIENCE_MS} ms`);
}
