import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { readConfig } from '../src/config.js';
import { printGaps } from '../src/terminal/gaps.js';

it('keeps what the store warns of out of the list, which may go to a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'factdesk-gaps-'));
  await writeFile(join(folder, 'taken'), ''); // no folder, so no database can lie in it
  const read = readConfig({ DATABASE_URL: `file:${join(folder, 'taken', 'factdesk.db')}` });
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const warned = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const listed = vi.fn();
  const out = { write: listed } as unknown as NodeJS.WriteStream;
  await expect(printGaps(read.config, { csv: true }, out)).rejects.toMatchObject({ name: 'StoreError' });
  const warnings = warned.mock.calls.map(([text]) => String(text)).join('');
  warned.mockRestore();
  await rm(folder, { recursive: true });
  expect(listed).not.toHaveBeenCalled();
  expect(warnings).toContain('a write failed');
});
