import type { Colour, Style } from './theme.js';

export type Icon = 'visit' | 'meeting' | 'conflict' | 'ceremony';

/** A thing to be drawn; lengths in pixels, `y` of a text is its baseline. */
export type Shape =
  | {
      readonly type: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly style: Style;
      readonly colour: Colour;
      readonly width: number;
    }
  | {
      readonly type: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill?: Colour;
      readonly stroke?: Colour;
      readonly dashed?: boolean;
    }
  | {
      readonly type: 'line';
      readonly x: number;
      readonly y: number;
      readonly toY: number;
      readonly colour: Colour;
      readonly dashed: boolean;
    }
  | {
      readonly type: 'arrow';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly both: boolean;
      readonly colour: Colour;
    }
  | {
      readonly type: 'icon';
      readonly icon: Icon;
      /** Its middle. */
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly hollow: boolean;
      /** What is behind it. */
      readonly ground: Colour;
    };

/** A picture before it is drawn: pure data, so that layouts can be tested without drawing. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}
