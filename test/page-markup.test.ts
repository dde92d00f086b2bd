import { expect, it } from 'vitest';
import { markupOf, plainOf } from '../src/playground/serving/markup.js';

const directory = {
  person: (id: string) => (id === '1' ? 'Ana' : undefined),
  channel: (id: string) => (id === '2' ? 'general' : undefined),
};
const strong = (text: string) => ({ tag: 'strong', children: [text] });
const br = { tag: 'br', children: [] };

it.each([
  ['**a** b', [strong('a'), ' b']],
  ['a\nb', ['a', br, 'b']],
  ['\\*a\\* 1\\. <b>&amp;', ['*a* 1. <b>&amp;']],
  [
    '-# small **a**\n-# more',
    [
      { tag: 'small', children: ['small ', strong('a')] },
      { tag: 'small', children: ['more'] },
    ],
  ],
  // the library alone leaves "-#" as text after anything but plain lines
  [
    '> q\n-# s',
    [
      { tag: 'blockquote', children: ['q'] },
      { tag: 'small', children: ['s'] },
    ],
  ],
  ['```\n-# code\n```', [{ tag: 'pre', children: ['-# code'] }]],
  [
    '- a\n- b',
    [
      {
        tag: 'ul',
        children: [
          { tag: 'li', children: ['a'] },
          { tag: 'li', children: ['b'] },
        ],
      },
    ],
  ],
  ['# Big', [{ tag: 'h1', children: ['Big'] }]],
  ['<https://a.b/c>', [{ tag: 'a', href: 'https://a.b/c', children: ['https://a.b/c'] }]],
  ['[x](javascript:alert(1))', ['x']],
  ['[x](data:text/html,hi) [y](vbscript:z)', ['x y']],
  [
    '<@1> <@3> <#2> @everyone',
    [
      { tag: 'mention', children: ['@Ana'] },
      ' ',
      { tag: 'mention', children: ['@unknown-user'] },
      ' ',
      { tag: 'mention', children: ['#general'] },
      ' ',
      { tag: 'mention', children: ['@everyone'] },
    ],
  ],
  ['<t:1746784800:F>', [{ tag: 'mention', children: ['2025-05-09 10:00'] }]],
  ['<script>alert(1)</script>', ['<script>alert(1)</script>']],
  ['', []],
])('%j', (text, markup) => {
  expect(markupOf(text, directory)).toEqual(markup);
});

it('reads as plain text', () => {
  expect(plainOf(markupOf('**a** b\n> q\n-# s', directory))).toBe('a b\nq\ns\n');
});

it('takes a message full of marks in its stride', () => {
  const began = performance.now();
  markupOf('*_~`|>#-[('.repeat(200), directory);
  expect(performance.now() - began).toBeLessThan(1000);
});
