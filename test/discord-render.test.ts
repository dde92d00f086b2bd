import { describe, expect, it } from 'vitest';
import type { Answer, Status } from '../src/answer/types.js';
import { gapsPage, votesPage } from '../src/discord/gap-pages.js';
import { GAPS_SHOWN, VOTES_SHOWN } from '../src/discord/limits.js';
import { renderFindings, renderHelp, renderSource } from '../src/discord/pages.js';
import { citedPlaces, renderAnswer, type Showing } from '../src/discord/render.js';
import { answerWith, cite, engine, story } from './discord/mayor.js';
import { accepted } from './discord/message-checks.js';

const shown = (answer: Answer, showing: Partial<Showing> = {}) =>
  accepted(
    renderAnswer(answer, {
      story,
      origin: { kind: 'topic', topic: 'arrival' },
      onlyMe: false,
      notes: true,
      showsQuestion: false,
      ...showing,
    }),
  );

const note = (id: string) => ({
  id,
  text: `Note ${id} says more. `.repeat(60),
  url: `https://example.org/${'p'.repeat(200)}/${id}`,
});
const choices = ['arrival', 'storm', 'payer'].map((topic) => ({
  topic,
  text: `Tell me about the ${topic}?`,
  sentences: [1],
}));

/** As much of everything as an answer can have. */
const huge = (text: string, fields: Partial<Answer> = {}) =>
  answerWith({
    text,
    citations: story.sentences.map(({ number }) => cite(number)),
    notes: ['one', 'two', 'three', 'four'].map(note),
    suggestions: [...choices, ...choices],
    ...fields,
  });

describe('an answer', () => {
  it('names its basis and its sentences, with the ways on below', () => {
    const { texts, buttons } = shown(answerWith({ question: 'when?', suggestions: choices }), {
      showsQuestion: true,
    });
    expect(texts).toEqual([
      '-# “when?”',
      'The mayor arrived on Monday.',
      '-# Reported by the article · sentence 3, paragraph 1',
      '-# Not what you meant, or curious for more?',
    ]);
    expect(buttons).toEqual([
      { id: 'v1|source|3|0', label: 'Source' },
      { id: 'v1|up|arrival' },
      { id: 'v1|down|arrival' },
      { id: 'v1|more|arrival', label: 'Tell me about the arrival?' },
      { id: 'v1|more|storm', label: 'Tell me about the storm?' },
      { id: 'v1|more|payer', label: 'Tell me about the payer?' },
    ]);
  });

  it.each<{ status: Status; fields: Partial<Answer>; line: string }>([
    {
      status: 'answered',
      fields: { basis: 'claimed', facts: ['storm'] },
      line: 'Claimed by the \\*captain\\* · sentence 3, paragraph 1',
    },
    {
      status: 'answered',
      fields: { basis: 'claimed' },
      line: 'Claimed, not confirmed by the article · sentence 3, paragraph 1',
    },
    {
      status: 'answered',
      fields: { basis: 'expected' },
      line: 'Announced, not yet happened when the article was written · sentence 3, paragraph 1',
    },
    {
      status: 'answered',
      fields: { basis: 'derived', citations: [] },
      line: 'Worked out from what the article says',
    },
    {
      status: 'not_in_article',
      fields: { citations: [cite(5), cite(6)] },
      line: 'Nearest: sentences 5, 6, paragraph 2',
    },
  ])('$status, $fields.basis: $line', ({ status, fields, line }) => {
    expect(shown(answerWith({ status, ...fields })).texts[1]).toBe(`-# ${line}`);
  });

  it('sets notes apart, with their address, and leaves them out where the server wants none', () => {
    const answer = answerWith({
      notes: [{ id: 'n', text: 'It was Tuesday, [they](http://x) say.', url: 'https://example.org/a b' }],
    });
    expect(shown(answer).texts[2]).toBe(
      '-# **Editor’s note** · It was Tuesday, \\[they\\](http\\://x) say. · <https://example.org/a%20b>',
    );
    expect(shown(answer, { notes: false }).texts).toHaveLength(2);
  });

  it('that asks back shows its choices as they are picked', () => {
    const { buttons } = shown(engine.answer('a ship', '2026-01-15'));
    expect(buttons.map(({ id }) => id)).toEqual(['v1|pick|arrival', 'v1|pick|storm', 'v1|pick|gone']);
  });

  it('for one person can be shared', () => {
    expect(shown(answerWith(), { onlyMe: true }).buttons.at(-1)).toEqual({
      id: 'v1|share|topic|arrival',
      label: 'Share in the channel',
    });
    expect(
      shown(answerWith(), { onlyMe: true, origin: undefined }).buttons.map(({ label }) => label),
    ).not.toContain('Share in the channel');
  });

  it('that others see can be deleted', () => {
    const asker = 'fedcba9876543210';
    expect(shown(answerWith(), { asker }).buttons.at(-1)).toEqual({ id: `v1|delete|${asker}` });
    expect(shown(answerWith(), { asker, onlyMe: true }).buttons.map(({ id }) => id)).not.toContain(
      `v1|delete|${asker}`,
    );
  });

  it('has no votes where nothing was recognized', () => {
    const { topic: _topic, ...unrecognized } = answerWith({ citations: [] });
    expect(shown(unrecognized).buttons).toEqual([]);
  });

  it('carries a picture with the same in words on its first page only', () => {
    const timeline = { png: Buffer.from('png'), alt: 'Xi went to Moscow. '.repeat(200) };
    const [first, second] = [0, 1].map((page) =>
      renderAnswer(huge('word '.repeat(800)), {
        story,
        origin: { kind: 'dates' },
        onlyMe: false,
        notes: true,
        showsQuestion: false,
        page,
        timeline,
      }),
    );
    expect(first?.files).toEqual([
      { attachment: timeline.png, name: 'timeline.png', description: expect.stringMatching(/^Xi .{900,}…$/) },
    ]);
    expect(JSON.stringify(first?.components)).toContain('attachment://timeline.png');
    expect(second?.files).toEqual([]);
    if (first) accepted(first);
  });
});

describe('limits', () => {
  const texts = [
    { name: 'plain text', text: 'The mayor went on. '.repeat(211).slice(0, 4000) },
    { name: 'text without spaces', text: 'x'.repeat(4000) },
    { name: 'text that is all markup', text: '*_`~|<[@'.repeat(500) },
    { name: 'text of wide letters', text: '市长'.repeat(2000) },
    { name: 'lines', text: '- one\n'.repeat(666) },
    { name: 'no text', text: ' \u200b\n' },
  ];
  it.each(texts)(
    '$name of 4,000 characters, 16 citations, 4 notes and a long question fit on every page',
    ({ text }) => {
      const asked = `${text} `.repeat(2);
      for (let page = 0; page < 12; page++) {
        const { weight, buttons } = shown(huge(text, { question: asked }), {
          showsQuestion: true,
          page,
          onlyMe: true,
        });
        expect(weight).toBeLessThanOrEqual(4000);
        expect(new Set(buttons.map(({ id }) => id)).size).toBe(buttons.length);
      }
    },
  );

  it('pages hold all of a text, each once, wherever the question is shown', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `w${index}`).join(' ');
    const pages = [0, 1, 2].map((page) => shown(huge(text), { page, showsQuestion: page === 0 }));
    const words = pages.map(({ texts: all }) => all.find((each) => /^w\d/.test(each)) ?? '').join(' ');
    expect(words).toBe(text);
    expect(pages[0]?.buttons[0]).toEqual({ id: 'v1|page|1|topic|arrival', label: 'Page 2 of 3 ▶' });
    expect(pages[1]?.buttons.slice(0, 2).map(({ label }) => label)).toEqual([
      '◀ Page 1 of 3',
      'Page 3 of 3 ▶',
    ]);
    expect(pages[2]?.buttons[0]?.label).toBe('◀ Page 2 of 3');
  });

  it('a text that cannot be paged says that there was more', () => {
    expect(shown(huge('word '.repeat(800)), { origin: undefined }).texts[0]).toMatch(/word\n…$/);
  });

  it('topics and labels of any length', () => {
    const suggestions = [
      { topic: 'x'.repeat(200), text: 'too long for a button', sentences: [] },
      { topic: 'storm', text: 'Was there '.repeat(30), sentences: [] },
      { topic: 'storm', text: 'the same again', sentences: [] },
      { topic: 'payer', text: '\u200b', sentences: [] },
    ];
    const { buttons } = shown(answerWith({ topic: 'y'.repeat(200), suggestions }));
    expect(buttons.map(({ id, label }) => [id, label])).toEqual([
      ['v1|source|3|0', 'Source'],
      ['v1|more|storm', expect.stringMatching(/^Was there .{60,70}…$/)],
    ]);
  });

  it('a source of 16 long sentences has pages, each with how to check', () => {
    const long = {
      ...story,
      sentences: story.sentences.map((each) => ({
        ...each,
        text: `${each.text} `.repeat(6),
        quote: '“*Quoted* @everyone.” '.repeat(10),
      })),
    };
    const numbers = long.sentences.map(({ number }) => number);
    const pages = [0, 1, 2, 3, 99]
      .map((page) => renderSource(long, numbers, page))
      .flatMap((body) => (body ? [accepted(body)] : []));
    expect(
      pages.map(({ texts: all }) => all.at(-1)).every((last) => last?.startsWith('-# How to check')),
    ).toBe(true);
    expect(pages.every(({ weight }) => weight <= 4000)).toBe(true);
    const seen = pages.flatMap(({ texts: all }) => all[0]?.match(/^\*\*Sentence \d+/gm) ?? []);
    expect(new Set(seen).size).toBe(16);
  });

  it('five long claims and a long help', () => {
    const finding = huge('The mayor said so. '.repeat(100), { question: '@everyone '.repeat(100) });
    expect(accepted(renderFindings(Array(7).fill(finding), story)).weight).toBeLessThanOrEqual(4000);
    const long = {
      ...story,
      title: 'T '.repeat(300),
      summary: 'S '.repeat(900),
      examples: Array.from({ length: 10 }, (_, index) => `${index} example `.repeat(9)),
    };
    expect(accepted(renderHelp(long)).weight).toBeLessThanOrEqual(4000);
  });
});

describe('lists for those who look after the knowledge', () => {
  const gaps = Array.from({ length: GAPS_SHOWN }, (_, index) => ({
    id: String(index).padStart(16, '0'),
    question: `${index} *who* @everyone `.repeat(20),
    count: 12_345,
    nearest: ['arrival', 'storm', 'payer', 'x'.repeat(200)],
    firstDay: '2026-01-01',
    lastDay: '2026-02-03',
    handled: false,
  }));
  const long = {
    ...story,
    facts: new Map([...story.facts].map(([id, fact]) => [id, { ...fact, ask: '谁 *asked* '.repeat(30) }])),
  };

  it('gaps of any length fit on a page, with all that can be done', () => {
    const { weight, buttons, texts } = accepted(
      gapsPage({ gaps, total: 3 * GAPS_SHOWN, page: 1, handled: false }, long),
    );
    expect(weight).toBeLessThanOrEqual(4000);
    expect(buttons).toHaveLength(6);
    expect(texts.join('\n')).not.toMatch(/(?<!\\)@everyone/);
  });

  it('votes of any length fit on a page', () => {
    const votes = Array.from({ length: VOTES_SHOWN + 1 }, () => ({ topic: 'storm', up: 9_999, down: 9_999 }));
    const { weight, buttons } = accepted(votesPage(votes, 1, long));
    expect(weight).toBeLessThanOrEqual(4000);
    expect(buttons.map(({ id }) => id)).toEqual(['v1|votes|0', 'v1|votes|2', 'v1|gaps|0|open']);
  });

  it('say so when there is nothing', () => {
    expect(accepted(gapsPage({ gaps: [], total: 0, page: 0, handled: false }, story)).texts[1]).toContain(
      'Nothing was asked in vain',
    );
    expect(accepted(votesPage([], 0, story)).texts[1]).toBe('No votes so far.');
  });
});

describe('hostile text', () => {
  const hostile = '@everyone <@&1> [a](http://evil) \u202eabc\u200b **b** \n# head\n-# s\n> q ```';
  it('is shown letter by letter wherever it comes in', () => {
    const answer = answerWith({
      text: hostile,
      notes: [{ id: 'n', text: hostile, url: 'javascript:alert(1)' }],
      suggestions: [{ topic: 'storm', text: hostile, sentences: [] }],
    });
    const { texts } = shown({ ...answer, question: hostile }, { showsQuestion: true });
    for (const text of texts.filter((each) => /everyone/.test(each))) {
      expect(text).toMatch(/\\@everyone \\<\\@&1> \\\[a\\\]\(http\\:\/\/evil\) abc \\\*\\\*b\\\*\\\*/);
      expect(text).not.toMatch(/[\u200b\u202e]/);
    }
    expect(texts.filter((each) => /everyone/.test(each))).toHaveLength(3);
    expect(texts.join('\n')).not.toContain('javascript');
  });

  it.each(['', ' ', '\u200b'])('a question of nothing (%j) is not shown', (question) => {
    expect(shown(answerWith({ question }), { showsQuestion: true }).texts[0]).toBe(
      'The mayor arrived on Monday.',
    );
  });
});

it.each([
  { numbers: [8], places: 'sentence 8, paragraph 2' },
  { numbers: [4, 3, 3], places: 'sentences 3, 4, paragraph 1' },
  { numbers: [9, 10, 11, 1], places: 'sentence 1, paragraph 1; sentences 9–11, paragraph 3' },
  { numbers: [5, 6, 8], places: 'sentences 5, 6, 8, paragraph 2' },
  { numbers: [], places: undefined },
])('sentences $numbers are "$places"', ({ numbers, places }) => {
  expect(citedPlaces(numbers.map(cite))).toBe(places);
});
