import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Engine } from './answer/engine.js';
import type { CompiledStory } from './answer/model.js';
import { decodeStory } from './answer/model-file.js';
import { createShelf } from './answer/shelf.js';
import { digestKnowledge } from './knowledge/load.js';
import type { Fault } from './knowledge/yaml.js';
import type { LearningNews, LearningTask } from './learn.js';
import type { Library } from './library.js';

/**
 * How often the files are looked at, in milliseconds. Being told of changes would lose sight of a file that an editor
 * replaces by another (vim, sed -i), and of those on a network.
 */
const pollMs = 500;

/** Whether the knowledge on disk is in use. */
export type KnowledgeStatus =
  | { readonly state: 'ok'; readonly at: string }
  | { readonly state: 'faulty'; readonly faults: readonly Fault[] };

interface LiveLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

/**
 * The knowledge in use, which follows the files: texts change at once; new phrasings are learned aside and take part as
 * soon as they are. While a file is faulty the last good knowledge goes on answering.
 */
export class LiveKnowledge {
  #stories: readonly CompiledStory[];
  #engine: Engine | undefined;
  #status: KnowledgeStatus = { state: 'ok', at: new Date().toISOString() };
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** Of the knowledge in use; none while its phrasings are still being learned. */
  #digest: string | undefined;
  #learning: Worker | undefined;
  readonly #listeners = new Set<(status: KnowledgeStatus) => void>();

  constructor(
    private readonly folder: string,
    library: Library,
    private readonly log: LiveLog,
  ) {
    this.#stories = library.stories;
    this.#digest = library.digest;
  }

  /** Over all stories; set up when first wanted, which takes a moment that coming online need not wait for. */
  get engine(): Engine {
    this.setUp();
    return this.#engine as Engine;
  }

  /** Whether there is anything to answer from. */
  get isEmpty(): boolean {
    return this.#stories.length === 0;
  }

  /** Makes the first answer as quick as the others. */
  setUp(): void {
    this.#engine ??= createShelf(this.#stories);
  }

  /** The story of an answer, with what was learned of it. */
  compiled(id: string): CompiledStory {
    return this.#stories.find(({ story }) => story.id === id) ?? (this.#stories[0] as CompiledStory);
  }

  current(): KnowledgeStatus {
    return this.#status;
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (status: KnowledgeStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follows the files from now on, until `close`; what has changed since the library was opened is noticed too. */
  follow(): void {
    this.#follow().catch((err: unknown) =>
      this.log.warn({ err }, 'changes of the knowledge are not noticed any more'),
    );
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#stopLearning();
  }

  async #follow(): Promise<void> {
    let seen = await look(this.folder);
    const { digest } = await digestKnowledge(this.folder).catch(() => ({ digest: undefined }));
    let taken = digest === this.#digest ? seen : undefined;
    const poll = async () => {
      const now = await look(this.folder);
      // Saving takes several steps, and several files may be saved: only what holds still is taken.
      if (now === seen && now !== taken && !this.#closed) {
        taken = now;
        this.#reload();
      }
      seen = now;
      next();
    };
    const next = () => {
      if (this.#closed) return;
      this.#timer = setTimeout(() => {
        poll().catch((err: unknown) => {
          this.log.warn({ err }, 'the knowledge could not be looked at');
          next();
        });
      }, pollMs).unref();
    };
    next();
  }

  /** Reads and learns the knowledge anew beside the answering; a later change makes this one void. */
  #reload(): void {
    this.#stopLearning();
    const workerData: LearningTask = { folder: this.folder, digest: this.#digest };
    const worker = new Worker(new URL('learn.js', import.meta.url), { workerData });
    this.#learning = worker;
    const failed = (err: unknown) =>
      this.log.warn({ err }, 'the knowledge could not be learned; the last good one goes on');
    worker.on('error', failed);
    worker.on('message', (news: LearningNews) => {
      if (this.#learning !== worker) return;
      try {
        this.#take(news);
      } catch (err) {
        failed(err);
      }
    });
  }

  #stopLearning(): void {
    const worker = this.#learning;
    this.#learning = undefined;
    worker?.terminate().catch(() => {}); // it has ended by itself then
  }

  #take(news: LearningNews): void {
    switch (news.kind) {
      case 'unchanged':
        if (this.#status.state !== 'ok') this.#tell({ state: 'ok', at: new Date().toISOString() });
        return;
      case 'faults':
        for (const { file, line, column, message } of news.faults)
          this.log.warn({}, `${file}:${line}:${column}: ${message}`);
        this.#tell({ state: 'faulty', faults: news.faults });
        return;
      case 'texts':
        this.log.info({}, 'the knowledge has changed');
        this.#useTexts(news.stories);
        return;
      case 'learned': {
        const stories = news.stories.map(decodeStory);
        if (!stories.every((story) => story !== undefined))
          throw new Error('what was learned is not readable');
        this.#use(stories, news.digest);
        this.log.info({}, 'the knowledge has been learned');
      }
    }
  }

  /** Answers in the new words with what was learned before. */
  #useTexts(texts: readonly Omit<CompiledStory, 'model'>[]): void {
    // A story that is new takes part once it has been learned.
    const stories = texts.flatMap(({ story, lexicon }) => {
      const known = this.#stories.find((old) => old.story.id === story.id);
      return known ? [{ model: known.model, story, lexicon }] : [];
    });
    if (stories.length > 0) this.#use(stories, undefined);
  }

  #use(stories: readonly CompiledStory[], digest: string | undefined): void {
    this.#engine = createShelf(stories);
    this.#stories = stories;
    this.#digest = digest;
    this.#tell({ state: 'ok', at: new Date().toISOString() });
  }

  #tell(status: KnowledgeStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}

/** How the knowledge files look from outside: another text as soon as one is added, removed, replaced or written. */
async function look(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const stories = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const folders = stories.flatMap(({ name }) => [join(folder, name), join(folder, name, 'phrasings')]);
  return (await Promise.all([folder, ...folders].map(lookInto))).flat().join('\n');
}

async function lookInto(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.yaml') || name === 'article.txt').sort();
  const looks = files.map(async (name) => {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    return found ? [`${path} ${found.mtimeMs} ${found.size}`] : [];
  });
  return [folder, ...(await Promise.all(looks)).flat()];
}
