import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  limitMembers,
  QUESTIONS_PER_WINDOW,
  QUESTIONS_WINDOW_S,
  REPEAT_MS,
  RepeatGuard,
} from '../src/store/limits.ts';
import { databases, keepingLog, testStore } from './store/databases.ts';

const MEMBER = '123456789012345678';
afterEach(() => void vi.useRealTimers());

describe.each(databases)('limits on $name', ({ create }) => {
  it(`let ${QUESTIONS_PER_WINDOW} questions pass, then tell how long to wait, each member apart`, async () => {
    const database = await create();
    const store = await testStore(database.url);
    const waits: number[] = [];
    for (let asked = 0; asked <= QUESTIONS_PER_WINDOW; asked++) waits.push(await store.limiter.take(MEMBER));
    const other = await store.limiter.take('2');
    await store.close();
    const rows = await database.rows('limits');
    await database.remove();
    expect(waits.slice(0, -1)).toEqual(Array(QUESTIONS_PER_WINDOW).fill(0));
    expect(waits.at(-1)).toBeGreaterThan(0);
    expect(waits.at(-1)).toBeLessThanOrEqual(QUESTIONS_WINDOW_S * 1_000);
    expect(other).toBe(0);
    expect(JSON.stringify(rows)).not.toContain(MEMBER);
  });
});

// Again where the machine is so busy that a process does not wait for the shared count.
it.skipIf(!process.env.TEST_POSTGRES_URL)(
  'processes that share PostgreSQL count together',
  { retry: 3 },
  async () => {
    const database = await databases.find(({ name }) => name === 'postgres')?.create();
    if (!database) throw new Error('no PostgreSQL');
    const stores = await Promise.all([testStore(database.url), testStore(database.url)]);
    const waits: number[] = [];
    // The first of each loads the library and connects, which is not waited for.
    await Promise.all(stores.map(({ limiter }) => limiter.take('warm up')));
    await sleep(300);
    for (let asked = 0; asked <= QUESTIONS_PER_WINDOW; asked++)
      waits.push((await stores[asked % 2]?.limiter.take(MEMBER)) ?? -1);
    await Promise.all(stores.map((store) => store.close()));
    await database.remove();
    expect(waits.map((wait) => wait > 0)).toEqual([...Array(QUESTIONS_PER_WINDOW).fill(false), true]);
  },
);

describe('a shared count that fails', () => {
  it.each([
    ['at once', () => Promise.reject(new Error('away'))],
    ['by silence', () => new Promise<never>(() => {})],
  ])('%s leaves this process counting alone', async (_how, shared) => {
    const limiter = limitMembers(keepingLog(), shared);
    const begin = performance.now();
    for (let asked = 0; asked < QUESTIONS_PER_WINDOW; asked++) expect(await limiter.take(MEMBER)).toBe(0);
    expect((performance.now() - begin) / QUESTIONS_PER_WINDOW).toBeLessThan(200);
    expect(await limiter.take(MEMBER)).toBeGreaterThan(0);
  });
});

it('lets questions pass again after the window', async () => {
  const limiter = limitMembers(keepingLog());
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout'] });
  for (let asked = 0; asked < QUESTIONS_PER_WINDOW; asked++) await limiter.take(MEMBER);
  expect(await limiter.take(MEMBER)).toBeGreaterThan(0);
  vi.advanceTimersByTime(QUESTIONS_WINDOW_S * 1_000 + 1);
  expect(await limiter.take(MEMBER)).toBe(0);
});

describe('the same question in the same channel', () => {
  const setUp = () => {
    let now = 0;
    const guard = new RepeatGuard(() => now);
    guard.answered('channel', 'Who cooked?', 'message');
    return { guard, wait: (ms: number) => (now += ms) };
  };

  it.each([
    ['channel', 'who  COOKED', 'message'],
    ['other channel', 'Who cooked?', undefined],
    ['channel', 'Who paid?', undefined],
  ])('in %s, "%s" → %s', (channel, question, message) => {
    expect(setUp().guard.seen(channel, question)).toBe(message);
  });

  it('is answered anew after a while, and when the answer has gone', () => {
    const { guard, wait } = setUp();
    wait(REPEAT_MS - 1);
    expect(guard.seen('channel', 'Who cooked?')).toBe('message');
    wait(1);
    expect(guard.seen('channel', 'Who cooked?')).toBeUndefined();
    guard.answered('channel', 'Who cooked?', 'later');
    guard.gone('later');
    expect(guard.seen('channel', 'Who cooked?')).toBeUndefined();
  });

  it('is remembered for the latest 5,000 only', () => {
    const { guard } = setUp();
    for (let number = 0; number < 5_000; number++)
      guard.answered('channel', `question ${number}`, `${number}`);
    expect(guard.seen('channel', 'Who cooked?')).toBeUndefined();
    expect(guard.seen('channel', 'question 0')).toBe('0');
  });
});
