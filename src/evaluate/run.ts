import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createEngine, type Engine } from '../answer/engine.js';
import { compileStory } from '../answer/model.js';
import { isStep, type Step, steps } from '../answer/steps.js';
import { today } from '../day.js';
import { commonEnglish } from '../knowledge/english.js';
import { type Knowledge, KnowledgeError, parseKnowledge, readKnowledge } from '../knowledge/load.js';
import { openLibrary } from '../library.js';
import { fuseBaseline, miniSearchBaseline } from './baselines.js';
import { evaluate, type Result, showTable, showTally, type System, tally, tallyHeadings } from './evaluate.js';
import { type TestQuestion, testQuestionSchema } from './judge.js';

const shownRanks = 4;

/** `npm run evaluate`: measures the engine on golden or other questions and prints the tables. */
export async function runEvaluation(knowledgeDir: string, args: readonly string[], out: NodeJS.WriteStream): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string' },
      half: { type: 'string', default: 'report' },
      without: { type: 'string', multiple: true, default: [] },
      compare: { type: 'boolean', default: false },
      errors: { type: 'boolean', default: false },
    },
  });
  const without = new Set(values.without.map(stepNamed));
  const [knowledge] = parseKnowledge(await readKnowledge(knowledgeDir)) as [Knowledge];
  const compiled = without.size > 0 ? compileStory(knowledge, { english: await commonEnglish(), without }) : (await openLibrary(knowledgeDir)).stories[0];
  if (!compiled) return;
  const engine = createEngine(compiled, without);
  const day = today();
  const questions = values.file === undefined ? goldenQuestions(knowledge, values.half) : await questionsFrom(values.file);
  const systems: System[] = [{ name: `factdesk${without.size > 0 ? ` without ${[...without].join(', ')}` : ''}`, answer: (text) => engine.answer(text, day) }];
  if (values.compare) systems.push(fuseBaseline(compiled, knowledge.phrasings, day), await miniSearchBaseline(compiled, knowledge.phrasings, day));
  const measured = systems.map((system) => ({ system, results: evaluate(system, questions) }));
  out.write(`${showTable([tallyHeadings, ...measured.map(({ system, results }) => showTally(system.name, tally(results)))])}\n`);
  const own = measured[0]?.results ?? [];
  if (values.errors) out.write(`\n${misses(own, engine, day)}\n`);
  else out.write(`\n${showTable([tallyHeadings, ...byKind(own)])}\n`);
}

function stepNamed(name: string): Step {
  if (isStep(name)) return name;
  throw new KnowledgeError([{ file: '--without', line: 1, column: 1, message: `there is no step "${name}"; expected one of ${Object.keys(steps).join(', ')}` }]);
}

const goldenQuestions = ({ golden }: Knowledge, half: string): TestQuestion[] =>
  golden.filter((question) => half === 'all' || question.half === half).map((question) => testQuestionSchema.parse(question));

async function questionsFrom(path: string): Promise<TestQuestion[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new KnowledgeError([{ file: path, line: 1, column: 1, message: `cannot be read (${error.code})` }]);
  });
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [testQuestionSchema.parse(JSON.parse(line))];
    } catch (error) {
      throw new KnowledgeError([{ file: path, line: index + 1, column: 1, message: `is no test question: ${error instanceof Error ? error.message.split('\n')[0] : ''}` }]);
    }
  });
}

function byKind(results: readonly Result[]): string[][] {
  const kinds = [...new Set(results.map(({ expected }) => expected.kind))].sort();
  return kinds.map((kind) => showTally(kind, tally(results.filter(({ expected }) => expected.kind === kind))));
}

/** Every miss with what was expected and the ranking behind it. */
function misses(results: readonly Result[], engine: Engine, day: string): string {
  return results
    .filter(({ verdict }) => verdict !== 'right')
    .map(({ expected, verdict, answer }) => {
      const { ranked, why } = engine.explain(expected.question, day);
      const wanted = expected.status === 'answered' ? `sentence ${expected.sentences.join(' or ')}` : 'not in article';
      const ranks = ranked.slice(0, shownRanks).map(({ topic, score }) => `${topic} ${score.toFixed(2)}`);
      return `${verdict.padEnd(11)} ${expected.id} ${expected.kind}: ${expected.question}\n            expected ${wanted}; answered: ${answer.text.split('\n')[0]}\n            ${ranks.join(', ')}; ${why}`;
    })
    .join('\n');
}
