import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

// Compiled code, since learning runs in a worker, which cannot load TypeScript.
const built = (file: string) => import(pathToFileURL(resolve('dist', file)).href);
const { openLibrary } = (await built('library.js')) as typeof import('../src/library.js');
const { LiveKnowledge } = (await built('live-knowledge.js')) as typeof import('../src/live-knowledge.js');

const today = '2032-01-15';
const silent = { info() {}, warn() {} };
let folder: string;
let live: InstanceType<typeof LiveKnowledge>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factdesk-live-'));
  await cp('test/fixtures/knowledge', folder, { recursive: true });
  live = new LiveKnowledge(folder, await openLibrary(folder), silent);
  live.follow();
});

afterEach(async () => {
  live.close();
  await rm(folder, { recursive: true, force: true });
});

async function change(file: string, from: string, to: string): Promise<void> {
  const path = join(folder, 'harbour-visit', file);
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

const inviter = () => live.engine.answer('who invited the mayor', today).text;

it('answers with a corrected fact as soon as the file is saved', async () => {
  expect(inviter()).toBe('Mayor Kern invited Mayor Lindt.');
  await change('facts.yaml', 'Mayor Kern invited Mayor Lindt.', 'It was Mayor Kern who invited Mayor Lindt.');
  await vi.waitFor(() => expect(inviter()).toBe('It was Mayor Kern who invited Mayor Lindt.'), 5_000);
});

it('goes on with the last good knowledge while a file is faulty, says where the fault is, and recovers', async () => {
  const seen: string[] = [];
  live.subscribe(({ state }) => seen.push(state));
  await change('facts.yaml', 'basis: expected', 'basis: guessed');
  await vi.waitFor(() => expect(live.current().state).toBe('faulty'), 5_000);
  const status = live.current();
  expect(status.state === 'faulty' && status.faults).toEqual([
    expect.objectContaining({ file: expect.stringContaining('facts.yaml'), line: 4, column: 3 }),
  ]);
  expect(inviter()).toBe('Mayor Kern invited Mayor Lindt.');
  await change('facts.yaml', 'basis: guessed', 'basis: expected');
  await vi.waitFor(() => expect(live.current().state).toBe('ok'), 5_000);
  expect(seen[0]).toBe('faulty');
  expect(seen.at(-1)).toBe('ok');
});

it('learns a new phrasing beside the answering', async () => {
  const odd = 'whose letter brought her over';
  expect(live.engine.answer(odd, today).topic).not.toBe('visit-inviter');
  await change(
    'phrasings/someone.yaml',
    'visit-inviter: [',
    `visit-inviter: [${odd}, whose letter was it, a letter brought her, `,
  );
  await vi.waitFor(() => expect(live.engine.answer(odd, today).topic).toBe('visit-inviter'), 20_000);
}, 30_000);
