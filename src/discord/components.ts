import { CUSTOM_ID } from './limits.js';
import { visible } from './text.js';

/** How an answer came about, so that it can be given again: on another page, or to the whole channel. */
export type Origin =
  | { readonly kind: 'question'; readonly question: string }
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'dates' }
  | { readonly kind: 'date'; readonly when: string }
  | { readonly kind: 'visits'; readonly person: string | undefined; readonly year: number | undefined }
  | { readonly kind: 'context'; readonly heading: string }
  | { readonly kind: 'who'; readonly name: string }
  | { readonly kind: 'article'; readonly paragraph: number | undefined };

/** What a button asks for. Everything that it needs is in its `custom_id`: it works after a restart, and for ever. */
export type Press =
  /** A choice of a `suggested` answer: the answer takes the message's place. */
  | { readonly kind: 'pick'; readonly topic: string }
  /** A related question: the answer is a new message. */
  | { readonly kind: 'more'; readonly topic: string }
  | { readonly kind: 'example'; readonly question: string }
  /** `source` opens the cited sentences, `turn` turns their pages. */
  | { readonly kind: 'source' | 'turn'; readonly sentences: readonly number[]; readonly page: number }
  | { readonly kind: 'up' | 'down'; readonly topic: string }
  | { readonly kind: 'page'; readonly page: number; readonly origin: Origin }
  | { readonly kind: 'share'; readonly origin: Origin }
  /** Deletes the answer that it stands under; `asker` as in deletion.ts. */
  | { readonly kind: 'delete'; readonly asker: string }
  | ManagerPress;

/** What only members who may manage the server can press. */
export type ManagerPress =
  /** The state that is wanted, not its opposite: a message may be older than the settings. */
  | { readonly kind: 'set'; readonly setting: SwitchedSetting; readonly on: boolean }
  /** A select of the channels in which mentions are answered. */
  | { readonly kind: 'channels' }
  /** A page of the gaps that are (not) marked as handled; `mark`: the select on it that marks one the other way. */
  | { readonly kind: 'gaps' | 'mark'; readonly page: number; readonly handled: boolean }
  | { readonly kind: 'votes'; readonly page: number }
  | { readonly kind: 'export' };

const SWITCHES = ['private', 'mentions', 'notes'] as const;
export type SwitchedSetting = (typeof SWITCHES)[number];

const VERSION = 'v1';

/** The `custom_id` of a button, or nothing where it would be longer than Discord allows. */
export function encodePress(press: Press): string | undefined {
  const id = [VERSION, ...pressParts(press)].map(encodePart).join('|');
  return id.length <= CUSTOM_ID ? id : undefined;
}

/** What a `custom_id` asks for; `undefined` for one of another version, of another program or of nobody. */
export function decodePress(customId: string): Press | undefined {
  const parts = customId.split('|').map(decodePart);
  const [version, kind, ...rest] = parts;
  if (version !== VERSION || kind === undefined || rest.includes(undefined)) return undefined;
  return pressOf(kind, rest as string[]);
}

/** Every `custom_id` in a message's components as Discord's API has them, in reading order. */
export function customIdsIn(component: unknown): string[] {
  if (Array.isArray(component)) return component.flatMap(customIdsIn);
  if (typeof component !== 'object' || component === null) return [];
  const own =
    'custom_id' in component && typeof component.custom_id === 'string' ? [component.custom_id] : [];
  return [...own, ...('components' in component ? customIdsIn(component.components) : [])];
}

/** Who asked for the answer that these buttons stand under, from its button to delete it. */
export function askerOf(customIds: readonly string[]): string | undefined {
  for (const id of customIds) {
    const press = decodePress(id);
    if (press?.kind === 'delete') return press.asker;
  }
  return undefined;
}

/** The topic of the answer that these buttons stand under, from its votes. */
export function topicOf(customIds: readonly string[]): string | undefined {
  for (const id of customIds) {
    const press = decodePress(id);
    if (press?.kind === 'up') return press.topic;
  }
  return undefined;
}

function pressParts(press: Press): string[] {
  switch (press.kind) {
    case 'example':
      return [press.kind, press.question];
    case 'source':
    case 'turn':
      return [press.kind, ranges(press.sentences), String(press.page)];
    case 'page':
      return [press.kind, String(press.page), ...originParts(press.origin)];
    case 'share':
      return [press.kind, ...originParts(press.origin)];
    case 'delete':
      return [press.kind, press.asker];
    case 'set':
      return [press.kind, press.setting, press.on ? 'on' : 'off'];
    case 'gaps':
    case 'mark':
      return [press.kind, String(press.page), press.handled ? 'handled' : 'open'];
    case 'votes':
      return [press.kind, String(press.page)];
    case 'channels':
    case 'export':
      return [press.kind];
    default:
      return [press.kind, press.topic];
  }
}

function originParts(origin: Origin): string[] {
  switch (origin.kind) {
    case 'question':
      return [origin.kind, origin.question];
    case 'topic':
      return [origin.kind, origin.topic];
    case 'dates':
      return [origin.kind];
    case 'date':
      return [origin.kind, origin.when];
    case 'visits':
      return [origin.kind, origin.person ?? '', String(origin.year ?? '')];
    case 'context':
      return [origin.kind, origin.heading];
    case 'who':
      return [origin.kind, origin.name];
    case 'article':
      return [origin.kind, String(origin.paragraph ?? '')];
  }
}

function pressOf(kind: string, parts: readonly string[]): Press | undefined {
  const [first, second, ...rest] = parts;
  if (!first) return managerPressOf(kind, parts);
  switch (kind) {
    case 'pick':
    case 'more':
    case 'up':
    case 'down':
      return second === undefined ? { kind, topic: first } : undefined;
    case 'delete':
      return second === undefined ? { kind, asker: first } : undefined;
    case 'example':
      return second === undefined ? { kind, question: first } : undefined;
    case 'source':
    case 'turn': {
      const sentences = numbersIn(first);
      const page = wholeNumber(second);
      return sentences && page !== undefined ? { kind, sentences, page } : undefined;
    }
    case 'page': {
      const page = wholeNumber(first);
      const origin = originOf(second, rest);
      return origin && page !== undefined ? { kind, page, origin } : undefined;
    }
    case 'share': {
      const origin = originOf(first, parts.slice(1));
      return origin && { kind, origin };
    }
    default:
      return managerPressOf(kind, parts);
  }
}

function managerPressOf(kind: string, [first, second]: readonly string[]): ManagerPress | undefined {
  const page = wholeNumber(first);
  switch (kind) {
    case 'set': {
      const setting = SWITCHES.find((each) => each === first);
      return setting && second ? { kind, setting, on: second === 'on' } : undefined;
    }
    case 'gaps':
    case 'mark':
      return page === undefined ? undefined : { kind, page, handled: second === 'handled' };
    case 'votes':
      return page === undefined ? undefined : { kind, page };
    case 'channels':
    case 'export':
      return { kind };
    default:
      return undefined;
  }
}

function originOf(
  kind: string | undefined,
  [first = '', second = '']: readonly string[],
): Origin | undefined {
  switch (kind) {
    case 'question':
      return first ? { kind, question: first } : undefined;
    case 'topic':
      return first ? { kind, topic: first } : undefined;
    case 'dates':
      return { kind };
    case 'date':
      return first ? { kind, when: first } : undefined;
    case 'visits':
      return { kind, person: first || undefined, year: wholeNumber(second) };
    case 'context':
      return first ? { kind, heading: first } : undefined;
    case 'who':
      return first ? { kind, name: first } : undefined;
    case 'article':
      return { kind, paragraph: wholeNumber(first) };
    default:
      return undefined;
  }
}

/** `|` parts, so it is written as `%7C`, and `%` as `%25`; anything invisible is left out. */
function encodePart(part: string): string {
  return visible(part).replace(/\s+/g, ' ').replace(/[%|]/g, encodeURIComponent);
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** `[1, 2, 3, 8]` as `1-3.8`. */
function ranges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join('.');
}

/** Most sentences that one button may name, so that no hand-made id makes a long list out of few characters. */
const MOST_SENTENCES = 200;

function numbersIn(text: string): number[] | undefined {
  if (!/^\d{1,4}(-\d{1,4})?(\.\d{1,4}(-\d{1,4})?)*$/.test(text)) return undefined;
  const numbers = text.split('.').flatMap((run) => {
    const [from = 0, to = from] = run.split('-').map(Number);
    return Array.from(
      { length: Math.min(MOST_SENTENCES, Math.max(0, to - from + 1)) },
      (_, index) => from + index,
    );
  });
  return numbers.length <= MOST_SENTENCES ? numbers : undefined;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
