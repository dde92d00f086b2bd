import type { Basis } from '../knowledge/schema.js';

/** What an answer rests on: one sentence of the article, restated in our own words. */
export interface Citation {
  readonly story: string;
  /** Paragraph of the article, from 1. */
  readonly paragraph: number;
  /** Number of the sentence through the whole article, from 1. */
  readonly sentence: number;
  /** The sentence restated in our own words. */
  readonly text: string;
  /** The article's own wording, only where the operator has put the article beside the knowledge. */
  readonly quote?: string;
}

/** An editor's note: what an outside source adds or corrects. Never part of `Answer.text`. */
export interface ShownNote {
  readonly id: string;
  readonly text: string;
  /** Public address of the source, with scheme. */
  readonly url: string;
}

/** Another reading of the question, which can be asked in one click. */
export interface Suggestion {
  /** Id of the fact, unknown or computation behind it, e.g. `visit-dates`. */
  readonly topic: string;
  /** A question in plain words that leads to that topic's answer. */
  readonly text: string;
  /** The sentences that its answer would cite. */
  readonly sentences: readonly number[];
}

export type Status = 'answered' | 'suggested' | 'not_in_article';

/** The one result type of the program: every surface renders this and nothing else. */
export interface Answer {
  /** The question as it was asked, unchanged. */
  readonly question: string;
  readonly status: Status;
  /** Plain text, no markup. */
  readonly text: string;
  readonly story: string;
  /** Id of the fact, unknown or computation that answered; absent when nothing was recognized. */
  readonly topic?: string;
  readonly citations: readonly Citation[];
  /** Ids of the facts that the answer states. */
  readonly facts: readonly string[];
  readonly basis?: Basis;
  readonly notes: readonly ShownNote[];
  /** At most three, best first. */
  readonly suggestions: readonly Suggestion[];
}

/** A calendar day as `YYYY-MM-DD`. The engine never reads a clock: callers pass today's day in. */
export type IsoDay = string;
