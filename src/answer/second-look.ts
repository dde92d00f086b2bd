import { hash, type Synonyms } from './features.js';
import { contentStems, hashOfWords, type Model } from './model.js';
import type { Question } from './understand.js';

/** What is seen of a topic at the second look; each figure is comparable between topics of one question. */
export interface Look {
  /** How much of the question the nearest phrasing covers, and back: 0 to 1. */
  readonly coverage: number;
  /** 1 where a phrasing has the question's very words in their order, else 0. */
  readonly verbatim: number;
  /** Part of the question's weight that stands in any phrasing of the topic. */
  readonly vocabulary: number;
  /** Part of its weight in words that ask for what the article does not say, and not for this topic. */
  readonly beyond: number;
  /** 1 where the question names somebody or somewhere that next to no phrasing of the topic names, else 0. */
  readonly stranger: number;
  /** Mean logarithm of how much likelier the question's words are for this topic than for any. */
  readonly likelihood: number;
  /** Index of the nearest phrasing, or -1. */
  readonly phrasing: number;
}

/** A word asks for what the article does not say when nearly all of its phrasings do, and there are some. */
const deciding = { share: 0.9, count: 5 };
/** A name in fewer of a topic's phrasings than this share of them is a stranger to it. */
const rareName = 0.01;
/** A word that no phrasing has weighs so much of the rarest one that does. */
const unseenWeight = 0.7;

/** A question as the second look sees it: its content stems with their weights (idf). */
export interface Asked {
  /** Indexes into `Model.stemHashes`; stems that no phrasing has are left out. */
  readonly stems: ReadonlySet<number>;
  /** The same as 1 at each of these indexes: read for every stem of every phrasing looked at. */
  readonly marks: Uint8Array;
  /** Those of the stems that are names. */
  readonly names: readonly number[];
  /** Weight of all stems, known or not; above 0. */
  readonly weight: number;
  /** As in `Model.phrasingWords`. */
  readonly words: number;
}

interface Prepared {
  readonly index: ReadonlyMap<number, number>;
  readonly rarest: number;
  /** Weight of all stems of each phrasing. */
  readonly weights: Float64Array;
}

const prepared = new WeakMap<Model, Prepared>();

function prepare(model: Model): Prepared {
  const known = prepared.get(model);
  if (known) return known;
  const made = {
    index: new Map([...model.stemHashes].map((stem, at) => [stem, at])),
    rarest: model.idf.reduce((most, idf) => Math.max(most, idf), 1),
    weights: weighPhrasings(model),
  };
  prepared.set(model, made);
  return made;
}

function weighPhrasings({ phrasingStart, phrasingStems, idf }: Model): Float64Array {
  const weights = new Float64Array(phrasingStart.length - 1);
  for (const p of weights.keys()) {
    let weight = 0;
    for (let at = phrasingStart[p] as number; at < (phrasingStart[p + 1] as number); at++)
      weight += idf[phrasingStems[at] as number] as number;
    weights[p] = weight;
  }
  return weights;
}

export function askedStems(question: Question, model: Model, synonyms: Synonyms): Asked {
  const { index, rarest } = prepare(model);
  const stems = new Set<number>();
  const names: number[] = [];
  const marks = new Uint8Array(model.idf.length);
  const nameStems = new Set(question.tokens.flatMap(({ name, stem }) => (name ? stem : [])));
  let weight = 0;
  const canonical = synonyms.canonical(question.tokens);
  for (const stem of contentStems(canonical)) {
    const at = index.get(hash(stem));
    weight += at === undefined ? rarest * unseenWeight : (model.idf[at] as number);
    if (at === undefined) continue;
    stems.add(at);
    marks[at] = 1;
    if (nameStems.has(stem)) names.push(at);
  }
  return { stems, marks, names, weight: weight || 1, words: hashOfWords(canonical) };
}

/** Looks at a topic a second time, by the words that its phrasings share with the question. */
export function look(asked: Asked, topic: number, model: Model): Look {
  return { ...coverageOf(asked, topic, model), ...wordsOf(asked, topic, model) };
}

/** Coverage is the harmonic mean of what question and phrasing cover of each other, by weight (Dice). */
function coverageOf({ marks, weight, words }: Asked, topic: number, model: Model) {
  const { topicStart, phrasingStart, phrasingStems, phrasingWords, idf } = model;
  const { weights } = prepare(model);
  let coverage = 0;
  let phrasing = -1;
  let verbatim = 0;
  for (let p = topicStart[topic] as number; p < (topicStart[topic + 1] as number); p++) {
    let shared = 0;
    for (let at = phrasingStart[p] as number; at < (phrasingStart[p + 1] as number); at++) {
      const stem = phrasingStems[at] as number;
      if (marks[stem] === 1) shared += idf[stem] as number;
    }
    const both = (2 * shared) / ((weights[p] as number) + weight);
    if (phrasingWords[p] === words) verbatim = 1;
    if (both > coverage) [coverage, phrasing] = [both, p];
  }
  return { coverage, phrasing, verbatim };
}

function wordsOf({ stems, names, weight }: Asked, topic: number, model: Model) {
  const phrasings = (model.topicStart[topic + 1] as number) - (model.topicStart[topic] as number);
  const all = model.phrasingStart.length - 1;
  let vocabulary = 0;
  let beyond = 0;
  let likelihood = 0;
  for (const stem of stems) {
    const count = countIn(model, topic, stem);
    const everywhere = model.stemCounts[stem] as number;
    if (count > 0) vocabulary += model.idf[stem] as number;
    else if (everywhere >= deciding.count && (model.unknownShare[stem] as number) > deciding.share)
      beyond += model.idf[stem] as number;
    const background = everywhere / all;
    likelihood +=
      Math.log((count + 0.3 * background * phrasings + 0.02) / (phrasings + 1)) -
      Math.log((everywhere + 1) / all);
  }
  return {
    vocabulary: vocabulary / weight,
    beyond: beyond / weight,
    stranger: Number(names.some((name) => countIn(model, topic, name) < rareName * phrasings)),
    likelihood: likelihood / Math.max(1, stems.size),
  };
}

/** In how many phrasings of a topic a stem stands. */
function countIn(
  { topicStemStart, topicStems, topicStemCounts }: Model,
  topic: number,
  stem: number,
): number {
  let low = topicStemStart[topic] as number;
  let high = (topicStemStart[topic + 1] as number) - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = topicStems[middle] as number;
    if (found === stem) return topicStemCounts[middle] as number;
    if (found < stem) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
