import { describe, expect, it } from 'vitest';
import { median, megabytes, milliseconds, percentile, times } from '../src/bench/figures.js';
import { syntheticStory } from '../src/bench/synthetic.js';

const lexicon = { abbreviations: {}, synonyms: [], chatter: [], languages: {} };
const english = [
  'river',
  'market',
  'window',
  'garden',
  'paper',
  'letter',
  'winter',
  'music',
  'bridge',
  'stone',
];
const make = (number: number) =>
  syntheticStory(number, { english, lexicon, topics: 12, phrasings: 5, questions: 16 });

describe('figures', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  it.each([
    { values: hundred, part: 0.5, is: 50 },
    { values: hundred, part: 0.99, is: 99 },
    { values: hundred, part: 1, is: 100 },
    { values: [7], part: 0.5, is: 7 },
    { values: [3, 1, 2], part: 0.5, is: 2 },
    { values: [10, 9, 2], part: 0.99, is: 10 }, // by number and not by letter
    { values: [], part: 0.5, is: Number.NaN },
  ])('percentile $part of $values.length values is $is', ({ values, part, is }) => {
    expect(percentile(values, part)).toBe(is);
  });

  it('does not change what it is given', () => {
    const values = [3, 1, 2];
    expect(median(values)).toBe(2);
    expect(values).toEqual([3, 1, 2]);
  });

  it.each([
    { value: 3, of: 2, shows: '1.5×' },
    { value: 1000, of: 2, shows: '500×' },
    { value: 1, of: 3, shows: '0.333×' },
    { value: 1, of: 0, shows: '–' },
    { value: Number.NaN, of: 1, shows: '–' },
    { value: 5, of: -1, shows: '–' }, // memory that shrank
  ])('$value is $shows of $of', ({ value, of, shows }) => {
    expect(times(value, of)).toBe(shows);
  });

  it('are shown with their units', () => {
    expect([milliseconds(0.12345), milliseconds(1234.5), megabytes(12_345_678)]).toEqual([
      '0.123 ms',
      '1235 ms',
      '12.3 MB',
    ]);
  });
});

describe('invented stories', () => {
  it('are the same for the same number, and different for another', () => {
    expect(make(3)).toEqual(make(3));
    expect(make(3).knowledge.phrasings).not.toEqual(make(4).knowledge.phrasings);
  });

  it('are as large as wanted', () => {
    const { knowledge, questions } = make(0);
    expect(new Set(knowledge.phrasings.map(({ topic }) => topic)).size).toBe(12);
    expect(knowledge.phrasings).toHaveLength(60);
    expect(questions).toHaveLength(16);
  });

  it('hold together: whatever is referred to exists', () => {
    const { story } = make(1).knowledge;
    const facts = [...story.facts.keys()];
    for (const { near } of story.unknowns.values()) expect(facts).toEqual(expect.arrayContaining(near));
    for (const { fact, travelled = [] } of story.events.values()) {
      expect(facts).toContain(fact);
      expect([...story.names.keys()]).toEqual(expect.arrayContaining(travelled));
    }
    for (const { sentences } of story.facts.values()) {
      for (const number of sentences) expect(story.sentences[number - 1]?.number).toBe(number);
    }
  });

  it('share ordinary words and have names of their own', () => {
    const wordsOf = (number: number) =>
      new Set(make(number).knowledge.phrasings.flatMap(({ text }) => text.split(' ')));
    const [one, other] = [wordsOf(1), wordsOf(2)];
    const shared = [...one].filter((word) => other.has(word));
    expect(shared.length).toBeGreaterThan(5);
    expect(shared.length).toBeLessThan(one.size / 1.2);
  });
});
