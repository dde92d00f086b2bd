import type { Entry, Mark } from './chronicle.js';
import { Column, plain } from './column.js';
import type { Inline } from './flow.js';
import type { Shape } from './scene.js';
import { type Colour, type Measure, STYLES } from './theme.js';
import { STRIP_HEIGHT, STRIP_WIDTH, yearStrip } from './year-strip.js';

/** Where the columns stand, in pixels. */
export const COLUMNS = { left: 36, axis: 88, content: 148, right: 1148, strip: 1148 - STRIP_WIDTH } as const;
/** An event without a date stands in from the line of time: the middle of its icon, its texts. */
export const UNDATED = { icon: COLUMNS.content + 22, content: COLUMNS.content + 66 } as const;
const ICON_RADIUS = 30;
const LINES = { date: 2, main: 3, detail: 3 } as const;
const KIND_WORDS = { visit: 'Visit', meeting: 'Meeting', conflict: 'Background' } as const;

/** A row of the timeline, its shapes as if it began at y = 0. */
export interface Row {
  readonly entry: Entry;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Sets one entry. @param detailed with what its people, place and date do not already say */
export function setRow(entry: Entry, measure: Measure, detailed: boolean): Row {
  const ground: Colour = entry.current ? 'current' : 'card';
  const undated = !entry.stretch;
  const column = new Column(undated ? UNDATED.content : COLUMNS.content, COLUMNS.right, measure);
  column.add(dateLine(entry), { lines: LINES.date, right: COLUMNS.strip - 24, height: STYLES.date.line });
  if (entry.kind === 'conflict') column.add(plain(entry.detail, 'detail', 'text'), { lines: LINES.detail });
  else {
    column.add(whoAndWhere(entry), { lines: LINES.main });
    if (detailed) column.add(plain(entry.detail, 'detail', 'muted'), { lines: LINES.detail });
    column.add(plain(entry.follows ? `After ${entry.follows}` : '', 'detail', 'muted'), {
      lines: LINES.detail,
    });
  }
  addDays(column, entry, ground);
  const middle = STYLES.date.line / 2;
  const icon: Shape = {
    type: 'icon',
    icon: entry.kind,
    x: undated ? UNDATED.icon : COLUMNS.axis,
    y: middle,
    radius: undated ? 25 : ICON_RADIUS,
    hollow: undated,
    ground,
  };
  const strip = yearStrip(entry.stretch, entry.kind, COLUMNS.strip, middle - STRIP_HEIGHT / 2);
  return { entry, height: column.y, shapes: [icon, ...strip, ...column.shapes] };
}

function dateLine({ when, kind, current }: Entry): Inline[] {
  const date: Inline = { type: 'text', text: when, style: 'date', colour: kind };
  if (current) return [date, { type: 'pill', text: 'Current visit', style: 'kind', ground: 'visit' }];
  return [date, ...plain(KIND_WORDS[kind], 'kind', 'muted')];
}

function whoAndWhere({ kind, people, place }: Entry): Inline[] {
  const arrow: Inline = { type: 'arrow', both: kind === 'meeting', colour: kind };
  const strong = (text: string) => plain(text, 'main', 'text');
  if (kind === 'visit') {
    if (people.length === 0) return strong(place ?? '');
    return [...strong(people.join(', ')), ...(place ? [arrow, ...strong(place)] : [])];
  }
  const [first = '', second] = people;
  const who =
    people.length === 2 && second ? [...strong(first), arrow, ...strong(second)] : strong(people.join(', '));
  return [...who, ...(place ? plain(`in\u00a0${place}`, 'mainPlain', 'text') : [])];
}

/** The days of a visit one by one, and what falls on them. */
function addDays(column: Column, { days, marks, kind }: Entry, ground: Colour): void {
  column.boxes(
    days.map((day) => ({
      text: `${day}`,
      colour: marks.some((one) => one.days.includes(day)) ? 'ceremony' : kind,
    })),
  );
  for (const mark of marks) addMark(column, mark, ground);
}

function addMark(column: Column, { when, title }: Mark, ground: Colour): void {
  column.y += 12;
  const y = column.y + STYLES.detail.line / 2;
  column.shapes.push({
    type: 'icon',
    icon: 'ceremony',
    x: column.x + 18,
    y,
    radius: 18,
    hollow: false,
    ground,
  });
  const text = [...plain(when, 'date', 'ceremony'), ...plain(title, 'detail', 'text')];
  column.add(text, { lines: LINES.detail, indent: 52, height: STYLES.detail.line });
}
