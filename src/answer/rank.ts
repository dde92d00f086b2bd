import { isComputation } from '../knowledge/computations.js';
import type { Story, StoryEvent } from '../knowledge/schema.js';
import { featuresOf, type Synonyms } from './features.js';
import { type EventMention, isInWords } from './mentions.js';
import { type Model, rowOf } from './model.js';
import { askedStems, type Look, look } from './second-look.js';
import type { Without } from './steps.js';
import { sharesSentence } from './timeline.js';
import { innerProducts, softmax } from './train.js';
import type { Question } from './understand.js';

/** A topic with how well it fits a question. */
export interface Ranked {
  readonly topic: string;
  /** Between 0 and 1, all topics together 1: what the first and the second look make of it. */
  readonly score: number;
  /** Probability by the classifier alone. */
  readonly probability: number;
  /** How much of the question the nearest phrasing covers, and back: 0 to 1. */
  readonly coverage: number;
  /** Index of the nearest phrasing in `Model.phrasingTexts()`, or -1. */
  readonly phrasing: number;
}

/** So many topics get the second look. */
const lookedAtTwice = 16;

/**
 * What each figure of a topic counts: fitted by logistic regression to the `tune` half of the golden questions as a
 * whole (`evaluate --fit` does it anew).
 */
export const weights = {
  logProbability: 0.53,
  coverage: 5.55,
  vocabulary: 3.66,
  beyond: -3.82,
  likelihood: -0.34,
  stranger: -1.25,
  unknown: -1.34,
  computation: 0.58,
  outsider: -1.16,
  outsiderAsked: -0.63,
  anotherTime: -1.06,
  anotherEvent: -0.3,
};

/** A topic of which a phrasing has the question's very words is the one that is meant. (No golden question is a phrasing, so this is not fitted.) */
const verbatimWeight = 4;

/** The figures of a topic for a question, by which it is ranked. */
export type Figures = Readonly<Record<keyof typeof weights, number>>;

/** A topic that got the second look. */
export interface Candidate {
  readonly topic: string;
  readonly figures: Figures;
  /** 1 where a phrasing has the question's very words, else 0. */
  readonly verbatim: number;
  readonly phrasing: number;
}

/** The likeliest topics by the classifier, each with its figures. */
export function candidates(
  question: Question,
  story: Story,
  model: Model,
  synonyms: Synonyms,
  without: Without = new Set(),
): Candidate[] {
  const probabilities = classify(question, model, synonyms);
  const best = without.has('classifier') ? [...probabilities.keys()] : largest(probabilities, lookedAtTwice);
  const asked = askedStems(question, model, synonyms);
  return best.map((index) => {
    const topic = model.topics[index] ?? '';
    const seen = look(asked, index, model);
    const probability = without.has('classifier') ? 0 : (probabilities[index] ?? 0);
    const figures = figuresOf(topic, probability, seen, question, story);
    return {
      topic,
      figures: without.has('coverage') ? { ...figures, ...unseen } : figures,
      verbatim: without.has('coverage') ? 0 : seen.verbatim,
      phrasing: seen.phrasing,
    };
  });
}

const unseen = { coverage: 0, vocabulary: 0, beyond: 0, likelihood: 0, stranger: 0 };

/** Ranks facts, unknowns and computations together, best first; at most `lookedAtTwice`. */
export function rank(found: readonly Candidate[]): Ranked[] {
  const scores = Float32Array.from(found, strengthOf);
  softmax(scores);
  return found
    .map(({ topic, figures, phrasing }, index) => ({
      topic,
      score: scores[index] ?? 0,
      probability: Math.exp(figures.logProbability),
      coverage: figures.coverage,
      phrasing,
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, lookedAtTwice);
}

export const topicsOf = (ranked: readonly Ranked[]): string[] => ranked.map(({ topic }) => topic);

const names = Object.keys(weights) as (keyof Figures)[];

const strengthOf = ({ figures, verbatim }: Candidate) =>
  names.reduce((sum, name) => sum + weights[name] * figures[name], verbatimWeight * verbatim);

function figuresOf(
  topic: string,
  probability: number,
  seen: Look,
  question: Question,
  story: Story,
): Figures {
  const isUnknown = story.unknowns.has(topic);
  const { coverage, vocabulary, beyond, likelihood, stranger } = seen;
  return {
    logProbability: Math.log(probability + 1e-6),
    coverage,
    vocabulary,
    beyond: isUnknown ? 0 : beyond,
    likelihood,
    stranger,
    unknown: Number(isUnknown),
    computation: Number(isComputation(topic)),
    outsider: Number(question.outsiders.length > 0 && !isUnknown),
    outsiderAsked: Number(isAboutOutsider(question) && !isUnknown),
    anotherTime: Number(isOfOthers(topic, question, story, ({ byDate }) => byDate)),
    anotherEvent: Number(isOfOthers(topic, question, story, isInWords)),
  };
}

/** Whether a question asks of somebody whom the article does not mention, and does not just try out a name: "is it the G20?" */
const isAboutOutsider = ({ outsiders, kind, tokens }: Question): boolean =>
  outsiders.length > 0 &&
  kind !== 'yes or no' &&
  kind !== 'statement' &&
  !tokens.some(({ text }) => text === 'or');

/** Whether a question refers to past events in that way, and the topic is about none of them. */
function isOfOthers(
  topic: string,
  question: Question,
  story: Story,
  referred: (mention: EventMention) => boolean,
): boolean {
  const referredTo = question.events.filter(referred).flatMap(({ event }) => story.events.get(event) ?? []);
  if (referredTo.length === 0 || referredTo.some(({ kind }) => kind === 'conflict')) return false;
  const near = story.unknowns.get(topic)?.near.flatMap((fact) => story.facts.get(fact)?.sentences ?? []);
  const sentences = story.facts.get(topic)?.sentences ?? near ?? [];
  const isTold = (event: StoryEvent) => sharesSentence(event.sentences, sentences);
  if (sentences.length === 0 || referredTo.some(isTold)) return false;
  // What is told of the visit of the story itself is told in many places.
  return !referredTo.some(({ upcoming }) => upcoming) || [...story.events.values()].some(isTold);
}

/** Probability of each topic by the classifier, by index. */
function classify(question: Question, model: Model, synonyms: Synonyms): Float32Array {
  const { featureVectors, rowScale, topicVectors, bias } = model;
  const width = topicVectors.length / (bias.length || 1);
  const rows = featuresOf(question, synonyms).flatMap((feature) => {
    const row = rowOf(model, feature);
    return row < 0 ? [] : [row];
  });
  const vector = new Float32Array(width);
  for (const row of rows) {
    const weight = (rowScale[row] as number) / Math.sqrt(rows.length);
    const start = row * width;
    for (let d = 0; d < width; d++) (vector[d] as number) += weight * (featureVectors[start + d] as number);
  }
  const scores = new Float32Array(bias.length);
  innerProducts(vector, topicVectors, bias, scores);
  softmax(scores);
  return scores;
}

/** Indexes of the largest scores, largest first. */
function largest(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number;
    if (best.length === count && score <= (scores[best[count - 1] as number] as number)) continue;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] as number] as number) < score) at--;
    best.splice(at, 0, index);
    if (best.length > count) best.pop();
  }
  return best;
}
