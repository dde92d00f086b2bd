import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { SourceFile } from './load.js';
import type { Story, storySchema } from './schema.js';
import type { Fault, Parsed } from './yaml.js';

/** A sentence of the article itself, as it stands in the operator's copy. */
export interface ArticleSentence {
  readonly paragraph: number;
  readonly text: string;
}

/** A full stop, question or exclamation mark, with closing quotes, before white space and an upper-case beginning. */
const sentenceEnd = /(?<=[.?!]["”’)]*)\s+(?=["“‘(]*[\p{Lu}\p{N}])/u;

/** Splits an article into sentences: a paragraph a line, sentences by their end marks. */
export const splitArticle = (text: string): ArticleSentence[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line, index) =>
      line.split(sentenceEnd).map((sentence) => ({ paragraph: index + 1, text: sentence })),
    );

/** SHA-256 of a sentence in NFC with white space folded, as 64 hexadecimal digits. */
export const fingerprint = (sentence: string): string =>
  createHash('sha256').update(sentence.normalize('NFC').replace(/\s+/gu, ' ').trim()).digest('hex');

/**
 * Compares the operator's copy of the article with the story's fingerprints, and adds the exact wording to each
 * sentence that matches.
 */
export function verifyArticle(
  story: Story,
  article: SourceFile,
  parsed: Parsed<z.output<typeof storySchema>>,
): { story: Story; faults: Fault[] } {
  const original = splitArticle(article.text);
  const faults: Fault[] = [];
  if (original.length !== story.sentences.length) {
    const message = `sentences: there are ${story.sentences.length} here, but ${article.path} has ${original.length}`;
    faults.push(parsed.fault(['sentences'], message));
  }
  const sentences = story.sentences.map((sentence, index) => {
    const found = original[index];
    if (found && fingerprint(found.text) === sentence.sha256 && found.paragraph === sentence.paragraph) {
      return { ...sentence, quote: found.text };
    }
    const message = found
      ? `sentence ${sentence.number} does not match ${article.path}: expected paragraph ${found.paragraph}, sha256 ${fingerprint(found.text)}`
      : `sentence ${sentence.number} is not in ${article.path}`;
    faults.push(parsed.fault(['sentences', index, 'sha256'], message));
    return sentence;
  });
  return { story: { ...story, sentences }, faults };
}
