#!/usr/bin/env node
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { CompiledStory } from './answer/model.js';
import { createShelf } from './answer/shelf.js';
import { type Config, loadConfig } from './config.js';
import { today } from './day.js';
import { isUserFault } from './faults.js';
import { openLibrary } from './library.js';
import { answerJson, painter, showAnswer } from './terminal/print.js';

const { stdin, stdout, stderr } = process;

const usage = `Usage: npm run COMMAND -- [options]

start                    the bot when DISCORD_TOKEN is set, else the playground and a prompt
ask [question]           answers one question; without one, converses (--json: a question a line from standard input)
  --json                 one JSON object an answer
  --explain              what was understood, the ranking, and why
check                    checks all knowledge; every fault as file:line:column
  --article FILE         also proves the fingerprints against the article
evaluate                 measures the answers to the golden questions
  --file FILE            to other questions, JSON lines
  --half tune|report|all which half of the golden questions (report)
  --without STEP         leaves a step of answering out; can be given several times
  --compared COUNT       so many of them beside MiniSearch and Fuse.js token search over the same phrasings (100)
  --alone                not beside them
  --errors               lists the misses with the ranking behind each
  --floor FILE           fails when a figure fell more than 2 points below the recorded ones
  --fit                  fits the weights of the ranking to the tune half
deploy                   registers the commands with Discord
gaps                     what was asked and not answered, most asked first
  --csv                  as CSV
  --remove "WORDS"       deletes what is kept of a question
bench                    speed, memory and start, side by side with other ways of doing it
schemas                  writes the JSON Schemas that editors complete knowledge files with
`;

type Command = (config: Config, args: readonly string[]) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
  start: async (config, args) =>
    (await import('./serve.js')).serve(config, options(args, { playground: { type: 'boolean' } }).values),
  ask,
  check: async (config, args) => {
    const { values } = options(args, { article: { type: 'string' } });
    process.exitCode = await (await import('./terminal/check.js')).check(
      config.knowledgeDir,
      values.article,
      stdout,
      stderr,
    );
  },
  compile: async (config) => {
    await openLibrary(config.knowledgeDir).catch(() => undefined);
  },
  evaluate: async (config, args) => {
    process.exitCode = await (await import('./evaluate/run.js')).runEvaluation(
      config.knowledgeDir,
      args,
      stdout,
    );
  },
  deploy: async (config) => {
    const { deployCommands } = await import('./discord/register.js');
    stdout.write(`Commands: ${await deployCommands(config.discord)}\n`);
  },
  gaps: async (config, args) => {
    const { values } = options(args, { csv: { type: 'boolean' }, remove: { type: 'string' } });
    await (await import('./terminal/gaps.js')).printGaps(config, values, stdout);
  },
  bench: async (config) => (await import('./bench/run.js')).runBench(config, stdout),
  schemas: async (config) => (await import('./terminal/schemas.js')).writeSchemas(config.knowledgeDir),
};

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'] & {};

function options<const T extends Options>(args: readonly string[], accepted: T) {
  return parseArgs({ args: [...args], options: accepted, allowPositionals: true });
}

async function ask(config: Config, args: readonly string[]): Promise<void> {
  const { values, positionals } = options(args, { json: { type: 'boolean' }, explain: { type: 'boolean' } });
  const { stories } = await openLibrary(config.knowledgeDir, () =>
    stderr.write('Learning the knowledge, once …\n'),
  );
  const engine = createShelf(stories);
  if (positionals.length > 0) {
    const question = positionals.join(' ');
    const explained = engine.explain(question, today());
    if (values.json) stdout.write(`${answerJson(explained.answer)}\n`);
    else stdout.write(showAnswer(explained.answer, painter(stdout)));
    if (values.explain) {
      const { showExplanation } = await import('./terminal/explain.js');
      const stream = values.json ? stderr : stdout;
      const compiled = stories.find(({ story }) => story.id === explained.answer.story) as CompiledStory;
      stream.write(showExplanation(explained, compiled, painter(stream)));
    }
    return;
  }
  if (values.json) {
    for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (!stdout.write(`${answerJson(engine.answer(line, today()))}\n`))
        await new Promise((resolve) => stdout.once('drain', resolve));
    }
    return;
  }
  const { converse } = await import('./terminal/converse.js');
  await converse({ engine: () => engine, today, input: stdin, output: stdout });
}

async function main([name = 'help', ...args]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    (name === 'help' || name === '--help' ? stdout : stderr).write(usage);
    process.exitCode = name === 'help' || name === '--help' ? 0 : 1;
    return;
  }
  const result = loadConfig();
  for (const warning of result.warnings) stderr.write(`${warning}\n`);
  if (!result.ok) {
    stderr.write(`${result.faults.join('\n')}\n`);
    process.exitCode = 1;
    return;
  }
  await command(result.config, args);
}

// A reader that has seen enough ("… | head") closes the pipe: that is no fault.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!isUserFault(error)) throw error;
  stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
