import Fuse from 'fuse.js';
import { nothing } from '../answer/decide.js';
import { createEngine } from '../answer/engine.js';
import type { CompiledStory } from '../answer/model.js';
import type { Answer, IsoDay } from '../answer/types.js';
import type { Phrasing } from '../knowledge/load.js';
import type { System } from './evaluate.js';

/** Answers with the topic of the best phrasing that a search finds; where it finds none, the question is not answered. */
function answeringBy(
  name: string,
  compiled: CompiledStory,
  today: IsoDay,
  search: (question: string) => Phrasing | undefined,
): System {
  const engine = createEngine(compiled);
  return {
    name,
    answer: (question): Answer => {
      const found = search(question);
      const answer = found && engine.answerTopic(found.topic, question, today);
      return answer ?? nothing(compiled.story, engine.explain(question, today).question, []);
    },
  };
}

/** Fuse.js token search over the phrasings. */
export function fuseBaseline(compiled: CompiledStory, phrasings: readonly Phrasing[], today: IsoDay): System {
  const fuse = new Fuse(phrasings, { keys: ['text'], ignoreLocation: true, useTokenSearch: true });
  return answeringBy(
    'Fuse.js token search',
    compiled,
    today,
    (question) => fuse.search(question, { limit: 1 })[0]?.item,
  );
}

/** MiniSearch over the phrasings, with prefixes and fuzzy words as its guide suggests. */
export async function miniSearchBaseline(
  compiled: CompiledStory,
  phrasings: readonly Phrasing[],
  today: IsoDay,
): Promise<System> {
  const { default: MiniSearch } = await import('minisearch');
  const index = new MiniSearch({ fields: ['text'], searchOptions: { fuzzy: 0.2, prefix: true } });
  index.addAll(phrasings.map(({ text }, id) => ({ id, text })));
  return answeringBy(
    'MiniSearch',
    compiled,
    today,
    (question) => phrasings[Number(index.search(question)[0]?.id ?? -1)],
  );
}
