import { describe, expect, it } from 'vitest';
import { createEngine } from '../src/answer/engine.js';
import { compileStory } from '../src/answer/model.js';
import { createShelf } from '../src/answer/shelf.js';
import { commonEnglish } from '../src/knowledge/english.js';
import type { Knowledge } from '../src/knowledge/load.js';
import type { Fact, Story } from '../src/knowledge/schema.js';
import { loadHarbour, harbourToday as today } from './fixtures/harbour.js';

const english = await commonEnglish();
const harbour = await loadHarbour();
const orchard = orchardStory(harbour);
const stories = [orchard, harbour].map((knowledge) => compileStory(knowledge, { english }));
const [orchardCompiled, harbourCompiled] = stories as [(typeof stories)[0], (typeof stories)[0]];
const shelf = createShelf(stories);
const harbourAlone = createEngine(harbourCompiled);

describe('a question goes to the story whose words it shares', () => {
  it.each([
    { asked: 'When does Mayor Lindt visit Port Ilmen?', story: 'harbour-visit', topic: 'visit-dates' },
    { asked: 'when is the harbour festival', story: 'harbour-visit', topic: 'festival-date' },
    { asked: 'who won the apple prize', story: 'orchard-prize', topic: 'prize-winner' },
    { asked: 'which pears did Mira Tolvay grow', story: 'orchard-prize', topic: 'pear-kind' },
    { asked: 'what did tolvey grow', story: 'orchard-prize', topic: 'pear-kind' }, // a name spelled otherwise
    { asked: 'who pays for the ferry', story: 'harbour-visit', topic: 'ferry-cost' },
  ])('$asked → $story', ({ asked, ...expected }) => {
    expect(shelf.answer(asked, today)).toMatchObject(expected);
  });

  it.each([
    { what: 'no word at all', asked: '' },
    { what: 'words of no story', asked: 'qwerty uiop' },
    { what: 'words of every story', asked: 'when' },
  ])('$what: the newest story answers', ({ asked }) => {
    expect(shelf.answer(asked, today)).toEqual(harbourAlone.answer(asked, today));
  });

  it('takes a follow-up to the story of the exchange before', () => {
    expect(shelf.answer('why?', today, 'pear-kind').story).toBe('orchard-prize');
    expect(shelf.answer('why?', today, 'festival-date').story).toBe('harbour-visit');
  });

  it('asks a close second where the first does not answer', () => {
    const asked = 'ferry cost, who won it'; // a word of each story: a tie, in which the newest is asked first
    expect(harbourAlone.answer(asked, today).status).toBe('not_in_article');
    expect(shelf.answer(asked, today)).toMatchObject({ story: 'orchard-prize', status: 'answered' });
  });

  it('stays with the first where the second does not answer either', () => {
    const asked = 'how much did the ferry prize cost';
    expect(shelf.answer(asked, today).status).toBe('not_in_article');
  });
});

describe('what is asked without a text', () => {
  it('is told of the newest story', () => {
    expect(shelf.story.id).toBe('harbour-visit');
    expect(shelf.visitDates(today)).toEqual(harbourAlone.visitDates(today));
    expect(shelf.source(1)).toEqual(harbourAlone.source(1));
    expect(shelf.visits({}, today)).toEqual(harbourAlone.visits({}, today));
  });

  it.each([
    { what: 'a topic', answer: shelf.answerTopic('pear-kind', '', today), story: 'orchard-prize' },
    {
      what: 'a topic of the other story',
      answer: shelf.answerTopic('festival-date', '', today),
      story: 'harbour-visit',
    },
    {
      what: 'a computation, by its question',
      answer: shelf.answerTopic('list-events', 'when was the orchard fair', today),
      story: 'orchard-prize',
    },
    { what: 'a name', answer: shelf.who('tolvay', today), story: 'orchard-prize' },
    { what: 'a name as somebody types it', answer: shelf.who('Mira Tolvay', today), story: 'orchard-prize' },
    { what: 'a heading', answer: shelf.context('The prize', today), story: 'orchard-prize' },
    { what: 'somebody’s visits', answer: shelf.visits({ person: 'Kern' }, today), story: 'harbour-visit' },
    {
      what: 'a claim',
      answer: shelf.check('Mira Tolvay won the apple prize.', today)[0],
      story: 'orchard-prize',
    },
  ])('$what belongs to $story', ({ answer, story }) => {
    expect(answer?.story).toBe(story);
  });

  it('knows no topic that no story has', () => {
    expect(shelf.answerTopic('nothing-of-the-kind', '', today)).toBeUndefined();
  });
});

describe('completions', () => {
  it('come from all stories in turn, each once and no more than 25', () => {
    const all = shelf.completeQuestions('');
    const values = all.map(({ value }) => value);
    expect(values).toContain('Who won the apple prize?');
    expect(values).toContain('When does the mayor visit?');
    expect(new Set(values).size).toBe(values.length);
    expect(values.length).toBeLessThanOrEqual(25);
    expect(shelf.completeNames('').map(({ value }) => value)).toEqual(
      expect.arrayContaining(['tolvay', 'lindt']),
    );
    expect(shelf.completeTopics('').map(({ value }) => value)).toEqual(
      expect.arrayContaining(['The prize', 'The visit']),
    );
  });

  it('begin with the story that the typed words are from', () => {
    expect(shelf.completeQuestions('apple prize')[0]?.value).toBe('Who won the apple prize?');
    expect(shelf.completeQuestions('harbour festival')[0]?.value).toBe('When is the harbour festival?');
  });
});

it('is the engine itself over one story, and nothing over none', () => {
  expect(createShelf([orchardCompiled]).answer('who won the apple prize', today)).toEqual(
    createEngine(orchardCompiled).answer('who won the apple prize', today),
  );
  expect(() => createShelf([])).toThrow(RangeError);
});

/** A tiny second story, older than the first. */
function orchardStory({ lexicon }: Knowledge): Knowledge {
  const fact = (text: string, ask: string, sentence: number): Fact => ({
    text,
    ask,
    sentences: [sentence],
    basis: 'reported',
    topic: 'The prize',
  });
  const texts = [
    'Mira Tolvay won the apple prize in the orchard of Quell.',
    'She grew red pears.',
    'The orchard fair was on May 2, 2028.',
  ];
  const story: Story = {
    id: 'orchard-prize',
    title: 'The apple prize of Quell',
    summary: 'Who won the apple prize.',
    year: 2028,
    examples: ['Who won the apple prize?'],
    sentences: texts.map((text, at) => ({ number: at + 1, paragraph: 1, text, sha256: '0'.repeat(64) })),
    facts: new Map([
      ['prize-winner', fact('Mira Tolvay won the apple prize.', 'Who won the apple prize?', 1)],
      ['pear-kind', fact('Mira Tolvay grew red pears.', 'Which pears did Mira Tolvay grow?', 2)],
      ['fair-date', fact('The orchard fair was on May 2, 2028.', 'When was the orchard fair?', 3)],
    ]),
    events: new Map([
      [
        'fair',
        {
          title: 'the orchard fair',
          from: '2028-05-02',
          to: '2028-05-02',
          precision: 'day',
          kind: 'meeting',
          place: 'quell',
          fact: 'fair-date',
          sentences: [3],
        },
      ],
    ]),
    names: new Map([
      [
        'tolvay',
        {
          name: 'Mira Tolvay',
          kind: 'person',
          about: 'Who won the prize',
          spellings: ['Tolvay'],
          mentioned: true,
          facts: ['prize-winner', 'pear-kind'],
        },
      ],
      [
        'quell',
        { name: 'Quell', kind: 'place', about: 'A village', mentioned: true, facts: ['prize-winner'] },
      ],
    ]),
    unknowns: new Map([
      [
        'prize-money',
        {
          missing: 'how much money the prize is',
          ask: 'How much is the apple prize?',
          near: ['prize-winner'],
        },
      ],
    ]),
    notes: new Map(),
  };
  const asked: Record<string, string[]> = {
    'prize-winner': [
      'who won the apple prize',
      'who got the prize',
      'who is the winner',
      'winner of the apple prize',
      'did tolvay win',
      'mira tolvay won the apple prize',
    ],
    'pear-kind': [
      'which pears did mira tolvay grow',
      'what did tolvay grow',
      'what pears did she grow',
      'colour of the pears',
      'red pears',
      'pears from the orchard',
    ],
    'fair-date': ['when was the orchard fair', 'on what day was the fair', 'date of the fair', 'fair day'],
    'prize-money': [
      'how much is the apple prize',
      'how much money did she win',
      'prize money',
      'how many coins is the prize',
    ],
  };
  const phrasings = Object.entries(asked).flatMap(([topic, list]) => list.map((text) => ({ topic, text })));
  return { story, phrasings, golden: [], lexicon };
}
