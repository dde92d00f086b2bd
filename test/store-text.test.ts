import { describe, expect, it } from 'vitest';
import { gapsCsv } from '../src/store/gaps-csv.ts';
import { looksPersonal, normalizedQuestion } from '../src/store/question-text.ts';

it.each([
  ['Who paid for the trip?', 'who paid for the trip'],
  ["What's   “Xi’s” role\n\tthere?!", 'whats xis role there'],
  ['ＦＵＬＬ　ｗｉｄｔｈ', 'full width'],
  ['zero\u200bwidth', 'zerowidth'],
  ['Was sagt die AfD über Öl?', 'was sagt die afd über öl'],
  ['**bold** __under__ `code`', 'bold under code'],
  ['कौन आया?', 'कौन आया'], // combining vowel signs are part of the word
  ['?!…', ''],
  ['a'.repeat(300), 'a'.repeat(200)],
  ['𝒳'.repeat(300), 'x'.repeat(200)],
  ['🎉'.repeat(300), ''],
])('normalizes %j', (text, normalized) => {
  expect(normalizedQuestion(text)).toBe(normalized);
});

describe('personal data', () => {
  it.each([
    'write to bob@example.org please',
    'bob＠example.org', // full-width
    'bob [at] example dot org',
    'bob at example dot org',
    'why does @bob_smith say so',
    'ask <@123456789012345678>',
    'see <#123456789012345678>',
    'role <@&1>',
    'is bob#1234 right',
    'https://bob:secret@example.org/',
    'ftp://bob@host',
    'https://example.org/profile/bob',
    'www.example.org',
    't.me/bob',
    'call +44 20 7946 0958',
    'call (415) 555-2671',
    'call 0171/123456',
    'call 415.555.2671',
    'call 495 2013 445', // holds a year, is no date
    'call 12 34 56 78',
    'number ١٢٣٤٥٦٧', // Arabic digits
    'call 4\u200b1\u200b5\u200b5\u200b5\u200b5\u200b1', // with zero-width spaces
    'order 123456',
    'my card 4111 1111 1111 1111',
    'DE89 3704 0044 0532 0130 00',
    'gb29nwbk60161331926819',
    'ssn 123-45-6789',
    'from 192.168.1.17',
    'my name is unusual',
    'forgot my password',
  ])('is seen in %j', (text) => {
    expect(looksPersonal(text)).toBe(true);
  });

  it.each([
    'Who paid for the trip?',
    'What happened on 9 May 2025?',
    'What happened on 2013-03-22?',
    'and on 22.03.2013, or 3/22/2013?',
    'between 2022 2025 and 2013-2014',
    'from 7-10.05.2025',
    'was it 5/9/25?',
    'How much is $245,000,000,000 or 12,345 barrels?',
    'Did 27 heads of state and 10,000 soldiers march at 10:30?',
    'Is the G7/G20 meeting at home?',
    'the war, day 1,170',
    '',
  ])('is not seen in %j', (text) => {
    expect(looksPersonal(text)).toBe(false);
  });

  it.each([
    ['digits', '1 '.repeat(12_000)],
    ['years', '2025 1 1 '.repeat(2_000)],
    ['hyphens', 'a-'.repeat(12_000)],
    ['spaces', ' '.repeat(24_000)],
    ['at', 'x at '.repeat(6_000)],
  ])('is looked for in little time in many %s', (_name, text) => {
    const begin = performance.now();
    looksPersonal(text);
    expect(performance.now() - begin).toBeLessThan(300);
  });
});

describe('CSV', () => {
  const gap = {
    id: '0',
    count: 2,
    nearest: ['a', 'b'],
    firstDay: '2025-05-09',
    lastDay: '2025-05-10',
    handled: false,
  };

  it('has a heading and a line for each gap', () => {
    expect(gapsCsv([{ ...gap, question: 'who cooked' }])).toBe(
      'question,asked,nearest,first asked,last asked,handled\r\nwho cooked,2,a b,2025-05-09,2025-05-10,no\r\n',
    );
  });

  it.each([
    ['say "hi", now', '"say ""hi"", now"'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
  ])('quotes and guards %j', (question, written) => {
    expect(
      gapsCsv([{ ...gap, question }])
        .split('\r\n')
        .slice(1)
        .join('\r\n'),
    ).toBe(`${written},2,a b,2025-05-09,2025-05-10,no\r\n`);
  });
});
