import { isComputation } from '../knowledge/computations.js';
import type { Knowledge } from '../knowledge/load.js';
import type { Lexicon, Story } from '../knowledge/schema.js';
import { type Feature, featuresOf, hash, Synonyms } from './features.js';
import { isFunctionWord } from './stem.js';
import type { Without } from './steps.js';
import { defaultTraining, type Embedding, type TrainingOptions, train } from './train.js';
import { countWords, Understanding, type Vocabulary } from './understand.js';

/** Phrasings do not depend on the day; relative dates ("last year") are read from this one. */
const anyDay = '2026-01-01';

/**
 * What the engine has learned from a story's phrasings. The arrays are flat so that a model is loaded by mapping
 * bytes, without parsing.
 */
export interface Model {
  /** Ids of facts, unknowns and computations, by index. */
  readonly topics: readonly string[];
  /** Words of the phrasings with how often each stands there. */
  readonly words: ReadonlyMap<string, number>;
  /** Hashes of proper English words, ascending: what is one of them is no slip. */
  readonly english: Uint32Array;
  /** Open-addressing table from feature to row + 1 (0: empty); its length is a power of two. */
  readonly featureKeys: Uint32Array;
  readonly featureRows: Uint32Array;
  /** Vectors of the features, row-major, one row a feature; a row is `featureVectors × rowScale[r]`. */
  readonly featureVectors: Int8Array;
  readonly rowScale: Float32Array;
  /** Vectors of the topics, row-major, and the bias of each. */
  readonly topicVectors: Float32Array;
  readonly bias: Float32Array;
  /** Content stems of the phrasings, by index into `stemHashes`. */
  readonly stemHashes: Uint32Array;
  readonly idf: Float32Array;
  /** Phrasings in the order of their topics: those of topic t are `topicStart[t]` up to `topicStart[t + 1]`. */
  readonly topicStart: Uint32Array;
  /** In how many phrasings each stem stands, and which part of those ask for unknowns. */
  readonly stemCounts: Uint32Array;
  readonly unknownShare: Float32Array;
  /** Stems of topic t, ascending, with in how many of its phrasings each stands: from `topicStemStart[t]` on. */
  readonly topicStemStart: Uint32Array;
  readonly topicStems: Uint16Array;
  readonly topicStemCounts: Uint16Array;
  /** Of each phrasing: the hash of its words, by the ones that stand for all that mean the same, in their order. */
  readonly phrasingWords: Uint32Array;
  /** Stems of phrasing p: `phrasingStems` from `phrasingStart[p]` up to `phrasingStart[p + 1]`. */
  readonly phrasingStart: Uint32Array;
  readonly phrasingStems: Uint16Array;
  /** The phrasings themselves, in the same order: read only to explain a ranking. */
  readonly phrasingTexts: () => readonly string[];
}

/** A story ready to answer. */
export interface CompiledStory {
  readonly story: Story;
  readonly lexicon: Lexicon;
  readonly model: Model;
}

export interface CompileOptions {
  /** Proper English words, lower case. */
  readonly english?: readonly string[];
  readonly without?: Without;
  readonly training?: TrainingOptions;
}

/** Learns a story's phrasings. Pure and deterministic; takes seconds. */
export function compileStory(
  knowledge: Knowledge,
  { english = [], without = new Set(), training = defaultTraining }: CompileOptions = {},
): CompiledStory {
  const { story, lexicon } = knowledge;
  const phrasings = knowledge.phrasings.filter(
    ({ topic }) =>
      !(without.has('unknowns') && story.unknowns.has(topic)) &&
      !(without.has('chronology') && isComputation(topic)),
  );
  const topics = [...new Set(phrasings.map(({ topic }) => topic))].sort();
  const words = countWords(phrasings.map(({ text }) => text));
  const hashes = Uint32Array.from(english, hash).sort();
  const understanding = new Understanding(story, lexicon, vocabularyOf({ words, english: hashes }), without);
  const synonyms = new Synonyms(lexicon, without);
  const index = new Map(topics.map((topic, at) => [topic, at]));
  const sorted = phrasings
    .map(({ topic, text }) => ({
      topic: index.get(topic) ?? 0,
      text,
      question: understanding.understand(text, anyDay),
    }))
    .sort((a, b) => a.topic - b.topic);
  const embedding = train(
    sorted.map(({ topic, question }) => ({ topic, features: featuresOf(question, synonyms) })),
    topics.length,
    training,
  );
  const canonical = sorted.map(({ question }) => synonyms.canonical(question.tokens));
  const texts = sorted.map(({ text }) => text);
  const model: Model = {
    topics,
    words,
    english: hashes,
    ...quantized(embedding),
    phrasingWords: Uint32Array.from(canonical, hashOfWords),
    ...stemArrays(
      canonical.map(contentStems),
      sorted.map(({ topic }) => topic),
      topics.map((topic) => story.unknowns.has(topic)),
    ),
    phrasingTexts: () => texts,
  };
  return { story, lexicon, model };
}

/** Texts with the same words in the same order have the same hash. */
export const hashOfWords = (canonical: readonly string[]): number => hash(canonical.join(' '));

export function vocabularyOf({ words, english }: Pick<Model, 'words' | 'english'>): Vocabulary {
  return { words, isEnglish: (word) => contains(english, hash(word)) };
}

/** Binary search in ascending numbers. */
function contains(sorted: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = sorted[middle] as number;
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Stems that say what a question is about, each once; all of them where there are no others. */
export function contentStems(canonical: readonly string[]): string[] {
  const content = [...new Set(canonical.filter((word) => !isFunctionWord(word)))];
  return content.length > 0 ? content : [...new Set(canonical)];
}

type EmbeddingArrays = Pick<
  Model,
  'featureKeys' | 'featureRows' | 'featureVectors' | 'rowScale' | 'topicVectors' | 'bias'
>;

/** The vectors of features as whole numbers, each row in a scale of its own: a quarter of the size, the same ranking. */
function quantized({ features, width, featureVectors, topicVectors, bias }: Embedding): EmbeddingArrays {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, features.size * 2)));
  const table = { featureKeys: new Uint32Array(size), featureRows: new Uint32Array(size) };
  const rowScale = new Float32Array(features.size);
  const whole = new Int8Array(featureVectors.length);
  for (const [feature, row] of features) {
    const vector = featureVectors.subarray(row * width, (row + 1) * width);
    const scale = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
    insert(table, feature, row);
    rowScale[row] = scale;
    whole.set(
      vector.map((value) => Math.round(value / scale)),
      row * width,
    );
  }
  return { ...table, featureVectors: whole, rowScale, topicVectors, bias };
}

function insert(
  { featureKeys, featureRows }: Pick<Model, 'featureKeys' | 'featureRows'>,
  feature: Feature,
  row: number,
): void {
  let slot = feature & (featureKeys.length - 1);
  while (featureRows[slot] !== 0) slot = (slot + 1) & (featureKeys.length - 1);
  featureKeys[slot] = feature;
  featureRows[slot] = row + 1;
}

/** Row of a feature in the model, or -1 when no phrasing has it. */
export function rowOf({ featureKeys, featureRows }: Model, feature: Feature): number {
  let slot = feature & (featureKeys.length - 1);
  while (featureRows[slot] !== 0) {
    if (featureKeys[slot] === feature) return (featureRows[slot] as number) - 1;
    slot = (slot + 1) & (featureKeys.length - 1);
  }
  return -1;
}

type StemArrays = Pick<
  Model,
  | 'stemHashes'
  | 'idf'
  | 'stemCounts'
  | 'unknownShare'
  | 'topicStart'
  | 'topicStemStart'
  | 'topicStems'
  | 'topicStemCounts'
  | 'phrasingStart'
  | 'phrasingStems'
>;

/** @param isUnknown whether each topic is an unknown, by its index */
function stemArrays(
  phrasings: readonly (readonly string[])[],
  topicOf: readonly number[],
  isUnknown: readonly boolean[],
): StemArrays {
  const ids = new Map<string, number>();
  const counts: number[] = [];
  const unknownCounts: number[] = [];
  const ofTopic = isUnknown.map(() => new Map<number, number>());
  const topicStart = new Uint32Array(isUnknown.length + 1);
  const phrasingStart = new Uint32Array(phrasings.length + 1);
  const flat: number[] = [];
  for (const [index, stems] of phrasings.entries()) {
    const topic = topicOf[index] as number;
    const stemsOfTopic = ofTopic[topic] as Map<number, number>;
    for (const stem of stems) {
      const id = ids.get(stem) ?? ids.set(stem, ids.size).size - 1;
      counts[id] = (counts[id] ?? 0) + 1;
      unknownCounts[id] = (unknownCounts[id] ?? 0) + (isUnknown[topic] ? 1 : 0);
      stemsOfTopic.set(id, (stemsOfTopic.get(id) ?? 0) + 1);
      flat.push(id);
    }
    phrasingStart[index + 1] = flat.length;
    topicStart[topic + 1] = index + 1;
  }
  const sorted = ofTopic.map((stems) => [...stems].sort(([a], [b]) => a - b));
  const topicStemStart = new Uint32Array(isUnknown.length + 1);
  for (const [topic, stems] of sorted.entries())
    topicStemStart[topic + 1] = (topicStemStart[topic] as number) + stems.length;
  return {
    stemHashes: Uint32Array.from([...ids.keys()].map(hash)),
    idf: Float32Array.from(counts, (count) => Math.log(1 + phrasings.length / count)),
    stemCounts: Uint32Array.from(counts),
    unknownShare: Float32Array.from(counts, (count, id) => (unknownCounts[id] ?? 0) / count),
    topicStart,
    topicStemStart,
    topicStems: Uint16Array.from(sorted.flat().map(([id]) => id)),
    topicStemCounts: Uint16Array.from(sorted.flat().map(([, count]) => count)),
    phrasingStart,
    phrasingStems: Uint16Array.from(flat),
  };
}
