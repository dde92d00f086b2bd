import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CompiledStory, compileStory } from './answer/model.js';
import { decodeStory, encodeStory } from './answer/model-file.js';
import { commonEnglish } from './knowledge/english.js';
import { digestKnowledge, type Knowledge, parseKnowledge, readKnowledge } from './knowledge/load.js';

/** Compiled stories are kept here, by the digest of the knowledge; a new build empties it, as what is learned may differ. */
const compiledFolder = fileURLToPath(new URL('compiled', import.meta.url));
/** So many versions of the knowledge are kept beside the one in use. */
const keptVersions = 4;
/** A file that was written aside so long ago, in milliseconds, is not being written any more: its writer was killed. */
const leftoverMs = 60 * 60_000;

export interface Library {
  readonly stories: readonly CompiledStory[];
  readonly digest: string;
}

/**
 * Loads the knowledge, compiled: from disk where it has been compiled before, else by learning it now (seconds).
 * @throws {KnowledgeError} with every fault, when the knowledge is not usable
 */
export async function openLibrary(folder: string, onLearning: () => void = () => {}): Promise<Library> {
  const { digest, stories } = await digestKnowledge(folder);
  const compiled = await compiledLibrary(digest, stories);
  if (compiled) return compiled;
  const files = await readKnowledge(folder);
  const knowledge = parseKnowledge(files);
  onLearning();
  return learnLibrary(files.digest, knowledge);
}

/** The knowledge of that digest where it has been compiled before. @param ids of its stories */
export async function compiledLibrary(digest: string, ids: readonly string[]): Promise<Library | undefined> {
  const stories = await readCompiled(digest, ids);
  return stories && { stories, digest };
}

/** Learns knowledge (seconds) and keeps what was learned. */
export async function learnLibrary(digest: string, knowledge: readonly Knowledge[]): Promise<Library> {
  const english = await commonEnglish();
  const stories = knowledge.map((story) => compileStory(story, { english }));
  await writeCompiled(digest, stories);
  return { stories, digest };
}

const pathOf = (digest: string, story: string) => join(compiledFolder, `${digest}.${story}.bin`);

async function readCompiled(digest: string, ids: readonly string[]): Promise<CompiledStory[] | undefined> {
  if (ids.length === 0) return undefined;
  const stories = await Promise.all(
    ids.map(async (id) => {
      const bytes = await readFile(pathOf(digest, id)).catch(() => undefined);
      return bytes && decodeStory(bytes);
    }),
  );
  return stories.every((story) => story !== undefined) ? stories : undefined;
}

/** Keeps what was learned. Where nothing can be written the bot runs all the same and learns again next time. */
async function writeCompiled(digest: string, stories: readonly CompiledStory[]): Promise<void> {
  try {
    await mkdir(compiledFolder, { recursive: true });
    for (const compiled of stories) {
      const path = pathOf(digest, compiled.story.id);
      // Written aside and renamed: another process never reads half of it.
      await writeFile(`${path}.${process.pid}`, encodeStory(compiled));
      await rename(`${path}.${process.pid}`, path);
    }
    await forgetOldVersions(compiledFolder, digest);
  } catch {
    return;
  }
}

/** Removes versions, each with all its stories, and what was left half written. @param current the digest in use */
export async function forgetOldVersions(folder: string, current: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      const digest = name.slice(0, name.indexOf('.'));
      return { path, digest, isWhole: name.endsWith('.bin'), at: (await stat(path)).mtimeMs };
    }),
  );
  const others = files.filter(({ digest, isWhole }) => isWhole && digest !== current);
  const newestFirst = new Set(others.sort((a, b) => b.at - a.at).map(({ digest }) => digest));
  const kept = new Set([current, ...[...newestFirst].slice(0, keptVersions)]);
  const surplus = files.filter(({ digest, isWhole, at }) =>
    isWhole ? !kept.has(digest) : at < Date.now() - leftoverMs,
  );
  await Promise.all(surplus.map(({ path }) => unlink(path)));
}
