import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url));

// A project with nothing in it, whose compiler writes a program that does what a test says.
let root: string;
const lock = () => join(root, 'node_modules', '.factdesk-build.pid');
const children: ChildProcess[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'factdesk-build-'));
  await cp(script, join(root, 'scripts', 'build.mjs'));
  await put('package-lock.json', '{}');
  await put('tsconfig.json', '{}');
  await put('scripts/bundle.mjs', 'export const bundle = () => {};');
  await put('scripts/page.mjs', 'export const buildPage = () => {};');
  await put('src/a.ts', '');
  await put('knowledge/lexicon.yaml', '');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** The next build compiles this program. */
const compileTo = (program: string) =>
  put(
    'node_modules/typescript/bin/tsc',
    `const fs = require('node:fs');
     fs.mkdirSync('dist');
     fs.writeFileSync('dist/cli.js', ${JSON.stringify(program)});`,
  );

/** Starts a build. @returns its process and, when it has ended, what it said */
function start() {
  const child = spawn(process.execPath, [join(root, 'scripts', 'build.mjs')]);
  children.push(child);
  let said = '';
  child.stderr.on('data', (text) => {
    said += String(text);
  });
  const ended = once(child, 'close').then(([code]) => ({ code, said }));
  return { child, ended };
}

const BUILDING = 'Building, and learning the knowledge, once: a minute or less …\n';

it('tells what a step complained of once, without a stack trace, and ends with its exit code', async () => {
  await compileTo(`process.stderr.write('PORT: got "http"\\n'); process.exitCode = 3;`);
  expect(await start().ended).toEqual({ code: 3, said: `${BUILDING}PORT: got "http"\n` });
});

it('builds once, and says nothing of what a step that went well has said', async () => {
  await compileTo(`process.stderr.write('a warning, which the program will repeat');`);
  expect(await start().ended).toEqual({ code: 0, said: BUILDING });
  expect(await start().ended).toEqual({ code: 0, said: '' });
});

it('waits for a build under way, and says so', async () => {
  await compileTo(`setTimeout(() => {}, 1_500);`);
  const first = start();
  await expect.poll(() => readFile(lock(), 'utf8').catch(() => '')).toBe(String(first.child.pid));
  const second = await start().ended;
  expect(second).toEqual({
    code: 0,
    said: `Waiting for another build: process ${first.child.pid}, as ${lock()} says …\n`,
  });
  expect(await first.ended).toEqual({ code: 0, said: BUILDING });
});

it('builds at once where the build before was killed', async () => {
  await compileTo('');
  const { pid } = spawnSync(process.execPath, ['-e', '']); // lives no longer
  await writeFile(lock(), String(pid));
  expect(await start().ended).toEqual({ code: 0, said: BUILDING });
});
