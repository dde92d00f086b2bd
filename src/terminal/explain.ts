import type { Explanation } from '../answer/ask.js';
import type { CompiledStory } from '../answer/model.js';
import { type Paint, safeText } from './print.js';

const shownRanks = 8;

/** What was understood, the ranking and the decision, so that an editor sees which phrasing to write. */
export function showExplanation(
  { question, ranked, why }: Explanation,
  { story, model }: CompiledStory,
  paint: Paint,
): string {
  const phrasings = model.phrasingTexts();
  const corrected = question.tokens.flatMap(({ typed, text }) => (typed ? [`${typed} → ${text}`] : []));
  const unknown = question.tokens.flatMap(({ known, text }) => (known ? [] : [text]));
  const lines = [
    row('understood', question.tokens.map(({ text }) => text).join(' ')),
    row('kind', question.kind),
    row('corrected', corrected.join(', ')),
    row('unknown words', unknown.join(', ')),
    row('names', question.names.join(', ')),
    row('dates', question.dates.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(', ')),
    row('events', [...new Set(question.events.map(({ event }) => event))].join(', ')),
    row('language', question.language ?? 'English'),
    ...ranked.slice(0, shownRanks).map(({ topic, score, probability, coverage, phrasing }) => {
      const kind = story.facts.has(topic) ? 'fact' : story.unknowns.has(topic) ? 'unknown' : 'computed';
      const figures = `${percent(score)}  classifier ${percent(probability)}  coverage ${percent(coverage)}`;
      return `  ${paint('cyan', topic.padEnd(28))} ${kind.padEnd(8)} ${figures}  ${paint('dim', phrasings[phrasing] ?? '')}`;
    }),
    row('decision', why),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;

  function row(label: string, value: string): string {
    return value === '' ? '' : `${paint('dim', label.padEnd(14))} ${safeText(value)}`;
  }
}

const percent = (value: number) => `${String(Math.round(value * 100)).padStart(3)} %`;
