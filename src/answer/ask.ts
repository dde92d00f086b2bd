import { compose, factAnswer, suggest, unknownAnswer } from './compose.js';
import { type Decision, decide, nothing } from './decide.js';
import { Synonyms } from './features.js';
import { inContext } from './follow-up.js';
import { type CompiledStory, vocabularyOf } from './model.js';
import { type Candidate, candidates, type Ranked, rank, topicsOf } from './rank.js';
import { isFunctionWord } from './stem.js';
import type { Without } from './steps.js';
import { passage, who } from './structured.js';
import type { Answer, IsoDay } from './types.js';
import { type Question, Understanding } from './understand.js';
import { FirstWords, turnedRound } from './verdict.js';

/** All that happened between a text and its answer. */
export interface Explanation extends Decision {
  readonly question: Question;
  /** Facts, unknowns and computations, best first. */
  readonly ranked: readonly Ranked[];
}

export interface Asking {
  /** What the ranking starts from: to explain it and to fit its weights. */
  readonly candidates: (question: Question) => Candidate[];
  readonly understand: (text: string, today: IsoDay) => Question;
  readonly explain: (text: string, today: IsoDay, before?: string) => Explanation;
}

/** "Kazakhstan?", "who is Trump": a name and at most the words that ask for it. */
function isOnlyName({ names, tokens }: Question): boolean {
  const others = tokens.filter((token) => token.name === undefined).map((token) => token.text);
  return (
    names.length === 1 &&
    (others.length === 0 || (others[0] === 'who' && others.length === 2 && isFunctionWord(others[1] ?? '')))
  );
}

/** Facts read the same on whatever day. */
const anyDay = '1970-01-01';

/** Who asks on after an answer hardly wants that answer again. */
const again = 0.25;

const lessOf = (before: string | undefined, ranked: readonly Ranked[]): Ranked[] =>
  ranked
    .map((reading) => (reading.topic === before ? { ...reading, score: reading.score * again } : reading))
    .sort((a, b) => b.score - a.score);

/** The flow of a question: text → Question → ranked readings → Answer. */
export function createAsk({ story, lexicon, model }: CompiledStory, without: Without = new Set()): Asking {
  const understanding = new Understanding(story, lexicon, vocabularyOf(model), without);
  const synonyms = new Synonyms(lexicon, without);
  const understand = (text: string, today: IsoDay) => understanding.understand(text, today);

  const candidatesOf = (question: Question) => candidates(question, story, model, synonyms, without);

  const firstWords = new FirstWords(story, (text) => understand(text, anyDay), synonyms);
  const withFirstWord = (answer: Answer, question: Question): Answer => {
    const fact = answer.status === 'answered' ? story.facts.get(answer.topic ?? '') : undefined;
    const first = fact && firstWords.of(question, fact);
    return first ? { ...answer, text: `${first} ${answer.text}` } : answer;
  };

  const inAnotherLanguage = (question: Question, language: string): Explanation => {
    const ranked = rank(candidatesOf(question));
    const answer = compose(story, {
      question: question.raw,
      status: 'not_in_article',
      text: `This looks like ${language}. I answer in English only, for now; the nearest topics are below.`,
      suggestions: suggest(story, topicsOf(ranked)),
    });
    return { question, ranked, answer, why: `it is in ${language}` };
  };

  const explain: Asking['explain'] = (text, today, before) => {
    const alone = understand(text, today);
    const completed =
      before === undefined
        ? text
        : inContext(story, alone, before, (asked) => understand(asked, today).names);
    const question = completed === text ? alone : { ...understand(completed, today), raw: text };
    if (question.language) return inAnotherLanguage(question, question.language);
    if (question.tokens.every(({ known }) => !known)) {
      const answer = unknownAnswer(story, text, 'not-a-question') ?? nothing(story, question, []);
      return { question, ranked: [], answer, why: 'there is no word in it that the knowledge uses' };
    }
    const named = passage(story, question.text);
    if (named) {
      const answer = { ...named, question: text };
      return { question, ranked: [], answer, why: 'it names a passage of the article by its number' };
    }
    const [name] = question.names;
    if (name !== undefined && isOnlyName(question)) {
      const answer = { ...who(story, text, name), question: text };
      return { question, ranked: [], answer, why: `it only names ${name}` };
    }
    const ranked = rank(candidatesOf(question));
    const asksOn = completed !== text && question.kind !== 'yes or no';
    const turned = turnedRound(question, story);
    const asTurned = turned && factAnswer(story, text, turned, suggest(story, topicsOf(ranked), [turned]));
    if (asTurned)
      return { question, ranked, answer: withFirstWord(asTurned, question), why: `it turns ${turned} round` };
    const { answer, why } = decide(story, question, asksOn ? lessOf(before, ranked) : ranked, today);
    return { question, ranked, answer: withFirstWord(answer, question), why };
  };
  return { understand, candidates: candidatesOf, explain };
}
