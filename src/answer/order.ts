import type { Story } from '../knowledge/schema.js';
import {
  type Asked,
  answered,
  type Compute,
  type Computed,
  capital,
  caveat,
  derived,
  inWords,
  isPast,
  listed,
  notInArticle,
} from './asked.js';
import { ordinals } from './dates.js';
import { eventsWithin, isInWords } from './mentions.js';
import { mayLieWithin, type Selection, select } from './selection.js';
import { nameOf, showDate, showEvent, showSpan, type TimedEvent, timeline } from './timeline.js';
import type { IsoDay } from './types.js';
import type { Question } from './understand.js';

/** @param which of those that the question is about: "the first" */
function place(
  found: TimedEvent | undefined,
  which: string,
  { story, selection, chosen }: Asked,
): Computed | undefined {
  if (!found) return undefined;
  return answered(
    `Of the visits and meetings that the article names${scope(story, selection)}, ${which} was ${showEvent(found)} (by their order, ${derived}).${caveat(chosen)}`,
    [found],
  );
}

/** Which visits and meetings a question is about, in words: " for Xi in Russia since February 2022". */
function scope(story: Story, { people, countries, elsewhere, within }: Selection): string {
  const named = (ids: readonly string[]) => ids.map((id) => nameOf(story, id)).join(' and ');
  return [
    // Of one traveller only journeys count, and meetings on them.
    people.length > 0 &&
      ` for ${named(people)}${people.length === 1 && countries.length === 0 ? ' abroad' : ''}`,
    countries.length > 0 && ` in ${named(countries)}`,
    elsewhere.length > 0 && ` outside ${named(elsewhere)}`,
    within && ` ${within.label}`,
  ]
    .filter(Boolean)
    .join('');
}

/** "How old was the war when he first came?" asks for the time until then, not for the visit. */
const asksForTime = ({ kind, tokens }: Question) =>
  kind === 'how long' || tokens.some(({ text }) => text === 'old');

export function first(asked: Asked): Computed | undefined {
  if (asksForTime(asked.question)) return undefined;
  const found = asked.chosen.find(({ span }) => span);
  return place(found, 'the first', asked) ?? withoutDates(asked);
}

export function last(asked: Asked): Computed | undefined {
  if (asksForTime(asked.question)) return undefined;
  const past = asked.chosen.filter((found) => found.span && isPast(found));
  return place(past.at(-1), 'the latest before the visit of this story', asked) ?? withoutDates(asked);
}

/** Where somebody is asked for in a country, and the article dates no visit or meeting there, or names none. */
function withoutDates({ story, selection, chosen }: Asked): Computed | undefined {
  const { people, countries, within } = selection;
  if (people.length === 0 || countries.length === 0 || within) return undefined;
  const past = chosen.filter(isPast);
  if (past.length === 0) return none(story, selection);
  return answered(
    `Of visits and meetings${scope(story, selection)} the article names only ${listed(past)}.`,
    past,
  );
}

const ordinalWords = ordinals.slice(0, 6);

export function nth(asked: Asked): Computed | undefined {
  const { question, chosen, selection } = asked;
  // "The third visit" alone may be counted in several ways, and the article counts in its own.
  const isOfSome = selection.people.length > 0 || selection.countries.length > 0 || selection.within;
  if (!isOfSome && question.tokens.some(({ stem }) => stem === 'visit' || stem === 'trip')) return undefined;
  const index = question.tokens
    .map(({ text }) =>
      Math.max(ordinalWords.indexOf(text), ['1st', '2nd', '3rd', '4th', '5th', '6th'].indexOf(text)),
    )
    .find((found) => found >= 0);
  if (index === undefined) return undefined;
  const dated = chosen.filter(({ span }) => span);
  return place(dated[index], `number ${index + 1}`, asked);
}

export function neighbour(step: 1 | -1, word: string): Compute {
  return ({ story, question, mentioned, selection }) => {
    const marks = mentioned.filter(({ event }) => event.kind !== 'conflict');
    const mark = marks.find(({ id }) => standsAfter(question, word, id)) ?? marks[0];
    if (!mark) return undefined;
    if (!mark.span)
      return notInArticle(
        `The article gives no date for ${mark.event.title}, so what came ${word} it cannot be told.`,
        [mark],
      );
    const at = mark.span.from;
    // The place in such a question belongs to the event that it names, not to the one that is asked for.
    const pool = select(story, {
      people: selection.people,
      countries: [],
      elsewhere: [],
      within: undefined,
    }).filter(({ id, span }) => span && id !== mark.id);
    const found =
      step < 0
        ? pool.findLast(({ span }) => (span?.from ?? '') < at)
        : pool.find(({ span }) => (span?.from ?? '') > at);
    if (!found) return notInArticle(`The article names nothing ${word} ${showEvent(mark)}.`, [mark]);
    return answered(
      `${capital(word)} ${showEvent(mark)} came ${showEvent(found)}, as far as the article dates them (${derived}).${caveat(timeline(story))}`,
      [found, mark],
    );
  };
}

/** "Xi's visit before the BRICS one": of two events, the one after the word is where it is counted from. */
function standsAfter({ tokens, events }: Question, word: string, id: string): boolean {
  const at = tokens.findLastIndex(({ text }) => text === word);
  return at >= 0 && events.some((mention) => mention.event === id && mention.end > at);
}

/** "The one before the last"; "the one before brics", when that is named, is the one right before it. */
export function beforeLast(asked: Asked): Computed | undefined {
  const past = asked.chosen.filter((found) => found.span && isPast(found));
  const worded = asked.question.events.filter(isInWords).map(({ event }) => event);
  const named = asked.mentioned.filter(
    (found) => isPast(found) && found.event.kind !== 'conflict' && worded.includes(found.id),
  );
  return named.length > 0
    ? neighbour(-1, 'before')({ ...asked, mentioned: named })
    : place(past.at(-2), 'the one before the last', asked);
}

export function between({ story, question, mentioned }: Asked): Computed | undefined {
  const ends = boundaries(story, question, mentioned);
  if (!ends) return undefined;
  const [first, last] = ends;
  const all = timeline(story);
  const inside = all.filter(
    ({ id, span }) =>
      span && span.from > first.to && span.to < last.from && id !== first.id && id !== last.id,
  );
  const undated = all.filter(
    ({ span, event }) =>
      !span && event.after?.some((id) => inside.some((other) => other.id === id) || id === first.id),
  );
  const range = `Between ${first.name} and ${last.name}`;
  if (inside.length === 0 && undated.length === 0)
    return notInArticle(
      `${range} the article names no other visit or meeting.`,
      all.filter(({ id }) => id === first.id || id === last.id),
    );
  return answered(
    `${range} the article names ${listed([...inside, ...undated])} (${derived}).${caveat(undated)}`,
    [...inside, ...undated],
  );
}

interface Boundary {
  readonly id: string | undefined;
  readonly name: string;
  readonly from: IsoDay;
  readonly to: IsoDay;
}

/** The two ends of a period that a question names, the earlier one first: events, or dates on which nothing happened. */
function boundaries(
  story: Story,
  question: Question,
  mentioned: readonly TimedEvent[],
): readonly [Boundary, Boundary] | undefined {
  const ends: Boundary[] = mentioned.flatMap(({ id, event, span }) =>
    span ? [{ id, name: showEvent({ id, event, span }), ...span }] : [],
  );
  for (const date of question.dates) {
    if (eventsWithin(story, date).length === 0)
      ends.push({ id: undefined, name: showSpan(date), from: date.from, to: date.to });
  }
  const sorted = ends.sort((a, b) => (a.from < b.from ? -1 : 1));
  const [first, last] = [sorted.at(0), sorted.at(-1)];
  return first && last && first !== last ? [first, last] : undefined;
}

export function list({ story, chosen, selection }: Asked): Computed | undefined {
  const past = chosen.filter(isPast);
  const current = chosen.find(({ event }) => event.upcoming);
  if (chosen.length === 0) return none(story, selection);
  const shown = past.length > 0 ? past.toReversed() : chosen;
  const lines = shown.map(
    ({ event }) => `${event.from ? capital(showDate(event)) : 'Without a date'}: ${event.title}`,
  );
  const also =
    current && past.length > 0 ? ` The visit of ${showDate(current.event)} comes on top of them.` : '';
  return answered(
    `The article names ${shown.length === 1 ? 'one' : `${inWords(shown.length).toLowerCase()}, newest first`}: ${lines.join('; ')} (put together from the dates that it gives).${also}${caveat(possible(story, selection, shown))}`,
    [...shown, ...(current ? [current] : [])],
  );
}

function none(story: Story, selection: Selection): Computed {
  const { people, countries } = selection;
  const [person] = people.length === 1 ? people.flatMap((id) => story.names.get(id) ?? []) : [];
  const home = person?.country === countries[0] ? story.names.get(person?.country ?? '') : undefined;
  return notInArticle(
    person && home
      ? `${person.name} is at home in ${home.name}: the article names no visit of that kind.`
      : `The article names no such visit or meeting${scope(story, selection)}.`,
    timeline(story).filter(isPast).slice(-2),
  );
}

/** What a selection might leave too if only the article gave a date. */
const possible = (story: Story, selection: Selection, told: readonly TimedEvent[]): TimedEvent[] => {
  const { within } = selection;
  return select(story, { ...selection, within: undefined }).filter(
    (found) => (!within || mayLieWithin(story, found, within)) && !told.some(({ id }) => id === found.id),
  );
};

/** Words by which one asks for a number, or states it. */
const numbering = new Set('times time often once twice thrice number count total many much how'.split(' '));
/** Words that ask how often something stands in the text, or for one sort of visit or meeting only. */
const ofOtherThings = new Set(
  'mention mentions mentioned named quoted word words sentence sentences state official summit summits call calls'.split(
    ' ',
  ),
);

export function count({ story, question, selection, chosen }: Asked): Computed | undefined {
  const asksFor = (words: ReadonlySet<string>) => question.tokens.some(({ text }) => words.has(text));
  if (asksFor(ofOtherThings) || (question.kind === 'yes or no' && !asksFor(numbering))) return undefined;
  if (selection.people.length > 1 && comparesPeople(question)) return countEach(story, selection);
  if (chosen.length === 0) return none(story, selection);
  const past = chosen.filter(isPast);
  const current = chosen.find(({ event }) => event.upcoming);
  const onlyBefore = question.tokens.some(({ text }) =>
    ['before', 'already', 'prior', 'previous', 'previously', 'earlier', 'past', 'had', 'far'].includes(text),
  );
  const basis = `counted from the ones that the article names: ${listed(chosen)}`;
  const undated = caveat(possible(story, selection, chosen));
  if (!current) return answered(`${inWords(past.length)}, ${basis}.${undated}`, chosen);
  if (onlyBefore)
    return answered(
      `${inWords(past.length)} before the visit of ${showDate(current.event)}, ${chosen.length} with it, ${basis}.${undated}`,
      chosen,
    );
  return answered(
    `${inWords(chosen.length)}, with the visit of ${showDate(current.event)}${past.length > 0 ? `, ${past.length} before it` : ''}; ${basis}.${undated}`,
    chosen,
  );
}

/** "Who travels more, Xi or Putin?", "more often than Putin"; "more than twice" compares with a number. */
const comparesPeople = ({ tokens }: Question) =>
  tokens.some(({ text }) => ['more', 'oftener', 'less', 'most'].includes(text)) &&
  tokens.some(({ text }, at) => text === 'or' || (text === 'than' && tokens[at + 1]?.name !== undefined));

/** The journeys of each of several people: where they met and nobody is said to have travelled, neither counts. */
function countEach(story: Story, selection: Selection): Computed {
  const journeys = select(story, { ...selection, people: [] });
  const each = selection.people.map((id) => ({
    name: nameOf(story, id),
    found: journeys.filter(({ event }) => event.travelled?.includes(id)),
  }));
  const told = each.map(
    ({ name, found }) =>
      `${name} ${found.length === 0 ? 'none' : `${inWords(found.length).toLowerCase()} (${listed(found)})`}`,
  );
  return answered(
    `Of the visits that the article names, ${told.join(', ')}; counted from the ones of which it says who travelled.`,
    each.flatMap(({ found }) => found),
  );
}

export function countCountries({ story }: Asked): Computed | undefined {
  const past = timeline(story).filter(isPast);
  const countries = [...new Set(past.flatMap(({ event }) => event.country ?? []))];
  if (countries.length === 0) return undefined;
  const names = countries.map((id) => nameOf(story, id));
  return answered(
    `${inWords(names.length)}: ${names.join(', ')} (counted from the visits and meetings that the article names: ${listed(past)}).`,
    past,
  );
}
