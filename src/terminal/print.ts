import { styleText } from 'node:util';
import type { Answer } from '../answer/types.js';

/** Control characters move the cursor or colour a terminal; bidi marks reorder what stands beside them. */
const unsafe = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export const safeText = (text: string): string => text.replace(unsafe, '');

type Style = Parameters<typeof styleText>[0];

/** Paints text where the stream is a terminal that shows colour, and leaves it plain elsewhere. */
export const painter = (stream: NodeJS.WriteStream) => (style: Style, text: string) =>
  styleText(style, text, { stream, validateStream: true });

export type Paint = ReturnType<typeof painter>;

const bases = {
  reported: 'the article says so',
  claimed: 'claimed by somebody in the article',
  expected: 'announced, not yet happened when it was written',
  derived: 'derived',
} as const;

/** An answer for people: text, cited sentences, notes, related questions. Ends with a line break. */
export function showAnswer(
  { status, text, citations, basis, notes, suggestions }: Answer,
  paint: Paint,
): string {
  const lines = [paint(status === 'answered' ? 'bold' : 'yellow', safeText(text))];
  if (basis) lines.push(paint('dim', `(${bases[basis]})`));
  const near = status === 'answered' ? '' : 'nearest: ';
  for (const { paragraph, sentence, text: restated, quote } of citations) {
    lines.push(
      `  ${paint('cyan', `[${sentence}]`)} ${near}${restated} ${paint('dim', `paragraph ${paragraph}`)}`,
    );
    if (quote) lines.push(`      ${paint('italic', `“${quote}”`)}`);
  }
  for (const { text: note, url } of notes)
    lines.push(`  ${paint('magenta', 'Editor’s note:')} ${note} ${paint('dim', url)}`);
  if (suggestions.length > 0) {
    lines.push(paint('dim', heading[status]));
    for (const [index, { text: question }] of suggestions.entries())
      lines.push(`  ${paint('green', `${index + 1}.`)} ${question}`);
  }
  return `${lines.join('\n')}\n`;
}

const heading = {
  answered: 'Related questions:',
  suggested: 'Choose by its number:',
  not_in_article: 'The article does answer:',
} as const;

/** The machine contract: one JSON object, on one line, with whatever could move a cursor escaped. */
export function answerJson({
  question,
  status,
  text,
  citations,
  facts,
  basis,
  notes,
  suggestions,
}: Answer): string {
  const shape = {
    question,
    status,
    answer: text,
    citations: citations.map(({ story, paragraph, sentence, text: restated, quote }) => ({
      story,
      paragraph,
      sentence,
      text: restated,
      ...(quote !== undefined && { quote }),
    })),
    facts,
    ...(basis && { basis }),
    notes: notes.map(({ text: note, url }) => `${note} ${url}`),
    suggestions: suggestions.map(({ text: suggested, sentences }) => ({ text: suggested, sentences })),
  };
  return JSON.stringify(shape).replace(unsafe, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
