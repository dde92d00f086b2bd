import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Measured } from './children.js';
import { median } from './figures.js';
import { files, type SystemName, systems } from './systems.js';

/** Every question is asked so many times, by an engine that has not seen it, and its median counts: the machine is shared. */
const rounds = 5;
/** What is slow is asked fewer questions, fewer times, so that it takes not much longer than this. */
const budgetMs = 15_000;
const warmUpMs = 1_500;
/** Even the slowest is asked so many. */
const leastQuestions = 12;

interface Time {
  readonly ms: number;
  /** Of all threads of this process, so that the collection of garbage counts too. */
  readonly cpuMs: number;
}

/** Runs in a process of its own: measures one way of answering and prints what it measured as JSON. */
async function measure(name: SystemName, folder: string): Promise<Measured> {
  const questions: string[] = JSON.parse(await readFile(join(folder, files.questions), 'utf8'));
  const { prepare, remembers } = systems[name];
  const load = await prepare();
  const before = await memory();
  const started = performance.now();
  const ask = await load(folder);
  const loadMs = performance.now() - started;
  const firstMs = timed(() => ask('when does it begin')).ms;
  const after = await memory();
  onePass(ask, questions, within(warmUpMs), 1);
  const left = within(budgetMs);
  const fresh = () => (remembers ? load(folder) : ask);
  const times = onePass(await fresh(), questions, left, leastQuestions).map((time) => [time]);
  const roundMs = budgetMs - left();
  for (let round = 1; round < rounds && left() > roundMs; round++) {
    const again = await fresh();
    for (const [at, list] of times.entries()) list.push(timed(() => again(questions[at] as string)));
  }
  return {
    loadMs,
    firstMs,
    questionMs: times.map((list) => median(list.map(({ ms }) => ms))),
    questionCpuMs: times.map((list) => median(list.map(({ cpuMs }) => cpuMs))),
    rss: after.rss - before.rss,
    heap: after.heap - before.heap,
  };
}

/** How many milliseconds are left. */
function within(ms: number): () => number {
  const end = performance.now() + ms;
  return () => end - performance.now();
}

/** Times of the first questions in order, until the time is up; of so many at the least. */
function onePass(
  ask: (question: string) => unknown,
  questions: readonly string[],
  left: () => number,
  least: number,
): Time[] {
  const times: Time[] = [];
  for (const question of questions) {
    if (left() < 0 && times.length >= least) break;
    times.push(timed(() => ask(question)));
  }
  return times;
}

function timed(run: () => unknown): Time {
  const cpu = process.cpuUsage();
  const started = performance.now();
  run();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
}

/** Bytes in use after collecting garbage; the heap with what lies outside of it (buffers). */
async function memory(): Promise<{ rss: number; heap: number }> {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await wait(20);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external };
}

const [name = '', folder = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measure(name as SystemName, folder)));
