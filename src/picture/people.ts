import type { Story } from '../knowledge/schema.js';

/**
 * The people that somebody means by a text such as "putin", "Xi Jinping" or "xi and putin", by the spellings of the
 * story's names. @returns ids; empty where nobody is meant
 */
export function peopleIn(story: Story, typed: string): string[] {
  const wanted = fold(typed);
  if (!wanted) return [];
  const people = [...story.names]
    .filter(([, { kind }]) => kind === 'person')
    .map(([id, { name, spellings = [] }]) => ({
      id,
      name: fold(name),
      spellings: [name, ...spellings].map(fold).filter(Boolean),
    }));
  const exactly = people.filter(({ spellings }) => spellings.includes(wanted));
  const within = people.filter(({ spellings }) => spellings.some((spelling) => holds(wanted, spelling)));
  const partly = people.filter(({ name }) => holds(name, wanted));
  const meant = [exactly, within, partly].find((found) => found.length > 0) ?? [];
  return meant.map(({ id }) => id);
}

const holds = (text: string, words: string) => ` ${text} `.includes(` ${words} `);

/** Lower case, without accents and punctuation, one space between words. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']s\b/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
