import { expect, it } from 'vitest';
import { Recent } from '../src/discord/recent.js';

it('remembers the latest, for a while', () => {
  let now = 0;
  const recent = new Recent<string>(2, 100, () => now);
  recent.set('a', 'first');
  recent.set('b', 'second');
  recent.set('a', 'first again');
  recent.set('c', 'third'); // one too many: b is the longest untouched
  expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual(['first again', undefined, 'third']);
  now = 100;
  expect(recent.get('a')).toBeUndefined();
  recent.set('__proto__', 'harmless', 500);
  now = 500;
  expect(recent.get('__proto__')).toBe('harmless');
});
