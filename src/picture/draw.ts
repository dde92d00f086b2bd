import { createRequire } from 'node:module';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { encodePng } from './png.js';
import type { Icon, Scene, Shape } from './scene.js';
import { COLOURS, type Measure, STYLES, type Style } from './theme.js';

/** Measures and draws; made once, since the canvas and the fonts take a while to load. */
export interface Pen {
  readonly measure: Measure;
  /** Draws a scene as PNG, with transparent corners. */
  readonly draw: (scene: Scene) => Promise<Buffer>;
}

const WEIGHTS = [400, 600, 700] as const;
/** What Inter is cut into; names in an article may be in any of them. */
const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'greek'] as const;

/** Loads the canvas and Inter. */
export async function loadPen(): Promise<Pen> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  const { resolve } = createRequire(import.meta.url);
  for (const script of SCRIPTS) {
    for (const weight of WEIGHTS) {
      const file = resolve(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`);
      if (!GlobalFonts.registerFromPath(file, `Inter ${script}`))
        throw new Error(`cannot use the font ${file}`);
    }
  }
  const canvas = createCanvas(1, 1);
  const context = canvas.getContext('2d');
  const rulers = new Map<Style, SKRSContext2D>();
  return {
    measure(text, style) {
      const ruler = rulers.get(style) ?? createCanvas(1, 1).getContext('2d');
      if (!rulers.has(style)) ruler.font = fontOf(style);
      rulers.set(style, ruler);
      return ruler.measureText(text).width;
    },
    draw({ width, height, shapes }) {
      canvas.width = width;
      canvas.height = height;
      context.textBaseline = 'alphabetic';
      for (const shape of shapes) drawShape(context, shape);
      return encodePng(canvas.data(), width, height);
    },
  };
}

const FAMILIES = [...SCRIPTS.map((script) => `"Inter ${script}"`), 'sans-serif'].join(', ');
const fontOf = (style: Style) => `${STYLES[style].weight} ${STYLES[style].size}px ${FAMILIES}`;

function drawShape(context: SKRSContext2D, shape: Shape): void {
  switch (shape.type) {
    case 'text':
      context.font = fontOf(shape.style);
      context.fillStyle = COLOURS[shape.colour];
      context.fillText(shape.text, shape.x, shape.y);
      return;
    case 'box':
      drawBox(context, shape);
      return;
    case 'line':
      context.strokeStyle = COLOURS[shape.colour];
      strokePath(
        context,
        [
          [shape.x, shape.y],
          [shape.x, shape.toY],
        ],
        shape.dashed ? 4 : 6,
        shape.dashed,
      );
      return;
    case 'arrow':
      drawArrow(context, shape);
      return;
    case 'icon':
      drawIcon(context, shape);
  }
}

type Of<T extends Shape['type']> = Extract<Shape, { type: T }>;
type Point = readonly [x: number, y: number];

function drawBox(context: SKRSContext2D, { x, y, width, height, radius, fill, stroke, dashed }: Of<'box'>) {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  if (fill) {
    context.fillStyle = COLOURS[fill];
    context.fill();
  }
  if (stroke) {
    context.strokeStyle = COLOURS[stroke];
    context.lineWidth = 4;
    context.setLineDash(dashed ? [10, 10] : []);
    context.stroke();
  }
}

function strokePath(context: SKRSContext2D, points: readonly Point[], width: number, dashed = false) {
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.setLineDash(dashed ? [4, 11] : []);
  trace(context, points);
  context.stroke();
}

function trace(context: SKRSContext2D, points: readonly Point[]) {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
}

function drawArrow(context: SKRSContext2D, { x, y, width, both, colour }: Of<'arrow'>) {
  context.strokeStyle = COLOURS[colour];
  arrow(context, x + 4, x + width - 4, y, 14, 6, both);
}

/** A line from `left` to `right` with a head at its right, or at both ends. */
function arrow(
  context: SKRSContext2D,
  left: number,
  right: number,
  y: number,
  head: number,
  width: number,
  both = false,
) {
  strokePath(
    context,
    [
      [left, y],
      [right, y],
    ],
    width,
  );
  strokePath(
    context,
    [
      [right - head, y - head],
      [right, y],
      [right - head, y + head],
    ],
    width,
  );
  if (both)
    strokePath(
      context,
      [
        [left + head, y - head],
        [left, y],
        [left + head, y + head],
      ],
      width,
    );
}

function drawIcon(context: SKRSContext2D, { icon, x, y, radius, hollow, ground }: Of<'icon'>) {
  context.fillStyle = COLOURS[ground];
  context.beginPath();
  context.arc(x, y, radius + 8, 0, 2 * Math.PI);
  context.fill();
  outline(context, icon, x, y, radius);
  if (hollow) {
    context.strokeStyle = COLOURS[icon];
    context.lineWidth = 4;
    context.setLineDash([9, 7]);
    context.stroke();
  } else {
    context.fillStyle = COLOURS[icon];
    context.fill();
  }
  context.strokeStyle = hollow ? COLOURS[icon] : COLOURS.ink;
  const reach = radius * 0.55;
  if (icon === 'visit') arrow(context, x - reach, x + reach, y, radius * 0.36, radius * 0.17);
  if (icon === 'meeting') arrow(context, x - reach, x + reach, y, radius * 0.3, radius * 0.17, true);
}

function outline(context: SKRSContext2D, icon: Icon, x: number, y: number, radius: number) {
  if (icon === 'conflict') {
    trace(context, [
      [x, y - radius],
      [x + radius, y],
      [x, y + radius],
      [x - radius, y],
    ]);
    context.closePath();
  } else if (icon === 'ceremony') {
    trace(context, starPoints(x, y, radius));
    context.closePath();
  } else {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

const starPoints = (x: number, y: number, radius: number): Point[] =>
  Array.from({ length: 10 }, (_, index) => {
    const angle = (index * Math.PI) / 5 - Math.PI / 2;
    const reach = index % 2 === 0 ? radius : radius * 0.45;
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
  });
