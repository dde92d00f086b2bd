import { type FSWatcher, watch } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Engine } from './answer/engine.js';
import type { CompiledStory } from './answer/model.js';
import { createShelf } from './answer/shelf.js';
import { KnowledgeError, parseKnowledge, readKnowledge } from './knowledge/load.js';
import type { Fault } from './knowledge/yaml.js';
import { type Library, openLibrary } from './library.js';

/** Editors write a file in several steps: changes within this time, in milliseconds, are taken together. */
const settleMs = 150;

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
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #digest: string;
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

  /** Follows the files from now on, until `close`. */
  follow(): void {
    this.#watcher = watch(this.folder, { recursive: true }, () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#reload(), settleMs);
    });
    this.#watcher.on('error', (err) =>
      this.log.warn({ err }, 'changes of the knowledge are not noticed any more'),
    );
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watcher?.close();
    void this.#learning?.terminate();
    this.#learning = undefined;
  }

  async #reload(): Promise<void> {
    try {
      const files = await readKnowledge(this.folder);
      if (files.digest === this.#digest) return this.#tell({ state: 'ok', at: new Date().toISOString() });
      const knowledge = parseKnowledge(files);
      this.#digest = files.digest;
      // A story that is new takes part once it has been learned.
      const stories = knowledge.flatMap(({ story, lexicon }) => {
        const compiled = this.#stories.find((old) => old.story.id === story.id);
        return compiled ? [{ ...compiled, story, lexicon }] : [];
      });
      if (stories.length > 0) this.#use(stories);
      this.log.info({}, 'the knowledge has changed');
      this.#learn(files.digest);
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      this.#digest = '';
      for (const { file, line, column, message } of error.faults)
        this.log.warn({}, `${file}:${line}:${column}: ${message}`);
      this.#tell({ state: 'faulty', faults: error.faults });
    }
  }

  /** Learns the phrasings anew beside the answering; a later change makes this one void. */
  #learn(digest: string): void {
    void this.#learning?.terminate();
    const worker = new Worker(new URL('learn.js', import.meta.url), { workerData: { folder: this.folder } });
    this.#learning = worker;
    worker.once('error', (err) => this.log.warn({ err }, 'the phrasings could not be learned'));
    worker.once('exit', (code) => {
      if (code === 0 && this.#learning === worker) void this.#take(digest);
    });
  }

  /** Uses what was learned, unless the files have changed once more since. */
  async #take(digest: string): Promise<void> {
    try {
      const library = await openLibrary(this.folder);
      if (library.digest === digest && this.#digest === digest) this.#use(library.stories);
    } catch (err) {
      this.log.warn({ err }, 'what was learned cannot be used; the last good knowledge goes on');
    }
  }

  #use(stories: readonly CompiledStory[]): void {
    this.#stories = stories;
    this.#engine = createShelf(stories);
    this.#tell({ state: 'ok', at: new Date().toISOString() });
  }

  #tell(status: KnowledgeStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}
