// Bundles the playground's page: its script, styles, fonts and pictures, all from here, so that the page asks no other server.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'playground', 'page');

/** Builds the page into a folder. */
export async function buildPage(folder = join(root, 'dist', 'playground', 'page')) {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(source, 'main.ts'), join(source, 'main.css')],
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: '[name]',
    minify: true,
    format: 'esm',
    target: ['chrome120', 'firefox121', 'safari17.4'],
    loader: { '.woff2': 'file' },
    assetNames: '[name]',
    legalComments: 'none',
    logLevel: 'warning',
  });
  copyFileSync(join(source, 'index.html'), join(folder, 'index.html'));
  const pictures = join(source, 'pictures');
  for (const name of readdirSync(pictures)) copyFileSync(join(pictures, name), join(folder, name));
}
