import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createAsk } from '../answer/ask.js';
import { decide } from '../answer/decide.js';
import { createEngine, type Engine } from '../answer/engine.js';
import { type CompiledStory, compileStory } from '../answer/model.js';
import { type Step, steps } from '../answer/steps.js';
import type { Answer } from '../answer/types.js';
import { today } from '../day.js';
import { OptionError } from '../faults.js';
import { commonEnglish } from '../knowledge/english.js';
import { type Knowledge, KnowledgeError, parseKnowledge, readKnowledge } from '../knowledge/load.js';
import { openLibrary } from '../library.js';
import { baselines } from './baselines.js';
import {
  evaluate,
  type Result,
  type System,
  showTable,
  showTally,
  type Tally,
  tally,
  tallyHeadings,
} from './evaluate.js';
import { fitWeights } from './fit.js';
import { judge, type TestQuestion, testQuestionSchema } from './judge.js';

const shownRanks = 4;

/** `npm run evaluate`: measures the engine on golden or other questions and prints the tables. */
export async function runEvaluation(
  knowledgeDir: string,
  args: readonly string[],
  out: NodeJS.WriteStream,
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string' },
      half: { type: 'string', default: 'report' },
      without: { type: 'string', multiple: true, default: [] },
      alone: { type: 'boolean', default: false },
      compared: { type: 'string', default: '100' },
      errors: { type: 'boolean', default: false },
      floor: { type: 'string' },
      fit: { type: 'boolean', default: false },
    },
  });
  const without = new Set(values.without.map((name) => oneOf('--without', 'step', stepNames, name)));
  const compared = countNamed(values.compared);
  const half = oneOf('--half', 'half', halves, values.half);
  const [knowledge] = parseKnowledge(await readKnowledge(knowledgeDir)) as [Knowledge];
  const compiled =
    without.size > 0
      ? compileStory(knowledge, { english: await commonEnglish(), without })
      : (await openLibrary(knowledgeDir)).stories[0];
  if (!compiled) return 1;
  if (values.fit) {
    out.write(`${JSON.stringify(fitOn(compiled, goldenQuestions(knowledge, 'tune'), today()), null, 2)}\n`);
    return 0;
  }
  const engine = createEngine(compiled, without);
  const day = today();
  const questions =
    values.file === undefined ? goldenQuestions(knowledge, half) : await questionsFrom(values.file);
  const name = `factdesk${without.size > 0 ? ` without ${[...without].join(', ')}` : ''}`;
  const system: System = { name, answer: (text) => engine.answer(text, day) };
  const own = evaluate(system, questions);
  out.write(`${showTable([tallyHeadings, showTally(name, tally(own))])}\n\n`);
  if (values.errors) out.write(`${misses(own, engine, day)}\n`);
  else out.write(`${showTable([tallyHeadings, ...byKind(own)])}\n`);
  const alone =
    values.alone ||
    values.errors ||
    without.size > 0 ||
    values.file !== undefined ||
    values.floor !== undefined;
  if (!alone) {
    const libraries = await baselines(compiled, knowledge.phrasings, day);
    compare([system, ...libraries], spread(questions, compared), out);
  }
  return values.floor === undefined ? 0 : holdFloor(tally(own), await floorFrom(values.floor), out);
}

/** The same questions put to several systems, each row as soon as it is there. */
function compare(systems: readonly System[], questions: readonly TestQuestion[], out: NodeJS.WriteStream) {
  out.write(
    `\nSide by side on ${questions.length} of these questions, evenly chosen; the libraries search the same phrasings (Fuse.js takes seconds a question; Ctrl+C skips it):\n`,
  );
  for (const system of systems)
    out.write(`${showTable([tallyHeadings, showTally(system.name, tally(evaluate(system, questions)))])}\n`);
}

/** At most `count` of the items, at even distances, so that every part of a sorted list has its share. */
const spread = <Item>(items: readonly Item[], count: number): Item[] =>
  items.filter(
    (_, index) =>
      Math.floor(((index + 1) * count) / items.length) > Math.floor((index * count) / items.length),
  );

/** The figures that were recorded last, in percent: what is measured may not fall much below them. */
const floorSchema = z.object({ right: z.number(), rightlyNotAnswered: z.number() });
/** In points: answers to a few questions may change with the knowledge. */
const tolerance = 2;

async function floorFrom(path: string): Promise<z.infer<typeof floorSchema>> {
  return floorSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** @returns exit code: 1 when a figure fell more than the tolerance below what was recorded */
function holdFloor(
  { answerable, others, counts, rightlyRefused }: Tally,
  floor: z.infer<typeof floorSchema>,
  out: NodeJS.WriteStream,
): number {
  const measured = {
    right: (100 * counts.right) / answerable,
    rightlyNotAnswered: (100 * rightlyRefused) / others,
  };
  const fallen = (['right', 'rightlyNotAnswered'] as const).filter(
    // No questions, no figure: that is no pass either.
    (figure) => !(measured[figure] >= floor[figure] - tolerance),
  );
  for (const figure of fallen)
    out.write(
      `\n${figure} fell to ${measured[figure].toFixed(1)} %, more than ${tolerance} points below the recorded ${floor[figure]} %\n`,
    );
  return fallen.length > 0 ? 1 : 0;
}

/** The weights of the ranking, fitted anew to questions. */
function fitOn(compiled: CompiledStory, questions: readonly TestQuestion[], day: string) {
  const asking = createAsk(compiled);
  return fitWeights(
    questions.map((expected) => {
      const question = asking.understand(expected.question, day);
      const candidates = asking.candidates(question);
      const right = candidates.map(({ topic }) =>
        isRight(
          expected,
          decide(
            compiled.story,
            question,
            [{ topic, score: 1, probability: 1, coverage: 1, phrasing: -1 }],
            day,
          ).answer,
        ),
      );
      return { candidates, right };
    }),
  );
}

const isRight = (expected: TestQuestion, answer: Answer) =>
  answer.status === expected.status && judge(expected, answer).verdict === 'right';

function countNamed(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new OptionError(`--compared: "${text}" is no number of questions; expected for example 100`);
}

const halves = ['tune', 'report', 'all'] as const;
const stepNames = Object.keys(steps) as Step[];

/** @throws OptionError naming what there is */
function oneOf<Name extends string>(
  option: string,
  what: string,
  names: readonly Name[],
  text: string,
): Name {
  const found = names.find((name) => name === text);
  if (found) return found;
  throw new OptionError(`${option}: there is no ${what} "${text}"; expected one of ${names.join(', ')}`);
}

const goldenQuestions = ({ golden }: Knowledge, half: (typeof halves)[number]): TestQuestion[] =>
  golden
    .filter((question) => half === 'all' || question.half === half)
    .map((question) => testQuestionSchema.parse(question));

async function questionsFrom(path: string): Promise<TestQuestion[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new KnowledgeError([{ file: path, line: 1, column: 1, message: `cannot be read (${error.code})` }]);
  });
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [testQuestionSchema.parse(JSON.parse(line))];
    } catch (error) {
      throw new KnowledgeError([
        {
          file: path,
          line: index + 1,
          column: 1,
          message: `is no test question: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
        },
      ]);
    }
  });
}

function byKind(results: readonly Result[]): string[][] {
  const kinds = [...new Set(results.map(({ expected }) => expected.kind))].sort();
  return kinds.map((kind) =>
    showTally(kind, tally(results.filter(({ expected }) => expected.kind === kind))),
  );
}

/** Every miss with what was expected and the ranking behind it. */
function misses(results: readonly Result[], engine: Engine, day: string): string {
  return results
    .filter(({ verdict }) => verdict !== 'right')
    .map(({ expected, verdict, answer }) => {
      const { ranked, why } = engine.explain(expected.question, day);
      const wanted =
        expected.status === 'answered' ? `sentence ${expected.sentences.join(' or ')}` : 'not in article';
      const ranks = ranked.slice(0, shownRanks).map(({ topic, score }) => `${topic} ${score.toFixed(2)}`);
      return `${verdict.padEnd(11)} ${expected.id} ${expected.kind}: ${expected.question}\n            expected ${wanted}; answered: ${answer.text.split('\n')[0]}\n            ${ranks.join(', ')}; ${why}`;
    })
    .join('\n');
}
