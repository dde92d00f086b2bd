import type { KnowledgeWatch } from '../../src/playground/playground.js';
import type { Explained, KnowledgeStatus } from '../../src/playground/protocol.js';

/** Knowledge that is in whatever state the test puts it. */
export class WatchedKnowledge implements KnowledgeWatch {
  #status: KnowledgeStatus = { state: 'ok', at: '2025-01-01T00:00:00Z' };
  readonly #listeners = new Set<(status: KnowledgeStatus) => void>();

  current(): KnowledgeStatus {
    return this.#status;
  }

  subscribe(listener: (status: KnowledgeStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(status: KnowledgeStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}

/** An explanation with something of everything. */
export function explainedAs(question: string): Explained {
  return {
    question,
    kind: 'who',
    language: 'Dutch',
    corrected: [{ typed: 'travles', read: 'travels' }],
    strange: ['zeppelin'],
    names: [{ id: 'mayor', name: 'The mayor' }],
    dates: [
      { from: '2025-05-09', to: '2025-05-09' },
      { from: '2025-05-01', to: '2025-05-31' },
    ],
    events: [{ id: 'visit', title: 'The visit' }],
    ranked: [
      {
        topic: 'travellers',
        kind: 'fact',
        says: 'The mayor travels.',
        score: 0.7,
        probability: 0.6,
        coverage: 0.8,
        phrasing: 'who is travelling',
      },
      { topic: 'costs', kind: 'unknown', says: 'Who pays.', score: 0.2, probability: 0.3, coverage: 0.1 },
      {
        topic: 'count-events',
        kind: 'computation',
        says: 'Counted.',
        score: 0.1,
        probability: 0.1,
        coverage: 0,
      },
    ],
    decision: { status: 'answered', topic: 'travellers', why: 'travellers fits best (70 %)' },
  };
}
