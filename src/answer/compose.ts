import { isComputation, plainQuestion } from '../knowledge/computations.js';
import type { Basis, Story } from '../knowledge/schema.js';
import type { Computed } from './asked.js';
import type { Answer, Citation, ShownNote, Status, Suggestion } from './types.js';

/** So many other readings are offered. */
const suggestionLimit = 3;

/** Citations of sentences, each once, in the given order. */
function cite(story: Story, numbers: readonly number[]): Citation[] {
  return [...new Set(numbers)].flatMap((number) => {
    const sentence = story.sentences[number - 1];
    if (!sentence) return [];
    const { paragraph, text, quote } = sentence;
    return [{ story: story.id, paragraph, sentence: number, text, ...(quote !== undefined && { quote }) }];
  });
}

/** The editor's notes that belong to facts or to an unknown, each once. */
function notesOf(story: Story, topics: readonly string[]): ShownNote[] {
  return [...story.notes].flatMap(([id, { text, url, facts: about }]) =>
    about.some((id) => topics.includes(id)) ? [{ id, text, url }] : [],
  );
}

/** Ids of the facts under a heading. */
export const factsUnder = (story: Story, heading: string): string[] =>
  [...story.facts].filter(([, { topic }]) => topic === heading).map(([id]) => id);

/** Ids of the facts under the same heading as a fact; none where that has no heading. */
export function relatives(story: Story, id: string): string[] {
  const heading = story.facts.get(id)?.topic;
  return heading === undefined ? [] : factsUnder(story, heading);
}

/** Topics as questions to click, each once; those that cannot be asked by themselves are left out. */
export function suggest(
  story: Story,
  topics: readonly string[],
  except: readonly string[] = [],
): Suggestion[] {
  const suggestions: Suggestion[] = [];
  for (const topic of new Set(topics)) {
    if (except.includes(topic)) continue;
    const fact = story.facts.get(topic);
    const text = fact?.ask ?? (isComputation(topic) ? plainQuestion(topic) : undefined);
    if (text) suggestions.push({ topic, text, sentences: fact?.sentences ?? computedSentences(story) });
  }
  return suggestions.slice(0, suggestionLimit);
}

/** A computation without further words rests on the visits and meetings of the story. */
function computedSentences(story: Story): number[] {
  return [
    ...new Set(
      [...story.events.values()]
        .filter(({ kind }) => kind === 'visit' || kind === 'meeting')
        .flatMap(({ sentences }) => sentences),
    ),
  ].sort((a, b) => a - b);
}

interface Parts {
  readonly question: string;
  readonly status: Status;
  readonly text: string;
  readonly topic?: string;
  readonly sentences?: readonly number[];
  readonly facts?: readonly string[];
  readonly basis?: Basis | undefined;
  readonly suggestions?: readonly Suggestion[];
}

/** Puts an answer together; citations and notes follow from the sentences and facts. */
export function compose(
  story: Story,
  { question, status, text, topic, sentences = [], facts = [], basis, suggestions = [] }: Parts,
): Answer {
  return {
    question,
    status,
    text,
    story: story.id,
    ...(topic !== undefined && { topic }),
    citations: cite(story, sentences),
    facts,
    ...(basis && { basis }),
    // A refusal names a fact nearby; a note on that fact would answer what nobody asked.
    notes: notesOf(story, status === 'not_in_article' ? [topic ?? ''] : facts),
    suggestions,
  };
}

/** The answer that a fact gives. */
export function factAnswer(
  story: Story,
  question: string,
  id: string,
  suggestions: readonly Suggestion[] = [],
): Answer | undefined {
  const fact = story.facts.get(id);
  return (
    fact &&
    compose(story, {
      question,
      status: 'answered',
      text: fact.text,
      topic: id,
      sentences: fact.sentences,
      facts: [id],
      basis: fact.basis,
      suggestions,
    })
  );
}

/** The answer to what the article leaves open: says so first, then what it does say nearby. */
export function unknownAnswer(
  story: Story,
  question: string,
  id: string,
  suggestions: readonly Suggestion[] = [],
): Answer | undefined {
  const unknown = story.unknowns.get(id);
  if (!unknown) return undefined;
  const [near] = unknown.near.map((fact) => story.facts.get(fact)).filter((fact) => fact !== undefined);
  const open = unknown.reply ? fillIn(story, unknown.reply) : `The article does not say ${unknown.missing}.`;
  return compose(story, {
    question,
    status: 'not_in_article',
    text: near ? `${open} It does say: ${near.text}` : open,
    topic: id,
    sentences: near?.sentences ?? [],
    facts: near ? unknown.near.slice(0, 1) : [],
    suggestions,
  });
}

const fillIn = (story: Story, reply: string) =>
  reply.replaceAll('{title}', story.title).replaceAll('{example}', story.examples[0] ?? '');

/** The answer that was computed from dated events. */
export function computedAnswer(
  story: Story,
  question: string,
  topic: string,
  { status, text, from }: Computed,
  suggestions: readonly Suggestion[] = [],
): Answer {
  return compose(story, {
    question,
    status,
    text,
    topic,
    sentences: from.flatMap(({ event }) => event.sentences),
    facts: [...new Set(from.map(({ event }) => event.fact))],
    basis: status === 'answered' ? 'derived' : undefined,
    suggestions,
  });
}
