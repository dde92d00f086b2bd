import Fuse from 'fuse.js';
import { isComputation, plainQuestion } from '../knowledge/computations.js';
import type { Story } from '../knowledge/schema.js';
import { isFunctionWord } from './stem.js';
import { headings } from './structured.js';

/** A choice for autocomplete: what is shown, and what is sent back. */
export interface Completion {
  readonly name: string;
  readonly value: string;
}

/** Discord shows at most so many choices (https://docs.discord.com/developers/interactions/receiving-and-responding). */
const choiceLimit = 25;

/** Choices nearest to what was typed, best first; all in their own order for empty input. */
export type Nearest = (typed: string) => Completion[];

interface Entry extends Completion {
  /** Other words under which the choice is found. */
  readonly also: string;
}

/** What is searched by: "the" and "of" are in everything; alone they are all there is. */
function telling(typed: string): string {
  const words = typed.slice(0, 100).split(/\s+/);
  const content = words.filter((word) => !isFunctionWord(word.toLowerCase()));
  return (content.length > 0 ? content : words).join(' ');
}

function nearest(entries: readonly Entry[], whenEmpty: readonly Entry[] = entries): Nearest {
  let fuse: Fuse<Entry> | undefined;
  // Set up when first searched: most stories are never completed.
  const search = (typed: string) => {
    fuse ??= new Fuse(entries, {
      keys: [{ name: 'name', weight: 2 }, 'also'],
      ignoreLocation: true,
      threshold: 0.45,
      useTokenSearch: true,
    });
    return fuse.search(typed, { limit: choiceLimit });
  };
  return (typed) => {
    const found = typed.trim() === '' ? whenEmpty : search(telling(typed)).map(({ item }) => item);
    return found.slice(0, choiceLimit).map(({ name, value }) => ({ name, value }));
  };
}

/** Questions that the story answers; its examples first while nothing is typed. */
export function nearestQuestions(story: Story): Nearest {
  const asked = [...story.facts].map(([, { ask, text }]) => ({ name: ask, value: ask, also: text }));
  const computed = [
    'list-events',
    'count-events',
    'duration-days',
    'first-event',
    'last-event',
    'count-countries',
  ].flatMap((id) => {
    const ask = isComputation(id) ? plainQuestion(id) : undefined;
    return ask ? [{ name: ask, value: ask, also: '' }] : [];
  });
  const examples = story.examples.map((example) => ({ name: example, value: example, also: '' }));
  const all = [...asked, ...computed];
  const others = all.filter(({ value }) => !story.examples.includes(value));
  return nearest(all, [...examples, ...others]);
}

export function nearestTopics(story: Story): Nearest {
  return nearest(
    headings(story).map((heading) => ({
      name: heading,
      value: heading,
      also: [...story.facts.values()].flatMap(({ topic, ask }) => (topic === heading ? ask : [])).join(' '),
    })),
  );
}

export function nearestNames(story: Story): Nearest {
  return nearest(
    [...story.names]
      .filter(([, { mentioned }]) => mentioned)
      .map(([id, { name, spellings = [] }]) => ({ name, value: id, also: spellings.join(' ') })),
  );
}
