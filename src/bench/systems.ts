import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

async function fuse() {
  const { default: Fuse } = await import('fuse.js');
  return async (folder: string): Promise<Ask> => {
    const { phrasings, answers } = await readPhrasings(folder);
    const search = new Fuse(phrasings, { keys: ['text'], ignoreLocation: true, useTokenSearch: true });
    return (question) => answers[search.search(question, { limit: 1 })[0]?.item.topic ?? ''];
  };
}

async function miniSearch() {
  const { default: MiniSearch } = await import('minisearch');
  return async (folder: string): Promise<Ask> => {
    const { phrasings, answers } = await readPhrasings(folder);
    const index = new MiniSearch({ fields: ['text'], searchOptions: { fuzzy: 0.2, prefix: true } });
    index.addAll(phrasings.map(({ text }, id) => ({ id, text })));
    return (question) => answers[phrasings[Number(index.search(question)[0]?.id ?? -1)]?.topic ?? ''];
  };
}

/** This engine first: the others are compared with it. The options of the others are those of `evaluate`. */
export const systems = {
  factdesk: { name: 'factdesk', remembers: true, prepare: engine },
  fuse: { name: 'Fuse.js token search', remembers: false, prepare: fuse },
  minisearch: { name: 'MiniSearch', remembers: false, prepare: miniSearch },
} as const satisfies Record<string, BenchSystem>;

export type SystemName = keyof typeof systems;
