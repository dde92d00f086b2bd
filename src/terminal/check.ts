import { readFile } from 'node:fs/promises';
import { KnowledgeError, type KnowledgeFiles, parseKnowledge, readKnowledge } from '../knowledge/load.js';

/**
 * Checks all knowledge and prints every fault as `file:line:column: what is wrong`.
 * @param article a copy of the article, to prove the fingerprints of the one story against
 * @returns exit code
 */
export async function check(
  folder: string,
  article: string | undefined,
  out: NodeJS.WriteStream,
  err: NodeJS.WriteStream,
): Promise<number> {
  try {
    const files = await readKnowledge(folder);
    for (const { story, phrasings, golden } of parseKnowledge(
      article === undefined ? files : await withArticle(files, article),
    )) {
      const proved = story.sentences.every(({ quote }) => quote !== undefined)
        ? 'fingerprints proved'
        : 'fingerprints not proved: the article is not there';
      out.write(
        `${story.id}: ${story.sentences.length} sentences, ${story.facts.size} facts, ${story.events.size} events, ${story.names.size} names, ${story.unknowns.size} unknowns, ${story.notes.size} notes, ${phrasings.length} phrasings, ${golden.length} golden questions; ${proved}\n`,
      );
    }
    return 0;
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    err.write(`${error.message}\n${error.faults.length} fault${error.faults.length === 1 ? '' : 's'}\n`);
    return 1;
  }
}

async function withArticle(files: KnowledgeFiles, path: string): Promise<KnowledgeFiles> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new KnowledgeError([
      { file: path, line: 1, column: 1, message: `the article cannot be read (${error.code})` },
    ]);
  });
  return { ...files, stories: files.stories.map((story) => ({ ...story, article: { path, text } })) };
}
