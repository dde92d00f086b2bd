import type { Feature } from './features.js';

/** A phrasing as the classifier learns it. */
export interface Example {
  readonly features: readonly Feature[];
  /** Index of its topic. */
  readonly topic: number;
}

export interface TrainingOptions {
  /** So many classifiers are trained, which differ in their random numbers, and judge together. */
  readonly members: number;
  /** Length of the vectors of each of them. */
  readonly dimensions: number;
  readonly epochs: number;
  /** Step size of AdaGrad. */
  readonly rate: number;
  /** Part of the features that is left out of each look at an example, so that no single one decides. */
  readonly dropout: number;
  /** A feature is learned when it stands in so many examples. */
  readonly minCount: number;
  readonly seed: number;
}

export const defaultTraining: TrainingOptions = {
  members: 4,
  dimensions: 48,
  epochs: 2,
  rate: 0.25,
  dropout: 0.4,
  minCount: 3,
  seed: 1,
};

/**
 * Vectors of features and topics: a question's vector is the sum of its features' vectors, divided by √n, and a topic
 * fits as well as the inner product with its own vector says.
 */
export interface Embedding {
  readonly features: ReadonlyMap<Feature, number>;
  /** Length of a vector: the members' vectors one after the other. */
  readonly width: number;
  /** Row-major, one row a feature. */
  readonly featureVectors: Float32Array;
  /** Row-major, one row a topic. */
  readonly topicVectors: Float32Array;
  /** By topic. */
  readonly bias: Float32Array;
}

/** Mulberry32, a small seeded generator of numbers in [0, 1) (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Learns vectors of features and topics in the way of fastText (Joulin, Grave, Bojanowski, Mikolov 2016, "Bag of Tricks
 * for Efficient Text Classification"): softmax regression over the sum of the features' vectors. What is learned of a
 * word for one topic so serves the others that it stands near to. The same examples and options give the same vectors.
 */
export function train(
  examples: readonly Example[],
  topics: number,
  options: TrainingOptions = defaultTraining,
): Embedding {
  const features = countFeatures(examples, options.minCount);
  const rows = examples.map(({ features: list }) =>
    Uint32Array.from(list.flatMap((feature) => features.get(feature) ?? [])),
  );
  const answers = Uint32Array.from(examples, ({ topic }) => topic);
  const { members, dimensions } = options;
  const width = members * dimensions;
  const featureVectors = new Float32Array(features.size * width);
  const topicVectors = new Float32Array(topics * width);
  const bias = new Float32Array(topics);
  for (let member = 0; member < members; member++) {
    const learner = new Learner(features.size, topics, { ...options, seed: options.seed + member });
    learner.learn(rows, answers);
    const at = member * dimensions;
    spread(learner.features, featureVectors, { dimensions, width, at, share: 1 });
    // The mean of what the members say, as one sum.
    spread(learner.topics, topicVectors, { dimensions, width, at, share: 1 / members });
    for (let topic = 0; topic < topics; topic++)
      (bias[topic] as number) += (learner.bias[topic] as number) / members;
  }
  return { features, width, featureVectors, topicVectors, bias };
}

interface Place {
  readonly dimensions: number;
  readonly width: number;
  readonly at: number;
  readonly share: number;
}

/** Puts the vectors of one member beside those of the others. */
function spread(vectors: Float32Array, wide: Float32Array, { dimensions, width, at, share }: Place): void {
  for (let row = 0; row * dimensions < vectors.length; row++) {
    for (let d = 0; d < dimensions; d++)
      wide[row * width + at + d] = share * (vectors[row * dimensions + d] as number);
  }
}

/** Sums of squared gradients start with this, so that first steps are not too wide. */
const firstSquares = 1e-2;
/** Errors smaller than this change nothing worth the time. */
const leastError = 1e-3;
/** The longest question in features that is learned. */
const longest = 4096;

/** One classifier while it learns, by stochastic gradient descent with AdaGrad (Duchi, Hazan, Singer 2011), one rate a vector. */
class Learner {
  readonly features: Float32Array;
  readonly topics: Float32Array;
  readonly bias: Float32Array;
  readonly #featureSquares: Float32Array;
  readonly #topicSquares: Float32Array;
  readonly #options: TrainingOptions;
  readonly #random: () => number;
  /** Of the example in hand: the features looked at, its vector, the gradient of it, and each topic's probability, then error. */
  readonly #kept = new Uint32Array(longest);
  readonly #vector: Float32Array;
  readonly #gradient: Float32Array;
  readonly #scores: Float32Array;

  constructor(features: number, topics: number, options: TrainingOptions) {
    const { dimensions, seed } = options;
    this.#options = options;
    this.#random = seededRandom(seed);
    this.features = Float32Array.from({ length: features * dimensions }, () => (this.#random() - 0.5) / 2);
    this.topics = new Float32Array(topics * dimensions);
    this.bias = new Float32Array(topics);
    this.#featureSquares = new Float32Array(features).fill(firstSquares);
    this.#topicSquares = new Float32Array(topics).fill(firstSquares);
    this.#vector = new Float32Array(dimensions);
    this.#gradient = new Float32Array(dimensions);
    this.#scores = new Float32Array(topics);
  }

  /** @param rows the features of each example @param answers the topic of each */
  learn(rows: readonly Uint32Array[], answers: Uint32Array): void {
    const { epochs, rate } = this.#options;
    const order = Uint32Array.from(rows.keys());
    for (let epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, this.#random);
      for (const index of order)
        this.#look(rows[index] as Uint32Array, answers[index] as number, rate * (1 - epoch / epochs));
    }
  }

  #look(row: Uint32Array, answer: number, rate: number): void {
    const count = this.#choose(row);
    if (count === 0) return;
    const scale = 1 / Math.sqrt(count);
    this.#sum(count, scale);
    innerProducts(this.#vector, this.topics, this.bias, this.#scores);
    softmax(this.#scores);
    (this.#scores[answer] as number) -= 1;
    this.#correctTopics(rate);
    this.#correctFeatures(count, scale, rate);
  }

  /** Leaves out some of the features. @returns how many are left */
  #choose(row: Uint32Array): number {
    let count = 0;
    for (const feature of row)
      if (this.#random() >= this.#options.dropout && count < longest) this.#kept[count++] = feature;
    return count;
  }

  #sum(count: number, scale: number): void {
    const vector = this.#vector.fill(0);
    const size = vector.length;
    for (let i = 0; i < count; i++) {
      const start = (this.#kept[i] as number) * size;
      for (let d = 0; d < size; d++) (vector[d] as number) += scale * (this.features[start + d] as number);
    }
  }

  #correctTopics(rate: number): void {
    const gradient = this.#gradient.fill(0);
    const [vector, topics, squares] = [this.#vector, this.topics, this.#topicSquares];
    const size = vector.length;
    let length = 0;
    for (let d = 0; d < size; d++) length += (vector[d] as number) ** 2;
    for (let topic = 0; topic < this.#scores.length; topic++) {
      const error = this.#scores[topic] as number;
      if (Math.abs(error) < leastError) continue;
      (squares[topic] as number) += (error * error * length) / size;
      const step = (rate * error) / Math.sqrt(squares[topic] as number);
      (this.bias[topic] as number) -= 0.01 * rate * error;
      const start = topic * size;
      for (let d = 0; d < size; d++) {
        (gradient[d] as number) += error * (topics[start + d] as number);
        (topics[start + d] as number) -= step * (vector[d] as number);
      }
    }
  }

  #correctFeatures(count: number, scale: number, rate: number): void {
    const [gradient, features, squares] = [this.#gradient, this.features, this.#featureSquares];
    const size = gradient.length;
    let square = 0;
    for (let d = 0; d < size; d++) square += (scale * (gradient[d] as number)) ** 2;
    for (let i = 0; i < count; i++) {
      const feature = this.#kept[i] as number;
      (squares[feature] as number) += square / size;
      const step = (rate * scale) / Math.sqrt(squares[feature] as number);
      const start = feature * size;
      for (let d = 0; d < size; d++) (features[start + d] as number) -= step * (gradient[d] as number);
    }
  }
}

/** The inner product of a vector with each row of a matrix, and each row's bias. */
export function innerProducts(
  vector: Float32Array,
  rows: Float32Array,
  bias: Float32Array,
  products: Float32Array,
): void {
  const size = vector.length;
  for (let row = 0; row < bias.length; row++) {
    const start = row * size;
    let sum = bias[row] as number;
    for (let d = 0; d < size; d++) sum += (rows[start + d] as number) * (vector[d] as number);
    products[row] = sum;
  }
}

function countFeatures(examples: readonly Example[], minCount: number): Map<Feature, number> {
  const counts = new Map<Feature, number>();
  for (const { features } of examples)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const rows = new Map<Feature, number>();
  for (const [feature, count] of counts) if (count >= minCount) rows.set(feature, rows.size);
  return rows;
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index] as number;
    order[index] = order[other] as number;
    order[other] = kept;
  }
}

/** Turns scores into probabilities, in place. */
export function softmax(scores: Float32Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let index = 0; index < scores.length; index++) {
    const value = Math.exp((scores[index] as number) - most);
    scores[index] = value;
    sum += value;
  }
  for (let index = 0; index < scores.length; index++) (scores[index] as number) /= sum;
}
