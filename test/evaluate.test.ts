import { describe, expect, it } from 'vitest';
import { weights } from '../src/answer/rank.js';
import type { Answer } from '../src/answer/types.js';
import { baselines } from '../src/evaluate/baselines.js';
import { evaluate, showTable, showTally, tally, tallyHeadings } from '../src/evaluate/evaluate.js';
import { type Choice, fitWeights } from '../src/evaluate/fit.js';
import { judge, type TestQuestion, testQuestionSchema } from '../src/evaluate/judge.js';
import { loadHarbour, openHarbour, harbourToday as today } from './fixtures/harbour.js';

const answer = (fields: Partial<Answer> & { cited?: number[]; offered?: number[] } = {}): Answer => {
  const { cited = [], offered = [], ...rest } = fields;
  return {
    question: 'q',
    status: 'answered',
    text: 'The festival is on June 4.',
    story: 'harbour-visit',
    citations: cited.map((sentence) => ({
      story: 'harbour-visit',
      paragraph: 1,
      sentence,
      text: `Restated ${sentence}.`,
    })),
    facts: [],
    notes: [],
    suggestions: offered.map((sentence) => ({
      topic: `t${sentence}`,
      text: 'Another?',
      sentences: [sentence],
    })),
    ...rest,
  };
};

const expected = (fields: Partial<TestQuestion> = {}): TestQuestion =>
  testQuestionSchema.parse({
    id: 'Q1',
    question: 'when',
    kind: 'when',
    status: 'answered',
    sentences: [2],
    ...fields,
  });

describe('judging an answer', () => {
  it.each<{ what: string; expects: Partial<TestQuestion>; given: Answer; verdict: string; offered: boolean }>(
    [
      {
        what: 'from the right sentence',
        expects: {},
        given: answer({ cited: [2] }),
        verdict: 'right',
        offered: true,
      },
      {
        what: 'from one of several right sentences',
        expects: { sentences: [2, 5] },
        given: answer({ cited: [1, 5] }),
        verdict: 'right',
        offered: true,
      },
      {
        what: 'from another sentence',
        expects: {},
        given: answer({ cited: [1] }),
        verdict: 'wrong',
        offered: false,
      },
      {
        what: 'from another sentence, with the right one offered',
        expects: {},
        given: answer({ cited: [1], offered: [2] }),
        verdict: 'wrong',
        offered: true,
      },
      {
        what: 'without what it must say',
        expects: { must: ['June 5'] },
        given: answer({ cited: [2] }),
        verdict: 'wrong',
        offered: false,
      },
      {
        what: 'with all that it must say, in any case',
        expects: { must: ['JUNE', '\\b4\\b'] },
        given: answer({ cited: [2] }),
        verdict: 'right',
        offered: true,
      },
      {
        what: 'with what it must say in the sentence cited',
        expects: { must: ['Restated 2'] },
        given: answer({ cited: [2] }),
        verdict: 'right',
        offered: true,
      },
      {
        what: 'with what it must not say',
        expects: { not: ['june'] },
        given: answer({ cited: [2] }),
        verdict: 'wrong',
        offered: false,
      },
      {
        what: 'with what it must not say in the sentence cited only',
        expects: { not: ['Restated'] },
        given: answer({ cited: [2] }),
        verdict: 'right',
        offered: true,
      },
      {
        what: 'refused though there',
        expects: {},
        given: answer({ status: 'not_in_article', cited: [2] }),
        verdict: 'refused',
        offered: false,
      },
      {
        what: 'refused, with the right one offered',
        expects: {},
        given: answer({ status: 'not_in_article', offered: [2] }),
        verdict: 'refused',
        offered: true,
      },
      {
        what: 'asked back',
        expects: {},
        given: answer({ status: 'suggested', offered: [1, 2] }),
        verdict: 'suggested',
        offered: true,
      },
      {
        what: 'answered though not in the article',
        expects: { status: 'not_in_article', sentences: [] },
        given: answer({ cited: [2] }),
        verdict: 'unsupported',
        offered: false,
      },
      {
        what: 'rightly refused',
        expects: { status: 'not_in_article' },
        given: answer({ status: 'not_in_article' }),
        verdict: 'right',
        offered: true,
      },
      {
        what: 'rightly asked back',
        expects: { status: 'not_in_article' },
        given: answer({ status: 'suggested' }),
        verdict: 'right',
        offered: true,
      },
    ],
  )('$what: $verdict', ({ expects, given, verdict, offered }) => {
    expect(judge(expected(expects), given)).toEqual({ verdict, offered });
  });
});

describe('counting', () => {
  const questions = [
    expected({ id: 'right', question: 'a' }),
    expected({ id: 'wrong', question: 'b' }),
    expected({ id: 'refused', question: 'c' }),
    expected({ id: 'open', question: 'd', status: 'not_in_article' }),
    expected({ id: 'unsupported', question: 'a', status: 'not_in_article' }),
  ];
  const answers: Record<string, Answer> = {
    a: answer({ cited: [2] }),
    b: answer({ cited: [1], offered: [2] }),
    c: answer({ status: 'not_in_article' }),
    d: answer({ status: 'suggested' }),
  };
  const results = evaluate({ name: 'x', answer: (question) => answers[question] as Answer }, questions);

  it('keeps what can be answered apart from the rest', () => {
    expect(tally(results)).toEqual({
      answerable: 3,
      others: 2,
      counts: { right: 1, wrong: 1, unsupported: 1, refused: 1, suggested: 0 },
      offered: 2,
      rightlyRefused: 1,
    });
  });

  it('shows shares, and a dash where there is nothing to share', () => {
    expect(showTally('all', tally(results))).toEqual([
      'all',
      '3',
      '1 (33.3 %)',
      '66.7 %',
      '1',
      '1',
      '0',
      '2',
      '1 (50.0 %)',
      '1',
    ]);
    expect(showTally('none', tally([]))).toEqual([
      'none',
      '0',
      '0 (–)',
      '–',
      '0',
      '0',
      '0',
      '0',
      '0 (–)',
      '0',
    ]);
    expect(showTally('none', tally([]))).toHaveLength(tallyHeadings.length);
  });

  it('aligns columns, the first one to the left', () => {
    expect(
      showTable([
        ['', 'right'],
        ['engine', '7'],
        ['x', '12'],
      ]),
    ).toBe('        right\nengine      7\nx          12');
  });
});

describe('search libraries beside the engine', async () => {
  const { phrasings } = await loadHarbour();
  const { compiled } = await openHarbour();
  const systems = await baselines(compiled, phrasings, today);

  it.each(systems.map((system) => ({ name: system.name, system })))(
    '$name answers with the topic of the nearest phrasing',
    ({ system }) => {
      expect(system.answer('when is the harbour festival')).toMatchObject({
        status: 'answered',
        topic: 'festival-date',
      });
      expect(system.answer('who pays for the ferry')).toMatchObject({
        status: 'not_in_article',
        topic: 'ferry-cost',
      });
      expect(system.answer('zzzzqqqq')).toMatchObject({ status: 'not_in_article', facts: [] });
    },
  );
});

describe('fitting the weights of the ranking', () => {
  const figures = { ...weights };
  for (const name of Object.keys(figures) as (keyof typeof figures)[]) figures[name] = 0;
  const candidate = (coverage: number, unknown: number) => ({
    topic: 't',
    phrasing: -1,
    figures: { ...figures, coverage, unknown },
  });
  // In every choice the right candidate covers more of the question; whether it is an unknown tells nothing.
  const choices: Choice[] = [0, 1, 0, 1, 0, 1].map((unknown) => ({
    candidates: [candidate(0.2, 1 - unknown), candidate(0.8, unknown)],
    right: [false, true],
  }));

  it('finds which figure tells right from wrong', () => {
    const fitted = fitWeights(choices);
    expect(fitted.coverage).toBeGreaterThan(weights.coverage / 4);
    expect(fitted.coverage).toBeGreaterThan(4 * Math.abs(fitted.unknown));
    expect(Object.keys(fitted)).toEqual(Object.keys(weights));
  });

  it('turns round when the worse covered one is right, and is the same every time', () => {
    const turned = choices.map(({ candidates }) => ({ candidates, right: [true, false] }));
    expect(fitWeights(turned).coverage).toBeLessThan(fitWeights(choices).coverage);
    expect(fitWeights(turned)).toEqual(fitWeights(turned));
  });

  it('learns nothing where nothing is right', () => {
    expect(fitWeights(choices.map(({ candidates }) => ({ candidates, right: [false, false] })))).toEqual(
      fitWeights([]),
    );
  });
});
