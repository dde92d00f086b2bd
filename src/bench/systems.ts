import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fuseSearch, miniSearch, type SearchLibrary } from '../evaluate/searches.js';
import type { Phrasing } from '../knowledge/load.js';

/** Phrasings are questions of these topics; what a search library finds is answered with the topic's text. */
export interface PhrasingFile {
  readonly phrasings: readonly Phrasing[];
  readonly answers: Readonly<Record<string, string>>;
}

/** Where the knowledge to be measured lies in a folder: compiled stories, and the same phrasings as plain texts. */
export const files = { compiled: '.bin', phrasings: 'phrasings.json', questions: 'questions.json' } as const;

type Ask = (question: string) => unknown;

/** A way of answering that is measured. */
export interface BenchSystem {
  readonly name: string;
  /** Whether it remembers words that it has seen, so that only a new one has not seen a question. */
  readonly remembers: boolean;
  /** Loads the program's code, so that what follows is the knowledge alone. */
  readonly prepare: () => Promise<(folder: string) => Promise<Ask>>;
}

/** Any day: what is measured must not depend on the calendar. */
const day = '2026-01-01';

async function engine() {
  const [{ createShelf }, { decodeStory }] = await Promise.all([
    import('../answer/shelf.js'),
    import('../answer/model-file.js'),
  ]);
  return async (folder: string): Promise<Ask> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(files.compiled)).sort();
    const decoded = await Promise.all(
      names.map(async (name) => decodeStory(await readFile(join(folder, name)))),
    );
    const shelf = createShelf(decoded.filter((story) => story !== undefined));
    return (question) => shelf.answer(question, day);
  };
}

const readPhrasings = async (folder: string): Promise<PhrasingFile> =>
  JSON.parse(await readFile(join(folder, files.phrasings), 'utf8'));

const searching = (library: SearchLibrary) => async () => {
  const over = await library();
  return async (folder: string): Promise<Ask> => {
    const { phrasings, answers } = await readPhrasings(folder);
    const search = over(phrasings);
    return (question) => answers[search(question)?.topic ?? ''];
  };
};

/** This engine first: the others are compared with it. */
export const systems = {
  factdesk: { name: 'factdesk', remembers: true, prepare: engine },
  fuse: { name: 'Fuse.js token search', remembers: false, prepare: searching(fuseSearch) },
  minisearch: { name: 'MiniSearch', remembers: false, prepare: searching(miniSearch) },
} as const satisfies Record<string, BenchSystem>;

export type SystemName = keyof typeof systems;
