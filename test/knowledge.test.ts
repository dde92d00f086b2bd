import fs, { appendFile, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { fingerprint, splitArticle } from '../src/knowledge/fingerprint.js';
import {
  digestKnowledge,
  KnowledgeError,
  type KnowledgeFiles,
  parseKnowledge,
  readKnowledge,
  type SourceFile,
  type StoryFiles,
} from '../src/knowledge/load.js';
import { schemaDocuments } from '../src/knowledge/schema.js';
import { harbourArticle, harbourFolder } from './fixtures/harbour.js';

const harbour = await readKnowledge(harbourFolder);
const [story] = harbour.stories as [StoryFiles];
const folder = relative(process.cwd(), harbourFolder);

/** An edit of one file of the invented story: what to find there, once, and what to put in its place. */
type Edit = readonly [file: string, found: string, put: string];

const edited =
  (edits: readonly Edit[]) =>
  ({ path, text }: SourceFile): SourceFile => {
    let changed = text;
    for (const [file, found, put] of edits) {
      if (!path.endsWith(`/${file}`)) continue;
      if (!changed.includes(found)) throw new Error(`${file} does not hold ${found}`);
      changed = changed.replace(found, () => put);
    }
    return { path, text: changed };
  };

function withEdits(...edits: Edit[]): KnowledgeFiles {
  const edit = edited(edits);
  const files = new Map([...story.files].map(([name, source]) => [name, edit(source)]));
  return {
    ...harbour,
    lexicon: harbour.lexicon && edit(harbour.lexicon),
    stories: [{ ...story, files, phrasings: story.phrasings.map(edit) }],
  };
}

/** The faults found, as they are printed, with paths below the knowledge folder. */
function faultsOf(files: KnowledgeFiles): string[] {
  try {
    parseKnowledge(files);
    return [];
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.message.replaceAll(`${folder}/`, '').split('\n');
  }
}

const facts = 'harbour-visit/facts.yaml';
const events = 'harbour-visit/events.yaml';
const names = 'harbour-visit/names.yaml';
const someone = 'harbour-visit/phrasings/someone.yaml';

describe('knowledge without faults', () => {
  it('is loaded with every part, and the plain question of each fact counts as a phrasing', () => {
    const [knowledge, ...others] = parseKnowledge(harbour);
    expect(others).toEqual([]);
    expect(knowledge?.story).toMatchObject({ id: 'harbour-visit', year: 2031 });
    expect(knowledge?.story.sentences.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(knowledge?.story.facts.get('kern-accuses-lindt')).toMatchObject({
      basis: 'claimed',
      says: 'Boris Kern',
    });
    expect(knowledge?.story.names.get('sund')?.mentioned).toBe(true);
    expect(knowledge?.golden).toHaveLength(2);
    expect(knowledge?.lexicon.abbreviations).toMatchObject({ b4: 'before' });
    expect(knowledge?.phrasings).toContainEqual({
      topic: 'festival-date',
      text: 'When is the harbour festival?',
    });
    expect(knowledge?.phrasings).toContainEqual({ topic: 'first-event', text: 'earliest visit' });
  });

  it('does not need golden questions', () => {
    const files = new Map([...story.files].filter(([name]) => name !== 'questions.yaml'));
    expect(parseKnowledge({ ...harbour, stories: [{ ...story, files }] })[0]?.golden).toEqual([]);
  });

  it('reads stories in the order of their names, whatever the order on disk', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'factdesk-'));
    for (const id of ['b-visit', 'a-visit', 'c-visit'])
      await cp(join(harbourFolder, 'harbour-visit'), join(copy, id), { recursive: true });
    const fromDisk = fs.readdir;
    const reversed = vi
      .spyOn(fs, 'readdir')
      .mockImplementation((async (...asked: Parameters<typeof fromDisk>) =>
        (await fromDisk(...asked)).reverse()) as typeof fromDisk);
    syncBuiltinESMExports();
    const { stories } = await digestKnowledge(copy);
    reversed.mockRestore();
    syncBuiltinESMExports();
    await rm(copy, { recursive: true });
    expect(stories).toEqual(['a-visit', 'b-visit', 'c-visit']);
  });

  it('changes its digest with a single letter, and only then', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'factdesk-'));
    await cp(harbourFolder, copy, { recursive: true });
    const same = (await readKnowledge(copy)).digest;
    await appendFile(join(copy, 'harbour-visit', 'phrasings', 'someone.yaml'), '#');
    const other = (await readKnowledge(copy)).digest;
    // Without keeping the texts, for a quick start.
    expect(await digestKnowledge(copy)).toEqual({ digest: other, stories: ['harbour-visit'] });
    await rm(copy, { recursive: true });
    expect(same).toBe(harbour.digest);
    expect(other).not.toBe(same);
    expect(other).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a fault is named with its place and how to mend it', () => {
  const everyFault: { fault: string; edits: Edit[]; says: string[] }[] = [
    {
      fault: 'a colon in a text without quotes',
      edits: [['facts.yaml', 'ask: When does the mayor visit?', 'ask: When: does the mayor visit?']],
      says: [
        `${facts}:6:8: not readable as YAML: Nested mappings are not allowed in compact mappings; texts with a colon or a hash need quotes`,
      ],
    },
    {
      fault: 'a list where keys are expected, said once and not for each word after it',
      edits: [['facts.yaml', 'visit-dates:', '- visit-dates:']],
      says: [
        `${facts}:7:1: not readable as YAML: Unexpected scalar at node end; texts with a colon or a hash need quotes`,
      ],
    },
    {
      fault: 'a tab that indents',
      edits: [
        [
          'facts.yaml',
          '  topic: The ferry dispute\n  ask: What did Kern accuse',
          '\ttopic: The ferry dispute\n  ask: What did Kern accuse',
        ],
      ],
      says: [`${facts}:54:1: a tab indents this line; expected spaces`],
    },
    {
      fault: 'a text that starts with an asterisk',
      edits: [['phrasings/someone.yaml', '[qwerty,', '[*really, qwerty,']],
      says: [
        `${someone}:13:18: "*really" is a reference to another part of the file; a text that starts with an asterisk needs quotes`,
      ],
    },
    {
      fault: 'an id that stands twice',
      edits: [['facts.yaml', 'visit-inviter:', 'visit-dates:']],
      says: [`${facts}:7:1: this key stands in the file twice; expected each once`],
    },
    {
      fault: 'a key that stands twice',
      edits: [['facts.yaml', 'basis: expected', 'basis: expected\n  basis: reported']],
      says: [`${facts}:5:3: this key stands in the file twice; expected each once`],
    },
    {
      fault: 'a misspelled key',
      edits: [
        ['facts.yaml', 'ask: Who invited the mayor?', 'ask: Who invited the mayor?\n  topick: The visit'],
      ],
      says: [`${facts}:13:3: visit-inviter: unknown key "topick"; check its spelling, or remove it`],
    },
    {
      fault: 'an id that is no id',
      edits: [['facts.yaml', 'visit-inviter:', 'Visit_Inviter:']],
      says: [`${facts}:7:1: Visit_Inviter: expected lower-case words joined by hyphens, such as visit-dates`],
    },
    {
      fault: 'a text where numbers are expected',
      edits: [['facts.yaml', 'sentences: [1]', 'sentences: one']],
      says: [`${facts}:3:3: visit-dates.sentences: Invalid input: expected array, received string`],
    },
    {
      fault: 'a number where a text is expected',
      edits: [['phrasings/someone.yaml', 'start of the dispute]', 'start of the dispute, 2028]']],
      says: [`${someone}:8:104: dispute-start.3: Invalid input: expected string, received number`],
    },
    {
      fault: 'a fact without a sentence',
      edits: [['facts.yaml', 'sentences: [1]', 'sentences: []']],
      says: [`${facts}:3:3: visit-dates.sentences: expected at least one sentence number`],
    },
    {
      fault: 'a basis of another name',
      edits: [['facts.yaml', 'basis: expected', 'basis: rumoured']],
      says: [
        `${facts}:4:3: visit-dates.basis: Invalid option: expected one of "reported"|"claimed"|"expected"|"derived"`,
      ],
    },
    {
      fault: 'a claim that nobody makes',
      edits: [['facts.yaml', '  says: Boris Kern\n', '']],
      says: [`${facts}:49:1: kern-accuses-lindt: basis is "claimed"; expected "says" with who says it`],
    },
    {
      fault: 'a derived fact that follows from nothing',
      edits: [['facts.yaml', 'basis: expected', 'basis: derived']],
      says: [`${facts}:1:1: visit-dates: basis is "derived"; expected "from" with the facts it follows from`],
    },
    {
      fault: 'an id that is both a fact and an unknown',
      edits: [
        ['unknowns.yaml', 'festival-hour:', 'festival-date:'],
        ['phrasings/someone.yaml', 'festival-hour:', 'ferry-price:'],
      ],
      says: [
        `${facts}:13:1: festival-date: stands in unknowns.yaml too; an id is a fact or an unknown`,
        `${someone}:11:1: there is no fact, unknown or computation "ferry-price"; did you mean "ferry-cost"?`,
      ],
    },
    {
      fault: 'an unquoted year',
      edits: [['events.yaml', 'from: "2028"', 'from: 2028']],
      says: [`${events}:1:60: ferry-dispute.from: Invalid input: expected string, received number`],
    },
    {
      fault: 'a month that does not exist',
      edits: [['events.yaml', 'from: "2029-04"', 'from: "2029-14"']],
      says: [
        `${events}:2:51: april-2029.from: expected a date in quotes such as "2025-05-07", "2024-09" or "2022"`,
      ],
    },
    {
      fault: 'a day that does not exist',
      edits: [
        ['events.yaml', 'from: "2030-03-02", to: "2030-03-02"', 'from: "2030-02-30", to: "2030-02-30"'],
      ],
      says: [
        `${events}:5:48: march-2030.from: there is no such day`,
        `${events}:5:68: march-2030.to: there is no such day`,
      ],
    },
    {
      fault: 'a date less precise than it says',
      edits: [['events.yaml', 'precision: year', 'precision: month']],
      says: [
        `${events}:1:60: ferry-dispute.from: precision is "month"; expected a date of 7 characters`,
        `${events}:1:74: ferry-dispute.to: precision is "month"; expected a date of 7 characters`,
      ],
    },
    {
      fault: 'a date where there is said to be none',
      edits: [['events.yaml', 'precision: year', 'precision: none']],
      says: [
        `${events}:1:60: ferry-dispute.from: precision is "none"; expected no date`,
        `${events}:1:74: ferry-dispute.to: precision is "none"; expected no date`,
      ],
    },
    {
      fault: 'a last day that is missing',
      edits: [['events.yaml', 'to: "2028", ', '']],
      says: [`${events}:1:1: ferry-dispute.to: precision is "year"; expected a date of 4 characters`],
    },
    {
      fault: 'a last day before the first',
      edits: [['events.yaml', 'to: "2031-06-05"', 'to: "2031-06-01"']],
      says: [`${events}:6:84: june-2031.to: lies before "from"`],
    },
    {
      fault: 'a name with no fact',
      edits: [['names.yaml', 'facts: [sund-meeting]', 'facts: []']],
      says: [`${names}:5:52: sund.facts: expected at least one fact, or "mentioned: false"`],
    },
    {
      fault: 'a name that the article does not mention, with a fact',
      edits: [['names.yaml', 'facts: [sund-meeting]', 'mentioned: false, facts: [sund-meeting]']],
      says: [`${names}:5:70: sund.facts: expected none, as the article does not mention it`],
    },
    {
      fault: 'an address that is none',
      edits: [['notes.yaml', 'https://example.org/festival', 'javascript:alert(1)']],
      says: [
        'harbour-visit/notes.yaml:1:67: festival-history.url: expected a public address such as https://example.org/page',
      ],
    },
    {
      fault: 'sentences out of order',
      edits: [['story.yaml', 'number: 3', 'number: 4']],
      says: ['harbour-visit/story.yaml:10:7: expected sentence 3 here: they are numbered through from 1'],
    },
    {
      fault: 'a fingerprint that is too short',
      edits: [['story.yaml', '408440a1678ce27fddd66ac9ed75dfa2a566efda5b4fe9e144b2779576b02401', '408440']],
      says: [
        'harbour-visit/story.yaml:8:133: sentences.0.sha256: expected 64 hexadecimal digits: the SHA-256 of the original sentence',
      ],
    },
    {
      fault: 'a golden answer without its sentences',
      edits: [['questions.yaml', 'sentences: [1], ', '']],
      says: ['harbour-visit/questions.yaml:1:3: F1: is answered; expected "sentences"'],
    },
    {
      fault: 'a golden answer from a sentence that does not exist',
      edits: [['questions.yaml', 'sentences: [1]', 'sentences: [7]']],
      says: ['harbour-visit/questions.yaml:1:3: F1: expected sentences from 1 to 5'],
    },
    {
      fault: 'what an answer must say, as no regular expression',
      edits: [['questions.yaml', 'must: ["June 3"]', 'must: ["June (3"]']],
      says: ['harbour-visit/questions.yaml:1:3: F1: "June (3" is no regular expression'],
    },
    {
      fault: 'what an answer must not say, as no regular expression',
      edits: [['questions.yaml', 'must: ["June 3"]', 'not: ["[June"]']],
      says: ['harbour-visit/questions.yaml:1:3: F1: "[June" is no regular expression'],
    },
    {
      fault: 'a golden id that stands twice',
      edits: [['questions.yaml', 'id: F2', 'id: F1']],
      says: ['harbour-visit/questions.yaml:2:3: F1: this id stands twice; expected each once'],
    },
    {
      fault: 'phrasings of what nobody knows',
      edits: [['phrasings/someone.yaml', 'visit-dates:', 'visits-dates:']],
      says: [
        `${someone}:1:1: there is no fact, unknown or computation "visits-dates"; did you mean "visit-dates"?`,
      ],
    },
    {
      fault: 'a topic without a phrasing',
      edits: [['phrasings/someone.yaml', '[qwerty, hm, asdf asdf]', '[]']],
      says: [`${someone}:13:1: not-a-question: Too small: expected array to have >=1 items`],
    },
    {
      fault: 'a misspelled part of the lexicon',
      edits: [['lexicon.yaml', 'chatter:', 'chater:']],
      says: [
        'lexicon.yaml:1:1: chatter: Invalid input: expected array, received undefined',
        'lexicon.yaml:5:1: unknown key "chater"; check its spelling, or remove it',
      ],
    },
  ];
  it.each(everyFault)('$fault', ({ edits, says }) => {
    expect(faultsOf(withEdits(...edits))).toEqual(says);
  });

  it.each<{ what: string; edit: Edit; says: string }>([
    {
      what: 'sentence of a fact',
      edit: ['facts.yaml', 'sentences: [1]', 'sentences: [1, 6]'],
      says: `${facts}:3:18: visit-dates.sentences: there is no sentence 6; expected 1 to 5`,
    },
    {
      what: 'sentence of an event',
      edit: ['events.yaml', 'sentences: [5]', 'sentences: [9]'],
      says: `${events}:1:152: ferry-dispute.sentences: there is no sentence 9; expected 1 to 5`,
    },
    {
      what: 'fact that another follows from',
      edit: ['facts.yaml', 'basis: expected', 'basis: derived\n  from: [visit-date]'],
      says: `${facts}:5:10: visit-dates.from: there is no fact "visit-date"; did you mean "visit-dates"?`,
    },
    {
      what: 'role',
      edit: ['facts.yaml', 'basis: expected', 'basis: expected\n  roles: [lindt, visit, nobody]'],
      says: `${facts}:5:25: visit-dates.roles: there is no name "nobody"`,
    },
    {
      what: 'fact of an event',
      edit: ['events.yaml', 'fact: dispute-start', 'fact: dispute-begin'],
      says: `${events}:1:119: ferry-dispute.fact: there is no fact "dispute-begin"; did you mean "dispute-start"?`,
    },
    {
      what: 'traveller',
      edit: ['events.yaml', 'travelled: [lindt]', 'travelled: [lint]'],
      says: `${events}:2:126: april-2029.travelled: there is no name "lint"`,
    },
    {
      what: 'host',
      edit: ['events.yaml', 'received: [kern]', 'received: [kerm]'],
      says: `${events}:2:145: april-2029.received: there is no name "kerm"`,
    },
    {
      what: 'one who took part',
      edit: ['events.yaml', 'present: [lindt, kern]', 'present: [lindt, kerm]'],
      says: `${events}:4:86: sund.present: there is no name "kerm"`,
    },
    {
      what: 'place',
      edit: ['events.yaml', 'place: ilmen', 'place: elmen'],
      says: `${events}:2:152: april-2029.place: there is no name "elmen"`,
    },
    {
      what: 'country',
      edit: ['events.yaml', 'country: ilmen', 'country: elmen'],
      says: `${events}:2:166: april-2029.country: there is no name "elmen"`,
    },
    {
      what: 'event before',
      edit: ['events.yaml', 'after: [october-2029]', 'after: [october-2028]'],
      says: `${events}:4:129: sund.after: there is no event "october-2028"; did you mean "october-2029"?`,
    },
    {
      what: 'fact of a name',
      edit: ['names.yaml', 'facts: [visit-dates, april-visit]', 'facts: [visit-dates, april-visits]'],
      says: `${names}:1:187: lindt.facts: there is no fact "april-visits"; did you mean "april-visit"?`,
    },
    {
      what: 'country of a name',
      edit: ['names.yaml', 'country: nordhaven', 'country: northaven'],
      says: `${names}:1:146: lindt.country: there is no name "northaven"`,
    },
    {
      what: 'fact near an unknown',
      edit: ['unknowns.yaml', 'near: [festival-date]', 'near: [festival-hour]'],
      says: 'harbour-visit/unknowns.yaml:2:112: festival-hour.near: there is no fact "festival-hour"; did you mean "festival-date"?',
    },
    {
      what: 'fact of a note',
      edit: ['notes.yaml', 'facts: [festival-date]', 'facts: [festival-day]'],
      says: 'harbour-visit/notes.yaml:1:112: festival-history.facts: there is no fact or unknown "festival-day"; did you mean "festival-date"?',
    },
  ])('a reference to a $what that does not exist', ({ edit, says }) => {
    expect(faultsOf(withEdits(edit))).toEqual([says]);
  });

  it.each(['story.yaml', 'facts.yaml', 'events.yaml', 'names.yaml', 'unknowns.yaml', 'notes.yaml'])(
    '%s is missing',
    (name) => {
      const files = new Map([...story.files].filter(([other]) => other !== name));
      const faults = faultsOf({ ...harbour, stories: [{ ...story, files }] });
      expect(faults).toContain(`harbour-visit/${name}:1:1: is missing from the story`);
    },
  );

  it('says that the lexicon is missing', () => {
    expect(faultsOf({ ...harbour, lexicon: undefined })).toEqual([
      'lexicon.yaml:1:1: is missing beside the story folders',
    ]);
  });

  it('says that there is no story', () => {
    expect(faultsOf({ ...harbour, stories: [] })).toEqual([
      'knowledge:1:1: holds no story; expected a folder for each story',
    ]);
  });

  it('says that there is no folder', async () => {
    await expect(readKnowledge('/nowhere/knowledge')).rejects.toThrow(
      'expected a folder with lexicon.yaml and a folder for each story',
    );
  });

  it('finds every fault of every file at once', () => {
    const faults = faultsOf(
      withEdits(
        ['lexicon.yaml', 'chatter:', 'chater:'],
        ['facts.yaml', 'basis: expected', 'basis: rumoured'],
        ['events.yaml', 'from: "2028"', 'from: 2028'],
        ['names.yaml', 'kind: place', 'kind: spot'],
        ['phrasings/someone.yaml', '[qwerty, hm, asdf asdf]', '[]'],
      ),
    );
    const files = new Set(faults.map((fault) => fault.split(':')[0]));
    expect(files).toEqual(new Set(['lexicon.yaml', facts, events, names, someone]));
  });
});

describe('one phrasing under two ids', () => {
  it.each([
    'when is the harbour festival',
    'When is the HARBOUR festival?!',
    '"  when is the harbour-festival "',
  ])('%s is noticed whatever its letters and marks', (text) => {
    const faults = faultsOf(
      withEdits(['phrasings/someone.yaml', 'who invited the mayor,', `${text}, who invited the mayor,`]),
    );
    expect(faults).toEqual([
      expect.stringMatching(
        /phrasings\/someone\.yaml:3:17: "when is the harbour festival" stands under visit-inviter too; expected it under one of them$/,
      ),
    ]);
  });

  it('is no fault where it asks for the same', () => {
    expect(
      faultsOf(withEdits(['phrasings/someone.yaml', 'festival date,', 'festival date, Festival date?,'])),
    ).toEqual([]);
  });
});

describe('keys that mean something to JavaScript', () => {
  it.each<{ edit: Edit; says: string }>([
    {
      edit: ['facts.yaml', 'visit-inviter:', '__proto__:'],
      says: `${facts}:7:1: "__proto__" cannot be a key; expected another one`,
    },
    {
      edit: ['facts.yaml', 'basis: expected', '__proto__: { basis: x }\n  basis: expected'],
      says: `${facts}:4:3: "__proto__" cannot be a key; expected another one`,
    },
    {
      edit: ['phrasings/someone.yaml', 'visit-inviter:', '__proto__:'],
      says: `${someone}:2:1: "__proto__" cannot be a key; expected another one`,
    },
    {
      edit: ['phrasings/someone.yaml', 'visit-inviter:', 'constructor:'],
      says: `${someone}:2:1: there is no fact, unknown or computation "constructor"`,
    },
    {
      edit: ['notes.yaml', 'facts: [festival-date]', 'facts: [constructor]'],
      says: 'harbour-visit/notes.yaml:1:112: festival-history.facts: there is no fact or unknown "constructor"',
    },
  ])('$says', ({ edit, says }) => {
    expect(faultsOf(withEdits(edit))).toEqual([says]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('lets a fact be called constructor', () => {
    const rename = ['visit-inviter', 'constructor'] as const;
    const files = withEdits(
      ['facts.yaml', ...rename],
      ['names.yaml', ...rename],
      ['phrasings/someone.yaml', ...rename],
    );
    expect(parseKnowledge(files)[0]?.story.facts.get('constructor')?.text).toBe(
      'Mayor Kern invited Mayor Lindt.',
    );
  });
});

describe('fingerprints of the article', async () => {
  const text = await readFile(harbourArticle, 'utf8');
  const withArticle = (article: string): KnowledgeFiles => ({
    ...harbour,
    stories: [{ ...story, article: { path: 'article.txt', text: article } }],
  });

  it('prove every sentence and add its own wording', () => {
    const [knowledge] = parseKnowledge(withArticle(text));
    expect(knowledge?.story.sentences.map(({ quote }) => quote)).toEqual(
      splitArticle(text).map((s) => s.text),
    );
    expect(knowledge?.story.sentences[1]?.quote).toBe('The town holds its harbour festival on June 4.');
  });

  it('hold however the article is spaced, and with Windows line ends', () => {
    const spaced = text.replaceAll('\n', '\r\n').replace('holds its', 'holds  its');
    expect(faultsOf(withArticle(spaced))).toEqual([]);
  });

  it.each<{ change: string; article: string; says: string[] }>([
    {
      change: 'one changed digit',
      article: text.replace('on June 4.', 'on June 14.'),
      says: [
        `harbour-visit/story.yaml:9:81: sentence 2 does not match article.txt: expected paragraph 1, sha256 ${fingerprint('The town holds its harbour festival on June 14.')}`,
      ],
    },
    {
      change: 'a paragraph that was joined to the one before',
      article: text.replace('\n\nSince', ' Since'),
      says: [
        expect.stringMatching(
          /^harbour-visit\/story\.yaml:12:\d+: sentence 5 does not match article\.txt: expected paragraph 2, sha256 7b701c/,
        ),
      ],
    },
    {
      change: 'a sentence that is gone',
      article: text.replace(/\n\nSince[^\n]*/, ''),
      says: [
        'harbour-visit/story.yaml:7:1: sentences: there are 5 here, but article.txt has 4',
        expect.stringMatching(/^harbour-visit\/story\.yaml:12:\d+: sentence 5 is not in article\.txt$/),
      ],
    },
  ])('name the sentence of $change', ({ article, says }) => {
    expect(faultsOf(withArticle(article))).toEqual(says);
  });

  it.each([
    ['composed and decomposed letters', 'Caf\u00e9 am Hafen.', 'Cafe\u0301 am Hafen.'],
    ['any white space', 'One two.', '  One \u00a0 two. '],
  ])('are the same for %s', (_, one, other) => {
    expect(fingerprint(one)).toBe(fingerprint(other));
  });

  it('tell words from one another', () => {
    expect(fingerprint('One two.')).not.toBe(fingerprint('One two'));
  });

  it.each([
    ['One. Two? “Three!” Four', ['One.', 'Two?', '“Three!”', 'Four']],
    ['It costs 3.5 crowns. No more.', ['It costs 3.5 crowns.', 'No more.']],
  ])('split %s into its sentences', (line, sentences) => {
    expect(splitArticle(line).map(({ text: sentence }) => sentence)).toEqual(sentences);
  });
});

describe('JSON Schemas for editors', () => {
  const written = fileURLToPath(new URL('../knowledge/.schemas', import.meta.url));
  const documents = schemaDocuments();

  it('stand beside the knowledge, one for each kind of file (`npm run schemas` writes them)', async () => {
    expect((await readdir(written)).sort()).toEqual(
      Object.keys(documents)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  it.each(Object.keys(documents))('%s.json is what the program checks by', async (name) => {
    expect(JSON.parse(await readFile(join(written, `${name}.json`), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(documents[name])),
    );
  });

  it('are named in the first line of each file of the story', async () => {
    const real = join(written, '..', 'xi-russia-visit');
    for (const name of ['story', 'facts', 'events', 'names', 'unknowns', 'notes', 'questions']) {
      const first = (await readFile(join(real, `${name}.yaml`), 'utf8')).split('\n')[0];
      expect(first).toBe(`# yaml-language-server: $schema=../.schemas/${name}.json`);
    }
  });
});
