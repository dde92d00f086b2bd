import { z } from 'zod';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens, such as visit-dates');
const text = z.string().trim().min(1, 'expected some text');
const sentenceNumbers = z.array(z.int().min(1)).min(1, 'expected at least one sentence number');
/** `2024`, `2024-09` or `2025-05-07`: as precise as the article is. */
const day = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    'expected a date in quotes such as "2025-05-07", "2024-09" or "2022"',
  )
  .refine((date) => date.length !== 10 || isDay(date), 'there is no such day');

/** February 30 passes a pattern. */
function isDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

const url = z.url({
  protocol: /^https?$/,
  error: 'expected a public address such as https://example.org/page',
});

const basisSchema = z.enum(['reported', 'claimed', 'expected', 'derived']);

const sentenceSchema = z.strictObject({
  number: z.int().min(1).describe('Number of the sentence through the whole article'),
  paragraph: z.int().min(1).describe('Paragraph of the article'),
  text: text.describe('The sentence restated in our own words'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits: the SHA-256 of the original sentence')
    .describe('SHA-256 of the original sentence, NFC, white space folded'),
});

export const storySchema = z.strictObject({
  title: text,
  summary: text.describe('What the story is about, in one or two sentences'),
  year: z.int().min(1900).max(2200).describe('The year in which the article was written'),
  publication: z
    .strictObject({ from: day, to: day })
    .optional()
    .describe('When the article must have been written, as far as it can be derived'),
  examples: z.array(text).min(1).max(10).describe('Questions shown as examples by /help and in the README'),
  sentences: z.array(sentenceSchema).min(1),
});

const factSchema = z.strictObject({
  text: text.describe('The answer: one or two sentences in our own words, saying who says it'),
  sentences: sentenceNumbers,
  basis: basisSchema,
  says: text.optional().describe('Who says it, where the basis is "claimed"'),
  from: z.array(id).optional().describe('The facts it is derived from, where the basis is "derived"'),
  topic: text.optional().describe('A heading of /context under which the fact is listed'),
  ask: text.describe('A question that leads to this fact, as shown in suggestions'),
  yes: z.array(text).optional().describe('Words in a yes/no question that this fact confirms'),
  no: z.array(text).optional().describe('Words in a yes/no question that this fact contradicts'),
  roles: z
    .tuple([id, text, id])
    .optional()
    .describe('Who did it, the verb, and to whom: [putin, invite, xi]; so swapped roles are noticed'),
});

const eventSchema = z.strictObject({
  title: text.describe('What happened, as a noun phrase: "Xi\'s state visit to Russia"'),
  from: day.optional().describe('First day, month or year; left out where the article gives none'),
  to: day.optional(),
  precision: z.enum(['day', 'month', 'year', 'none']),
  kind: z.enum(['visit', 'meeting', 'ceremony', 'conflict']),
  travelled: z.array(id).optional().describe('Ids of the names who travelled'),
  received: z.array(id).optional().describe('Ids of the names who received them'),
  present: z.array(id).optional().describe('Ids of the names who took part'),
  place: id.optional().describe('Id of the name of the place'),
  country: id.optional().describe('Id of the name of the country'),
  upcoming: z.boolean().optional().describe('Not yet happened when the article was written'),
  after: z
    .array(id)
    .optional()
    .describe('Ids of events that it followed, where the article gives an order but no date'),
  fact: id.describe('The fact that states it'),
  sentences: sentenceNumbers,
  mentions: z.array(text).optional().describe('How people refer to it: "the brics summit", "the march trip"'),
});

const nameSchema = z.strictObject({
  name: text.describe('As the article spells it'),
  kind: z.enum(['person', 'place', 'organisation', 'occasion']),
  about: text.describe('Who or what it is in this story'),
  spellings: z.array(text).optional().describe('Other spellings, transliterations, abbreviations'),
  country: id.optional().describe('Id of the country for which a capital or leader stands'),
  mentioned: z
    .boolean()
    .default(true)
    .describe('false: readers ask about it, but the article does not mention it'),
  facts: z
    .array(id)
    .describe('What they did or said in the story, most important first; empty when not mentioned'),
});

const unknownSchema = z.strictObject({
  missing: text.describe('Completes "The article does not say …": "who proposed the ceasefire"'),
  ask: text.describe('The plain question that the article leaves open'),
  near: z.array(id).describe('Ids of the facts that come nearest, best first; may be empty'),
  reply: text.optional().describe('Said instead of "The article does not say …", e.g. to a greeting'),
});

const noteSchema = z.strictObject({
  text,
  url,
  facts: z.array(id).min(1).describe('The facts, and the unknowns, under which the note is shown'),
});

const record = <T extends z.ZodType>(value: T) => z.record(id, value);

const goldenSchema = z.strictObject({
  id: text,
  question: z.string(),
  kind: text,
  half: z.enum(['tune', 'report']),
  status: z.enum(['answered', 'not_in_article']),
  sentences: z.array(z.int().min(1)).optional(),
  must: z.array(text).optional(),
  not: z.array(text).optional(),
});

export const factsSchema = record(factSchema);
export const eventsSchema = record(eventSchema);
export const namesSchema = record(nameSchema);
export const unknownsSchema = record(unknownSchema);
export const notesSchema = record(noteSchema);
export const phrasingsSchema = record(z.array(text).min(1));
export const goldenQuestionsSchema = z.array(goldenSchema);
export const lexiconSchema = z.strictObject({
  abbreviations: z.record(text, text).describe('What people type for short: "abt: about"'),
  synonyms: z
    .array(z.array(text).min(2))
    .describe('Everyday words that mean the same; the first stands for all'),
  chatter: z.array(text).describe('Words around a question that say nothing: "hey", "pls"'),
  languages: z
    .record(text, z.array(text))
    .describe('Common words of other languages, by which they are recognized'),
});

export type Basis = z.infer<typeof basisSchema>;
export type Sentence = z.infer<typeof sentenceSchema> & {
  /** The article's own wording, only where the operator has put the article beside the knowledge. */
  readonly quote?: string;
};
export type Fact = z.infer<typeof factSchema>;
export type StoryEvent = z.infer<typeof eventSchema>;
export type Name = z.infer<typeof nameSchema>;
export type Unknown = z.infer<typeof unknownSchema>;
export type Note = z.infer<typeof noteSchema>;
export type Lexicon = z.infer<typeof lexiconSchema>;
export type GoldenQuestion = z.infer<typeof goldenSchema>;

/** One article's knowledge, checked: every id that something refers to exists. Keys of the records are ids. */
export interface Story {
  /** Name of its folder under `knowledge/`. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly year: number;
  readonly examples: readonly string[];
  readonly sentences: readonly Sentence[];
  readonly facts: ReadonlyMap<string, Fact>;
  readonly events: ReadonlyMap<string, StoryEvent>;
  readonly names: ReadonlyMap<string, Name>;
  readonly unknowns: ReadonlyMap<string, Unknown>;
  readonly notes: ReadonlyMap<string, Note>;
}

/** A JSON Schema for each kind of knowledge file, by the file's name without its ending: editors complete by them. */
export const schemaDocuments = (): Record<string, object> =>
  Object.fromEntries(
    Object.entries({
      story: storySchema,
      facts: factsSchema,
      events: eventsSchema,
      names: namesSchema,
      unknowns: unknownsSchema,
      notes: notesSchema,
      phrasings: phrasingsSchema,
      questions: goldenQuestionsSchema,
      lexicon: lexiconSchema,
    }).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]),
  );
