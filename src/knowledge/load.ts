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

interface StoryPaths {
  readonly id: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly phrasings: readonly string[];
  readonly article: string;
}

/** Where the files of the knowledge lie, in a fixed order, whether they are there or not. */
async function pathsOf(folder: string): Promise<{ lexicon: string; stories: readonly StoryPaths[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new KnowledgeError([
      missing(folder, 'expected a folder with lexicon.yaml and a folder for each story'),
    ]);
  });
  const stories = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
    .map(async (id): Promise<StoryPaths> => {
      const ofStory = join(folder, id);
      const names = await readdir(join(ofStory, 'phrasings')).catch(() => []);
      return {
        id,
        folder: ofStory,
        files: Object.values(parts).map(({ file }) => join(ofStory, file)),
        phrasings: names
          .filter((name) => name.endsWith('.yaml'))
          .sort()
          .map((name) => join(ofStory, 'phrasings', name)),
        article: join(ofStory, 'article.txt'),
      };
    });
  return { lexicon: join(folder, 'lexicon.yaml'), stories: await Promise.all(stories) };
}

/** Which knowledge lies in a folder, without keeping its text in memory. */
export async function digestKnowledge(
  folder: string,
): Promise<{ readonly digest: string; readonly stories: readonly string[] }> {
  const { lexicon, stories } = await pathsOf(folder);
  const all = stories.flatMap(({ files, phrasings, article }) => [...files, ...phrasings, article]);
  const digest = new Digest();
  for (const path of [lexicon, ...all]) digest.add(path, await readBytes(path));
  return { digest: digest.end(), stories: stories.map(({ id }) => id) };
}

/** Reads every file of the knowledge folder as text. Faults name paths relative to the working directory. */
export async function readKnowledge(folder: string): Promise<KnowledgeFiles> {
  const paths = await pathsOf(folder);
  const digest = new Digest();
  const read = async (path: string): Promise<SourceFile | undefined> => {
    const bytes = await readBytes(path);
    digest.add(path, bytes);
    return bytes && { path: shown(path), text: bytes.toString('utf8') };
  };
  const lexicon = await read(paths.lexicon);
  const stories: StoryFiles[] = [];
  for (const { id, folder: ofStory, files, phrasings, article } of paths.stories) {
    const found = new Map<string, SourceFile>();
    for (const path of files) {
      const source = await read(path);
      if (source) found.set(basename(path), source);
    }
    const texts: SourceFile[] = [];
    for (const path of phrasings) {
      const source = await read(path);
      if (source) texts.push(source);
    }
    const original = await read(article);
    stories.push({
      id,
      folder: ofStory,
      files: found,
      phrasings: texts,
      ...(original && { article: original }),
    });
  }
  return { lexicon, stories, digest: digest.end() };
}

/** Takes up files in their order. */
class Digest {
  readonly #hash = createHash('sha256');

  add(path: string, bytes: Buffer | undefined): void {
    if (bytes)
      this.#hash
        .update(`${basename(path)}\0`)
        .update(bytes)
        .update('\0');
  }

  end(): string {
    return this.#hash.digest('hex');
  }
}

const readBytes = (path: string): Promise<Buffer | undefined> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new KnowledgeError([missing(path, `cannot be read (${error.code})`)]);
  });

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
