import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface PageFile {
  type: string;
  bytes: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The built page's files by their paths, all in memory: no path that a browser asks for ever reaches the disk. */
export async function readPage(folder: string): Promise<Map<string, PageFile>> {
  const names = (await readdir(folder)).filter((name) => TYPES[extname(name)]);
  const files = await Promise.all(
    names.map(async (name): Promise<[string, PageFile]> => {
      const type = TYPES[extname(name)] as string;
      return [name === 'index.html' ? '/' : `/${name}`, { type, bytes: await readFile(join(folder, name)) }];
    }),
  );
  return new Map(files);
}
