import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, SETTINGS_FRESH_MS } from '../src/store/settings.ts';
import type { Store } from '../src/store/store.ts';
import { databases, type TestDatabase, testStore, unanswered } from './store/databases.ts';

const MAY_9 = new Date('2025-05-09T10:00:00Z');
const daysAfter = (days: number) => new Date(MAY_9.getTime() + days * 86_400_000);
const ALL = { offset: 0, limit: 100 };
const VOTER = '123456789012345678';
const GUILD = '876543210987654321';

/** The same on every kind of database. */
describe.each(databases)('store on $name', { timeout: 20_000 }, ({ create }) => {
  let database: TestDatabase;
  let now: Date;
  let stores: Store[];
  const open = async () => {
    const store = await testStore(database.url, { now: () => now });
    stores.push(store);
    return store;
  };
  beforeEach(async () => {
    now = MAY_9;
    stores = [];
    database = await create();
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.remove();
  });

  describe('gaps', () => {
    it('counts the same question once, however it was written, with the days and what came nearest', async () => {
      const { feedback, gaps } = await open();
      await feedback.unanswered(unanswered('Who paid for the trip?', ['visit-dates']));
      now = daysAfter(2);
      await feedback.unanswered({
        question: '  WHO paid, for the\ntrip??! ',
        topic: 'cost',
        facts: ['delegation'],
        suggestions: [{ topic: 'visit-dates' }, { topic: 'delegation' }],
      });
      expect(await gaps.list(ALL)).toEqual({
        total: 1,
        gaps: [
          {
            id: expect.stringMatching(/^[0-9a-f]{16}$/),
            question: 'who paid for the trip',
            count: 2,
            nearest: ['cost', 'delegation', 'visit-dates'],
            firstDay: '2025-05-09',
            lastDay: '2025-05-11',
            handled: false,
          },
        ],
      });
    });

    it('lists the most asked first, page by page', async () => {
      const { feedback, gaps } = await open();
      for (const question of ['a', 'b', 'b', 'c', 'c', 'c']) await feedback.unanswered(unanswered(question));
      const first = await gaps.list({ offset: 0, limit: 2 });
      const second = await gaps.list({ offset: 2, limit: 2 });
      expect([first.total, ...first.gaps.map((gap) => gap.question)]).toEqual([3, 'c', 'b']);
      expect([second.total, ...second.gaps.map((gap) => gap.question)]).toEqual([3, 'a']);
      expect((await gaps.list({ offset: 0, limit: Number.MAX_SAFE_INTEGER })).gaps).toHaveLength(3); // for exports
    });

    it('puts handled ones apart, and back', async () => {
      const { feedback, gaps } = await open();
      await feedback.unanswered(unanswered('Who cooked?'));
      const [gap] = (await gaps.list(ALL)).gaps;
      expect(await gaps.mark(gap?.id ?? '', true)).toBe(true);
      await feedback.unanswered(unanswered('Who cooked?')); // asking again does not bring it back
      expect((await gaps.list(ALL)).total).toBe(0);
      expect((await gaps.list({ ...ALL, handled: true })).gaps).toMatchObject([{ count: 2, handled: true }]);
      await gaps.mark(gap?.id ?? '', false);
      expect((await gaps.list(ALL)).total).toBe(1);
      expect(await gaps.mark('0000000000000000', true)).toBe(false);
    });

    it('removes one on request', async () => {
      const { feedback, gaps } = await open();
      await feedback.unanswered(unanswered('Who cooked?'));
      const [gap] = (await gaps.list(ALL)).gaps;
      expect(await gaps.remove(gap?.id ?? '')).toBe(true);
      expect(await gaps.remove(gap?.id ?? '')).toBe(false);
      expect(await database.rows('gaps')).toEqual([]);
    });

    it('keeps nothing of personal data and of empty questions', async () => {
      const { feedback } = await open();
      for (const text of ['mail bob@example.org', 'call +44 20 7946 0958', '', '?!…', 'ask <@123>'])
        await feedback.unanswered(unanswered(text));
      expect(await database.rows('gaps')).toEqual([]);
    });

    it.each([
      "Robert'); drop table gaps;--",
      'what \0 is \u202e this',
      '日本の首相は来ましたか',
      'lone \ud800 surrogate',
      '🎉 party'.repeat(2_000),
    ])('takes %j', async (question) => {
      const { feedback, gaps } = await open();
      await feedback.unanswered(unanswered(question));
      const listed = await gaps.list(ALL);
      expect(listed.total).toBe(1);
      expect(listed.gaps[0]?.question.length).toBeLessThanOrEqual(200);
    });
  });

  describe('votes', () => {
    it('counts 1,000 votes of the same member once', async () => {
      const { feedback, votes } = await open();
      const clicks = Array.from({ length: 1_000 }, () => feedback.voted('visit-dates', true, VOTER));
      await Promise.all(clicks);
      expect(await votes.list(ALL)).toEqual([{ topic: 'visit-dates', up: 1, down: 0 }]);
    });

    it('counts members and topics apart, and the last word of a member', async () => {
      const { feedback, votes } = await open();
      await feedback.voted('visit-dates', true, VOTER);
      await feedback.voted('visit-dates', true, GUILD);
      await feedback.voted('host', true, VOTER);
      await feedback.voted('visit-dates', false, VOTER);
      expect(await votes.list(ALL)).toEqual([
        { topic: 'visit-dates', up: 1, down: 1 },
        { topic: 'host', up: 1, down: 0 },
      ]);
    });

    it('counts again on the next day, and keeps neither hashes nor salts of the day before', async () => {
      const first = await open();
      await first.feedback.voted('host', true, VOTER);
      expect(await database.rows('vote_hashes')).toHaveLength(1);
      now = daysAfter(1);
      const { feedback, votes } = await open(); // opening purges
      await feedback.voted('host', true, VOTER);
      expect(await votes.list(ALL)).toEqual([{ topic: 'host', up: 2, down: 0 }]);
      expect((await database.rows('vote_salts')).map((row) => row.day)).toEqual(['2025-05-10']);
      expect((await database.rows('vote_hashes')).map((row) => row.day)).toEqual(['2025-05-10']);
    });

    it('never stores the id', async () => {
      const { feedback } = await open();
      await feedback.voted('host', true, VOTER);
      for (const table of ['votes', 'vote_hashes', 'vote_salts'])
        expect(JSON.stringify(await database.rows(table))).not.toContain(VOTER);
    });
  });

  it('forgets gaps and votes 90 days after they were last added to', async () => {
    const first = await open();
    await first.feedback.unanswered(unanswered('old'));
    await first.feedback.unanswered(unanswered('asked again'));
    await first.feedback.voted('host', true, VOTER);
    now = daysAfter(50);
    await first.feedback.unanswered(unanswered('asked again'));
    now = daysAfter(90);
    await (await open()).feedback.voted('other', true, VOTER);
    expect(await database.rows('gaps')).toHaveLength(2); // not yet
    now = daysAfter(91);
    const { feedback, gaps, votes } = await open();
    await feedback.voted('other', true, VOTER);
    expect((await gaps.list(ALL)).gaps.map((gap) => gap.question)).toEqual(['asked again']);
    expect((await votes.list(ALL)).map(({ topic }) => topic)).toEqual(['other']);
  });

  describe('settings', () => {
    it('starts with the defaults', async () => {
      expect(await (await open()).settings.of(GUILD)).toEqual(DEFAULT_SETTINGS);
    });

    it('shows a change at once, before it is safe', async () => {
      const { settings } = await open();
      await settings.of(GUILD);
      const saving = settings.change(GUILD, { privateByDefault: true, mentionChannels: ['1', '2'] });
      const changed = { ...DEFAULT_SETTINGS, privateByDefault: true, mentionChannels: ['1', '2'] };
      expect(await settings.of(GUILD)).toEqual(changed);
      expect(await saving).toBe(true);
      expect(await settings.of(GUILD)).toEqual(changed);
    });

    it('survives a restart', async () => {
      const first = await open();
      await first.settings.change(GUILD, { notes: false });
      await first.close();
      expect(await (await open()).settings.of(GUILD)).toEqual({ ...DEFAULT_SETTINGS, notes: false });
    });

    it(`shows a change to others after ${SETTINGS_FRESH_MS} ms, and loses none of two at once`, async () => {
      const [one, other] = [await open(), await open()];
      await Promise.all([one.settings.of(GUILD), other.settings.of(GUILD)]);
      await Promise.all([
        one.settings.change(GUILD, { mentions: false }),
        other.settings.change(GUILD, { notes: false }),
      ]);
      now = new Date(now.getTime() + SETTINGS_FRESH_MS);
      const both = { ...DEFAULT_SETTINGS, mentions: false, notes: false };
      // Polled: an answer waits for settings only so long, and a busy machine may take longer.
      await expect.poll(() => one.settings.of(GUILD)).toEqual(both);
      await expect.poll(() => other.settings.of(GUILD)).toEqual(both);
    });

    it('goes by the last known when they can no longer be read', async () => {
      const store = await open();
      await store.settings.change(GUILD, { mentions: false });
      await store.close();
      now = new Date(now.getTime() + SETTINGS_FRESH_MS);
      expect(await store.settings.of(GUILD)).toEqual({ ...DEFAULT_SETTINGS, mentions: false });
    });

    it('deletes what is kept of a server that the bot has left', async () => {
      const { settings } = await open();
      await settings.change(GUILD, { mentions: false });
      await settings.forget(GUILD);
      expect(await database.rows('servers')).toEqual([]);
      expect(await settings.of(GUILD)).toEqual(DEFAULT_SETTINGS);
    });
  });

  it('can be opened by many at once while it is new', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => open()));
    await Promise.all(opened.map(({ feedback }) => feedback.unanswered(unanswered('everybody asks'))));
    expect(await database.rows('gaps')).toMatchObject([{ count: 8 }]);
    expect(opened.map((store) => store.figures().dropped)).toEqual(Array(8).fill(0));
  });
});

it.each(['mysql://host/db', 'data/factdesk.db', ''])('refuses the address %j', async (url) => {
  await expect(testStore(url)).rejects.toThrow('expected file:path/to/factdesk.db or postgres://');
});
