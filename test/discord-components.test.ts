import { describe, expect, it } from 'vitest';
import { decodePress, encodePress, type Press, topicOf } from '../src/discord/components.js';

const presses: Press[] = [
  { kind: 'pick', topic: 'visit-dates' },
  { kind: 'more', topic: 'count|visits?since=2022%' },
  { kind: 'up', topic: 'visit-dates' },
  { kind: 'down', topic: '__proto__' },
  { kind: 'example', question: 'When | does he “arrive” 100 %?' },
  { kind: 'source', sentences: [1, 8, 9], page: 0 },
  { kind: 'turn', sentences: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], page: 2 },
  { kind: 'page', page: 1, origin: { kind: 'visits', person: 'Си Цзиньпин', year: 2023 } },
  { kind: 'page', page: 0, origin: { kind: 'visits', person: undefined, year: undefined } },
  { kind: 'share', origin: { kind: 'question', question: 'when does he leave?' } },
  { kind: 'share', origin: { kind: 'topic', topic: 'a' } },
  { kind: 'share', origin: { kind: 'dates' } },
  { kind: 'share', origin: { kind: 'date', when: '9 May' } },
  { kind: 'share', origin: { kind: 'context', heading: 'Sanctions' } },
  { kind: 'share', origin: { kind: 'who', name: 'Xi' } },
  { kind: 'share', origin: { kind: 'article', paragraph: undefined } },
  { kind: 'share', origin: { kind: 'article', paragraph: 3 } },
  { kind: 'delete', asker: 'fedcba9876543210' },
  { kind: 'set', setting: 'private', on: true },
  { kind: 'set', setting: 'notes', on: false },
  { kind: 'channels' },
  { kind: 'gaps', page: 0, handled: false },
  { kind: 'gaps', page: 12, handled: true },
  { kind: 'mark', page: 3, handled: false },
  { kind: 'votes', page: 1 },
  { kind: 'export' },
];

describe('custom_id', () => {
  it.each(presses)('of $kind holds all that is needed', (press) => {
    const id = encodePress(press);
    expect(id?.length).toBeLessThanOrEqual(100);
    expect(decodePress(id ?? '')).toEqual(press);
  });

  it('stays the same for ever', () => {
    expect(encodePress({ kind: 'source', sentences: [9, 1, 8, 8], page: 0 })).toBe('v1|source|1.8-9|0');
    expect(encodePress({ kind: 'up', topic: 'visit-dates' })).toBe('v1|up|visit-dates');
  });

  it.each([
    '',
    'v1',
    'v1|up',
    'v1|up|',
    'v1|up|a|b',
    'v0|up|a',
    'v2|up|a',
    'v1|nothing|a',
    'v1|source|x|0',
    'v1|source|1-9999.1-9999|0',
    'v1|page|x|dates',
    'v1|page|1|nowhere',
    'v1|share|topic|',
    'v1|up|%zz',
    'v1|delete|',
    'v1|delete|a|b',
    'v1|set|everything|on',
    'v1|set|private',
    'v1|gaps|x|open',
    'v1|mark',
    'v1|votes|-1',
    '__proto__|constructor',
  ])('%j is of nobody', (id) => {
    expect(decodePress(id)).toBeUndefined();
  });

  it('is not given where it would be too long', () => {
    expect(encodePress({ kind: 'example', question: 'a '.repeat(60) })).toBeUndefined();
  });

  it('tells the topic of the answer above', () => {
    expect(topicOf(['v1|source|1|0', 'v1|up|visit-dates', 'v1|more|other'])).toBe('visit-dates');
    expect(topicOf(['v1|pick|visit-dates', 'strange'])).toBeUndefined();
  });
});
