import { isComputation } from '../knowledge/computations.js';
import type { Story } from '../knowledge/schema.js';
import { cleanText } from './clean.js';
import { createEngine, type Engine } from './engine.js';
import type { CompiledStory } from './model.js';
import type { Completion } from './nearest.js';
import { isFunctionWord, stem } from './stem.js';
import { headings } from './structured.js';

/** The second story is asked too when it shares so much of what the first shares with a question. */
const closeSecond = 0.75;
/** Completions are looked for in so many stories, so that typing stays quick however many there are. */
const completedStories = 3;
const completionLimit = 25;
/** A name that is only spelled alike counts for so much of one that is spelled the same. */
const spelledAlike = 0.5;

/**
 * One engine over several stories: a question goes to the story whose own words it shares most. Words that every story
 * uses count nothing, rare ones most. What belongs to no story in particular goes to the newest one.
 * @param stories at least one; one alone answers by itself
 */
export function createShelf(stories: readonly CompiledStory[]): Engine {
  const newestFirst = [...stories].sort((a, b) => b.story.year - a.story.year);
  const engines = newestFirst.map((compiled) => createEngine(compiled));
  const [front, ...others] = engines;
  if (!front) throw new RangeError('A shelf holds at least one story');
  if (others.length === 0) return front;

  const near = nearestStories(newestFirst.map(({ story }) => story));
  const candidates = (text: string) => near(text).map(({ at }) => engines[at] as Engine);
  const holding = (holds: (story: Story) => boolean) => engines.find(({ story }) => holds(story));
  const storyOf = (text: string) => candidates(text)[0] ?? front;

  /** Asks the nearest story, and a close second where the first does not answer. */
  const ask = <Result>(
    text: string,
    put: (engine: Engine) => Result,
    answers: (result: Result) => boolean,
    otherwise = front,
  ): Result => {
    const [best, second] = near(text);
    const result = put(best ? (engines[best.at] as Engine) : otherwise);
    if (!best || !second || second.shared < closeSecond * best.shared || answers(result)) return result;
    const other = put(engines[second.at] as Engine);
    return answers(other) ? other : result;
  };
  const explain: Engine['explain'] = (text, today, before) => {
    const inTalk = before === undefined ? undefined : holding((story) => knows(story, before));
    return ask(
      text,
      (engine) => engine.explain(text, today, before),
      ({ answer }) => answer.status === 'answered',
      inTalk,
    );
  };
  const complete = (of: (engine: Engine) => Completion[], typed: string) =>
    merged([...new Set([...candidates(typed), ...engines])].slice(0, completedStories).map(of));

  return {
    story: front.story,
    explain,
    answer: (text, today, before) => explain(text, today, before).answer,
    answerTopic: (topic, question, today) => {
      const engine =
        candidates(question).find(({ story }) => knows(story, topic)) ??
        holding((story) => knows(story, topic));
      return engine?.answerTopic(topic, question, today);
    },
    onDate: (when, today) =>
      ask(
        when,
        (engine) => engine.onDate(when, today),
        ({ status }) => status === 'answered',
      ),
    visitDates: (today) => front.visitDates(today),
    visits: (filter, today) =>
      ask(
        filter.person ?? '',
        (engine) => engine.visits(filter, today),
        ({ status }) => status === 'answered',
      ),
    context: (topic, today) =>
      (holding((story) => headings(story).includes(topic)) ?? storyOf(topic)).context(topic, today),
    who: (name, today) =>
      (holding((story) => story.names.get(name)?.mentioned === true) ?? storyOf(name)).who(name, today),
    source: (paragraph) => front.source(paragraph),
    check: (message, today) =>
      ask(
        message,
        (engine) => engine.check(message, today),
        (found) => found.length > 0,
      ),
    completeQuestions: (typed) => complete((engine) => engine.completeQuestions(typed), typed),
    completeTopics: (typed) => complete((engine) => engine.completeTopics(typed), typed),
    completeNames: (typed) => complete((engine) => engine.completeNames(typed), typed),
  };
}

const knows = ({ facts, unknowns }: Story, topic: string) =>
  facts.has(topic) || unknowns.has(topic) || isComputation(topic);

interface Shared {
  /** Index of the story. */
  readonly at: number;
  /** Weight of the words that it shares with the question. */
  readonly shared: number;
}

/** Finds the stories that share words with a text, most first; of equals the one that stands first. */
function nearestStories(stories: readonly Story[]): (text: string) => Shared[] {
  const index = new Map<string, number[]>();
  for (const [at, story] of stories.entries()) {
    for (const term of termsOfStory(story)) {
      const list = index.get(term);
      if (list) list.push(at);
      else index.set(term, [at]);
    }
  }
  // What every story has tells none from another.
  for (const [term, list] of index) if (list.length === stories.length) index.set(term, []);
  return (text) => {
    const shared = new Float64Array(stories.length);
    for (const word of new Set(wordsOf(text))) {
      const same = index.get(stem(word));
      const list = same ?? index.get(skeleton(word) ?? '') ?? [];
      const weight = Math.log(stories.length / list.length) * (same ? 1 : spelledAlike);
      for (const at of list) shared[at] = (shared[at] as number) + weight;
    }
    const found: Shared[] = [];
    for (const [at, weight] of shared.entries()) if (weight > 0) found.push({ at, shared: weight });
    return found.sort((a, b) => b.shared - a.shared || a.at - b.at);
  };
}

/** The words that are a story's own: its names in all spellings, and what its facts, sentences and events say. */
function termsOfStory({ title, facts, sentences, names, events }: Story): Set<string> {
  const said = [
    title,
    ...sentences.map(({ text }) => text),
    ...[...facts.values()].flatMap(({ text, ask }) => [text, ask]),
    ...[...events.values()].flatMap((event) => [event.title, ...(event.mentions ?? [])]),
  ];
  const called = [...names.values()]
    .flatMap(({ name, spellings = [] }) => [name, ...spellings])
    .flatMap(wordsOf);
  return new Set([
    ...said.flatMap(wordsOf).map(stem),
    ...called.flatMap((word) => [stem(word), skeleton(word) ?? []].flat()),
  ]);
}

const wordsOf = (text: string): string[] =>
  (cleanText(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !isFunctionWord(stem(word)));

/**
 * What a name keeps when it is spelled otherwise: its first letter and its consonants ("Poutine", "Krelmin").
 * `undefined` for words with too few consonants to be told apart by them.
 */
function skeleton(word: string): string | undefined {
  const others = new Set(word.slice(1).replace(/[aeiouyhjw]/g, ''));
  return others.size < 2 ? undefined : `~${word[0]}${[...others].sort().join('')}`;
}

/** The first of each list, then the second of each, and so on; each value once. */
function merged(lists: readonly (readonly Completion[])[]): Completion[] {
  const found = new Map<string, Completion>();
  for (let at = 0; at < completionLimit; at++) {
    for (const list of lists) {
      const completion = list[at];
      if (completion && !found.has(completion.value)) found.set(completion.value, completion);
    }
  }
  return [...found.values()].slice(0, completionLimit);
}
