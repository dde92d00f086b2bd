import * as chrono from 'chrono-node/en';
import type { Story } from '../knowledge/schema.js';
import { eachDay, isDay, pad, spanOf } from './calendar.js';
import type { IsoDay } from './types.js';

type Precision = 'day' | 'month' | 'year';

/** A date or period that a text names. */
export interface DateSpan {
  /** First day. */
  readonly from: IsoDay;
  /** Last day, inclusive. */
  readonly to: IsoDay;
  readonly precision: Precision;
  /** False where the year was filled in from the story. */
  readonly yearGiven: boolean;
  /** True where it was reckoned from today: "yesterday", "last year". */
  readonly relative?: boolean;
  /** Where it stands in the text: from `start` up to `end`, exclusive. */
  readonly start: number;
  readonly end: number;
}

/** From the first to the last of some dates: "from May 7 to May 12". */
export function hull(dates: readonly DateSpan[]): DateSpan {
  const [earliest] = [...dates].sort((a, b) => (a.from < b.from ? -1 : 1)) as [DateSpan];
  const [latest] = [...dates].sort((a, b) => (a.to > b.to ? -1 : 1)) as [DateSpan];
  return { ...earliest, to: latest.to };
}

/** What is needed of the story to read "oct 23" or "5/9" as its readers mean them. */
export interface DateContext {
  readonly today: IsoDay;
  readonly year: number;
  /** Days, months and years in which the story has events, as `MM-DD` and `YYYY-MM`. */
  readonly days: ReadonlySet<string>;
  readonly months: ReadonlySet<string>;
}

const monthNames =
  'january february march april may june july august september october november december'.split(' ');
const monthPattern =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
/** Ordinal numbers as words, from the first on. */
export const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
/** First and last month of each season of the northern half of the earth; winter reaches into the next year. */
const seasons: Readonly<Record<string, readonly [number, number]>> = {
  spring: [3, 5],
  summer: [6, 8],
  autumn: [9, 11],
  fall: [9, 11],
  winter: [12, 14],
};

export function dateContext(story: Story, today: IsoDay): DateContext {
  const days = new Set<string>();
  const months = new Set<string>();
  for (const { from, to, precision } of story.events.values()) {
    if (!from || !to) continue;
    if (precision !== 'year') months.add(from.slice(0, 7)).add(to.slice(0, 7));
    if (precision === 'day') for (const day of eachDay(from, to)) days.add(day.slice(5));
  }
  return { today, year: story.year, days, months };
}

type Found = Omit<DateSpan, 'start' | 'end'>;

interface Rule {
  readonly pattern: RegExp;
  /** `undefined`: not a date after all, the text stays as it is. */
  readonly read: (groups: Record<string, string | undefined>, context: DateContext) => Found | undefined;
}

const dayOf = (context: DateContext, month: number, day: number, year?: number): Found | undefined => {
  const full = year ?? context.year;
  if (!isDay(full, month, day)) return undefined;
  const date = `${full}-${pad(month)}-${pad(day)}`;
  return { from: date, to: date, precision: 'day', yearGiven: year !== undefined };
};

const monthOf = (month: number, year: number, yearGiven = true): Found | undefined =>
  month >= 1 && month <= 12
    ? { ...spanOf(`${year}-${pad(month)}`), precision: 'month', yearGiven }
    : undefined;

const monthNumber = (name: string) => monthNames.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1;
const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));
const dayNumber = (text: string) =>
  ordinals.includes(text) ? ordinals.indexOf(text) + 1 : Number.parseInt(text, 10);

/** A month without a year means the story's own, else the last year in which something happened in that month. */
function monthAlone(month: number, context: DateContext): Found | undefined {
  const years = [...context.months]
    .filter((key) => key.endsWith(`-${pad(month)}`))
    .map((key) => Number(key.slice(0, 4)));
  return monthOf(month, years.length > 0 ? Math.max(...years) : context.year, false);
}

/**
 * "oct 23" is the 23rd or October 2023. The month of that year is meant where the story has something in it and
 * nothing on that day.
 */
function dayOrYear(month: number, number: number, context: DateContext): Found | undefined {
  const yearReading = number >= 20 && context.months.has(`20${number}-${pad(month)}`);
  return yearReading && !context.days.has(`${pad(month)}-${pad(number)}`)
    ? monthOf(month, 2000 + number)
    : dayOf(context, month, number);
}

/**
 * 5/9 is May 9 or 5 September, 10/23 is October 23 or October 2023: the reading on which the story has something wins,
 * else the American one.
 */
function slashed(first: number, second: number, context: DateContext, year?: number): Found | undefined {
  const american = dayOf(context, first, second, year);
  const european = dayOf(context, second, first, year);
  const known = (found: Found | undefined) => found !== undefined && context.days.has(found.from.slice(5));
  if (known(american)) return american;
  if (known(european)) return european;
  return year === undefined ? (dayOrYear(first, second, context) ?? european) : (american ?? european);
}

const months = `(?<month>${monthPattern})\\b\\.?`;
const day = `(?<day>\\d{1,2})(?:st|nd|rd|th)?`;
const anyDay = `(?<day>${ordinals.join('|')}|\\d{1,2})(?:st|nd|rd|th)?`;
const year = `(?<year>(?:19|20)\\d\\d)`;
const dash = '\\s*(?:-|–|—|to|till|until|through|and)\\s*';

const range = (
  context: DateContext,
  month: number,
  first: number,
  last: number,
  given?: number,
): Found | undefined => {
  const from = dayOf(context, month, first, given);
  const to = dayOf(context, month, last, given);
  return from && to && from.from <= to.to ? { ...from, to: to.to } : undefined;
};

const readRange: Rule['read'] = ({ month = '', day: first, last, year: given }, context) =>
  range(context, monthNumber(month), Number(first), Number(last), given ? Number(given) : undefined);

/** Notations that chrono-node misses or misreads, tried in order before it. */
const rules: readonly Rule[] = [
  {
    pattern: new RegExp(
      `\\b${months}\\s*${day}${dash}(?<last>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s*${year})?\\b`,
      'g',
    ),
    read: readRange,
  },
  {
    pattern: new RegExp(
      `\\b${day}${dash}(?<last>\\d{1,2})(?:st|nd|rd|th)?\\s*(?:of\\s+)?${months}(?:,?\\s*${year})?\\b`,
      'g',
    ),
    read: readRange,
  },
  {
    pattern: /\b(?<year>20\d\d)[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})\b/g,
    read: (g, c) => dayOf(c, Number(g.month), Number(g.day), Number(g.year)),
  },
  {
    pattern: /\b(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.(?:\s?(?<year>\d{4}|\d{2})\b)?(?!\d)/g,
    read: (g, c) => dayOf(c, Number(g.month), Number(g.day), g.year ? fullYear(g.year) : undefined),
  },
  {
    pattern: /\b(?<first>\d{1,2})[/-](?<second>\d{1,2})[/-](?<year>\d{4}|\d{2})\b/g,
    read: (g, c) => slashed(Number(g.first), Number(g.second), c, fullYear(g.year ?? '')),
  },
  {
    pattern: /\b(?<year>20\d\d)[-/.](?<month>\d{1,2})\b/g,
    read: (g) => monthOf(Number(g.month), Number(g.year)),
  },
  {
    pattern: /\b(?<month>\d{1,2})[-/.](?<year>20\d\d)\b/g,
    read: (g) => monthOf(Number(g.month), Number(g.year)),
  },
  {
    pattern: /\b(?!24\/7\b)(?<first>\d{1,2})\/(?<second>\d{1,2})\b/g,
    read: (g, c) => slashed(Number(g.first), Number(g.second), c),
  },
  {
    pattern: new RegExp(`\\b${anyDay}\\s*(?:of\\s+)?${months}(?:,?\\s*(?:of\\s+)?${year})?`, 'g'),
    read: (g, c) =>
      dayOf(c, monthNumber(g.month ?? ''), dayNumber(g.day ?? ''), g.year ? Number(g.year) : undefined),
  },
  {
    pattern: new RegExp(
      `\\b${months}\\s*,?\\s*(?:of\\s+)?(?:the\\s+year\\s+)?(?:${year}|['’](?<short>\\d\\d))\\b`,
      'g',
    ),
    read: (g) => monthOf(monthNumber(g.month ?? ''), g.year ? Number(g.year) : fullYear(g.short ?? '')),
  },
  {
    pattern: new RegExp(`\\b${months}\\s*(?:the\\s+)?${anyDay}(?:,?\\s*${year})?\\b`, 'g'),
    read: (g, c) => {
      const number = dayNumber(g.day ?? '');
      const month = monthNumber(g.month ?? '');
      return g.year ? dayOf(c, month, number, Number(g.year)) : dayOrYear(month, number, c);
    },
  },
  {
    pattern: new RegExp(
      `\\b(?<season>${Object.keys(seasons).join('|')})\\s+(?:of\\s+)?(?:${year}|['’]?(?<short>2\\d)\\b(?!\\s*(?:%|per\\s?cent)))`,
      'g',
    ),
    read: (g) => season(g.season ?? '', g.year ? Number(g.year) : fullYear(g.short ?? '')),
  },
  {
    pattern: new RegExp(`\\b(?<ordinal>${ordinals.slice(0, 12).join('|')})\\s+month\\s+of\\s+${year}`, 'g'),
    read: (g) => monthOf(ordinals.indexOf(g.ordinal ?? '') + 1, Number(g.year)),
  },
  {
    pattern: new RegExp(
      `\\b(?<which>last|previous|this|next)\\s+(?<season>${Object.keys(seasons).join('|')})\\b`,
      'g',
    ),
    read: (g, c) => relativeSeason(g.season ?? '', g.which ?? '', c.today),
  },
  // "march" and "may" are words too: a month only after a preposition that takes one, or alone.
  {
    pattern: new RegExp(
      `(?:(?<=\\b(?:in|since|during|of|by|until|till|from|early|late|mid|around|back in|last|this|between|and)\\s)|^\\s*)(?<month>${monthPattern})\\b(?=\\s*(?:$|[?.!,;]|(?:and|or|till|until|to|visit|trip|meeting)\\b))`,
      'g',
    ),
    read: (g, c) => monthAlone(monthNumber(g.month ?? ''), c),
  },
  {
    pattern: new RegExp(
      `\\b(?<month>${monthPattern})\\b(?=['’]?s?\\s+(?:visit|trip|meeting|one|stay|talks|summit|meetup)\\b)`,
      'g',
    ),
    read: (g, c) => monthAlone(monthNumber(g.month ?? ''), c),
  },
  {
    pattern: /(?<=\b(?:in|since|during|by|until|till|from|back in)\s)(?<month>march|may)\b/g,
    read: (g, c) => monthAlone(monthNumber(g.month ?? ''), c),
  },
  {
    pattern:
      /\b(?<month>january|february|april|june|july|august|september|sept|october|november|december|feb|aug|oct|nov)\b/g,
    read: (g, c) => monthAlone(monthNumber(g.month ?? ''), c),
  },
  // "the 9th" alone is a day of the story's own month, where something happens on a day of that number.
  {
    pattern: new RegExp(`\\bthe\\s+${anyDay}(?=\\s*(?:$|[?.!,;]|(?:and|or|to|till|until)\\b))`, 'g'),
    read: (g, c) => {
      const number = dayNumber(g.day ?? '');
      const known = [...c.days].find((key) => Number(key.slice(3)) === number);
      return /\d/.test(g.day ?? '') && known ? dayOf(c, Number(known.slice(0, 2)), number) : undefined;
    },
  },
  {
    pattern: /\b(?<year>(?:19|20)\d\d)\b(?!\s*(?:euro|dollar|people|troops|soldiers|km))/g,
    read: (g) => ({ ...spanOf(g.year ?? ''), precision: 'year', yearGiven: true }),
  },
];

function season(name: string, year: number): Found | undefined {
  const [first, last] = seasons[name] ?? [1, 1];
  const end = last > 12 ? { year: year + 1, month: last - 12 } : { year, month: last };
  const { to } = spanOf(`${end.year}-${pad(end.month)}`);
  return { from: `${year}-${pad(first)}-01`, to, precision: 'month', yearGiven: true };
}

function relativeSeason(name: string, which: string, today: IsoDay): Found | undefined {
  const thisYear = Number(today.slice(0, 4));
  if (which === 'this') return reckoned(season(name, thisYear));
  const all = [-2, -1, 0, 1, 2]
    .map((offset) => season(name, thisYear + offset))
    .filter((found) => found !== undefined);
  return reckoned(
    which === 'next' ? all.find(({ from }) => from > today) : all.findLast(({ to }) => to < today),
  );
}

const reckoned = (found: Found | undefined): Found | undefined => found && { ...found, relative: true };

/** Words with which a date relative to today can begin; only then is chrono-node asked. */
const relativeWord =
  /\b(?:today|tonight|yesterday|tomorrow|ago|(?:last|this|next|past|coming)\s+(?:month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/;

function relativeDates(text: string, context: DateContext): DateSpan[] {
  if (!relativeWord.test(text)) return [];
  return chrono.casual
    .parse(text, { instant: new Date(`${context.today}T12:00:00Z`), timezone: 0 }, { forwardDate: false })
    .filter((result) => relativeWord.test(result.text))
    .map((result) => {
      const { start } = result;
      const parts = [start.get('year'), start.get('month'), start.get('day')].map((part) => part ?? 1);
      const [y = 0, m = 1, d = 1] = parts;
      const precision: Precision =
        start.isCertain('day') || start.isCertain('weekday')
          ? 'day'
          : start.isCertain('month')
            ? 'month'
            : 'year';
      const date = { day: `${y}-${pad(m)}-${pad(d)}`, month: `${y}-${pad(m)}`, year: `${y}` }[precision];
      return {
        ...spanOf(date),
        precision,
        yearGiven: true,
        relative: true,
        start: result.index,
        end: result.index + result.text.length,
      };
    });
}

/** What every rule needs at the least; most texts have none of it. */
const mayNameDate = /\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter/;

/**
 * Finds the dates in a text (lower case), in order.
 * Recognizes days, months, years, ranges within a month, seasons and days relative to `context.today`.
 */
export function findDates(text: string, context: DateContext): DateSpan[] {
  if (!/\d|[a-z]{3}/.test(text)) return [];
  const found: DateSpan[] = relativeDates(text, context);
  if (!mayNameDate.test(text)) return found;
  const taken = (start: number, end: number) => found.some((span) => start < span.end && end > span.start);
  for (const { pattern, read } of rules) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (taken(match.index, end)) continue;
      const span = read(match.groups ?? {}, context);
      if (span) found.push({ ...span, start: match.index, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
