import type { Gap } from './types.js';

/** With these a spreadsheet takes a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Gaps as a table for spreadsheets (RFC 4180), with a heading. Cells cannot act as formulas. */
export function gapsCsv(gaps: readonly Gap[]): string {
  const rows = gaps.map((gap) => [
    gap.question,
    String(gap.count),
    gap.nearest.join(' '),
    gap.firstDay,
    gap.lastDay,
    gap.handled ? 'yes' : 'no',
  ]);
  return [['question', 'asked', 'nearest', 'first asked', 'last asked', 'handled'], ...rows]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');
}

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
