import { describe, expect, it } from 'vitest';
import {
  literal,
  literalLine,
  literalPages,
  pagesOf,
  shorten,
  visible,
  weight,
} from '../src/discord/text.js';

describe('literal', () => {
  it.each([
    { typed: '@everyone', shown: '\\@everyone' },
    { typed: '<@&1> <#2> </ask:3> <t:4:R> <:a:5>', shown: '\\<\\@&1> \\<#2> \\</ask:3> \\<t:4:R> \\<:a:5>' },
    { typed: '[free](https://evil.example)', shown: '\\[free\\](https\\://evil.example)' },
    {
      typed: '# big\n-# small\n> quote\n>>> more\n- item\n1. first',
      shown: '\\# big\n\\-# small\n\\> quote\n\\>>> more\n\\- item\n1\\. first',
    },
    {
      typed: '***a*** __b__ ~~c~~ ||d|| `e` \\',
      shown: '\\*\\*\\*a\\*\\*\\* \\_\\_b\\_\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\`e\\` \\\\',
    },
    { typed: '```js\nx\n```', shown: '\\`\\`\\`js\nx\n\\`\\`\\`' },
    { typed: 'May 7-10: "yes" (3.5 %)', shown: 'May 7-10: "yes" (3.5 %)' },
    { typed: '__proto__', shown: '\\_\\_proto\\_\\_' },
  ])('$typed', ({ typed, shown }) => {
    expect(literal(typed)).toBe(shown);
  });

  it('is quick on hostile text', () => {
    const began = performance.now();
    for (const text of ['*', '<a_', '[](', '_*', ' \n']) literal(text.repeat(4000 / text.length));
    expect(performance.now() - began).toBeLessThan(50);
  });
});

describe('visible', () => {
  it.each([
    { typed: 'a\u200bb\u202ec\u2066d\u2069', shown: 'abcd' }, // zero width, bidirectional override and isolates
    { typed: 'x\u0000\u001b[31my\u009bz', shown: 'x[31myz' },
    { typed: 'a\u{e0041}\u{e0101}b', shown: 'ab' }, // tags and variation selectors can carry hidden text
    { typed: 'z\u0335\u0336\u0337\u0338\u0339\u033a', shown: 'z\u0335\u0336\u0337' },
    { typed: 'half \ud83d and ❤️', shown: 'half and ❤️' },
    { typed: 'a\r\n\t b\u2028\n\n\n\nc', shown: 'a\nb\n\nc' },
  ])('shows $shown', ({ typed, shown }) => {
    expect(visible(typed)).toBe(shown);
  });
});

describe('shorten', () => {
  it.each([
    { text: 'one two three', room: 13, shown: 'one two three' },
    { text: 'one two three', room: 12, shown: 'one two…' },
    { text: 'one two three', room: 8, shown: 'one two…' },
    { text: 'unbreakable', room: 5, shown: 'unbr…' },
    { text: 'ab🙂cd', room: 4, shown: 'ab…' }, // not half a character
    { text: 'a verylongwordindeed', room: 10, shown: 'a verylon…' },
  ])('$text to $room', ({ text, room, shown }) => {
    expect(shorten(text, room)).toBe(shown);
  });

  it.each([{ text: '*'.repeat(500) }, { text: '会'.repeat(500) }, { text: '<@1> '.repeat(100) }])(
    'keeps the escaped line within its room: $text',
    ({ text }) => {
      const line = literalLine(text, 100);
      expect(weight(line)).toBeLessThanOrEqual(100);
      expect(weight(line)).toBeGreaterThan(60);
      expect(line).not.toMatch(/(^|[^\\])(\\\\)*\\…$/);
    },
  );

  it.each([
    { text: 'one two', room: 2, shown: 'o…' },
    { text: '**', room: 2, shown: '…' },
    { text: 'one two', room: 1, shown: '' },
    { text: 'a', room: 1, shown: 'a' },
    { text: '*', room: 1, shown: '' },
    { text: 'one two', room: 0, shown: '' },
    { text: 'one two', room: -100, shown: '' },
    { text: '', room: -1, shown: '' },
  ])('ends however little room there is: $text in $room', ({ text, room, shown }) => {
    expect(literalLine(text, room)).toBe(shown);
  });
});

describe('pages', () => {
  it.each([
    { name: 'lines', text: Array.from({ length: 300 }, (_, index) => `line ${index}`).join('\n') },
    { name: 'words', text: 'word '.repeat(1000).trim() },
    { name: 'one word', text: '*'.repeat(4000) },
    { name: 'wide letters', text: '会谈'.repeat(2000) },
    { name: 'pairs', text: '🙂'.repeat(2000) },
  ])('$name: nothing is lost and no page is too heavy', ({ text }) => {
    const pages = literalPages(text, 700);
    expect(pages.every((page) => weight(page) <= 700)).toBe(true);
    expect(pages.join('').replace(/\s/g, '')).toBe(literal(text).replace(/\s/g, ''));
    // Neither half a character nor half an escape.
    expect(pages.every((page) => !/\p{Cs}|(^|[^\\])(\\\\)*\\$/u.test(page))).toBe(true);
  });

  it('keeps lines together while they fit', () => {
    expect(pagesOf(['aaaa', 'bbbb', 'cccc'], 9)).toEqual(['aaaa\nbbbb', 'cccc']);
  });
});
