import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, spanOf } from '../src/answer/calendar.js';
import { cleanText } from '../src/answer/clean.js';
import { dateContext, findDates } from '../src/answer/dates.js';
import { loadHarbour } from './fixtures/harbour.js';

// The invented story has events in April and October 2029, on March 2, 2030, and on June 3–5, 2031.
const { story } = await loadHarbour();
const context = dateContext(story, '2031-05-14');

/** The dates in a text as `from..to precision`; a day alone without the second part. */
const datesIn = (text: string): string[] =>
  findDates(cleanText(text), context).map(
    ({ from, to, precision }) => `${from === to ? from : `${from}..${to}`} ${precision}`,
  );

describe('notations of a day', () => {
  it.each([
    '4 June',
    'June 4',
    'june 4th',
    '4th june',
    'the 4th of june',
    'fourth of june',
    'the fourth of June',
    'june fourth',
    'jun 4',
    'Jun. 4',
    '6/4',
    '4/6',
    '04.06.',
    '4. 6.',
    '2031-06-04',
    '2031-6-4',
    '2031/06/04',
    '04.06.2031',
    '4.6.31',
    '6/4/2031',
    '4/6/31',
    'June 4, 2031',
    'june 4 2031',
    '4 june 2031',
    'the 4th',
    'is it on the 4th?',
    'what happens on 4 june, and where',
  ])('%s', (text) => {
    expect(datesIn(text)).toEqual(['2031-06-04 day']);
  });

  it.each([
    { text: '6/3', day: '2031-06-03', why: 'the story has something on June 3' },
    { text: '3/6', day: '2031-06-03', why: 'and nothing on March 6' },
    { text: '7/8', day: '2031-07-08', why: 'it has nothing on either: the American reading' },
    { text: '25/7', day: '2031-07-25', why: 'there is no month 25' },
    { text: 'mar 2', day: '2031-03-02', why: 'a day without a year is one of the story’s own year' },
    { text: '9/24', day: '2031-09-24', why: 'the story has nothing in September 2024' },
    { text: 'sept 24', day: '2031-09-24', why: 'the story has nothing in September 2024' },
  ])('$text is $day: $why', ({ text, day }) => {
    expect(datesIn(text)).toEqual([`${day} day`]);
  });

  it('tells a year that was given from one that was filled in', () => {
    const [given, filledIn] = ['june 4, 2031', 'june 4'].map(
      (text) => findDates(text, context)[0]?.yearGiven,
    );
    expect([given, filledIn]).toEqual([true, false]);
  });
});

describe('notations of a month or a year', () => {
  it.each([
    { text: 'october 2029', month: '2029-10-01..2029-10-31' },
    { text: 'oct 2029', month: '2029-10-01..2029-10-31' },
    { text: 'October, 2029', month: '2029-10-01..2029-10-31' },
    { text: 'october of 2029', month: '2029-10-01..2029-10-31' },
    { text: 'october of the year 2029', month: '2029-10-01..2029-10-31' },
    { text: 'oct 29', month: '2029-10-01..2029-10-31' }, // the story has a trip in that month and nothing on an October 29
    { text: "oct '29", month: '2029-10-01..2029-10-31' },
    { text: 'oct ’29', month: '2029-10-01..2029-10-31' },
    { text: '2029-10', month: '2029-10-01..2029-10-31' },
    { text: '10/2029', month: '2029-10-01..2029-10-31' },
    { text: '10.2029', month: '2029-10-01..2029-10-31' },
    { text: 'the tenth month of 2029', month: '2029-10-01..2029-10-31' },
    { text: 'what about october', month: '2029-10-01..2029-10-31' }, // the last October in which something happened
    { text: 'in march', month: '2030-03-01..2030-03-31' },
    { text: 'the march visit', month: '2030-03-01..2030-03-31' },
    { text: 'april', month: '2029-04-01..2029-04-30' },
    { text: 'in may', month: '2031-05-01..2031-05-31' }, // nothing ever happened in May: the story's own year
    { text: 'since may', month: '2031-05-01..2031-05-31' },
    { text: 'february 2028', month: '2028-02-01..2028-02-29' },
    { text: 'feb 2030', month: '2030-02-01..2030-02-28' },
  ])('$text', ({ text, month }) => {
    expect(datesIn(text)).toEqual([`${month} month`]);
  });

  it.each(['2029', 'in 2029', 'since 2029', 'the year 2029'])('%s', (text) => {
    expect(datesIn(text)).toEqual(['2029-01-01..2029-12-31 year']);
  });
});

describe('notations of a period', () => {
  it.each([
    'june 3-5',
    'june 3–5',
    'June 3 to 5',
    'june 3rd to 5th',
    'june 3 until 5',
    'from 3 to 5 june',
    '3-5 june',
    '3 to 5 of June',
    'between june 3 and 5',
    '3-5 june 2031',
    'june 3-5, 2031',
  ])('%s', (text) => {
    expect(datesIn(text)).toEqual(['2031-06-03..2031-06-05 day']);
  });

  it.each(['june 3 to june 5', 'between june 3 and june 5', 'from 3 june until 5 june'])(
    '%s names both its ends',
    (text) => {
      expect(datesIn(text)).toEqual(['2031-06-03 day', '2031-06-05 day']);
    },
  );

  it.each([
    { text: 'spring 2030', period: '2030-03-01..2030-05-31' },
    { text: 'summer of 2030', period: '2030-06-01..2030-08-31' },
    { text: "autumn '29", period: '2029-09-01..2029-11-30' },
    { text: 'fall 2029', period: '2029-09-01..2029-11-30' },
    { text: 'winter 2029', period: '2029-12-01..2030-02-28' },
    { text: 'last autumn', period: '2030-09-01..2030-11-30' },
    { text: 'last winter', period: '2030-12-01..2031-02-28' },
    { text: 'this summer', period: '2031-06-01..2031-08-31' },
    { text: 'next spring', period: '2032-03-01..2032-05-31' },
  ])('$text', ({ text, period }) => {
    expect(datesIn(text)).toEqual([`${period} month`]);
  });
});

describe('dates reckoned from today', () => {
  it.each([
    { text: 'today', date: '2031-05-14 day' },
    { text: 'what happened yesterday', date: '2031-05-13 day' },
    { text: 'is she there tomorrow?', date: '2031-05-15 day' },
    { text: 'two days ago', date: '2031-05-12 day' },
    { text: 'last monday', date: '2031-05-12 day' },
    { text: 'last month', date: '2031-04-01..2031-04-30 month' },
    { text: 'last year', date: '2030-01-01..2030-12-31 year' },
    { text: 'this year', date: '2031-01-01..2031-12-31 year' },
  ])('$text', ({ text, date }) => {
    expect(datesIn(text)).toEqual([date]);
    expect(findDates(text, context)[0]?.relative).toBe(true);
  });
});

describe('what only looks like a date', () => {
  it.each([
    'may he come',
    'may i ask',
    'she may be there',
    'they march on nordhaven',
    'march past the harbour',
    'a marching band',
    'the mayor',
    'he sat there',
    'sun and moon',
    'at 10',
    'at 10 am',
    'meet at 10:30',
    'a 72-hour pause',
    '72 hours',
    'ww2',
    'world war 2',
    'second visit',
    'the second time',
    'the first one',
    'paragraph 5',
    'chapter 3',
    '3 of 5',
    'number 4',
    'augury',
    'decide',
    'mon ami',
    'fall of nordhaven',
    'it springs a leak',
    'march 5000 people',
    '2029 euro',
    'it costs 1950 dollars',
    '31/31',
    '50/50',
    '10.0.0.1',
    '12345',
    'the 20th',
    '',
  ])('%s', (text) => {
    expect(datesIn(text)).toEqual([]);
  });
});

describe('where a date stands', () => {
  it('is told, so that the words around it can be read by themselves', () => {
    const text = 'who came in april 2029 and on june 4, and why';
    expect(findDates(text, context).map(({ start, end }) => text.slice(start, end))).toEqual([
      'april 2029',
      'june 4',
    ]);
  });
});

describe('reckoning', () => {
  it.each([
    ['2031-06-03', '2031-06-05', 2],
    ['2031-06-05', '2031-06-03', -2],
    ['2028-02-28', '2028-03-01', 2],
    ['2030-12-31', '2031-01-01', 1],
    ['2030-03-30', '2030-04-01', 2], // clocks change on the 31st
  ])('from %s to %s are %i days', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
    expect(addDays(from, days)).toBe(to);
  });

  it.each([
    ['2030', '2030-01-01', '2030-12-31'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2031-06-04', '2031-06-04', '2031-06-04'],
  ])('%s lies from %s to %s', (date, from, to) => {
    expect(spanOf(date)).toEqual({ from, to });
  });
});
