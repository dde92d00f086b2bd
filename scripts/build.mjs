// Builds what changed since the last build: the program (tsc), the playground's page (esbuild), and the compiled
// knowledge. Says nothing when all is as it was. Several builds at once wait for each other.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const stamp = join(dist, '.build');
const lock = join(root, 'node_modules', '.factdesk-build');
const staleAfterMs = 5 * 60_000;

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.sort()) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function sourceDigest() {
  const single = [
    'package-lock.json',
    'tsconfig.json',
    'scripts/build.mjs',
    'scripts/bundle.mjs',
    'scripts/page.mjs',
  ].map((name) => join(root, name));
  return digestOf([...single, ...filesBelow(join(root, 'src'))]);
}

const knowledgeDigest = () => digestOf(filesBelow(join(root, 'knowledge')));
const built = () => (existsSync(stamp) ? readFileSync(stamp, 'utf8') : '');

async function holdLock() {
  for (;;) {
    try {
      mkdirSync(lock);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > staleAfterMs)
        rmSync(lock, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const run = (...command) =>
  execFileSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });

async function buildProgram() {
  rmSync(dist, { recursive: true, force: true });
  try {
    run(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root);
  } catch (error) {
    process.stderr.write(error.stdout ?? `${error.message}\n`);
    process.exitCode = 1;
    return false;
  }
  const [{ bundle }, { buildPage }] = await Promise.all([import('./bundle.mjs'), import('./page.mjs')]);
  await Promise.all([bundle(root), buildPage()]);
  return true;
}

async function build() {
  const source = sourceDigest();
  const wanted = `${source} ${knowledgeDigest()}`;
  if (built() === wanted) return;
  await holdLock();
  try {
    if (built() === wanted) return;
    const isCurrent = built().split(' ')[0] === source;
    process.stderr.write(
      isCurrent
        ? 'Learning the knowledge, once …\n'
        : 'Building, and learning the knowledge, once: a minute or less …\n',
    );
    if (!isCurrent && !(await buildProgram())) return;
    writeFileSync(stamp, source);
    // Faulty knowledge does not fail the build: `check` says what is wrong, and so does whatever needs it.
    run(join(dist, 'cli.js'), 'compile');
    writeFileSync(stamp, wanted);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

await build();
