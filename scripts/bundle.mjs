// Packs the program into few files in place of dist/cli.js: a bot that reads hundreds of small files starts late and keeps
// the text of all of them in memory. What finds its own files (natives, fonts, workers) stays outside.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Packages of which much is loaded at start. */
const packed = ['discord.js', 'kysely', 'chrono-node', 'fuse.js', 'stemmer', 'yaml', 'zod', 'dotenv', 'ws'];
/** What discord.js's own packages use where it is installed. */
const optional = ['zlib-sync', 'bufferutil', 'utf-8-validate', 'erlpack'];

/** Packs the compiled program. */
export async function bundle(root) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const installed = Object.keys({ ...dependencies, ...devDependencies });
  const dist = join(root, 'dist');
  await build({
    entryPoints: [join(dist, 'cli.js')],
    outdir: dist,
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Beside cli.js, so that what is looked for relative to a module is found.
    chunkNames: 'chunk-[hash]',
    external: ['./bench/*', ...installed.filter((name) => !packed.includes(name)), ...optional],
    // Of packages that are not ECMAScript modules.
    banner: {
      js: "import { createRequire as requireHere } from 'node:module'; const require = requireHere(import.meta.url);",
    },
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    logLevel: 'warning',
  });
}
