import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readKnowledge } from '../src/knowledge/load.js';
import { schemaDocuments } from '../src/knowledge/schema.js';
import { harbourArticle, harbourFolder } from './fixtures/harbour.js';

// Some sixty processes, several at a time: on a busy machine each takes seconds.
vi.setConfig({ testTimeout: 60_000 });

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url)); // `npm test` builds it
// A folder of its own, so that no .env of the developer's is read.
const home = await mkdtemp(join(tmpdir(), 'factdesk-cli-'));
afterAll(() => rm(home, { recursive: true, force: true }));

type Env = Readonly<Record<string, string>>;

function start(args: readonly string[], env: Env = {}): ChildProcessWithoutNullStreams {
  const { PATH = '', SystemRoot = '' } = process.env;
  return spawn(process.execPath, [cli, ...args], {
    cwd: home,
    env: {
      PATH,
      SystemRoot,
      KNOWLEDGE_DIR: harbourFolder,
      DATABASE_URL: `file:${join(home, 'test.db')}`,
      ...env,
    },
  });
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const read = async (stream: NodeJS.ReadableStream) => {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
};

/** Runs a command to its end, with the given standard input. */
async function run(
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Env } = {},
): Promise<Ended> {
  const child = start(args, env);
  child.stdin.on('error', () => undefined); // it may end before it has read everything
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([read(child.stdout), read(child.stderr), ended]);
  return { code, out, err };
}

// Learned here, so that no test is told of it.
beforeAll(() => run(['compile']));

const parsed = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { question: string; status: string; answer: string });

/** What would move a cursor, colour a terminal or turn the direction of text; line breaks are no such thing. */
const control = /[^\P{C}\n]|[\u2028\u2029]/u;
const hostile = 'when \u001b[31mis\u0007 the \u202efestival\u202c\u200b \u009b2J \u0000 of the harbour?';

/** A copy of the invented knowledge with something in one file replaced. */
async function knowledgeWith(
  edits: readonly (readonly [file: string, found: string, put: string])[],
): Promise<string> {
  const folder = await mkdtemp(join(home, 'knowledge-'));
  await cp(harbourFolder, folder, { recursive: true });
  for (const [file, found, put] of edits) {
    const path = join(folder, 'harbour-visit', file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(found)) throw new Error(`${file} does not hold ${found}`);
    await writeFile(path, text.replace(found, put));
  }
  return folder;
}

describe.concurrent('ask, for programs', () => {
  it('prints one object in the contract’s shape', async () => {
    const { code, out, err } = await run(['ask', '--json', 'When is the harbour festival?']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.endsWith('}\n')).toBe(true);
    const [answer, ...others] = parsed(out);
    expect(others).toEqual([]);
    expect(answer).toEqual({
      question: 'When is the harbour festival?',
      status: 'answered',
      answer: 'The harbour festival is on June 4.',
      citations: [
        {
          story: 'harbour-visit',
          paragraph: 1,
          sentence: 2,
          text: 'The harbour festival is held on June 4.',
        },
      ],
      facts: ['festival-date'],
      basis: 'expected',
      notes: ['The festival has been held since 1950. https://example.org/festival'],
      suggestions: expect.any(Array),
    });
    expect(Object.keys(answer ?? {})).toEqual([
      'question',
      'status',
      'answer',
      'citations',
      'facts',
      'basis',
      'notes',
      'suggestions',
    ]);
  });

  it('answers a line each, in their order; an empty line is a question too', async () => {
    const lines = [
      'When is the harbour festival?',
      '',
      'who pays for the ferry',
      '   ',
      'hello',
      'who invited the mayor',
    ];
    const { code, out, err } = await run(['ask', '--json'], { input: `${lines.join('\n')}\n` });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(parsed(out).map(({ question, status }) => [question, status])).toEqual([
      ['When is the harbour festival?', 'answered'],
      ['', 'not_in_article'],
      ['who pays for the ferry', 'not_in_article'],
      ['   ', 'not_in_article'],
      ['hello', 'not_in_article'],
      ['who invited the mayor', 'answered'],
    ]);
    for (const answer of parsed(out)) {
      expect(Object.keys(answer).filter((key) => key !== 'basis')).toEqual([
        'question',
        'status',
        'answer',
        'citations',
        'facts',
        'notes',
        'suggestions',
      ]);
      expect(
        (answer as unknown as { suggestions: object[] }).suggestions.every(
          (suggestion) => Object.keys(suggestion).join() === 'text,sentences',
        ),
      ).toBe(true);
    }
  });

  it.each([
    {
      what: 'Windows line ends',
      input: 'who invited the mayor\r\nhello\r\n',
      questions: ['who invited the mayor', 'hello'],
    },
    {
      what: 'a last line without an end',
      input: 'hello\nwho invited the mayor',
      questions: ['hello', 'who invited the mayor'],
    },
    { what: 'no line at all', input: '', questions: [] },
    { what: '4,000 characters', input: `${'w'.repeat(4000)}\n`, questions: ['w'.repeat(4000)] },
  ])('reads $what', async ({ input, questions }) => {
    const { code, out } = await run(['ask', '--json'], { input });
    expect(code).toBe(0);
    expect(out === '' ? [] : parsed(out).map(({ question }) => question)).toEqual(questions);
  });

  it('streams: an answer comes before the next question is asked', async () => {
    const child = start(['ask', '--json']);
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const question of ['who invited the mayor', 'hello', '']) {
      child.stdin.write(`${question}\n`);
      const { value } = await answers.next();
      expect(JSON.parse(String(value))).toMatchObject({ question });
    }
    child.stdin.end();
    expect((await answers.next()).done).toBe(true);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const child = start(['ask', '--json']);
    child.stdin.on('error', () => undefined);
    child.stdin.write('hello\n'.repeat(5000));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdout.destroy();
    child.stdin.end('hello\n'.repeat(5000));
    const [err, code] = await Promise.all([
      read(child.stderr),
      new Promise((resolve) => child.on('exit', resolve)),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('escapes what could move a cursor, and gives the question back unchanged', async () => {
    const { out } = await run(['ask', '--json'], { input: `${hostile}\n` });
    expect(out.trimEnd()).not.toMatch(control);
    expect(parsed(out)[0]?.question).toBe(hostile);
  });
});

describe.concurrent('ask, for people', () => {
  it('prints answer, basis, sentence and note, without colour where it is no terminal', async () => {
    const { code, out, err } = await run(['ask', 'When', 'is', 'the', 'harbour', 'festival?']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').slice(0, 4)).toEqual([
      'The harbour festival is on June 4.',
      '(announced, not yet happened when it was written)',
      '  [2] The harbour festival is held on June 4. paragraph 1',
      '  Editor’s note: The festival has been held since 1950. https://example.org/festival',
    ]);
    expect(out).not.toMatch(control);
  });

  it('says what comes nearest when the article does not answer', async () => {
    const { out } = await run(['ask', 'who pays for the ferry']);
    expect(out).toMatch(/^The article does not say who pays for the ferry\./);
    expect(out).toMatch(/\n {2}\[5\] nearest: /);
    expect(out).toMatch(/\nThe article does answer:\n {2}1\. /);
  });

  it('lets no control character through, not even of what was asked', async () => {
    const { out, err } = await run(['ask', '--explain', hostile.replaceAll('\u0000', '')]);
    expect(out + err).not.toMatch(control);
    expect(out).toMatch(/^The harbour festival is on June 4/);
  });

  it('explains what was understood and why it decided so', async () => {
    const { out } = await run(['ask', '--explain', 'when is the harbor festvial']);
    expect(out).toMatch(/\ncorrected {6}festvial → festival/);
    expect(out).toMatch(/\n {2}festival-date +fact .*classifier .*coverage/);
    expect(out).toMatch(/\ndecision {7}festival-date fits best/);
  });

  it('explains beside the JSON, not within it', async () => {
    const { out, err } = await run(['ask', '--json', '--explain', 'hello']);
    expect(parsed(out)).toHaveLength(1);
    expect(err).toMatch(/decision/);
  });

  it('converses until the input ends; a number chooses, a follow-up leans on the answer before', async () => {
    const { code, out, err } = await run(['ask'], {
      input: 'who pays for the ferry\n1\n\nwhen was lindt there before\nhow often?\nexit\nhello\n',
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^Mayor Lindt's visit to Port Ilmen\. Ask, for example: “When does the mayor visit\?”/,
    );
    expect(out).toMatch(/\? The article does not say who pays for the ferry/);
    expect(out).toMatch(/\? Kern accused Lindt of blocking a ferry line\.\n/);
    expect(out).toMatch(/\? Lindt came to Port Ilmen in April 2029\.\n/);
    expect(out).toMatch(/\? One before the visit of June 3–5/); // of Lindt's
    expect(out).not.toMatch(/Hello!/); // "exit" left before
    expect(out).not.toMatch(control);
  });
});

describe.concurrent('check', () => {
  it('counts what there is', async () => {
    const { code, out, err } = await run(['check']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^harbour-visit: 5 sentences, 9 facts, 7 events, 5 names, 4 unknowns, 1 notes?, \d+ phrasings, 2 golden questions; fingerprints not proved: the article is not there\n$/,
    );
  });

  it('proves the fingerprints against the article', async () => {
    const { code, out } = await run(['check', '--article', harbourArticle]);
    expect(code).toBe(0);
    expect(out).toMatch(/; fingerprints proved\n$/);
  });

  it('prints every fault with its place, and fails', async () => {
    const folder = await knowledgeWith([
      ['facts.yaml', 'basis: expected', 'basis: rumoured'],
      ['events.yaml', 'from: "2028"', 'from: 2028'],
    ]);
    const { code, out, err } = await run(['check'], { env: { KNOWLEDGE_DIR: folder } });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/harbour-visit\/facts\.yaml:4:3: visit-dates\.basis: /),
      expect.stringMatching(/harbour-visit\/events\.yaml:1:60: ferry-dispute\.from: /),
      '2 faults',
    ]);
  });

  it('names the sentence that is not the article’s', async () => {
    const article = join(home, 'article.txt');
    await writeFile(article, (await readFile(harbourArticle, 'utf8')).replace('June 4', 'June 14'));
    const { code, err } = await run(['check', '--article', article]);
    expect(code).toBe(1);
    expect(err).toMatch(
      /story\.yaml:9:81: sentence 2 does not match .*article\.txt: expected paragraph 1, sha256 [0-9a-f]{64}\n1 fault\n$/,
    );
  });
});

describe.concurrent('faults are one clear line each, exit code 1 and no stack trace', async () => {
  const broken = await knowledgeWith([['facts.yaml', 'basis: expected', 'basis: rumoured']]);
  const empty = await mkdtemp(join(home, 'empty-'));
  const lost = join(home, 'nowhere');
  it.each<{ what: string; args: string[]; env?: Env; says: RegExp }>([
    { what: 'an unknown option', args: ['ask', '--colour', 'hello'], says: /^Unknown option '--colour'/ },
    { what: 'an option without its value', args: ['evaluate', '--file'], says: /--file/ },
    {
      what: 'an unknown environment value',
      args: ['ask', 'hello'],
      env: { LOG_LEVEL: 'loud' },
      says: /^LOG_LEVEL: got "loud", expected one of fatal, error, warn, info, debug, trace, silent$/m,
    },
    {
      what: 'a port that is none',
      args: ['start'],
      env: { PORT: 'http' },
      says: /^PORT: got "http", expected a whole number from 0 to 65535$/m,
    },
    {
      what: 'no knowledge folder',
      args: ['ask', 'hello'],
      env: { KNOWLEDGE_DIR: lost },
      says: /nowhere:1:1: expected a folder with lexicon\.yaml and a folder for each story/,
    },
    {
      what: 'an empty knowledge folder',
      args: ['ask', 'hello'],
      env: { KNOWLEDGE_DIR: empty },
      says: /lexicon\.yaml:1:1: is missing beside the story folders\n.*holds no story/,
    },
    {
      what: 'broken knowledge',
      args: ['ask', 'hello'],
      env: { KNOWLEDGE_DIR: broken },
      says: /facts\.yaml:4:3: visit-dates\.basis: /,
    },
    {
      what: 'broken knowledge at the start',
      args: ['start'],
      env: { KNOWLEDGE_DIR: broken },
      says: /facts\.yaml:4:3: visit-dates\.basis: /,
    },
    {
      what: 'an article that is not there',
      args: ['check', '--article', join(lost, 'a.txt')],
      says: /a\.txt:1:1: the article cannot be read \(ENOENT\)/,
    },
    {
      what: 'questions that are not there',
      args: ['evaluate', '--file', join(lost, 'q.jsonl')],
      says: /q\.jsonl:1:1: cannot be read \(ENOENT\)/,
    },
    {
      what: 'a step that is none',
      args: ['evaluate', '--without', 'thinking'],
      says: /^--without: there is no step "thinking"; expected one of focus, spelling, /m,
    },
    {
      what: 'a half that is none',
      args: ['evaluate', '--half', 'reprot'],
      says: /^--half: there is no half "reprot"; expected one of tune, report, all$/m,
    },
    {
      what: 'a number of questions that is none',
      args: ['evaluate', '--compared', 'some'],
      says: /^--compared: "some" is no number of questions; expected for example 100$/m,
    },
  ])('$what', async ({ args, env, says }) => {
    const { code, out, err } = await run(args, env ? { env } : {});
    expect(err).toMatch(says);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).not.toMatch(/^\s+at .*:\d+:\d+|node:internal|Error:/m);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
  });

  it('all at once, where there are several in the environment', async () => {
    const { code, err } = await run(['ask', 'hello'], {
      env: { LOG_LEVEL: 'loud', PORT: '-1', DISCORD_GUILD_ID: 'here' },
    });
    expect(code).toBe(1);
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['DISCORD_GUILD_ID', 'PORT', 'LOG_LEVEL']);
  });

  it.each(['frobnicate', '__proto__'])('an unknown command shows the usage: %s', async (command) => {
    const { code, out, err } = await run([command]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^Usage: /);
  });

  it.each([[['--help']], [[]]])('help is no fault: %j', async (args) => {
    const { code, out, err } = await run(args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: [\s\S]*\bask \[question\][\s\S]*\bevaluate\b/);
  });

  it('a variable that nobody reads is pointed out, and hinders nothing', async () => {
    const { code, out, err } = await run(['ask', '--json', 'hello'], { env: { DISCORD_TOKE: 'x' } });
    expect(code).toBe(0);
    expect(err).toBe('DISCORD_TOKE is not read by factdesk: did you mean DISCORD_TOKEN?\n');
    expect(parsed(out)).toHaveLength(1);
  });
});

describe.concurrent('evaluate', async () => {
  const questions = join(home, 'questions.jsonl');
  const rows = [
    {
      id: 'Q1',
      question: 'When is the harbour festival?',
      kind: 'when',
      status: 'answered',
      sentences: [2],
      must: ['June 4'],
    },
    { id: 'Q2', question: 'who pays for the ferry', kind: 'near-miss', status: 'not_in_article' },
    { id: 'Q3', question: 'who invited the mayor', kind: 'who', status: 'answered', sentences: [5] },
  ];

  await writeFile(questions, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n\n`);

  it('measures the questions of a file', async () => {
    const { code, out, err } = await run(['evaluate', '--file', questions]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const all = out.split('\n').find((line) => line.startsWith('factdesk'));
    // Two that can be answered, one of them rightly, one from another sentence; the third rightly not answered.
    expect(all?.split(/ {2,}/)).toEqual([
      'factdesk',
      '2',
      '1 (50.0 %)',
      expect.any(String),
      '1',
      '0',
      '0',
      '1',
      '1 (100.0 %)',
      '0',
    ]);
    expect(out).toMatch(/\nwhen .*1 \(100\.0 %\)/);
  });

  it('lists the misses with the ranking behind each', async () => {
    const { out } = await run(['evaluate', '--file', questions, '--errors']);
    expect(out).toMatch(
      /\nwrong +Q3 who: who invited the mayor\n +expected sentence 5; answered: Mayor Kern invited Mayor Lindt\.\n +visit-inviter \d/,
    );
    expect(out).not.toMatch(/Q1|Q2/);
  });

  it('leaves a step out and says so', async () => {
    const { code, out } = await run(['evaluate', '--file', questions, '--without', 'unknowns']);
    expect(code).toBe(0);
    expect(out).toMatch(/\nfactdesk without unknowns .* 0 \(0\.0 %\) +1\n/);
  });

  it('measures search libraries beside it', async () => {
    const { code, out } = await run(['evaluate', '--half', 'all']);
    expect(code).toBe(0);
    for (const system of ['factdesk', 'MiniSearch', 'Fuse.js token search'])
      expect(out).toMatch(new RegExp(`^${system} {2,}1 {2,}`, 'm'));
  });

  it('puts as many questions to them as it is told', async () => {
    const { out } = await run(['evaluate', '--half', 'all', '--compared', '1']);
    expect(out).toMatch(/^Side by side on 1 of these questions/m);
    const rows = out
      .split('Side by side')[1]
      ?.split('\n')
      .filter((line) => /^(factdesk|MiniSearch|Fuse)/.test(line));
    // Answerable and others of a row make the one question.
    expect(
      rows?.map((row) => row.split(/ {2,}/)).map((cells) => Number(cells[1]) + Number(cells[7])),
    ).toEqual([1, 1, 1]);
  });

  it('names the line of a file that is no question', async () => {
    const spoiled = join(home, 'spoiled.jsonl');
    await writeFile(spoiled, `${JSON.stringify(rows[0])}\n{"id":\n`);
    const { code, err } = await run(['evaluate', '--file', spoiled]);
    expect(code).toBe(1);
    expect(err).toMatch(/spoiled\.jsonl:2:1: is no test question: /);
  });

  it.each([
    { right: 51, rightlyNotAnswered: 100, code: 0 },
    { right: 53, rightlyNotAnswered: 100, code: 1 }, // more than two points above what was reached
  ])('a floor of $right % ends with $code', async ({ right, rightlyNotAnswered, code }) => {
    const floor = join(home, `floor-${right}.json`);
    await writeFile(floor, JSON.stringify({ right, rightlyNotAnswered }));
    const ended = await run(['evaluate', '--file', questions, '--floor', floor]);
    expect(ended.code).toBe(code);
    if (code === 1)
      expect(ended.out).toMatch(/right fell to 50\.0 %, more than 2 points below the recorded 53 %/);
  });
});

describe.concurrent('what else the command line does', () => {
  it('writes the JSON Schemas beside the knowledge', async () => {
    const folder = await knowledgeWith([]);
    const { code, out, err } = await run(['schemas'], { env: { KNOWLEDGE_DIR: folder } });
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
    expect((await readdir(join(folder, '.schemas'))).sort()).toEqual(
      Object.keys(schemaDocuments())
        .map((name) => `${name}.json`)
        .sort(),
    );
    expect((await run(['check'], { env: { KNOWLEDGE_DIR: folder } })).code).toBe(0); // a folder with a dot is no story
  });

  it('learns changed knowledge by itself, once', async () => {
    const folder = await knowledgeWith([
      ['facts.yaml', 'The harbour festival is on June 4.', 'The harbour festival is on the fourth of June.'],
    ]);
    const { digest } = await readKnowledge(folder);
    const learned = join(dirname(cli), 'compiled', `${digest}.harbour-visit.bin`);
    await rm(learned, { force: true });
    const [first, second] = [
      await run(['ask', 'when is the harbour festival'], { env: { KNOWLEDGE_DIR: folder } }),
      await run(['ask', 'when is the harbour festival'], { env: { KNOWLEDGE_DIR: folder } }),
    ];
    expect(first.out).toMatch(/^The harbour festival is on the fourth of June\./);
    expect(first.err).toBe('Learning the knowledge, once …\n');
    expect(second).toEqual({ ...first, err: '' });
    await rm(learned);
  });
});
