import { nothing } from '../answer/decide.js';
import { createEngine } from '../answer/engine.js';
import type { CompiledStory } from '../answer/model.js';
import type { Answer, IsoDay } from '../answer/types.js';
import type { Phrasing } from '../knowledge/load.js';
import type { System } from './evaluate.js';
import { fuseSearch, miniSearch, type SearchLibrary } from './searches.js';

const libraries: readonly (readonly [name: string, library: SearchLibrary])[] = [
  ['MiniSearch', miniSearch],
  ['Fuse.js token search', fuseSearch],
];

/**
 * Search libraries over the phrasings, the quickest first: each answers with the topic of the best phrasing that it finds;
 * where it finds none, the question is not answered.
 */
export function baselines(
  compiled: CompiledStory,
  phrasings: readonly Phrasing[],
  today: IsoDay,
): Promise<System[]> {
  const engine = createEngine(compiled);
  return Promise.all(
    libraries.map(async ([name, library]) => {
      const search = (await library())(phrasings);
      return {
        name,
        answer: (question): Answer => {
          const found = search(question);
          const answer = found && engine.answerTopic(found.topic, question, today);
          return answer ?? nothing(compiled.story, engine.explain(question, today).question, []);
        },
      };
    }),
  );
}
