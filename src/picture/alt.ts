import type { Chronicle, Entry } from './chronicle.js';

/** What Discord takes as the description of an attachment, in characters. */
export const ALT_LENGTH = 1024;

/** Says in words what the picture shows; where that is too long, without details, and then without the oldest. */
export function altText({ title, entries }: Chronicle): string {
  const intro = `Timeline. ${title}, oldest first, as the article dates them.`;
  for (const detailed of [true, false]) {
    const text = [intro, ...entries.map((entry) => inWords(entry, detailed))].join('\n');
    if (text.length <= ALT_LENGTH) return text;
  }
  const lines = entries.map((entry) => inWords(entry, false));
  for (let left = 1; left < lines.length; left++) {
    const text = [intro, `${left} earlier not listed here.`, ...lines.slice(left)].join('\n');
    if (text.length <= ALT_LENGTH) return text;
  }
  return intro.slice(0, ALT_LENGTH);
}

function inWords({ kind, when, follows, people, place, detail, current, marks }: Entry, detailed: boolean) {
  const date = follows ? `${when}, after ${follows}` : when;
  if (kind === 'conflict') return `${date}: ${detail}.`;
  const who = kind === 'visit' ? people.join(' and ') : people.join(' with ');
  const where = place && `${kind === 'visit' && who ? 'to' : 'in'} ${place}`;
  const what = `${current ? 'current ' : ''}${kind}`;
  const more = detailed && detail ? ` (${detail})` : '';
  const during = marks.map((mark) => `; ${mark.when}: ${mark.title}`).join('');
  return `${date}: ${what}, ${[who, where].filter(Boolean).join(' ')}${more}${during}.`;
}
