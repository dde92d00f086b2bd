import type { Chronicle } from './chronicle.js';
import { Column, plain } from './column.js';
import { COLUMNS, type Row, setRow, UNDATED } from './row.js';
import type { Scene, Shape } from './scene.js';
import { type Measure, STYLES } from './theme.js';
import { STRIP_HEIGHT } from './year-strip.js';

export const PICTURE_WIDTH = 1200;
/** About twice the height of a phone's screen; what is longer is set with less. */
export const TALLEST = 2800;

const MARGIN = 44;
const ROW_GAP = 40;
const CARD_PADDING = 26;

/**
 * Sets a timeline as boxes and texts, oldest first. What would be too tall is set without details, and then without
 * the oldest entries, which it says.
 */
export function layout(content: Chronicle, measure: Measure): Scene {
  const full = stack(content, rowsOf(content, measure, true), 0, measure);
  if (full.height <= TALLEST) return full;
  const rows = rowsOf(content, measure, false);
  for (let left = 0; left < rows.length - 1; left++) {
    const scene = stack(content, rows.slice(left), left, measure);
    if (scene.height <= TALLEST) return scene;
  }
  return stack(content, rows.slice(-1), rows.length - 1, measure);
}

const rowsOf = ({ entries }: Chronicle, measure: Measure, detailed: boolean) =>
  entries.map((entry) => setRow(entry, measure, detailed));

function stack({ title }: Chronicle, rows: readonly Row[], left: number, measure: Measure): Scene {
  const head = heading(title, left, measure);
  const shapes: Shape[] = [...head.shapes];
  const cards: Shape[] = [];
  const middles: number[] = [];
  let y = head.height + 26;
  rows.forEach((row, index) => {
    const padding = row.entry.current ? CARD_PADDING : 0;
    if (row.entry.current) cards.push(currentCard(y, row.height + 2 * padding));
    y += padding;
    if (row.entry.hangs && index > 0) shapes.push(hanger(y));
    if (row.entry.stretch) middles.push(y + STYLES.date.line / 2);
    shapes.push(...row.shapes.map((shape) => moved(shape, y)));
    y += row.height + padding + ROW_GAP;
  });
  const foot = legend(rows, measure);
  shapes.push(...foot.shapes.map((shape) => moved(shape, y)));
  const height = Math.ceil(y + foot.height + MARGIN);
  return {
    width: PICTURE_WIDTH,
    height,
    shapes: [background(height), ...cards, ...axis(middles), ...shapes],
  };
}

function heading(title: string, left: number, measure: Measure): { shapes: Shape[]; height: number } {
  const column = new Column(COLUMNS.left + 12, COLUMNS.right, measure);
  column.y = MARGIN;
  column.add(plain(title, 'title', 'text'), { lines: 3 });
  const subtitle = `As the article dates them, oldest first${left > 0 ? `, without the ${left} oldest` : ''}`;
  const above = column.y;
  column.add(plain(subtitle, 'small', 'muted'), { lines: 2, right: COLUMNS.strip - 24 });
  const ends = new Column(COLUMNS.strip, COLUMNS.right, measure);
  ends.y = above;
  ends.add(plain('Jan', 'small', 'muted'), { lines: 1 });
  const dec = new Column(COLUMNS.right - Math.ceil(measure('Dec', 'small')), COLUMNS.right, measure);
  dec.y = above;
  dec.add(plain('Dec', 'small', 'muted'), { lines: 1 });
  return { shapes: [...column.shapes, ...ends.shapes, ...dec.shapes], height: column.y };
}

/** Says how dates are drawn, as far as the rows need it. */
function legend(rows: readonly Row[], measure: Measure): { shapes: Shape[]; height: number } {
  const undated = rows.some(({ entry }) => !entry.stretch);
  const samples = [legendSample(false), ...(undated ? [legendSample(true)] : [])];
  const shapes: Shape[] = [];
  let x = COLUMNS.left + 12;
  for (const { sample, width, text } of samples) {
    const column = new Column(x + width + 18, COLUMNS.right, measure);
    column.add(plain(text, 'small', 'muted'), { lines: 1 });
    shapes.push({ ...sample, x }, ...column.shapes);
    x += width + 18 + measure(text, 'small') + 56;
  }
  return { shapes, height: STYLES.small.line };
}

function legendSample(dashed: boolean): { sample: Shape; width: number; text: string } {
  const width = dashed ? 96 : 21;
  const size = { width, height: STRIP_HEIGHT, y: (STYLES.small.line - STRIP_HEIGHT) / 2, x: 0 };
  return dashed
    ? { width, text: 'No date given', sample: { type: 'box', ...size, radius: 8, stroke: 'axis', dashed } }
    : {
        width,
        text: 'The time the article gives',
        sample: { type: 'box', ...size, radius: 4, fill: 'muted' },
      };
}

const background = (height: number): Shape => ({
  type: 'box',
  x: 2,
  y: 2,
  width: PICTURE_WIDTH - 4,
  height: height - 4,
  radius: 36,
  fill: 'card',
  stroke: 'rim',
});

const currentCard = (y: number, height: number): Shape => ({
  type: 'box',
  x: COLUMNS.left - 8,
  y,
  width: PICTURE_WIDTH - 2 * (COLUMNS.left - 8),
  height,
  radius: 24,
  fill: 'current',
  stroke: 'visit',
});

/** The line of time, from the first dated entry to the last. */
function axis(middles: readonly number[]): Shape[] {
  const [first, last] = [middles[0], middles.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  return [{ type: 'line', x: COLUMNS.axis, y: first, toY: last, colour: 'axis', dashed: false }];
}

/** Ties an event without a date to the one above, which it followed. */
const hanger = (y: number): Shape => ({
  type: 'line',
  x: UNDATED.icon,
  y: y - ROW_GAP + 4,
  toY: y + 2,
  colour: 'axis',
  dashed: true,
});

const moved = (shape: Shape, by: number): Shape =>
  shape.type === 'line' ? { ...shape, y: shape.y + by, toY: shape.toY + by } : { ...shape, y: shape.y + by };
