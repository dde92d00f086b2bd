import type { Basis, Sentence, Story } from '../knowledge/schema.js';
import { compute } from './chronology.js';
import { compose, computedAnswer, factAnswer, factsUnder, relatives, suggest } from './compose.js';
import { ordinals } from './dates.js';
import { isOf, mayLieWithin } from './selection.js';
import { currentVisit, nameOf, showDate, showEvent, timeline } from './timeline.js';
import type { Answer, IsoDay } from './types.js';
import type { Question } from './understand.js';

/** So many facts about a name are told at once. */
const shownFacts = 6;

/** The dates of the visit that the story is about, and what falls within them. */
export function visitDates(story: Story): Answer {
  const question = 'When is the visit?';
  const visit = currentVisit(story);
  if (!visit)
    return compose(story, { question, status: 'not_in_article', text: 'The article names no visit.' });
  const within = [...story.events].filter(([id, { from, to, upcoming }]) => {
    const span = visit.event;
    return (
      id !== visit.id && upcoming && from && to && span.from && span.to && from >= span.from && to <= span.to
    );
  });
  const also = within.map(([, event]) => `${event.title} is on ${showDate(event)}`);
  const fact = story.facts.get(visit.event.fact);
  return compose(story, {
    question,
    status: 'answered',
    text: [
      fact?.text ?? showEvent(visit),
      ...also.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
    ].join(' '),
    topic: visit.event.fact,
    sentences: [...visit.event.sentences.slice(0, 1), ...within.flatMap(([, { sentences }]) => sentences)],
    facts: [visit.event.fact, ...within.map(([, { fact: id }]) => id)],
    basis: fact?.basis,
    suggestions: suggest(
      story,
      ['duration-days', ...within.map(([, { fact: id }]) => id), 'list-events'],
      [visit.event.fact],
    ),
  });
}

/** All that the story says of the dates in a question. */
export function onDate(story: Story, question: Question, today: IsoDay): Answer {
  const computed = compute('events-on-date', story, question, today);
  if (computed)
    return computedAnswer(story, question.raw, 'events-on-date', computed, suggest(story, ['list-events']));
  return compose(story, {
    question: question.raw,
    status: 'not_in_article',
    text: 'I did not understand that as a date. Try "9 May", "October 2023" or "2024".',
    suggestions: suggest(story, [currentVisit(story)?.event.fact ?? '', 'list-events']),
  });
}

/** Prior visits and meetings, newest first; of one person and one year, where given. */
export function visits(
  story: Story,
  people: readonly string[],
  year: number | undefined,
  asked: string,
): Answer {
  const within = year === undefined ? undefined : { from: `${year}-01-01`, to: `${year}-12-31` };
  const chosen = timeline(story)
    .filter(
      (found) =>
        people.every((person) => isOf(found.event, person)) &&
        (!within || mayLieWithin(story, found, within)),
    )
    .toReversed();
  const whose = people.map((id) => nameOf(story, id)).join(' and ');
  const which = `${whose ? ` of ${whose}` : ''}${year === undefined ? '' : ` in ${year}`}`;
  if (chosen.length === 0) {
    const text = `The article names no visits or meetings${which}.`;
    return compose(story, {
      question: asked,
      status: 'not_in_article',
      text,
      suggestions: suggest(story, ['list-events']),
    });
  }
  const lines = chosen.map(
    ({ event }) =>
      `${event.from ? showDate(event) : 'Without a date'}: ${event.title}${event.upcoming ? ' (the visit of this story)' : ''}`,
  );
  return compose(story, {
    question: asked,
    status: 'answered',
    text: [`Visits and meetings${which}, newest first, as the article dates them:`, ...lines].join('\n'),
    topic: 'list-events',
    sentences: chosen.flatMap(({ event }) => event.sentences),
    facts: [...new Set(chosen.map(({ event }) => event.fact))],
    basis: 'derived',
    suggestions: suggest(story, ['count-events', 'first-event', 'last-event']),
  });
}

/** The facts under a heading. */
export function context(story: Story, heading: string): Answer {
  const facts = factsUnder(story, heading);
  const question = `Background: ${heading}`;
  if (facts.length === 0)
    return compose(story, {
      question,
      status: 'not_in_article',
      text: `The article has nothing under "${heading}".`,
    });
  return compose(story, {
    question,
    status: 'answered',
    text: facts.map((id) => story.facts.get(id)?.text).join('\n'),
    sentences: facts.flatMap((id) => story.facts.get(id)?.sentences ?? []).sort((a, b) => a - b),
    facts,
    basis: commonBasis(story, facts),
    suggestions: suggest(story, facts),
  });
}

/** The basis of facts told together: only where it is the same for all, since a claim is not a report. */
function commonBasis(story: Story, facts: readonly string[]): Basis | undefined {
  const bases = new Set(facts.map((id) => story.facts.get(id)?.basis));
  return bases.size === 1 ? [...bases][0] : undefined;
}

/** Headings of the story, in the order in which the article comes to them. */
export const headings = (story: Story): string[] => [
  ...new Set([...story.facts.values()].flatMap(({ topic }) => topic ?? [])),
];

/**
 * Who somebody is in this story, and what they did or said.
 * @param near facts to offer where the article does not mention the name
 */
export function who(
  story: Story,
  typed: string,
  id: string | undefined,
  near: readonly string[] = [],
): Answer {
  const name = id === undefined ? undefined : story.names.get(id);
  if (!name?.mentioned) {
    const asked = name?.name ?? (typed.trim() ? `"${typed.trim()}"` : 'that name');
    return compose(story, {
      question: typed,
      status: 'not_in_article',
      text: `The article does not mention ${asked}.`,
      suggestions: suggest(story, near),
    });
  }
  const facts = name.facts.slice(0, shownFacts).filter((fact) => story.facts.has(fact));
  const [first] = facts;
  const subject = name.name.charAt(0).toUpperCase() + name.name.slice(1);
  return compose(story, {
    question: `Who is ${name.name}?`,
    status: 'answered',
    text: [`${subject}: ${name.about}.`, ...facts.map((fact) => story.facts.get(fact)?.text ?? '')].join(
      '\n',
    ),
    ...(first && { topic: first }),
    sentences: facts.flatMap((fact) => story.facts.get(fact)?.sentences ?? []),
    facts,
    basis: commonBasis(story, facts),
    suggestions: suggest(story, facts, first ? [first] : []),
  });
}

/** Sentences of the article, restated. @param absent what to say where there are none */
function restated(story: Story, question: string, chosen: readonly Sentence[], absent: string): Answer {
  if (chosen.length === 0) return compose(story, { question, status: 'not_in_article', text: absent });
  return compose(story, {
    question,
    status: 'answered',
    text: chosen.map(({ number, text }) => `${number}. ${text}`).join('\n'),
    sentences: chosen.map(({ number }) => number),
  });
}

/** The article's outline in our own words, of one paragraph or of all. */
export function source(story: Story, paragraph?: number): Answer {
  return restated(
    story,
    paragraph === undefined ? 'The article, sentence by sentence' : `Paragraph ${paragraph} of the article`,
    story.sentences.filter((each) => paragraph === undefined || each.paragraph === paragraph),
    `The article has paragraphs 1 to ${story.sentences.at(-1)?.paragraph ?? 0}.`,
  );
}

function sentence(story: Story, number: number): Answer {
  return restated(
    story,
    `Sentence ${number} of the article`,
    story.sentences.filter((each) => each.number === number),
    `The article has sentences 1 to ${story.sentences.length}.`,
  );
}

const cardinals = 'one two three four five six seven eight nine ten'.split(' ');
const places = ordinals.slice(0, cardinals.length);
const unit = '(?<unit>paragraph|sentence|line)';
/** A line is named by its place only: "line 5" depends on the width of the screen. */
const passages: readonly RegExp[] = [
  new RegExp(`\\b(?<unit>paragraph|sentence)\\s+(?:number\\s+)?(?<number>\\d+|${cardinals.join('|')})\\b`),
  /\b(?<number>\d+)(?:st|nd|rd|th)\s+(?<unit>paragraph|sentence)\b/,
  new RegExp(`\\b(?<number>second to last|last but one|penultimate)\\s+${unit}\\b`),
  new RegExp(`\\b(?<number>${places.join('|')}|opening|last|final|closing)\\s+${unit}\\b`),
];

/** What stands in the passage that a clean text names by its number: "the second paragraph", "sentence 7", "the last line". */
export function passage(story: Story, text: string): Answer | undefined {
  const { number, unit } = passages.map((pattern) => pattern.exec(text)?.groups).find(Boolean) ?? {};
  const last = story.sentences.at(-1);
  if (number === undefined || !last) return undefined;
  const ofSentences = unit !== 'paragraph';
  const at = placeOf(number, ofSentences ? last.number : last.paragraph);
  return ofSentences ? sentence(story, at) : source(story, at);
}

/** @param last the number of the last one */
function placeOf(number: string, last: number): number {
  if (/\d/.test(number)) return Number(number);
  if (number === 'opening') return 1;
  if (/^(?:last|final|closing)$/.test(number)) return last;
  const at = Math.max(cardinals.indexOf(number), places.indexOf(number));
  return at < 0 ? last - 1 : at + 1;
}

/** The answer of a fact or an answer already computed, asked for again by its id. */
export const factById = (story: Story, question: string, id: string): Answer | undefined =>
  factAnswer(story, question, id, suggest(story, relatives(story, id), [id]));
