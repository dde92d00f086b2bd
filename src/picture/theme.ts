/**
 * One file serves Discord's dark and light theme: a dark card of its own with a visible rim. Every text colour has
 * at least 4.5:1 on every ground that it stands on (a test holds it).
 */
export const COLOURS = {
  card: '#1b1e28',
  rim: '#4a5268',
  current: '#26324f',
  text: '#f4f6fb',
  muted: '#bcc4d6',
  axis: '#6f7995',
  cell: '#465069',
  visit: '#7ab8ff',
  meeting: '#6fd6b5',
  conflict: '#ff9a8a',
  ceremony: '#f7c75c',
  ink: '#141823',
} as const;

export type Colour = keyof typeof COLOURS;

/** Type sizes in pixels of a picture 1200 wide; a phone shows them at a third: 13 to 20. */
export const STYLES = {
  title: { size: 58, weight: 700, line: 70 },
  date: { size: 42, weight: 700, line: 56 },
  kind: { size: 38, weight: 400, line: 56 },
  main: { size: 45, weight: 600, line: 60 },
  mainPlain: { size: 45, weight: 400, line: 60 },
  detail: { size: 39, weight: 400, line: 52 },
  small: { size: 36, weight: 400, line: 46 },
  day: { size: 38, weight: 600, line: 56 },
} as const;

export type Style = keyof typeof STYLES;

/** Width of a text in pixels. */
export type Measure = (text: string, style: Style) => number;
