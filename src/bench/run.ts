import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type CompiledStory, compileStory } from '../answer/model.js';
import { encodeStory } from '../answer/model-file.js';
import { seededRandom } from '../answer/train.js';
import type { Config } from '../config.js';
import { showTable } from '../evaluate/evaluate.js';
import { commonEnglish } from '../knowledge/english.js';
import { type Phrasing, parseKnowledge, readKnowledge } from '../knowledge/load.js';
import { openLibrary } from '../library.js';
import { type BotStart, startBots } from './bots.js';
import { inChild, type Measured } from './children.js';
import { median, megabytes, milliseconds, percentile, times } from './figures.js';
import { syntheticStory } from './synthetic.js';
import { files, type PhrasingFile, systems } from './systems.js';

const sizes = [1, 10, 100] as const;
/** So many questions are asked at every size, evenly from all stories. */
const questionsAsked = 600;
const openings = 7;
/** Words of ordinary length, so that invented stories share them. */
const ordinaryWord = /^[a-z]{4,9}$/;
const ordinaryWords = 2_000;

/** `npm run bench`: speed, memory and start, side by side with other ways of doing it, as tables. */
export async function runBench(config: Config, out: NodeJS.WriteStream): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'factdesk-bench-'));
  const knowledgeDir = resolve(config.knowledgeDir);
  const say = (text: string) => void out.write(`${text}\n`);
  try {
    const { stories } = await openLibrary(knowledgeDir, () => say('Learning the knowledge, once …'));
    say(
      `Node ${process.version}. Ratios are to factdesk, in the same run.\n\nThe stories in ${config.knowledgeDir}, golden questions`,
    );
    const questions = parseKnowledge(await readKnowledge(knowledgeDir)).flatMap(({ golden }) =>
      golden.map(({ question }) => question),
    );
    await writeKnowledge(folder, stories, questions);
    say(showMeasured(await measureAll(folder)));
    await benchSizes(folder, stories[0] as CompiledStory, say);
    await benchOpening(knowledgeDir, say);
    say(
      `\nStart of the bot on the local Discord, median of several starts in turn\n${showStarts(await startBots(knowledgeDir, folder))}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same with 1, 10 and 100 invented stories. */
async function benchSizes(folder: string, real: CompiledStory, say: (text: string) => void): Promise<void> {
  const english = await commonEnglish();
  const ordinary = english.filter((word) => ordinaryWord.test(word)).slice(0, ordinaryWords);
  const made = Array.from({ length: Math.max(...sizes) }, (_, number) => {
    const { knowledge, questions } = syntheticStory(number, {
      english: ordinary,
      lexicon: real.lexicon,
      questions: questionsAsked,
    });
    return { compiled: compileStory(knowledge, { english }), questions };
  });
  const medians: number[] = [];
  for (const size of sizes) {
    const stories = made.slice(0, size);
    const questions = stories.flatMap(({ questions: of }) => of.slice(0, questionsAsked / size));
    const path = join(folder, `of-${size}`);
    await writeKnowledge(
      path,
      stories.map(({ compiled }) => compiled),
      questions,
    );
    const measured = await measureAll(path);
    medians.push(median(measured[0]?.measured.questionMs ?? []));
    say(`\nInvented stories: ${size}×\n${showMeasured(measured)}`);
  }
  say(
    `\n100 times the knowledge costs factdesk ${times(medians.at(-1) ?? 0, medians[0] ?? 0)} as much per question`,
  );
}

/** Puts the knowledge where the processes that measure find it. */
async function writeKnowledge(
  folder: string,
  stories: readonly CompiledStory[],
  questions: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const compiled of stories)
    await writeFile(join(folder, `${compiled.story.id}${files.compiled}`), encodeStory(compiled));
  const texts: PhrasingFile = {
    phrasings: stories.flatMap(phrasingsOf),
    answers: Object.fromEntries(stories.flatMap(answersOf)),
  };
  await writeFile(join(folder, files.phrasings), JSON.stringify(texts));
  // In any order, so that the first ones stand for all where the time does not suffice for more.
  const random = seededRandom(1);
  const shuffled = [...new Set(questions)]
    .map((text) => ({ text, at: random() }))
    .sort((a, b) => a.at - b.at);
  await writeFile(join(folder, files.questions), JSON.stringify(shuffled.map(({ text }) => text)));
}

function phrasingsOf({ story, model }: CompiledStory): Phrasing[] {
  const texts = model.phrasingTexts();
  return model.topics.flatMap((topic, at) =>
    texts
      .slice(model.topicStart[at], model.topicStart[at + 1])
      .map((text) => ({ topic: `${story.id} ${topic}`, text })),
  );
}

const answersOf = ({ story: { id, facts, unknowns } }: CompiledStory): [string, string][] => [
  ...[...facts].map(([topic, { text }]): [string, string] => [`${id} ${topic}`, text]),
  ...[...unknowns].map(([topic, { missing }]): [string, string] => [`${id} ${topic}`, missing]),
];

interface MeasuredSystem {
  readonly name: string;
  readonly measured: Measured;
}

/** Each in a process of its own, one after the other. */
async function measureAll(folder: string): Promise<MeasuredSystem[]> {
  const all: MeasuredSystem[] = [];
  for (const [key, { name }] of Object.entries(systems))
    all.push({ name, measured: await inChild<Measured>('measure.js', [key, folder]) });
  return all;
}

interface Column {
  readonly heading: string;
  readonly of: (measured: Measured) => number;
  readonly show: (value: number) => string;
  /** Whether the ratio to this engine stands beside it. */
  readonly compared: boolean;
}

const columns: readonly Column[] = [
  { heading: 'questions', of: ({ questionMs }) => questionMs.length, show: String, compared: false },
  { heading: 'p50', of: ({ questionMs }) => percentile(questionMs, 0.5), show: milliseconds, compared: true },
  {
    heading: 'p99',
    of: ({ questionMs }) => percentile(questionMs, 0.99),
    show: milliseconds,
    compared: true,
  },
  {
    heading: 'p99 processor',
    of: ({ questionCpuMs }) => percentile(questionCpuMs, 0.99),
    show: milliseconds,
    compared: false,
  },
  { heading: 'a second', of: perSecond, show: (value) => String(Math.round(value)), compared: true },
  { heading: 'load', of: ({ loadMs }) => loadMs, show: milliseconds, compared: true },
  { heading: 'first answer', of: ({ firstMs }) => firstMs, show: milliseconds, compared: false },
  { heading: 'RSS', of: ({ rss }) => rss, show: megabytes, compared: true },
  { heading: 'heap', of: ({ heap }) => heap, show: megabytes, compared: true },
];

function showMeasured(all: readonly MeasuredSystem[]): string {
  const headings = columns.flatMap(({ heading, compared }) => (compared ? [heading, ''] : [heading]));
  const own = all[0] as MeasuredSystem;
  const rows = all.map(({ name, measured }) => [
    name,
    ...columns.flatMap(({ of, show, compared }) => {
      const value = of(measured);
      return compared ? [show(value), times(value, of(own.measured))] : [show(value)];
    }),
  ]);
  return showTable([['', ...headings], ...rows]);
}

function perSecond({ questionMs }: Measured): number {
  return (1000 * questionMs.length) / questionMs.reduce((sum, ms) => sum + ms, 0);
}

async function benchOpening(knowledgeDir: string, say: (text: string) => void): Promise<void> {
  const opened: { openMs: number; engineMs: number }[] = [];
  for (let round = 0; round < openings; round++) opened.push(await inChild('open.js', [knowledgeDir]));
  const [open, engine] = [
    median(opened.map(({ openMs }) => openMs)),
    median(opened.map(({ engineMs }) => engineMs)),
  ];
  say(
    `\nLoading the knowledge: ${milliseconds(open)}, and the engine over it: ${milliseconds(engine)} (median of ${openings} processes)`,
  );
}

function showStarts(bots: readonly { name: string; starts: readonly BotStart[] }[]): string {
  const figures = bots.map(({ name, starts }) => ({
    name,
    ready: median(starts.map(({ readyMs }) => readyMs)),
    cpu: median(starts.flatMap(({ cpuMs }) => cpuMs ?? [])),
    rss: median(starts.flatMap(({ rss }) => rss ?? [])),
  }));
  const [own] = figures;
  const rows = figures.map(({ name, ready, cpu, rss }) => [
    name,
    milliseconds(ready),
    times(own?.ready ?? 0, ready),
    milliseconds(cpu),
    times(own?.cpu ?? 0, cpu),
    megabytes(rss),
    times(own?.rss ?? 0, rss),
  ]);
  return showTable([
    ['', 'to READY', 'factdesk is', 'processor', 'factdesk is', 'memory', 'factdesk is'],
    ...rows,
  ]);
}
