import { expect, it, vi } from 'vitest';
import type { Name, Story, StoryEvent } from '../src/knowledge/schema.js';
import { ALT_LENGTH, altText } from '../src/picture/alt.js';
import { chronicle, type PictureFilter } from '../src/picture/chronicle.js';
import { dateWords } from '../src/picture/dates.js';
import { loadPen } from '../src/picture/draw.js';
import { layout, PICTURE_WIDTH, TALLEST } from '../src/picture/layout.js';
import type { Scene } from '../src/picture/scene.js';
import { type Measure, STYLES } from '../src/picture/theme.js';
import { createTimelinePicture } from '../src/picture/timeline-picture.js';

const person = (name: string, spellings: string[] = []): Name => ({
  name,
  kind: 'person',
  about: name,
  spellings,
  mentioned: true,
  facts: ['f'],
});
const place = (name: string): Name => ({ name, kind: 'place', about: name, mentioned: true, facts: ['f'] });
const event = (fields: Partial<StoryEvent> & Pick<StoryEvent, 'title' | 'kind'>): StoryEvent => ({
  precision: fields.from
    ? ((['year', 'month', 'day'] as const)[fields.from.split('-').length - 1] ?? 'none')
    : 'none',
  ...(fields.from && { to: fields.from }),
  fact: 'f',
  sentences: [1],
  ...fields,
});

const names: Record<string, Name> = {
  ada: person('Ada Lund', ['Mayor Lund', 'Lund']),
  bo: person('Bo Reyes', ['Reyes', 'Boh']),
  cleo: person('Cleo Ivanova'),
  arno: place('Arno'),
  belm: place('Belm'),
};
/** A mayor's visits: each precision, an event without a date, a ceremony within a visit and one outside. */
const mayors: Record<string, StoryEvent> = {
  now: event({
    title: "Lund's visit to Belm",
    kind: 'visit',
    from: '2031-06-03',
    to: '2031-06-05',
    travelled: ['ada'],
    received: ['bo'],
    place: 'belm',
    upcoming: true,
  }),
  fair: event({ title: 'the harvest fair in Belm', kind: 'ceremony', from: '2031-06-04', place: 'belm' }),
  regatta: event({ title: 'the regatta', kind: 'ceremony', from: '2030-06-04' }),
  lake: event({
    title: 'the meeting of Lund and Reyes in Arno',
    kind: 'meeting',
    present: ['ada', 'bo'],
    place: 'arno',
    after: ['talks'],
  }),
  talks: event({
    title: "Lund's and Reyes's meeting in Belm",
    kind: 'meeting',
    from: '2030-04',
    present: ['ada', 'bo'],
    place: 'belm',
  }),
  trip: event({
    title: "Reyes's fishing trip to Arno",
    kind: 'visit',
    from: '2029',
    travelled: ['bo'],
    received: ['ada'],
    place: 'arno',
  }),
  flood: event({ title: 'the flood', kind: 'conflict', from: '2028-02' }),
};
const storyOf = (events: Record<string, StoryEvent>, people = names): Story => ({
  id: 'mayors',
  title: 'Mayors',
  summary: 'Mayors visit each other.',
  year: 2031,
  examples: [],
  sentences: [],
  facts: new Map(),
  events: new Map(Object.entries(events)),
  names: new Map(Object.entries(people)),
  unknowns: new Map(),
  notes: new Map(),
});
const story = storyOf(mayors);
const measure: Measure = (text, style) => text.length * STYLES[style].size * 0.56;
const setOf = (filter: PictureFilter = {}, of = story): Scene => {
  const content = chronicle(of, filter);
  if (!content) throw new Error('nothing to draw');
  return layout(content, measure);
};
const textsOf = ({ shapes }: Scene) => shapes.flatMap((shape) => (shape.type === 'text' ? [shape.text] : []));

const many = (count: number, title = 'a fishing trip'): Story =>
  storyOf(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `e${index}`,
        event({
          title,
          kind: 'visit',
          from: `${2001 + index}-07`,
          travelled: ['ada'],
          received: ['bo'],
          place: 'belm',
        }),
      ]),
    ),
  );
const longNames = storyOf(
  {
    a: event({
      title: `the ${'exceptionally ceremonious '.repeat(12)}visit`,
      kind: 'visit',
      from: '2030-09-28',
      to: '2030-10-02',
      travelled: ['ada', 'bo'],
      received: ['cleo'],
      place: 'belm',
    }),
    b: event({ title: 'a talk', kind: 'meeting', present: ['ada', 'cleo'], place: 'belm', after: ['a'] }),
  },
  {
    ...names,
    ada: person('Maximiliana Konstantinopolitanska-Featherstonehaugh of Upper Wolkenstein'),
    cleo: person('W'.repeat(90)),
    belm: place('Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch'),
  },
);

it.each<{ filter: PictureFilter; dates: string[] }>([
  // the undated meeting stands below the talks that it followed; the regatta is in no visit
  { filter: {}, dates: ['February 2028', '2029', 'April 2030', 'No date given', 'June 3–5'] },
  { filter: { person: 'mayor lund' }, dates: ['February 2028', 'April 2030', 'No date given', 'June 3–5'] },
  {
    filter: { person: 'the trips of Bo REYES?' },
    dates: ['February 2028', '2029', 'April 2030', 'No date given'],
  },
  {
    filter: { person: 'Lund and Reyes' },
    dates: ['February 2028', '2029', 'April 2030', 'No date given', 'June 3–5'],
  },
  { filter: { person: ' ', year: 2029 }, dates: ['2029'] }, // before the talks, so before what followed them too
  { filter: { year: 2031 }, dates: ['No date given', 'June 3–5'] },
  { filter: { person: 'bo', year: 2030 }, dates: ['April 2030', 'No date given'] },
])('$filter → $dates', ({ filter, dates }) => {
  const content = chronicle(story, filter);
  expect(content?.entries.map(({ when }) => when)).toEqual(dates);
});

it.each<PictureFilter>([{ person: 'Cleo Ivanova' }, { person: 'nobody' }, { person: '?!' }, { year: 2028 }])(
  'draws nothing where no visit is left: %o',
  async (filter) => expect(await createTimelinePicture(story)(filter)).toBeUndefined(),
);

it.each([
  { from: '2030', precision: 'year', words: '2030' },
  { from: '2030', to: '2031', precision: 'year', words: '2030–2031' },
  { from: '2030-03', precision: 'month', words: 'March 2030' },
  { from: '2030-03', to: '2030-04', precision: 'month', words: 'March–April 2030' },
  { from: '2030-12', to: '2031-01', precision: 'month', words: 'December 2030 – January 2031' },
  { from: '2030-03-07', precision: 'day', words: 'March 7, 2030' },
  { from: '2030-03-30', to: '2030-04-02', precision: 'day', words: 'March 30 – April 2, 2030' },
  { from: '2030-03-07', to: '2030-03-10', precision: 'day', upcoming: true, words: 'March 7–10' },
  { precision: 'none', words: 'No date given' },
] as const)('writes $words as precisely as it is known', ({ words, ...dated }) => {
  const to = 'to' in dated ? dated.to : 'from' in dated ? dated.from : undefined;
  expect(dateWords({ ...dated, ...(to && { to }) })).toBe(words);
});

it('fills as much of the year as the date leaves open', () => {
  const filled = (when: string) => {
    const scene = setOf();
    const date = scene.shapes.find((shape) => shape.type === 'text' && shape.text === when);
    if (date?.type !== 'text') throw new Error(`${when} is not drawn`);
    return scene.shapes.flatMap((shape) =>
      shape.type === 'box' &&
      shape.fill === date.colour &&
      shape.height === 30 &&
      Math.abs(shape.y + 30 - date.y) < 20
        ? [shape.width]
        : [],
    );
  };
  expect(filled('2029')).toHaveLength(12);
  expect(filled('April 2030')).toEqual([21]);
  expect(filled('June 3–5')).toEqual([9]);
  expect(filled('No date given')).toEqual([]);
});

it('says who went where, what the title adds, and what falls on which day', () => {
  const texts = textsOf(setOf());
  expect(texts).toEqual(
    expect.arrayContaining([
      'Bo Reyes',
      'Arno',
      'Reyes’s fishing trip to Arno · Host: Ada Lund',
      'in\u00a0Belm',
      'After the meeting of April 2030',
      'Current visit',
      'Host: Bo Reyes',
      'Harvest fair in Belm',
      'Flood',
    ]),
  );
  expect(texts.filter((text) => ['3', '4', '5'].includes(text))).toEqual(['3', '4', '5']);
  expect(texts.join(' ')).not.toMatch(/regatta|meeting of Lund/); // in no visit; said already by names and kind
});

it.each([
  ['the mayors', story],
  ['20 visits', many(20)],
  [
    '40 visits with long titles',
    many(40, 'a fishing trip with many other mayors and their families to the lake'),
  ],
  ['long names', longNames],
])('keeps every text on the card and apart from others: %s', (_, of) => {
  const { shapes, height } = setOf({}, of);
  expect(height).toBeLessThanOrEqual(TALLEST);
  const texts = shapes.filter((shape) => shape.type === 'text');
  for (const { x, y, width, style } of texts) {
    expect(x).toBeGreaterThanOrEqual(40);
    expect(x + width).toBeLessThanOrEqual(PICTURE_WIDTH - 40);
    expect(y - STYLES[style].size).toBeGreaterThan(0);
    expect(y).toBeLessThan(height - 20);
  }
  for (const [index, a] of texts.entries()) {
    for (const b of texts.slice(index + 1)) {
      const besides = a.x + a.width <= b.x || b.x + b.width <= a.x;
      expect(besides || Math.abs(a.y - b.y) >= 40, `${a.text} | ${b.text}`).toBe(true);
    }
  }
});

it('leaves out details first, then the oldest visits, and says so', () => {
  expect(textsOf(setOf({}, many(5)))).toContain('A fishing trip · Host: Bo Reyes');
  const texts = textsOf(setOf({}, many(30)));
  expect(texts.join(' ')).not.toContain('A fishing trip');
  expect(texts).toContain('July 2030');
  expect(texts).not.toContain('July 2001');
  expect(texts.join(' ')).toMatch(/without the \d+ oldest/);
});

it('ends a text of too many lines with an ellipsis', () => {
  expect(textsOf(setOf({}, longNames)).some((text) => text.endsWith('…'))).toBe(true);
});

it('says the same in words', () => {
  const content = chronicle(story, {});
  expect(content && altText(content)).toBe(
    [
      'Timeline. Visits and meetings, oldest first, as the article dates them.',
      'February 2028: Flood.',
      '2029: visit, Bo Reyes to Arno (Reyes’s fishing trip to Arno · Host: Ada Lund).',
      'April 2030: meeting, Ada Lund with Bo Reyes in Belm.',
      'No date given, after the meeting of April 2030: meeting, Ada Lund with Bo Reyes in Arno.',
      'June 3–5: current visit, Ada Lund to Belm (Host: Bo Reyes); June 4: Harvest fair in Belm.',
    ].join('\n'),
  );
});

it.each([10, 20, 60])('keeps the words on %i visits within what Discord takes', (count) => {
  const content = chronicle(many(count), {});
  const alt = content ? altText(content) : '';
  expect(alt.length).toBeLessThanOrEqual(ALT_LENGTH);
  expect(alt).toContain(`July ${2000 + count}: visit, Ada Lund to Belm`);
});

it('draws a PNG as wide and high as its layout, with transparent corners', async () => {
  const picture = await createTimelinePicture(story)({});
  const { measure: real } = await loadPen();
  const content = chronicle(story, {});
  const { height } = content ? layout(content, real) : { height: 0 };
  expect(picture?.png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([picture?.png.readUInt32BE(16), picture?.png.readUInt32BE(20)]).toEqual([PICTURE_WIDTH, height]);
  const { createCanvas, loadImage } = await import('@napi-rs/canvas'); // a decoder that is not ours
  const image = await loadImage(picture?.png ?? Buffer.alloc(0));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  expect(context.getImageData(0, 0, 1, 1).data[3]).toBe(0);
  expect([...context.getImageData(600, 20, 1, 1).data]).toEqual([0x1b, 0x1e, 0x28, 255]);
});

it('draws each content once, also when asked twice at a time and in other words', async () => {
  const draw = createTimelinePicture(story);
  const [one, two] = await Promise.all([draw({ person: 'Lund' }), draw({ person: 'ada lund' })]);
  expect(two?.png).toBe(one?.png);
  expect((await draw({ person: 'mayor Lund' }))?.png).toBe(one?.png);
  expect((await draw({ person: 'reyes' }))?.png).not.toBe(one?.png);
});

it('keeps a bounded number of pictures', async () => {
  const draw = createTimelinePicture(many(40));
  const first = await draw({ year: 2001 });
  for (let year = 2002; year <= 2040; year++) await draw({ year });
  expect((await draw({ year: 2040 }))?.png).toBe((await draw({ year: 2040 }))?.png);
  expect((await draw({ year: 2001 }))?.png).not.toBe(first?.png);
});

it('tries again where the canvas could not be loaded', async () => {
  vi.resetModules();
  vi.doMock('../src/picture/draw.js', () => ({
    loadPen: vi.fn().mockRejectedValueOnce(new Error('no canvas')).mockImplementation(loadPen),
  }));
  const { createTimelinePicture: fresh } = await import('../src/picture/timeline-picture.js');
  const draw = fresh(story);
  await expect(draw({})).rejects.toThrow('no canvas');
  expect((await draw({}))?.alt).toContain('Ada Lund');
  vi.doUnmock('../src/picture/draw.js');
});

it('does not load the canvas before the first picture', async () => {
  vi.resetModules();
  const loaded = vi.fn();
  vi.doMock('@napi-rs/canvas', () => loaded() ?? {});
  const { createTimelinePicture: fresh } = await import('../src/picture/timeline-picture.js');
  fresh(story);
  expect(loaded).not.toHaveBeenCalled();
  vi.doUnmock('@napi-rs/canvas');
});
