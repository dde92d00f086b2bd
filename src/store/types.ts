/** The part of a structured log that the store uses. */
export interface StoreLog {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

/** What is kept of an answer to a question that the article does not answer. */
export interface UnansweredQuestion {
  /** As it was asked; only its normalized form is kept, and not even that where it looks like personal data. */
  readonly question: string;
  /** The unknown that was recognized, if any. */
  readonly topic?: string;
  readonly facts: readonly string[];
  readonly suggestions: readonly { readonly topic: string }[];
}

/** A question that readers asked and the article did not answer. */
export interface Gap {
  /** 16 hexadecimal digits, the same for the same question in every store. */
  readonly id: string;
  /** Normalized: lower case, no punctuation, at most 200 characters. */
  readonly question: string;
  readonly count: number;
  /** Ids of the facts and unknowns that came nearest when it was last asked, best first. */
  readonly nearest: readonly string[];
  /** `YYYY-MM-DD`, in UTC. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly handled: boolean;
}

/** Which part of a list is wanted. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** What readers made of the answers on one topic, over the time that votes are kept. */
export interface VoteCount {
  readonly topic: string;
  readonly up: number;
  readonly down: number;
}

/** What the bot may do in one server, as its moderators set it. */
export interface ServerSettings {
  readonly privateByDefault: boolean;
  /** Whether mentions are answered at all. */
  readonly mentions: boolean;
  /** Ids of the channels in which they are answered; none named: in all. */
  readonly mentionChannels: readonly string[];
  /** Whether editor's notes are shown. */
  readonly notes: boolean;
}

/** Counted since the store was opened. */
export interface StoreFigures {
  readonly written: number;
  /** Attempts to open, read or write that failed, apart from short waits for another writer. */
  readonly errors: number;
  /** Writes that were given up. */
  readonly dropped: number;
  /** Writes that wait now. */
  readonly waiting: number;
}

/** Raised where somebody waits for the store and it cannot be used. The message is for operators. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
