import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { forgetOldVersions } from '../src/library.js';

const folder = await mkdtemp(join(tmpdir(), 'factdesk-library-'));
afterAll(() => rm(folder, { recursive: true }));

/** Puts a file there that was written so many minutes ago. */
async function put(name: string, minutes: number): Promise<void> {
  const at = new Date(Date.now() - minutes * 60_000);
  await writeFile(join(folder, name), '');
  await utimes(join(folder, name), at, at);
}

it('keeps the newest versions with all their stories, and nothing half written long ago', async () => {
  for (const [minutes, digest] of ['e5', 'd4', 'c3', 'b2', 'a1'].entries()) {
    await put(`${digest}.harbour-visit.bin`, minutes);
    await put(`${digest}.xi-russia.bin`, minutes);
  }
  await put('f6.harbour-visit.bin', 999); // in use, however old
  await put('f6.xi-russia.bin.4711', 999);
  await put('e5.xi-russia.bin.4712', 0); // another process may be at it
  await forgetOldVersions(folder, 'f6');
  expect((await readdir(folder)).sort()).toEqual([
    'b2.harbour-visit.bin',
    'b2.xi-russia.bin',
    'c3.harbour-visit.bin',
    'c3.xi-russia.bin',
    'd4.harbour-visit.bin',
    'd4.xi-russia.bin',
    'e5.harbour-visit.bin',
    'e5.xi-russia.bin',
    'e5.xi-russia.bin.4712',
    'f6.harbour-visit.bin',
  ]);
});
