import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databases, type TestDatabase, testStore, unanswered } from './store/databases.ts';

const WRITER = fileURLToPath(new URL('store/writer.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../dist/store/store.js', import.meta.url));

/** @param seen called with the number of acknowledged writes @returns the numbers of those that were */
async function write(
  url: string,
  writes: number,
  questions: number,
  seen?: (count: number, kill: () => void) => void,
) {
  const child = spawn(process.execPath, [WRITER, url, String(writes), String(questions)]);
  const numbers: number[] = [];
  const complaints: string[] = [];
  child.stderr.on('data', (text) => complaints.push(String(text)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    numbers.push(Number(line));
    seen?.(numbers.length, () => child.kill('SIGKILL'));
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, killed) => resolve(killed)));
  return { numbers, signal, complaints };
}

const sum = (rows: Record<string, unknown>[], column: string) =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

describe.each(databases)('processes on $name', { timeout: 120_000 }, ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    if (!existsSync(BUILT)) throw new Error('run `npm run build` first: processes cannot run TypeScript');
    database = await create();
  });
  afterEach(() => database.remove());

  it('loses nothing when two start and write at once', async () => {
    const [one, other] = await Promise.all([write(database.url, 1_000, 40), write(database.url, 1_000, 40)]);
    // On a busy machine they may complain of waiting for each other, but give nothing up.
    expect([...one.complaints, ...other.complaints].join('')).not.toContain('given up');
    expect([one.numbers.length, other.numbers.length]).toEqual([1_000, 1_000]);
    const gaps = await database.rows('gaps');
    expect([gaps.length, sum(gaps, 'count')]).toEqual([40, 2_000]);
    expect(sum(await database.rows('votes'), 'up')).toBe(2_000);
    expect(await database.rows('vote_hashes')).toHaveLength(2_000);
  });

  it('loses no acknowledged write of 2,000 to kill -9 in their middle, and goes on afterwards', async () => {
    const { numbers, signal } = await write(database.url, 2_000, 2_000, (count, kill) => {
      if (count === 1_000) kill();
    });
    expect(signal).toBe('SIGKILL');
    expect(numbers.length).toBeGreaterThanOrEqual(1_000);
    expect(numbers.length).toBeLessThan(2_000);
    const kept = new Set((await database.rows('gaps')).map((row) => row.question));
    expect(numbers.filter((number) => !kept.has(`question ${number}`))).toEqual([]);
    const store = await testStore(database.url);
    await store.feedback.unanswered(unanswered('still there?'));
    await store.close();
  });
});
