import type { Story, StoryEvent } from '../knowledge/schema.js';
import { dateWords, daysOf, isDuring, type YearStretch, yearStretch, yearsOf } from './dates.js';
import { fold, peopleIn } from './people.js';

/** Which visits and meetings are wanted; every part is optional. */
export interface PictureFilter {
  /** As the asker wrote it: "putin", "Xi Jinping". */
  readonly person?: string;
  readonly year?: number;
}

/** Something that took place during a visit: the parade. */
export interface Mark {
  readonly when: string;
  readonly title: string;
  readonly days: readonly number[];
}

/** One visit or meeting, or the conflict in whose light they are seen, in words to be shown. */
export interface Entry {
  readonly kind: 'visit' | 'meeting' | 'conflict';
  /** "March 2023", "May 7–10", "No date given". */
  readonly when: string;
  readonly stretch: YearStretch | undefined;
  readonly days: readonly number[];
  /** Of an event without a date: what it followed, as in "the meeting of May 2024". */
  readonly follows: string | undefined;
  /** Whether it is tied to the entry above: what it followed, or another that followed the same. */
  readonly hangs: boolean;
  /** Who went there, or, of a meeting, who met. */
  readonly people: readonly string[];
  readonly place: string | undefined;
  /** Its title, where that says more than people, place, date and kind; and the host. */
  readonly detail: string;
  readonly current: boolean;
  readonly marks: readonly Mark[];
}

/** All that a timeline shows, in words, oldest first. */
export interface Chronicle {
  readonly title: string;
  readonly entries: readonly Entry[];
}

type Timed = readonly [id: string, event: StoryEvent];

const SAY_NOTHING = new Set(['the', 'a', 'an', 'of', 'and', 'in', 'to', 'at', 'with', 's']);

/**
 * Chooses and words the story's visits and meetings. The outbreak of a conflict is shown along with them, a ceremony
 * where it falls within a visit. @returns nothing where no visit or meeting is left
 */
export function chronicle(story: Story, { person, year }: PictureFilter): Chronicle | undefined {
  const people = person?.trim() ? peopleIn(story, person) : [];
  if (person?.trim() && people.length === 0) return undefined;
  const chosen = inOrder(story).filter(([, event]) => concerns(event, people) && mayBeIn(story, event, year));
  if (!chosen.some(([, { kind }]) => kind !== 'conflict')) return undefined;
  const whose = people.map((id) => nameOf(story, id)).join(' and ');
  return {
    title: ['Visits and meetings', whose && `of ${whose}`, year !== undefined && `in\u00a0${year}`]
      .filter(Boolean)
      .join(' '),
    entries: chosen.map((timed, index) => entryOf(story, timed, chosen[index - 1])),
  };
}

/** Oldest first; an event without a date comes right after the last of those that it is said to follow. */
function inOrder(story: Story): Timed[] {
  const shown = [...story.events].filter(([, { kind }]) => kind !== 'ceremony');
  const ordered = shown
    .filter(([, { from }]) => from)
    .sort(([, a], [, b]) => compare(a.from, b.from) || compare(a.to, b.to));
  for (const undated of shown.filter(([, { from }]) => !from)) {
    const before = ordered.findLastIndex((other) => follows(undated, other));
    ordered.splice(before < 0 ? ordered.length : before + 1, 0, undated);
  }
  return ordered;
}

/** Whether an undated event belongs below another: what it followed, or what followed the same. */
function follows([, { after = [] }]: Timed, [id, { from, after: others = [] }]: Timed): boolean {
  return after.includes(id) || (!from && others.some((other) => after.includes(other)));
}

const compare = (a = '', b = '') => (a < b ? -1 : Number(a > b));

/** A visit is its traveller's, a meeting that of all who met. */
function concerns({ kind, travelled = [], present = [] }: StoryEvent, people: string[]): boolean {
  if (kind === 'conflict' || people.length === 0) return true;
  return people.some((id) => travelled.includes(id) || present.includes(id));
}

/** An event without a date may lie in any year that is not before what it followed. */
function mayBeIn(story: Story, event: StoryEvent, year: number | undefined): boolean {
  if (year === undefined) return true;
  const years = yearsOf(event);
  if (years) return years.first <= year && year <= years.last;
  return (event.after ?? []).every((id) => {
    const before = story.events.get(id);
    return !before || (yearsOf(before)?.first ?? year) <= year;
  });
}

function entryOf(story: Story, timed: Timed, above: Timed | undefined): Entry {
  const [, event] = timed;
  const { kind, travelled = [], received = [], present = [], upcoming = false } = event;
  const named = (ids: readonly string[]) => ids.map((id) => nameOf(story, id));
  const went = kind === 'visit' && travelled.length > 0;
  const place = event.place ?? event.country;
  const hosts = went && received.length > 0 ? `host: ${named(received).join(', ')}` : '';
  const about = kind === 'conflict' || saysMore(story, event) ? event.title : '';
  return {
    kind: kind === 'ceremony' ? 'conflict' : kind,
    when: dateWords(event),
    stretch: yearStretch(event),
    days: kind === 'visit' ? daysOf(event) : [],
    follows: followed(story, event),
    hangs: !event.from && above !== undefined && follows(timed, above),
    people: named(went ? travelled : [...new Set([...travelled, ...present, ...received])]),
    place: place && nameOf(story, place),
    detail: [about, hosts].filter(Boolean).map(heading).join(' · '),
    current: upcoming && kind === 'visit',
    marks: kind === 'visit' ? marksIn(story, event) : [],
  };
}

const nameOf = (story: Story, id: string) => story.names.get(id)?.name ?? id;
/** As over a paragraph: "Outbreak of the conflict", not "the outbreak of the conflict". */
const heading = (title: string) =>
  title
    .replace(/^the /, '')
    .replaceAll("'", '’')
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

function marksIn(story: Story, visit: StoryEvent): Mark[] {
  return [...story.events.values()]
    .filter((event) => event.kind === 'ceremony' && isDuring(event, visit))
    .map((event) => ({
      when: dateWords({ ...event, upcoming: true }),
      title: heading(event.title),
      days: daysWithin(event),
    }));
}

const daysWithin = (event: StoryEvent) =>
  event.from === event.to ? [Number(event.from?.slice(8))] : daysOf(event);

/** What it followed, "the meeting of May 2024", of an event that has no date of its own. */
function followed(story: Story, { from, after = [] }: StoryEvent): string | undefined {
  const last = after.flatMap((id) => story.events.get(id) ?? []).at(-1);
  if (from || !last) return undefined;
  return last.from ? `the ${last.kind} of ${dateWords(last)}` : last.title;
}

/** Whether the title holds a word beyond those that tell who, where, when and that it was a visit or meeting. */
function saysMore(story: Story, event: StoryEvent): boolean {
  const { travelled = [], received = [], present = [], place = '', country = '' } = event;
  const names = [...travelled, ...received, ...present, place, country].flatMap((id) => {
    const name = story.names.get(id);
    return name ? [name.name, ...(name.spellings ?? [])] : [];
  });
  const known = new Set(fold([...names, dateWords(event), event.kind].join(' ')).split(' '));
  return fold(event.title)
    .split(' ')
    .some((word) => !known.has(word) && !SAY_NOTHING.has(word));
}
