import type { VisitFilter } from '../answer/engine.js';
import type { Answer } from '../answer/types.js';
import type { Origin } from './components.js';
import type { MessageBody } from './layout.js';

/** An answer, which is shown as all answers are. */
export interface AnswerReply {
  readonly kind: 'answer';
  readonly answer: Answer;
  /** Whether it answers a question in free text, as somebody typed it. */
  readonly typed?: true;
  /** How the same answer comes about again; without it there are no further pages and no sharing. */
  readonly origin: Origin | undefined;
  /** The visits to draw as a picture beside the text. */
  readonly picture?: VisitFilter;
}

/** A message of its own kind, and the answers in it. */
export interface PageReply {
  readonly kind: 'page';
  readonly body: MessageBody;
  readonly answers: readonly Answer[];
}

/** What a command or a button has to say. */
export type Reply = AnswerReply | PageReply;
