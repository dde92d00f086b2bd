import type { Explanation } from '../answer/ask.js';
import type { CompiledStory } from '../answer/model.js';
import { explained } from '../inspect.js';
import { type Paint, safeText } from './print.js';

const shownRanks = 8;
const kinds = { fact: 'fact', unknown: 'unknown', computation: 'computed' } as const;

/** What was understood, the ranking and the decision, so that an editor sees which phrasing to write. */
export function showExplanation(explanation: Explanation, compiled: CompiledStory, paint: Paint): string {
  const { kind, corrected, strange, names, dates, events, language, ranked, decision } = explained(
    explanation,
    compiled,
  );
  const lines = [
    row('understood', explanation.question.tokens.map(({ text }) => text).join(' ')),
    row('kind', kind),
    row('corrected', corrected.map(({ typed, read }) => `${typed} → ${read}`).join(', ')),
    row('unknown words', strange.join(', ')),
    row('names', names.map(({ id }) => id).join(', ')),
    row('dates', dates.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(', ')),
    row('events', events.map(({ id }) => id).join(', ')),
    row('language', language ?? 'English'),
    ...ranked.slice(0, shownRanks).map(({ topic, kind, score, probability, coverage, phrasing = '' }) => {
      const figures = `${percent(score)}  classifier ${percent(probability)}  coverage ${percent(coverage)}`;
      return `  ${paint('cyan', topic.padEnd(28))} ${kinds[kind].padEnd(8)} ${figures}  ${paint('dim', phrasing)}`;
    }),
    row('decision', decision.why),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;

  function row(label: string, value: string): string {
    return value === '' ? '' : `${paint('dim', label.padEnd(14))} ${safeText(value)}`;
  }
}

const percent = (value: number) => `${String(Math.round(value * 100)).padStart(3)} %`;
