import type { Feature } from './features.js';

/** A phrasing as the classifier learns it. */
export interface Example {
  readonly features: readonly Feature[];
  /** Index of its topic. */
  readonly topic: number;
}

export interface TrainingOptions {
  readonly epochs: number;
  /** Step size of AdaGrad. */
  readonly rate: number;
  /** Part of the features that is left out of each look at an example, so that no single one decides. */
  readonly dropout: number;
  /** A feature is learned when it stands in so many examples. */
  readonly minCount: number;
  readonly seed: number;
}

export const defaultTraining: TrainingOptions = { epochs: 4, rate: 0.5, dropout: 0.3, minCount: 3, seed: 1 };

/** Weights of a linear classifier: row `features.get(hash)`, column topic. */
export interface Weights {
  readonly features: ReadonlyMap<Feature, number>;
  readonly topics: number;
  /** Row-major, one row a feature. */
  readonly values: Float32Array;
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
 * Softmax regression by stochastic gradient descent with AdaGrad (Duchi, Hazan, Singer 2011) and feature dropout.
 * Features of an example weigh 1/√n each, so that long questions do not shout. The same examples and options give the
 * same weights.
 */
export function train(
  examples: readonly Example[],
  topics: number,
  options: TrainingOptions = defaultTraining,
): Weights {
  const features = countFeatures(examples, options.minCount);
  const values = new Float32Array(features.size * topics);
  const squares = new Float32Array(features.size * topics).fill(1e-3);
  const bias = new Float32Array(topics);
  const rows = examples.map(({ features: list }) =>
    Uint32Array.from(list.flatMap((feature) => features.get(feature) ?? [])),
  );
  const random = seededRandom(options.seed);
  const order = Uint32Array.from(examples.keys());
  const scores = new Float32Array(topics);
  const kept = new Uint32Array(4096);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (const index of order) {
      let count = 0;
      for (const row of rows[index] ?? [])
        if (random() >= options.dropout && count < kept.length) kept[count++] = row;
      if (count === 0) continue;
      const scale = 1 / Math.sqrt(count);
      scores.set(bias);
      for (let i = 0; i < count; i++) {
        const start = (kept[i] as number) * topics;
        for (let topic = 0; topic < topics; topic++)
          (scores[topic] as number) += scale * (values[start + topic] as number);
      }
      softmax(scores);
      (scores[examples[index]?.topic as number] as number) -= 1;
      for (let topic = 0; topic < topics; topic++) {
        const error = scores[topic] as number;
        if (Math.abs(error) < 2e-3) continue;
        (bias[topic] as number) -= 0.01 * rate * error;
        const gradient = error * scale;
        for (let i = 0; i < count; i++) {
          const at = (kept[i] as number) * topics + topic;
          (squares[at] as number) += gradient * gradient;
          (values[at] as number) -= (rate * gradient) / Math.sqrt(squares[at] as number);
        }
      }
    }
  }
  return { features, topics, values, bias };
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
