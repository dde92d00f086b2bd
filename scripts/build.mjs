// Builds what changed since the last build: the program (tsc), the playground's page (esbuild), and the compiled
// knowledge. Says nothing when all is as it was. Several builds at once wait for each other.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const stamp = join(dist, '.build');
// Holds the id of the process that builds.
const lock = join(root, 'node_modules', '.factdesk-build.pid');

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
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = lockingProcess();
    if (pid && !isRunning(pid)) {
      rmSync(lock, { force: true });
    } else if (pid && !told) {
      process.stderr.write(`Waiting for another build: process ${pid}, as ${lock} says …\n`);
      told = true;
    }
    // Also after removing it, so that nobody who has just read the old one removes a new one.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** 0 when there is none, or none yet. */
function lockingProcess() {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM'; // it is another user's
  }
}

/** Runs a step in a process of its own. One that fails tells why and ends the build with its exit code. */
function run(...command) {
  try {
    execFileSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    return true;
  } catch ({ status, stdout, stderr, message }) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}` || `${message}\n`);
    process.exitCode = status ?? 1;
    return false;
  }
}

async function buildProgram() {
  rmSync(dist, { recursive: true, force: true });
  if (!run(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root)) return false;
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
    if (run(join(dist, 'cli.js'), 'compile')) writeFileSync(stamp, wanted);
  } finally {
    rmSync(lock, { force: true });
  }
}

await build();
