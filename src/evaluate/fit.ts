import { type Candidate, type Figures, weights } from '../answer/rank.js';

/** The candidates of a question, and which of them answer it rightly. */
export interface Choice {
  readonly candidates: readonly Pick<Candidate, 'figures'>[];
  readonly right: readonly boolean[];
}

const rounds = 60;
const rate = 0.02;
/** Pulls weights towards zero, since there are few questions. */
const decay = 0.003;
/** Figures between 0 and 1 learn as fast as the logarithms do when they are taken so many times. */
const scale: Readonly<Record<keyof Figures, number>> = {
  logProbability: 1,
  coverage: 4,
  vocabulary: 4,
  beyond: 4,
  likelihood: 1,
  stranger: 1,
  unknown: 1,
  computation: 1,
  outsider: 1,
  outsiderAsked: 1,
  anotherTime: 1,
  anotherEvent: 1,
};

const names = Object.keys(weights) as (keyof Figures)[];

/**
 * Fits the weights of the ranking so that right candidates come out on top: conditional logistic regression by
 * stochastic gradient descent, where any of the right ones will do.
 */
export function fitWeights(choices: readonly Choice[]): Figures {
  const fitted: number[] = names.map(() => 0);
  fitted[names.indexOf('logProbability')] = 1;
  fitted[names.indexOf('coverage')] = 1;
  const usable = choices
    .filter(({ right }) => right.some(Boolean))
    .map(({ candidates, right }) => ({
      right,
      rows: candidates.map(({ figures }) => names.map((name) => scale[name] * figures[name])),
    }));
  for (let round = 0; round < rounds; round++) {
    for (const { rows, right } of usable) step(fitted, rows, right, rate * (1 - round / rounds));
    for (const index of fitted.keys()) fitted[index] = (fitted[index] as number) * (1 - decay);
  }
  return Object.fromEntries(
    names.map((name, index) => [name, Number(((fitted[index] as number) * scale[name]).toFixed(2))]),
  ) as Figures;
}

function step(
  fitted: number[],
  rows: readonly (readonly number[])[],
  right: readonly boolean[],
  size: number,
): void {
  const strengths = rows.map((row) =>
    row.reduce((sum, value, index) => sum + value * (fitted[index] as number), 0),
  );
  const most = Math.max(...strengths);
  const shares = strengths.map((strength) => Math.exp(strength - most));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const good = shares.reduce((sum, share, index) => sum + (right[index] ? share : 0), 0) || 1e-9;
  for (const [index, row] of rows.entries()) {
    const share = shares[index] as number;
    const error = (right[index] ? share / good : 0) - share / all;
    for (const [figure, value] of row.entries())
      fitted[figure] = (fitted[figure] as number) + size * error * value;
  }
}
