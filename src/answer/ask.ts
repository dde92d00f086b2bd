import { compose, suggest, unknownAnswer } from './compose.js';
import { type Decision, decide, nothing } from './decide.js';
import { Synonyms } from './features.js';
import { inContext } from './follow-up.js';
import { type CompiledStory, vocabularyOf } from './model.js';
import { type Candidate, candidates, type Ranked, rank } from './rank.js';
import { isFunctionWord } from './stem.js';
import type { Without } from './steps.js';
import { who } from './structured.js';
import type { IsoDay } from './types.js';
import { type Question, Understanding } from './understand.js';

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

/** The flow of a question: text → Question → ranked readings → Answer. */
export function createAsk({ story, lexicon, model }: CompiledStory, without: Without = new Set()): Asking {
  const understanding = new Understanding(story, lexicon, vocabularyOf(model), without);
  const synonyms = new Synonyms(lexicon, without);
  const understand = (text: string, today: IsoDay) => understanding.understand(text, today);

  const candidatesOf = (question: Question) => candidates(question, story, model, synonyms, without);

  const explain: Asking['explain'] = (text, today, before) => {
    const alone = understand(text, today);
    const completed =
      before === undefined
        ? text
        : inContext(story, alone, before, (asked) => understand(asked, today).names);
    const question = completed === text ? alone : { ...understand(completed, today), raw: text };
    if (question.tokens.every(({ known }) => !known)) {
      const answer = unknownAnswer(story, text, 'not-a-question') ?? nothing(story, question, []);
      return { question, ranked: [], answer, why: 'there is no word in it that the knowledge uses' };
    }
    const [name] = question.names;
    if (name !== undefined && isOnlyName(question)) {
      return {
        question,
        ranked: [],
        answer: { ...who(story, text, name), question: text },
        why: `it only names ${name}`,
      };
    }
    // Who asks on after an answer does not want that answer again.
    const ranked = rank(candidatesOf(question).filter(({ topic }) => completed === text || topic !== before));
    if (question.language) {
      const said = `This looks like ${question.language}. I answer in English only, for now; the nearest topics are below.`;
      const suggestions = suggest(
        story,
        ranked.map(({ topic }) => topic),
      );
      const answer = compose(story, { question: text, status: 'not_in_article', text: said, suggestions });
      return { question, ranked, answer, why: `it is in ${question.language}` };
    }
    return { question, ranked, ...decide(story, question, ranked, today) };
  };
  return { understand, candidates: candidatesOf, explain };
}
