import type { Explanation } from './answer/ask.js';
import type { CompiledStory } from './answer/model.js';
import type { Explained } from './playground/protocol.js';

/** What the inspector shows of a question. */
export function explained(
  { question, ranked, answer, why }: Explanation,
  { story, model }: CompiledStory,
): Explained {
  const phrasings = model.phrasingTexts();
  return {
    question: question.text,
    kind: question.kind,
    ...(question.language && { language: question.language }),
    corrected: question.tokens.flatMap(({ typed, text }) => (typed ? [{ typed, read: text }] : [])),
    strange: question.tokens.flatMap(({ known, text }) => (known ? [] : [text])),
    names: question.names.map((id) => ({ id, name: story.names.get(id)?.name ?? id })),
    dates: question.dates.map(({ from, to }) => ({ from, to })),
    events: [...new Set(question.events.map(({ event }) => event))].map((id) => ({
      id,
      title: story.events.get(id)?.title ?? id,
    })),
    ranked: ranked.map(({ topic, score, probability, coverage, phrasing }) => {
      const nearest = phrasings[phrasing];
      const fact = story.facts.get(topic);
      const unknown = story.unknowns.get(topic);
      return {
        topic,
        kind: fact ? 'fact' : unknown ? 'unknown' : 'computation',
        says: fact?.text ?? (unknown ? `not in the article: ${unknown.missing}` : 'computed from the dates'),
        score,
        probability,
        coverage,
        ...(nearest !== undefined && { phrasing: nearest }),
      };
    }),
    decision: { status: answer.status, ...(answer.topic !== undefined && { topic: answer.topic }), why },
  };
}
