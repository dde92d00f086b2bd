import { expect, it } from 'vitest';
import { COLOURS, type Colour } from '../src/picture/theme.js';

it.each<[Colour, Colour[]]>([
  ['card', ['text', 'muted', 'visit', 'meeting', 'conflict', 'ceremony']],
  ['current', ['text', 'muted', 'visit', 'ceremony']],
  ['ink', ['visit', 'meeting', 'ceremony']],
])('has at least 4.5:1 on %s (WCAG AA): %o', (ground, colours) => {
  for (const colour of colours)
    expect(contrast(COLOURS[colour], COLOURS[ground])).toBeGreaterThanOrEqual(4.5);
});

it.each(['#313338', '#ffffff'])('stands out from Discord’s %s by its ground or its rim', (theme) => {
  expect(Math.max(contrast(COLOURS.card, theme), contrast(COLOURS.rim, theme))).toBeGreaterThan(1.3);
});

/** Contrast as WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
