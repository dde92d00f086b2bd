import type { Story } from '../knowledge/schema.js';
import { altText } from './alt.js';
import { type Chronicle, chronicle, type PictureFilter } from './chronicle.js';
import type { Pen } from './draw.js';
import { layout } from './layout.js';

/** A timeline as PNG, and the same in words. */
export interface TimelinePicture {
  readonly png: Buffer;
  readonly alt: string;
}

/** Pictures kept, the most recently wanted ones; each is 100 to 300 kB. */
const KEPT = 32;

let pen: Promise<Pen> | undefined;

/** The canvas and its fonts, loaded at the first picture; tried again where that failed. */
async function loadedPen(): Promise<Pen> {
  pen ??= import('./draw.js').then(({ loadPen }) => loadPen());
  try {
    return await pen;
  } catch (error) {
    pen = undefined;
    throw error;
  }
}

/**
 * Draws a story's visits and meetings, of one person or year where the filter says so. Each content is drawn once,
 * however it is asked for. @returns a function that gives nothing where no visit or meeting is left
 */
export function createTimelinePicture(
  story: Story,
): (filter: PictureFilter) => Promise<TimelinePicture | undefined> {
  const drawn = new Map<string, Promise<TimelinePicture>>();
  return async (filter) => {
    const content = chronicle(story, filter);
    if (!content) return undefined;
    const key = JSON.stringify(content);
    const picture = drawn.get(key) ?? draw(content);
    drawn.delete(key);
    drawn.set(key, picture);
    const [oldest] = drawn.keys();
    if (drawn.size > KEPT && oldest !== undefined) drawn.delete(oldest);
    picture.catch(() => drawn.delete(key));
    return picture;
  };
}

async function draw(content: Chronicle): Promise<TimelinePicture> {
  const { measure, draw: drawScene } = await loadedPen();
  return { png: await drawScene(layout(content, measure)), alt: altText(content) };
}
