import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

type Save = (path: string, text: string) => Promise<void>;

async function change(file: string, from: string, to: string, save: Save = writeFile): Promise<void> {
  const path = join(folder, 'harbour-visit', file);
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await save(path, text.replace(from, to));
}

/** As vim and sed -i save: another file takes the name of the old one. */
const replace: Save = async (path, text) => {
  await writeFile(`${path}~`, text);
  await rename(`${path}~`, path);
};

const inviter = () => live.engine.answer('who invited the mayor', today).text;

it('answers with a corrected fact as soon as the file is saved', async () => {
  expect(inviter()).toBe('Mayor Kern invited Mayor Lindt.');
  await change('facts.yaml', 'Mayor Kern invited Mayor Lindt.', 'It was Mayor Kern who invited Mayor Lindt.');
  await vi.waitFor(() => expect(inviter()).toBe('It was Mayor Kern who invited Mayor Lindt.'), 5_000);
});

it('notices every save, also when an editor replaces the file', async () => {
  let text = 'Mayor Kern invited Mayor Lindt.';
  for (const [save, next] of [
    [replace, 'Mayor Kern asked Mayor Lindt to come.'],
    [replace, 'Mayor Kern had Mayor Lindt come.'],
    [writeFile, 'Mayor Lindt came as Mayor Kern had asked her.'],
  ] as const) {
    await change('facts.yaml', text, next, save);
    await vi.waitFor(() => expect(inviter()).toBe(next), 5_000);
    text = next;
  }
}, 20_000);

it('notices what was saved before it began to follow', async () => {
  live.close();
  live = new LiveKnowledge(folder, await openLibrary(folder), silent);
  await change('facts.yaml', 'Mayor Kern invited Mayor Lindt.', 'Mayor Kern asked Mayor Lindt to come.');
  live.follow();
  await vi.waitFor(() => expect(inviter()).toBe('Mayor Kern asked Mayor Lindt to come.'), 5_000);
});

it('answers in new words before it has learned them, and goes back with the file', async () => {
  const seen: string[] = [];
  live.subscribe(() => seen.push(inviter()));
  await change('facts.yaml', 'Mayor Kern invited Mayor Lindt.', 'Mayor Kern asked Mayor Lindt to come.');
  // Told twice: of the new words, and of what was learned.
  await vi.waitFor(() => expect(seen).toHaveLength(2), 20_000);
  expect(new Set(seen)).toEqual(new Set(['Mayor Kern asked Mayor Lindt to come.']));
  await change('facts.yaml', 'Mayor Kern asked Mayor Lindt to come.', 'Mayor Kern invited Mayor Lindt.');
  await vi.waitFor(() => expect(inviter()).toBe('Mayor Kern invited Mayor Lindt.'), 5_000);
}, 30_000);

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
