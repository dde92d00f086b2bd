import { parentPort, workerData } from 'node:worker_threads';
import type { CompiledStory } from './answer/model.js';
import { encodeStory } from './answer/model-file.js';
import { KnowledgeError, parseKnowledge, readKnowledge } from './knowledge/load.js';
import type { Fault } from './knowledge/yaml.js';
import { compiledLibrary, learnLibrary } from './library.js';

export interface LearningTask {
  readonly folder: string;
  /** Of the knowledge in use, where all of it has been learned. */
  readonly digest: string | undefined;
}

/** What the worker tells, in this order: one of the first three and, after `texts`, what was learned. */
export type LearningNews =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | { readonly kind: 'texts'; readonly stories: readonly Omit<CompiledStory, 'model'>[] }
  /** Stories as `decodeStory` reads them. */
  | { readonly kind: 'learned'; readonly stories: readonly Uint8Array[]; readonly digest: string };

/** Runs in a worker: reading takes a second and learning several, in which the bot goes on answering. */
async function learn({ folder, digest }: LearningTask): Promise<void> {
  const files = await readKnowledge(folder);
  if (files.digest === digest) return tell({ kind: 'unchanged' });
  const knowledge = parseKnowledge(files);
  tell({ kind: 'texts', stories: knowledge.map(({ story, lexicon }) => ({ story, lexicon })) });
  const ids = files.stories.map(({ id }) => id);
  const library = (await compiledLibrary(files.digest, ids)) ?? (await learnLibrary(files.digest, knowledge));
  const stories = library.stories.map(encodeStory);
  tell(
    { kind: 'learned', stories, digest: library.digest },
    stories.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

function tell(news: LearningNews, moved: ArrayBuffer[] = []): void {
  parentPort?.postMessage(news, moved);
}

try {
  await learn(workerData as LearningTask);
} catch (error) {
  if (!(error instanceof KnowledgeError)) throw error;
  tell({ kind: 'faults', faults: error.faults });
}
