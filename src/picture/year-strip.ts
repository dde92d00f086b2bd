import type { Entry } from './chronicle.js';
import type { Shape } from './scene.js';
import type { Colour } from './theme.js';

const CELL = 21;
const GAP = 4;
const NARROWEST = 9;

export const STRIP_WIDTH = 12 * (CELL + GAP) - GAP;
export const STRIP_HEIGHT = 30;

/** The twelve months of a year with those filled in which the event lies; dashed and empty where it has no date. */
export function yearStrip(stretch: Entry['stretch'], colour: Colour, x: number, y: number): Shape[] {
  if (!stretch) {
    return [
      {
        type: 'box',
        x,
        y,
        width: STRIP_WIDTH,
        height: STRIP_HEIGHT,
        radius: 8,
        stroke: 'axis',
        dashed: true,
      },
    ];
  }
  const cells = Array.from({ length: 12 }, (_, month) => cell(x + month * (CELL + GAP), y, CELL, 'cell'));
  const filled = Array.from({ length: 12 }, (_, month) => {
    const from = Math.max(stretch.from - month, 0);
    const to = Math.min(stretch.to - month, 1);
    if (from >= to) return [];
    const width = Math.max((to - from) * CELL, NARROWEST);
    const left = Math.min(from * CELL, CELL - width);
    return [cell(x + month * (CELL + GAP) + left, y, width, colour)];
  });
  return [...cells, ...filled.flat()];
}

const cell = (x: number, y: number, width: number, fill: Colour): Shape => ({
  type: 'box',
  x,
  y,
  width,
  height: STRIP_HEIGHT,
  radius: 4,
  fill,
});
