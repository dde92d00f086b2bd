import { z } from 'zod';
import type { Answer } from '../answer/types.js';

/** A question with the outcome that a fair judge expects. */
export const testQuestionSchema = z.object({
  id: z.string(),
  question: z.string(),
  kind: z.string(),
  status: z.enum(['answered', 'not_in_article']),
  sentences: z.array(z.int()).default([]),
  must: z.array(z.string()).default([]),
  not: z.array(z.string()).default([]),
});

export type TestQuestion = z.infer<typeof testQuestionSchema>;

/**
 * `right`: answered from a right sentence with all that it must say, or rightly not answered; `wrong`: answered from
 * another sentence or without what it must say; `unsupported`: answered though not in the article; `refused`: not
 * answered though there; `suggested`: asked back though there.
 */
export type Verdict = 'right' | 'wrong' | 'unsupported' | 'refused' | 'suggested';

export interface Judged {
  readonly verdict: Verdict;
  /** Right, or the right sentence is among the suggestions. */
  readonly offered: boolean;
}

export function judge(expected: TestQuestion, answer: Answer): Judged {
  if (expected.status === 'not_in_article') {
    const right = answer.status !== 'answered';
    return { verdict: right ? 'right' : 'unsupported', offered: right };
  }
  const cites = (numbers: readonly number[]) => numbers.some((number) => expected.sentences.includes(number));
  const among = answer.suggestions.some(({ sentences }) => cites(sentences));
  if (answer.status !== 'answered')
    return { verdict: answer.status === 'suggested' ? 'suggested' : 'refused', offered: among };
  const cited = answer.citations.map(({ text }) => text).join(' ');
  const says = (pattern: string) =>
    new RegExp(pattern, 'i').test(answer.text) || new RegExp(pattern, 'i').test(cited);
  const right =
    cites(answer.citations.map(({ sentence }) => sentence)) &&
    expected.must.every(says) &&
    !expected.not.some((pattern) => new RegExp(pattern, 'i').test(answer.text));
  return { verdict: right ? 'right' : 'wrong', offered: right || among };
}
