import type { Fact, Story } from '../knowledge/schema.js';
import { cleanText } from './clean.js';
import type { Synonyms } from './features.js';
import { isFunctionWord, stem, stemsOf } from './stem.js';
import { sharesSentence } from './timeline.js';
import type { Question, Token } from './understand.js';

/** Words that turn a statement into its opposite. */
export const negations: ReadonlySet<string> = new Set([
  'not',
  'no',
  'never',
  'none',
  'neither',
  'nobody',
  'without',
  'hardly',
  'nothing',
]);
/** Words that qualify what is asked, so that a fact without them does not settle it. */
const qualifiers = new Set(
  'only ever first last before after alone completely fully totally entirely just yet soon again more less most all always'.split(
    ' ',
  ),
);
const passive = 'by';
/** With these the one who is named first is not the one who acts. */
const reversing = new Set(
  'from get gets got receive receives received accept accepts accepted say says said to'.split(' '),
);
/** Words of a question that add nothing to what it claims. */
const neutral = stemsOf(
  'really actually article say true right correct still do happen thing china country president leader',
);

/** What a fact speaks of: all that a question may name if the fact is to settle it. */
interface Scope {
  readonly names: ReadonlySet<string>;
  /** Of whom it tells: the first that it names, a capital standing for its country. */
  readonly subject: string | undefined;
  /** Whether the fact uses the word of a token, or one that means the same. */
  readonly speaksOf: (token: Token) => boolean;
}

/** Gives answers their first words; what each fact speaks of is understood when it is first needed. */
export class FirstWords {
  readonly #story: Story;
  readonly #understand: (text: string) => Question;
  readonly #synonyms: Pick<Synonyms, 'canonical'>;
  readonly #scopes = new WeakMap<Fact, Scope>();

  constructor(story: Story, understand: (text: string) => Question, synonyms: Pick<Synonyms, 'canonical'>) {
    this.#story = story;
    this.#understand = understand;
    this.#synonyms = synonyms;
  }

  /** @returns `undefined` where the fact does not settle the question, or that is of another kind */
  of(question: Question, fact: Fact): string | undefined {
    return verdict(question, fact, this.#scopeOf(fact), this.#story);
  }

  #scopeOf(fact: Fact): Scope {
    const known = this.#scopes.get(fact);
    if (known) return known;
    const said = [fact.text, fact.ask].map(this.#understand);
    const canonical = (token: Token) => this.#synonyms.canonical([token]);
    const words = new Set(said.flatMap(({ tokens }) => tokens.flatMap(canonical)));
    const [text] = said;
    const scope = {
      subject: text && subjectOf(text, this.#story),
      names: new Set([
        ...said.flatMap(({ names }) => names),
        ...(fact.roles ? [fact.roles[0], fact.roles[2]] : []),
      ]),
      speaksOf: (token: Token) => canonical(token).every((word) => words.has(word)),
    };
    this.#scopes.set(fact, scope);
    return scope;
  }
}

/**
 * The first words of an answer to a yes/no question or a statement: only where the fact itself settles it, by the
 * words that the knowledge lists under `yes` and `no`, or by who did it to whom. A first word is a claim: wherever the
 * question names, dates or qualifies something that the fact does not speak of, there is none.
 */
function verdict(question: Question, fact: Fact, scope: Scope, story: Story): string | undefined {
  const isQuestion = question.kind === 'yes or no';
  if (!isQuestion && question.kind !== 'statement') return undefined;
  if (question.tokens.some(({ text }) => text === 'or')) return undefined;
  if (!datesFit(question, fact, story) || !question.names.every((id) => scope.names.has(id)))
    return undefined;
  if (rolesAreSwapped(question, fact, story)) return otherwise(isQuestion);
  if (fact.basis === 'claimed') return undefined;
  if (scope.subject !== undefined && (subjectOf(question, story) ?? scope.subject) !== scope.subject)
    return undefined;
  const words = question.tokens.flatMap(wordsOf);
  const confirming = (fact.yes ?? []).filter((cue) => occurs(cue, words));
  const denying = (fact.no ?? []).filter((cue) => occurs(cue, words));
  if (confirming.length > 0 === denying.length > 0) return undefined;
  if (!isWithin(question, scope, [...confirming, ...denying])) return undefined;
  const holds = confirming.length > 0 !== isNegated(question, isQuestion);
  if (holds) return isQuestion ? 'Yes.' : 'Yes, the article says so.';
  return otherwise(isQuestion);
}

const otherwise = (isQuestion: boolean) => (isQuestion ? 'No.' : 'The article says otherwise.');

/** What a token is compared by: a name by its id, a date by its words. */
const wordsOf = ({ name, date, text, stem: stemmed }: Token): string[] =>
  name === undefined ? (date ? text.split(' ').map(stem) : [stemmed]) : [name];

/** A cue of one or more words, in the question's order and without gaps. */
function occurs(cue: string, words: readonly string[]): boolean {
  const wanted = cleanText(cue).split(' ');
  return words.some((_, start) =>
    wanted.every((word, offset) => [word, stem(word)].includes(words[start + offset] ?? '')),
  );
}

/** Of whom a sentence tells: whoever it names first, or, in the passive, whoever comes after "by". */
function subjectOf({ tokens }: Question, story: Story): string | undefined {
  const by = tokens.findIndex(({ text }) => text === passive);
  const agent = tokens.slice(by + 1).find(({ name }) => name !== undefined)?.name;
  const first = by < 0 ? agent : (agent ?? tokens.find(({ name }) => name !== undefined)?.name);
  const known = first === undefined ? undefined : story.names.get(first);
  return known?.kind === 'place' ? (known.country ?? first) : first;
}

/** Whether every date in the question falls on something that the fact's own sentences tell. */
function datesFit({ dates, events }: Question, { sentences }: Fact, story: Story): boolean {
  if (dates.length === 0) return true;
  const told = events.filter(
    ({ event, byDate }) => byDate && sharesSentence(story.events.get(event)?.sentences ?? [], sentences),
  );
  return new Set(told.map(({ at }) => at)).size >= dates.length;
}

/** Whether the question says nothing beside what the fact and the cues speak of. */
function isWithin({ tokens }: Question, { speaksOf }: Scope, cues: readonly string[]): boolean {
  const cued = new Set(cues.flatMap((cue) => cleanText(cue).split(' ').map(stem)));
  return tokens.every((token) => {
    const { text, stem: stemmed, name, date } = token;
    if (name !== undefined || date !== undefined || cued.has(stemmed)) return true;
    if (qualifiers.has(text)) return false;
    return isFunctionWord(stemmed) || negations.has(text) || neutral.has(stemmed) || speaksOf(token);
  });
}

/** "Isn't it held every year?" expects a yes all the same: a negation right at the beginning of a question asks, and does not deny. */
export function isNegated({ tokens }: Question, isQuestion: boolean): boolean {
  const at = tokens.flatMap(({ text }, index) => (negations.has(text) ? [index] : []));
  const denying = isQuestion ? at.filter((index) => index > 1) : at;
  return denying.length % 2 === 1;
}

/**
 * Whether the question lets the one do what the fact says of the other: "Putin was invited by Xi", "Xi invited Putin".
 * Where the story has visits both ways, only a date tells which one is meant.
 */
function rolesAreSwapped({ tokens, dates }: Question, { roles }: Fact, story: Story): boolean {
  if (!roles || tokens.some(({ text }) => reversing.has(text) || negations.has(text))) return false;
  const [doer, verb, other] = roles;
  const at = tokens.findIndex(({ stem: stemmed }) => stemmed === stem(verb));
  const before = tokens.slice(0, at).findLast(({ name }) => name === doer || name === other)?.name;
  const after = tokens.slice(at + 1).find(({ name }) => name === doer || name === other)?.name;
  if (at < 0 || !before || !after || before === after) return false;
  const goesBothWays = [...story.events.values()].some(
    ({ travelled, received }) => travelled?.includes(other) && received?.includes(doer),
  );
  if (goesBothWays && verb === 'visit' && dates.length === 0) return false;
  const isPassive = tokens[at + 1]?.text === passive;
  return isPassive ? before === doer : before === other;
}

/** The fact that a question turns round, if it says clearly who did it to whom and when. */
export function turnedRound(question: Question, story: Story): string | undefined {
  if (question.kind !== 'yes or no' && question.kind !== 'statement') return undefined;
  if (question.names.length !== 2) return undefined;
  return [...story.facts].find(
    ([, fact]) => datesFit(question, fact, story) && rolesAreSwapped(question, fact, story),
  )?.[0];
}
