import { afterAll, describe, expect, it } from 'vitest';
import { createTimelinePicture } from '../src/picture/timeline-picture.js';
import type { Reply } from '../src/playground/actor.js';
import { botWithStore, faultsOf } from './discord/stored-bot.js';
import { harbourToday, openHarbour } from './fixtures/harbour.js';

const { engine } = await openHarbour();
const drawTimeline = createTimelinePicture(engine.story);
const running = await botWithStore({ engine: () => engine, today: () => harbourToday, drawTimeline });
const { discord, ana, kept } = running;

/** The picture that came with an answer. */
function pictureOf({ attachments: [file] }: Reply) {
  return file && { ...file, bytes: discord.file(new URL(file.url).pathname)?.bytes };
}

afterAll(async () => {
  expect(faultsOf(running)).toEqual({ refused: [], pings: [], slow: false });
  await running.close();
});

describe('/visits', () => {
  it('shows the picture with its words, and the same as text', async () => {
    const began = performance.now();
    const reply = await kept(ana.slash('visits'));
    console.info(`the first picture was there after ${(performance.now() - began).toFixed(0)} ms`);
    expect(pictureOf(reply)).toMatchObject({ filename: 'timeline.png', content_type: 'image/png' });
    const [, alt] = /"description":"(Timeline\..*?)"/.exec(JSON.stringify(reply.components)) ?? [];
    expect(alt).toContain('April 2029: visit, Ada Lindt to Port Ilmen');
    const visits = ['June 3–5', 'March 2', 'October 2029', 'April 2029'].map((date) =>
      reply.text.indexOf(date),
    );
    expect(visits).toEqual(visits.toSorted((a, b) => a - b)); // newest first
    expect(visits).not.toContain(-1);
  });

  it.each(['lindt', 'Ada Lindt', 'lnidt', 'Lindtt'])(
    'of one person, however the name is typed: %s',
    async (person) => {
      const exactly = await kept(ana.slash('visits', { person: 'Ada Lindt', private: true }));
      const reply = await kept(ana.slash('visits', { person, private: true }));
      expect(reply.text).not.toMatch(/Kern.s visit/);
      expect(pictureOf(reply)?.bytes?.equals(pictureOf(exactly)?.bytes ?? Buffer.of())).toBe(true);
    },
  );

  it('of one year', async () => {
    const [all, some] = [await kept(ana.slash('visits')), await kept(ana.slash('visits', { year: 2029 }))];
    expect(some.text).toContain('in 2029');
    expect(some.text).not.toContain('June 3–5');
    expect(pictureOf(some)?.bytes?.equals(pictureOf(all)?.bytes ?? Buffer.of())).toBe(false);
  });

  it.each([{ person: 'Obama' }, { year: 1999 }])(
    'has no picture of what the story does not have: %j',
    async (options) => {
      const reply = await kept(ana.slash('visits', options));
      expect(reply.text).toContain('names no visits');
      expect(reply.attachments).toEqual([]);
    },
  );
});
