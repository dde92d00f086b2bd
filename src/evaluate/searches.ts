import type { Phrasing } from '../knowledge/load.js';

/** Searches phrasings: the best one for a question, or none. */
type Search = (question: string) => Phrasing | undefined;

/** A search library: its code is loaded first, so that setting it up over phrasings can be measured by itself. */
export type SearchLibrary = () => Promise<(phrasings: readonly Phrasing[]) => Search>;

/** Fuse.js token search. */
export const fuseSearch: SearchLibrary = async () => {
  const { default: Fuse } = await import('fuse.js');
  return (phrasings) => {
    const fuse = new Fuse(phrasings, { keys: ['text'], ignoreLocation: true, useTokenSearch: true });
    return (question) => fuse.search(question, { limit: 1 })[0]?.item;
  };
};

/** MiniSearch, with prefixes and fuzzy words as its guide suggests. */
export const miniSearch: SearchLibrary = async () => {
  const { default: MiniSearch } = await import('minisearch');
  return (phrasings) => {
    const index = new MiniSearch({ fields: ['text'], searchOptions: { fuzzy: 0.2, prefix: true } });
    index.addAll(phrasings.map(({ text }, id) => ({ id, text })));
    return (question) => phrasings[Number(index.search(question)[0]?.id ?? -1)];
  };
};
