import { flow, type Inline, PILL_PADDING } from './flow.js';
import type { Shape } from './scene.js';
import { type Colour, type Measure, STYLES, type Style } from './theme.js';

const BOX = { width: 72, height: 60, gap: 11 } as const;

/** A text as pieces of a line. */
export const plain = (text: string, style: Style, colour: Colour): Inline[] => [
  { type: 'text', text, style, colour },
];

interface Setting {
  readonly lines: number;
  readonly right?: number;
  readonly indent?: number;
  readonly height?: number;
}

/** Texts one under the other. */
export class Column {
  y = 0;
  readonly shapes: Shape[] = [];

  constructor(
    readonly x: number,
    private readonly right: number,
    private readonly measure: Measure,
  ) {}

  /** Sets pieces in lines under what is there already. */
  add(inlines: readonly Inline[], { lines, right = this.right, indent = 0, height }: Setting): void {
    const left = this.x + indent;
    for (const line of flow(inlines, right - left, this.measure, lines)) {
      const lineHeight = height ?? Math.max(...line.map(({ inline }) => lineHeightOf(inline)));
      for (const { inline, x, width } of line)
        this.shapes.push(...this.shapesOf(inline, left + x, width, lineHeight));
      this.y += lineHeight;
    }
  }

  /** Short texts side by side, each on a ground of its own. */
  boxes(texts: readonly { readonly text: string; readonly colour: Colour }[]): void {
    if (texts.length === 0) return;
    const { width, height, gap } = BOX;
    const y = this.y + gap;
    texts.forEach(({ text, colour }, index) => {
      const x = this.x + index * (width + gap);
      const textWidth = this.measure(text, 'day');
      this.shapes.push({ type: 'box', x, y, width, height, radius: 10, fill: colour });
      this.shapes.push({
        type: 'text',
        x: x + (width - textWidth) / 2,
        y: baseline(y + height / 2, 'day'),
        text,
        style: 'day',
        colour: 'ink',
        width: textWidth,
      });
    });
    this.y = y + height;
  }

  private shapesOf(inline: Inline, x: number, width: number, lineHeight: number): Shape[] {
    const middle = this.y + lineHeight / 2;
    if (inline.type === 'arrow') {
      return [{ type: 'arrow', x, y: middle, width, both: inline.both, colour: inline.colour }];
    }
    const y = baseline(middle, inline.style);
    const text = { type: 'text', y, text: inline.text, style: inline.style } as const;
    if (inline.type === 'text') return [{ ...text, x, colour: inline.colour, width }];
    const ground: Shape = {
      type: 'box',
      x,
      y: middle - 26,
      width,
      height: 52,
      radius: 26,
      fill: inline.ground,
    };
    return [ground, { ...text, x: x + PILL_PADDING, colour: 'ink', width: width - 2 * PILL_PADDING }];
  }
}

const lineHeightOf = (inline: Inline) =>
  inline.type === 'arrow' ? STYLES.main.line : STYLES[inline.style].line;

/** Where a text stands so that its capitals are centred on `middle`. */
const baseline = (middle: number, style: Style) => middle + STYLES[style].size * 0.36;
