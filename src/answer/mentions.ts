import type { Story, StoryEvent } from '../knowledge/schema.js';
import { spanOf } from './calendar.js';
import { PhraseTable } from './phrases.js';
import { isFunctionWord } from './stem.js';
import type { IsoDay } from './types.js';
import type { Token } from './understand.js';

/** An event that a question refers to, by its date or in words. */
export interface EventMention {
  readonly event: string;
  /** The tokens of the mention: from `at` up to `end`, exclusive. */
  readonly at: number;
  readonly end: number;
  /** True where the mention is a date that covers the event. */
  readonly byDate: boolean;
  /** True where only a capital is named in which it took place: it may as well stand for its country. */
  readonly loose?: boolean;
}

/** A traveller and a place belong together when no more tokens lie between them. */
const nearby = 4;

/** What a token is compared by: a date by its month, whatever its notation. */
const keyOf = ({ stem, date }: Token) => (date ? `@${date.from.slice(0, 7)}` : stem);

/** Finds the events that words refer to: by the mentions that the knowledge lists, or by who travelled where. */
export class EventMentions {
  readonly #story: Story;
  readonly #exact: PhraseTable;
  readonly #content: PhraseTable;

  /** @param tokenize as questions are tokenized */
  constructor(story: Story, tokenize: (text: string) => readonly Token[]) {
    this.#story = story;
    const all = [...story.events].flatMap(([id, { mentions = [] }]) =>
      mentions.map((mention) => [tokenize(mention).map(keyOf), id] as const),
    );
    this.#exact = new PhraseTable(all);
    // "start of war" for "the start of the war"; one word alone ("visit") says too little without its article.
    const bare = all.map(([words, id]) => [words.filter((word) => !isFunctionWord(word)), id] as const);
    this.#content = new PhraseTable(bare.filter(([words]) => words.length > 1));
  }

  /** Mentions in words, in any order; an event may be found more than once. */
  find(tokens: readonly Token[]): EventMention[] {
    const positions = [...tokens.keys()];
    const content = positions.filter((at) => !isFunctionWord(keyOf(tokens[at] as Token)));
    const found = [
      ...this.#in(this.#exact, tokens, positions),
      ...this.#aroundDates(tokens, positions),
      ...this.#in(this.#content, tokens, content),
      ...this.#journeys(tokens),
    ];
    const seen = new Set<string>();
    return found.filter(({ event }) => !seen.has(event) && seen.add(event));
  }

  /** "the 2024 summit": a mention with a date in it on which the event falls. */
  #aroundDates(tokens: readonly Token[], positions: readonly number[]): EventMention[] {
    const dates = tokens.flatMap(({ date }) => date ?? []);
    if (dates.length === 0) return [];
    const then = new Set(dates.flatMap((date) => eventsWithin(this.#story, date)));
    const undated = positions.filter((at) => !tokens[at]?.date);
    return this.#in(this.#exact, tokens, undated).filter(({ event }) => then.has(event));
  }

  #in(table: PhraseTable, tokens: readonly Token[], positions: readonly number[]): EventMention[] {
    return table
      .segments(positions.map((at) => keyOf(tokens[at] as Token)))
      .flatMap(({ start, end, value }) => {
        const [at = 0, last = at] = [positions[start], positions[end - 1]];
        return value === undefined ? [] : [{ event: value, at, end: last + 1, byDate: false }];
      });
  }

  /** Events that are the only ones in which that person travelled to that country, or the only one at that place. */
  #journeys(tokens: readonly Token[]): EventMention[] {
    const named = tokens.flatMap(({ name }, at) => (name ? [{ name, at }] : []));
    const found: EventMention[] = [];
    for (const { name: person, at } of named) {
      for (const { name: place, at: other } of named) {
        if (Math.abs(at - other) > nearby) continue;
        const country = this.#story.names.get(place)?.country ?? place;
        const event = this.#only(
          ({ travelled, country: where }) => where === country && (travelled?.includes(person) ?? false),
        );
        if (event)
          found.push({ event, at: Math.min(at, other), end: Math.max(at, other) + 1, byDate: false });
      }
      const event = this.#only(({ place, kind }) => place === person && kind === 'meeting');
      const loose = this.#story.names.get(person)?.country !== undefined;
      if (event) found.push({ event, at, end: at + 1, byDate: false, ...(loose && { loose }) });
    }
    return found;
  }

  #only(fits: (event: StoryEvent) => boolean): string | undefined {
    const [first, second] = [...this.#story.events].filter(([, event]) => fits(event));
    return second ? undefined : first?.[0];
  }
}

/** Whether an event is named in words: not by its date, and not by a capital alone. */
export const isInWords = ({ byDate, loose }: EventMention): boolean => !byDate && !loose;

/** Ids of the events that a period overlaps; those without a date never. */
export function eventsWithin(story: Story, { from, to }: { from: IsoDay; to: IsoDay }): string[] {
  return [...story.events]
    .filter(
      ([, event]) => event.from && event.to && spanOf(event.from).from <= to && spanOf(event.to).to >= from,
    )
    .map(([id]) => id);
}
