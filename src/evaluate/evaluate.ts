import type { Answer } from '../answer/types.js';
import { type Judged, judge, type TestQuestion, type Verdict } from './judge.js';

/** A way of answering that is measured: the engine, or a search library over the same phrasings. */
export interface System {
  readonly name: string;
  readonly answer: (question: string) => Answer;
}

export interface Result extends Judged {
  readonly expected: TestQuestion;
  readonly answer: Answer;
}

/** Counts of one row: all questions, or those of a kind. */
export interface Tally {
  readonly answerable: number;
  readonly others: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Of the answerable: right, or the right sentence among the suggestions. */
  readonly offered: number;
  /** Of the others: not answered. */
  readonly rightlyRefused: number;
}

export const evaluate = (system: System, questions: readonly TestQuestion[]): Result[] =>
  questions.map((expected) => {
    const answer = system.answer(expected.question);
    return { expected, answer, ...judge(expected, answer) };
  });

export function tally(results: readonly Result[]): Tally {
  const answerable = results.filter(({ expected }) => expected.status === 'answered');
  const others = results.filter(({ expected }) => expected.status !== 'answered');
  const count = (among: readonly Result[], verdict: Verdict) =>
    among.filter((result) => result.verdict === verdict).length;
  return {
    answerable: answerable.length,
    others: others.length,
    counts: {
      right: count(answerable, 'right'),
      wrong: count(answerable, 'wrong'),
      unsupported: count(others, 'unsupported'),
      refused: count(answerable, 'refused'),
      suggested: count(answerable, 'suggested'),
    },
    offered: answerable.filter(({ offered }) => offered).length,
    rightlyRefused: count(others, 'right'),
  };
}

const share = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

/** A row of figures: absolute numbers with the shares that matter. */
export function showTally(
  label: string,
  { answerable, others, counts, offered, rightlyRefused }: Tally,
): string[] {
  return [
    label,
    String(answerable),
    `${counts.right} (${share(counts.right, answerable)})`,
    share(offered, answerable),
    String(counts.wrong),
    String(counts.refused),
    String(counts.suggested),
    String(others),
    `${rightlyRefused} (${share(rightlyRefused, others)})`,
    String(counts.unsupported),
  ];
}

export const tallyHeadings = [
  '',
  'answerable',
  'right',
  'right or offered',
  'wrong sentence',
  'refused though there',
  'suggested',
  'not in article',
  'rightly not answered',
  'answered though not in article',
];

/** Rows as text in columns, the first one flush left. */
export function showTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
