import { seededRandom } from '../answer/train.js';
import type { Knowledge, Phrasing } from '../knowledge/load.js';
import type { Lexicon, Story } from '../knowledge/schema.js';

export interface SyntheticOptions {
  /** Ordinary English words, which all stories share. */
  readonly english: readonly string[];
  readonly lexicon: Lexicon;
  readonly topics?: number;
  readonly phrasings?: number;
  readonly questions?: number;
}

export interface Synthetic {
  readonly knowledge: Knowledge;
  /** Questions that are none of the phrasings. */
  readonly questions: readonly string[];
}

/** What a topic is asked about: the words that its phrasings are made of. */
interface Subject {
  readonly id: string;
  readonly words: readonly string[];
  readonly opening: string;
}

type Random = () => number;

const consonants = 'b d f g k l m n p r s t v z br dr kr st tr'.split(' ');
const vowels = 'a e i o u ai ei'.split(' ');
const endings = ['', '', 'n', 'r', 's', 'l', 'sk', 'nd'];
const openings = 'when who where what which why how many|how long|does|did|is|has'.split(/[| ]/);
const fillers = 'the a in of to for about did does with and on'.split(' ');
const year = 2031;
/** Of so many topics one is something that the story does not say. */
const unknownEvery = 4;
/** One in so many questions has a slip in it. */
const slipEvery = 8;
const computed = {
  'list-events': 'which earlier visits trips meetings list all',
  'count-events': 'how many visits trips meetings number total count',
  'first-event': 'which was the first visit trip meeting earliest',
  'duration-days': 'how long how many days does the visit trip stay last',
} as const;

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function invented(random: Random): string {
  const syllable = () => pick(consonants, random) + pick(vowels, random);
  return Array.from({ length: random() < 0.5 ? 2 : 3 }, syllable).join('') + pick(endings, random);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** An invented story with invented names; the same number gives the same story. */
export function syntheticStory(
  number: number,
  { english, lexicon, topics = 60, phrasings = 30, questions = 30 }: SyntheticOptions,
): Synthetic {
  const random = seededRandom(number + 1);
  const names = Array.from({ length: 14 }, () => ({ given: invented(random), family: invented(random) }));
  const terms = Array.from({ length: topics }, () => invented(random));
  const ordinary = Array.from({ length: topics * 3 }, () => pick(english, random));
  const subjects = Array.from(
    { length: topics - Object.keys(computed).length },
    (_, at): Subject => ({
      id: `topic-${at}`,
      words: [
        pick(names, random).family,
        pick(names, random).family,
        pick(terms, random),
        ...Array.from({ length: 4 }, () => pick(ordinary, random)),
      ],
      opening: pick(openings, random),
    }),
  );
  const generic = Object.entries(computed).map(
    ([id, words]): Subject => ({ id, words: words.split(' '), opening: 'how' }),
  );
  const all = [...subjects, ...generic];
  const texts = all.flatMap(({ id, ...subject }): Phrasing[] =>
    Array.from({ length: phrasings }, () => ({ topic: id, text: asking(subject, random) })),
  );
  const story = storyOf(number, subjects, names, random);
  return {
    knowledge: { story, phrasings: texts, golden: [], lexicon },
    questions: Array.from({ length: questions }, (_, at) => {
      const question = asking(pick(all, random), random);
      return at % slipEvery === 0 ? slip(question, random) : question;
    }),
  };
}

function asking({ words, opening }: Omit<Subject, 'id'>, random: Random): string {
  const chosen = shuffled(words, random).slice(0, 3 + Math.floor(random() * 3));
  const body = chosen.flatMap((word) => (random() < 0.5 ? [pick(fillers, random), word] : [word]));
  return [...(random() < 0.7 ? [opening] : []), ...body].join(' ');
}

/** Swaps two neighbouring letters of the longest word. */
function slip(text: string, random: Random): string {
  const longest = text.split(' ').reduce((a, b) => (b.length > a.length ? b : a));
  const at = 1 + Math.floor(random() * Math.max(1, longest.length - 3));
  return text.replace(
    longest,
    `${longest.slice(0, at)}${longest.charAt(at + 1)}${longest.charAt(at)}${longest.slice(at + 2)}`,
  );
}

function storyOf(
  number: number,
  subjects: readonly Subject[],
  names: readonly { given: string; family: string }[],
  random: Random,
): Story {
  const said = subjects.filter((_, at) => at % unknownEvery !== 0);
  const first = said[0]?.id ?? '';
  const sentences = said.slice(0, 20).map(({ words }, at) => ({
    number: at + 1,
    paragraph: 1 + Math.floor(at / 3),
    text: `${capital(words.join(' '))}.`,
    sha256: '0'.repeat(64),
  }));
  const sentence = (at: number) => [1 + (at % sentences.length)];
  const idOf = (at: number) => `name-${at % names.length}`;
  return {
    id: `story-${number}`,
    title: `${names
      .slice(0, 2)
      .map(({ family }) => capital(family))
      .join(' and ')}`,
    summary: 'An invented story.',
    year,
    examples: said.slice(0, 3).map(({ words }) => words.join(' ')),
    sentences,
    facts: new Map(
      said.map(({ id, words, opening }, at) => [
        id,
        {
          text: `${capital(words.join(' '))}.`,
          ask: `${capital(opening)} ${words.slice(0, 4).join(' ')}?`,
          sentences: sentence(at),
          basis: 'reported',
          topic: `Heading ${at % 8}`,
        },
      ]),
    ),
    events: new Map(
      Array.from({ length: 8 }, (_, at) => [
        `event-${at}`,
        {
          title: `the visit of ${names[at]?.family}`,
          ...monthOf(at, random),
          precision: 'month',
          kind: 'visit',
          travelled: [idOf(at)],
          place: idOf(at + 7),
          fact: first,
          sentences: sentence(at),
        },
      ]),
    ),
    names: new Map(
      names.map(({ given, family }, at) => [
        idOf(at),
        {
          name: `${capital(given)} ${capital(family)}`,
          kind: at < 7 ? 'person' : 'place',
          about: 'somebody',
          spellings: [family],
          mentioned: true,
          facts: [first],
        },
      ]),
    ),
    unknowns: new Map(
      subjects
        .filter((_, at) => at % unknownEvery === 0)
        .map(({ id, words }) => [
          id,
          { missing: words.join(' '), ask: `${words.slice(0, 4).join(' ')}?`, near: [first] },
        ]),
    ),
    notes: new Map(),
  };
}

function monthOf(at: number, random: Random): { from: string; to: string } {
  const month = `${year - 8 + at}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}`;
  return { from: month, to: month };
}
