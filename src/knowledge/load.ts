import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { z } from 'zod';
import { checkLinks, checkPhrasings } from './check.js';
import { verifyArticle } from './fingerprint.js';
import {
  eventsSchema,
  factsSchema,
  type GoldenQuestion,
  goldenQuestionsSchema,
  type Lexicon,
  lexiconSchema,
  namesSchema,
  notesSchema,
  phrasingsSchema,
  type Story,
  storySchema,
  unknownsSchema,
} from './schema.js';
import { type Fault, formatFault, type Parsed, parseYaml } from './yaml.js';

/** A file as it was read: path as shown in faults, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The files of one story; what is optional may be absent from disk. */
export interface StoryFiles {
  readonly id: string;
  readonly folder: string;
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly phrasings: readonly SourceFile[];
  /** The publisher's own text, only where the operator has put it there. */
  readonly article?: SourceFile;
}

export interface KnowledgeFiles {
  readonly lexicon: SourceFile | undefined;
  readonly stories: readonly StoryFiles[];
  /** Changes when any file does: 64 hexadecimal digits. */
  readonly digest: string;
}

/** One way of asking, and the fact, unknown or computation that it asks for. */
export interface Phrasing {
  readonly topic: string;
  readonly text: string;
}

/** A story with what the engine learns from and what it is measured with. */
export interface Knowledge {
  readonly story: Story;
  readonly phrasings: readonly Phrasing[];
  readonly golden: readonly GoldenQuestion[];
  readonly lexicon: Lexicon;
}

/** The knowledge is not usable; the message lists every fault, a line each. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(formatFault).join('\n'));
  }
}

const parts = {
  story: { file: 'story.yaml', schema: storySchema },
  facts: { file: 'facts.yaml', schema: factsSchema },
  events: { file: 'events.yaml', schema: eventsSchema },
  names: { file: 'names.yaml', schema: namesSchema },
  unknowns: { file: 'unknowns.yaml', schema: unknownsSchema },
  notes: { file: 'notes.yaml', schema: notesSchema },
  questions: { file: 'questions.yaml', schema: goldenQuestionsSchema },
} as const;

/** The story files as parsed, each still able to say where its parts stand. */
export type ParsedParts = {
  readonly [K in keyof typeof parts]: Parsed<z.output<(typeof parts)[K]['schema']>>;
};

/** Reads every file of the knowledge folder as text. Faults name paths relative to the working directory. */
export async function readKnowledge(folder: string): Promise<KnowledgeFiles> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new KnowledgeError([
      missing(folder, 'expected a folder with lexicon.yaml and a folder for each story'),
    ]);
  });
  const stories = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => readStory(join(folder, entry.name))),
  );
  const lexicon = await readSource(join(folder, 'lexicon.yaml'));
  const hash = createHash('sha256');
  for (const source of [
    lexicon,
    ...stories.flatMap((s) => [...s.files.values(), ...s.phrasings, s.article]),
  ]) {
    if (source) hash.update(`${basename(source.path)}\0${source.text}\0`);
  }
  return { lexicon, stories, digest: hash.digest('hex') };
}

async function readStory(folder: string): Promise<StoryFiles> {
  const files = new Map<string, SourceFile>();
  for (const { file } of Object.values(parts)) {
    const source = await readSource(join(folder, file));
    if (source) files.set(file, source);
  }
  const names = await readdir(join(folder, 'phrasings')).catch(() => []);
  const phrasings = await Promise.all(
    names
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => readSource(join(folder, 'phrasings', name))),
  );
  const article = await readSource(join(folder, 'article.txt'));
  return {
    id: basename(folder),
    folder,
    files,
    phrasings: phrasings.filter((source) => source !== undefined),
    ...(article && { article }),
  };
}

async function readSource(path: string): Promise<SourceFile | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new KnowledgeError([missing(path, `cannot be read (${error.code})`)]);
  });
  return text === undefined ? undefined : { path: shown(path), text };
}

const shown = (path: string) => relative(process.cwd(), path) || path;
const missing = (path: string, message: string): Fault => ({
  file: shown(path),
  line: 1,
  column: 1,
  message,
});

/**
 * Parses and checks all stories.
 * @throws {KnowledgeError} with every fault of every file at once
 */
export function parseKnowledge(files: KnowledgeFiles): Knowledge[] {
  const faults: Fault[] = [];
  const lexicon = parseLexicon(files, faults);
  if (files.stories.length === 0) {
    faults.push({
      file: 'knowledge',
      line: 1,
      column: 1,
      message: 'holds no story; expected a folder for each story',
    });
  }
  const parsed = files.stories.map((story) => parseStory(story, lexicon, faults));
  if (faults.length > 0) throw new KnowledgeError(faults);
  return parsed.filter((knowledge) => knowledge !== undefined);
}

function parseLexicon({ lexicon }: KnowledgeFiles, faults: Fault[]): Lexicon {
  const empty = { abbreviations: {}, synonyms: [], chatter: [], languages: {} };
  if (!lexicon) {
    faults.push({ file: 'lexicon.yaml', line: 1, column: 1, message: 'is missing beside the story folders' });
    return empty;
  }
  const parsed = parseYaml(lexicon.path, lexicon.text, lexiconSchema);
  faults.push(...parsed.faults);
  return parsed.value ?? empty;
}

function parseStory(source: StoryFiles, lexicon: Lexicon, faults: Fault[]): Knowledge | undefined {
  const before = faults.length;
  const part = <K extends keyof typeof parts>(key: K): ParsedParts[K] => {
    const { file, schema } = parts[key];
    const found = source.files.get(file);
    const path = found?.path ?? shown(join(source.folder, file));
    if (!found && key !== 'questions')
      faults.push(missing(join(source.folder, file), 'is missing from the story'));
    const parsed = parseYaml(path, found?.text ?? '', schema);
    if (found) faults.push(...parsed.faults);
    return parsed as ParsedParts[K];
  };
  const all: ParsedParts = {
    story: part('story'),
    facts: part('facts'),
    events: part('events'),
    names: part('names'),
    unknowns: part('unknowns'),
    notes: part('notes'),
    questions: part('questions'),
  };
  const phrasingFiles = source.phrasings.map((file) => parseYaml(file.path, file.text, phrasingsSchema));
  faults.push(...phrasingFiles.flatMap((file) => file.faults));
  if (faults.length > before || !all.story.value) return undefined;
  faults.push(...checkLinks(all), ...checkPhrasings(all, phrasingFiles));
  const story = buildStory(source.id, all);
  const verified = source.article ? verifyArticle(story, source.article, all.story) : { story, faults: [] };
  faults.push(...verified.faults);
  return {
    story: verified.story,
    phrasings: collectPhrasings(story, phrasingFiles),
    golden: all.questions.value ?? [],
    lexicon,
  };
}

function buildStory(id: string, all: ParsedParts): Story {
  const { title, summary, year, examples, sentences } = all.story.value as z.output<typeof storySchema>;
  return {
    id,
    title,
    summary,
    year,
    examples,
    sentences,
    facts: new Map(Object.entries(all.facts.value ?? {})),
    events: new Map(Object.entries(all.events.value ?? {})),
    names: new Map(Object.entries(all.names.value ?? {})),
    unknowns: new Map(Object.entries(all.unknowns.value ?? {})),
    notes: new Map(Object.entries(all.notes.value ?? {})),
  };
}

/** The plain question of every fact and unknown is a phrasing too. */
function collectPhrasings(story: Story, files: readonly Parsed<Record<string, string[]>>[]): Phrasing[] {
  const plain = [...story.facts, ...story.unknowns].map(([topic, { ask }]) => ({ topic, text: ask }));
  const written = files.flatMap((file) =>
    Object.entries(file.value ?? {}).flatMap(([topic, texts]) => texts.map((text) => ({ topic, text }))),
  );
  return [...plain, ...written];
}
