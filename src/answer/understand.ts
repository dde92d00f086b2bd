import type { Lexicon, Story } from '../knowledge/schema.js';
import { cleanText, lastQuestion } from './clean.js';
import { type DateContext, type DateSpan, dateContext, findDates } from './dates.js';
import { type EventMention, EventMentions, eventsWithin } from './mentions.js';
import { PhraseTable } from './phrases.js';
import { Speller } from './spelling.js';
import { stem } from './stem.js';
import type { Without } from './steps.js';
import type { IsoDay } from './types.js';

type Kind =
  | 'when'
  | 'who'
  | 'where'
  | 'what'
  | 'which'
  | 'why'
  | 'how'
  | 'how many'
  | 'how long'
  | 'yes or no'
  | 'statement'
  | 'keywords'
  | 'nothing';

export interface Token {
  /** As understood: lower case, abbreviations spelled out, slips corrected. */
  readonly text: string;
  /** Porter stem; `@xi` for a name, `@date` for a date. */
  readonly stem: string;
  /** Whether the knowledge uses the word. */
  readonly known: boolean;
  /** What was typed, where it was corrected. */
  readonly typed?: string;
  /** What the token stands for. */
  readonly name?: string;
  readonly date?: DateSpan;
}

/** What was understood of a text. */
export interface Question {
  readonly raw: string;
  /** The part of the text that asks, clean. */
  readonly text: string;
  readonly kind: Kind;
  readonly tokens: readonly Token[];
  /** Ids of the names in it, in order, each once. */
  readonly names: readonly string[];
  /** Those among them that the article does not mention. */
  readonly outsiders: readonly string[];
  readonly dates: readonly DateSpan[];
  readonly events: readonly EventMention[];
  /** The language it is in when that is not English, as an English word: "Spanish". */
  readonly language?: string;
}

/** The words that spelling is checked against. */
export interface Vocabulary {
  /** How often each word stands in the phrasings, as from `countWords`. */
  readonly words: ReadonlyMap<string, number>;
  /** Whether a word is a proper English one. */
  readonly isEnglish: (word: string) => boolean;
}

/** Everything that understanding needs of a story and of everyday language, prepared once. */
export class Understanding {
  readonly #story: Story;
  readonly #names: PhraseTable;
  readonly #mentions: EventMentions;
  readonly #abbreviations: PhraseTable;
  readonly #symbols: readonly (readonly [string, string])[];
  readonly #chatter: PhraseTable;
  readonly #speller: Speller;
  /** Languages in which each word is a common one. */
  readonly #foreign = new Map<string, string[]>();
  readonly #without: Without;
  #dates: DateContext;

  constructor(
    story: Story,
    lexicon: Lexicon,
    { words, isEnglish }: Vocabulary,
    without: Without = new Set(),
  ) {
    this.#story = story;
    this.#without = without;
    this.#dates = dateContext(story, '1970-01-01');
    this.#names = new PhraseTable(
      (without.has('names') ? [] : [...story.names]).flatMap(([id, { name, spellings = [] }]) =>
        [name, ...spellings].map((s) => [wordsOf(s), id] as const),
      ),
    );
    const abbreviations = Object.entries(lexicon.abbreviations);
    this.#abbreviations = new PhraseTable(abbreviations.map(([short, long]) => [wordsOf(short), long]));
    this.#symbols = abbreviations.filter(([short]) => /[^a-z0-9' ]/.test(short));
    this.#chatter = new PhraseTable(lexicon.chatter.map((phrase) => [wordsOf(phrase), '']));
    const counts = new Map(words);
    for (const spelling of this.#names.words()) counts.set(spelling, Math.max(50, counts.get(spelling) ?? 0));
    this.#speller = new Speller(counts, isEnglish);
    this.#mentions = new EventMentions(story, (mention) => this.#tokens(cleanText(mention)));
    for (const [language, list] of Object.entries(lexicon.languages)) {
      for (const word of list) this.#foreign.set(word, [...(this.#foreign.get(word) ?? []), language]);
    }
  }

  /** Understands a text as a question. Never throws, whatever the text. */
  understand(raw: string, today: IsoDay): Question {
    if (this.#dates.today !== today) this.#dates = { ...this.#dates, today };
    const cleaned = cleanText(raw);
    const language = this.#language(cleaned);
    const text = this.#without.has('focus') ? cleaned : lastQuestion(cleaned);
    const tokens = this.#withoutChatter(this.#tokens(text));
    const names = [...new Set(tokens.flatMap(({ name }) => name ?? []))];
    return {
      raw,
      text,
      kind: kindOf(tokens, text),
      tokens,
      names,
      outsiders: names.filter((id) => this.#story.names.get(id)?.mentioned === false),
      dates: tokens.flatMap(({ date }) => date ?? []),
      events: this.#events(tokens),
      ...(language && { language }),
    };
  }

  #tokens(clean: string): Token[] {
    let text = clean;
    for (const [symbol, meaning] of this.#symbols) text = text.replaceAll(` ${symbol} `, ` ${meaning} `);
    const dates = findDates(text, this.#dates);
    const tokens: Token[] = [];
    let position = 0;
    for (const date of dates) {
      tokens.push(...this.#wordTokens(text.slice(position, date.start)));
      tokens.push({ text: text.slice(date.start, date.end), stem: '@date', known: true, date });
      position = date.end;
    }
    tokens.push(...this.#wordTokens(text.slice(position)));
    return tokens;
  }

  #wordTokens(text: string): Token[] {
    const spelled = this.#abbreviations.replace(wordsOf(text), (long) => wordsOf(long));
    const words = spelled.map((word) => this.#word(word));
    const tokens: Token[] = [];
    for (const { start, end, value } of this.#names.segments(words.map((word) => word.text))) {
      const part = words.slice(start, end);
      if (value === undefined) tokens.push(...part);
      else
        tokens.push({
          text: part.map((word) => word.text).join(' '),
          stem: `@${value}`,
          known: true,
          name: value,
        });
    }
    return tokens;
  }

  #word(typed: string): Token {
    const singular = typed.replace(/'s?$/, '');
    const bare =
      this.#names.has(singular) || !this.#names.has(singular.replace(/s$/, ''))
        ? singular
        : singular.replace(/s$/, '');
    const corrected =
      this.#names.has(bare) || this.#without.has('spelling') ? undefined : this.#speller.correct(bare);
    const text = corrected ?? bare;
    const known = this.#names.has(text) || this.#speller.has(text) || /^\d+$/.test(text);
    return { text, stem: stem(text), known, ...(corrected && { typed }) };
  }

  /** Leaves out "hey", "pls", "do you know" where something remains without them. */
  #withoutChatter(tokens: Token[]): Token[] {
    const kept = this.#chatter
      .segments(tokens.map(({ text, name, date }) => ((name ?? date) ? '' : text)))
      .flatMap(({ start, end, value }) => (value === undefined ? tokens.slice(start, end) : []));
    return kept.length > 0 ? kept : tokens;
  }

  #events(tokens: readonly Token[]): EventMention[] {
    return [...this.#mentions.find(tokens), ...this.#byDate(tokens)].sort((a, b) => a.at - b.at);
  }

  #byDate(tokens: readonly Token[]): EventMention[] {
    return tokens.flatMap(({ date }, at) =>
      date ? eventsWithin(this.#story, date).map((event) => ({ event, at, end: at + 1, byDate: true })) : [],
    );
  }

  /** The language of most of the words, when they are not English ones. */
  #language(text: string): string | undefined {
    const letters = text.match(/\p{L}/gu) ?? [];
    const latin = letters.filter((letter) => letter < '\u0250').length;
    if (letters.length >= 4 && latin < letters.length / 2) return scriptLanguage(text);
    const votes = new Map<string, number>();
    const words = wordsOf(text);
    for (const word of words) {
      for (const language of this.#foreign.get(word) ?? [])
        votes.set(language, (votes.get(language) ?? 0) + 1);
    }
    const [language, count] = [...votes].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    return count >= 2 && count >= words.length / 4 ? language : undefined;
  }
}

const wordsOf = (text: string): string[] => cleanText(text).match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu) ?? [];

/** How often each word stands in texts: the vocabulary that spelling is corrected against. */
export function countWords(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of wordsOf(text)) {
      const bare = word.replace(/'s?$/, '');
      counts.set(bare, (counts.get(bare) ?? 0) + 1);
    }
  }
  return counts;
}

function scriptLanguage(text: string): string {
  if (/[ґєії]/.test(text)) return 'Ukrainian';
  if (/\p{Script=Cyrillic}/u.test(text)) return 'Russian';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'Japanese';
  if (/\p{Script=Hangul}/u.test(text)) return 'Korean';
  if (/\p{Script=Han}/u.test(text)) return 'Chinese';
  if (/\p{Script=Arabic}/u.test(text)) return 'Arabic';
  return 'another language';
}

const auxiliaries = new Set(
  'is are was were am do does did will would can could has have had should shall may might must'.split(' '),
);

/** Words that may stand before the verb of a yes/no question: "and is he …". */
const openers = new Set('and so but or then now wait'.split(' '));

function kindOf(tokens: readonly Token[], text: string): Kind {
  if (tokens.length === 0) return 'nothing';
  const words = tokens.map((token) => token.text);
  for (const [index, word] of words.entries()) {
    const next = words[index + 1] ?? '';
    if (word === 'how') {
      if (['many', 'much', 'often', 'few'].includes(next)) return 'how many';
      return ['long', 'soon'].includes(next) ? 'how long' : 'how';
    }
    if (word === 'what' || word === 'which') {
      if (['time', 'day', 'date', 'dates', 'month', 'year', 'days', 'hour'].includes(next)) return 'when';
      if (['city', 'country', 'place', 'town'].includes(next)) return 'where';
      return word;
    }
    if (word === 'when' || word === 'where' || word === 'why') return word;
    if (word === 'who' || word === 'whom' || word === 'whose') return 'who';
    if (
      auxiliaries.has(word) &&
      tokens.length > 2 &&
      words.slice(0, index).every((before) => openers.has(before))
    )
      return 'yes or no';
  }
  if (words.length <= 2) return 'keywords';
  return text.includes('?') ? 'yes or no' : 'statement';
}
