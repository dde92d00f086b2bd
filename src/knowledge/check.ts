import { isComputation } from './computations.js';
import type { ParsedParts } from './load.js';
import type { Fault, Parsed } from './yaml.js';

/** Faults of references between the files of a story: every id, every sentence number has to exist. */
export function checkLinks(all: ParsedParts): Fault[] {
  const known = {
    fact: new Set(Object.keys(all.facts.value ?? {})),
    'fact or unknown': new Set([
      ...Object.keys(all.facts.value ?? {}),
      ...Object.keys(all.unknowns.value ?? {}),
    ]),
    name: new Set(Object.keys(all.names.value ?? {})),
    event: new Set(Object.keys(all.events.value ?? {})),
  };
  const count = all.story.value?.sentences.length ?? 0;
  const faults: Fault[] = [];
  const reference = (
    file: Parsed<unknown>,
    path: readonly (string | number)[],
    kind: keyof typeof known,
    value: string,
  ) => {
    if (known[kind].has(value)) return;
    const where = path.filter((part) => typeof part === 'string').join('.');
    faults.push(file.fault(path, `${where}: there is no ${kind} "${value}"${nearest(value, known[kind])}`));
  };
  const ids = (
    file: Parsed<unknown>,
    path: readonly (string | number)[],
    kind: keyof typeof known,
    values: readonly string[] | undefined,
  ) => {
    for (const [index, value] of (values ?? []).entries()) reference(file, [...path, index], kind, value);
  };
  const numbers = (
    file: Parsed<unknown>,
    path: readonly (string | number)[],
    values: readonly number[] | undefined,
  ) => {
    for (const [index, value] of (values ?? []).entries()) {
      if (value > count) {
        faults.push(
          file.fault(
            [...path, index],
            `${path.join('.')}: there is no sentence ${value}; expected 1 to ${count}`,
          ),
        );
      }
    }
  };

  for (const [index, { number }] of (all.story.value?.sentences ?? []).entries()) {
    if (number !== index + 1) {
      faults.push(
        all.story.fault(
          ['sentences', index, 'number'],
          `expected sentence ${index + 1} here: they are numbered through from 1`,
        ),
      );
    }
  }
  for (const [id, fact] of Object.entries(all.facts.value ?? {})) {
    numbers(all.facts, [id, 'sentences'], fact.sentences);
    ids(all.facts, [id, 'from'], 'fact', fact.from);
    if (fact.roles)
      for (const index of [0, 2] as const)
        reference(all.facts, [id, 'roles', index], 'name', fact.roles[index]);
    if (fact.basis === 'claimed' && !fact.says)
      faults.push(all.facts.fault([id], `${id}: basis is "claimed"; expected "says" with who says it`));
    if (fact.basis === 'derived' && !fact.from)
      faults.push(
        all.facts.fault([id], `${id}: basis is "derived"; expected "from" with the facts it follows from`),
      );
    if (Object.hasOwn(all.unknowns.value ?? {}, id))
      faults.push(all.facts.fault([id], `${id}: stands in unknowns.yaml too; an id is a fact or an unknown`));
  }
  for (const [id, event] of Object.entries(all.events.value ?? {})) {
    numbers(all.events, [id, 'sentences'], event.sentences);
    ids(all.events, [id, 'fact'], 'fact', [event.fact]);
    for (const key of ['travelled', 'received', 'present'] as const)
      ids(all.events, [id, key], 'name', event[key]);
    for (const key of ['place', 'country'] as const)
      ids(all.events, [id, key], 'name', event[key] ? [event[key]] : []);
    ids(all.events, [id, 'after'], 'event', event.after);
    faults.push(...dateFaults(all, id, event));
  }
  for (const [id, name] of Object.entries(all.names.value ?? {})) {
    ids(all.names, [id, 'facts'], 'fact', name.facts);
    if (name.mentioned === (name.facts.length === 0)) {
      faults.push(
        all.names.fault(
          [id, 'facts'],
          `${id}.facts: expected ${name.mentioned ? 'at least one fact, or "mentioned: false"' : 'none, as the article does not mention it'}`,
        ),
      );
    }
    ids(all.names, [id, 'country'], 'name', name.country ? [name.country] : []);
  }
  for (const [id, unknown] of Object.entries(all.unknowns.value ?? {}))
    ids(all.unknowns, [id, 'near'], 'fact', unknown.near);
  for (const [id, note] of Object.entries(all.notes.value ?? {}))
    ids(all.notes, [id, 'facts'], 'fact or unknown', note.facts);
  return [...faults, ...goldenFaults(all, count)];
}

function dateFaults(
  all: ParsedParts,
  id: string,
  event: { from?: string | undefined; to?: string | undefined; precision: string },
): Fault[] {
  const lengths = { year: 4, month: 7, day: 10, none: 0 } as const;
  const wanted = lengths[event.precision as keyof typeof lengths];
  const faults: Fault[] = [];
  for (const key of ['from', 'to'] as const) {
    if ((event[key]?.length ?? 0) !== wanted) {
      faults.push(
        all.events.fault(
          [id, key],
          `${id}.${key}: precision is "${event.precision}"; expected ${wanted ? `a date of ${wanted} characters` : 'no date'}`,
        ),
      );
    }
  }
  if (event.from && event.to && event.from > event.to)
    faults.push(all.events.fault([id, 'to'], `${id}.to: lies before "from"`));
  return faults;
}

function goldenFaults(all: ParsedParts, count: number): Fault[] {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const [index, golden] of (all.questions.value ?? []).entries()) {
    const fault = (message: string) => faults.push(all.questions.fault([index], `${golden.id}: ${message}`));
    if (seen.has(golden.id)) fault('this id stands twice; expected each once');
    seen.add(golden.id);
    if (golden.status === 'answered' && !golden.sentences) fault('is answered; expected "sentences"');
    if (golden.sentences?.some((n) => n > count)) fault(`expected sentences from 1 to ${count}`);
    for (const pattern of [...(golden.must ?? []), ...(golden.not ?? [])]) {
      try {
        new RegExp(pattern, 'i');
      } catch {
        fault(`"${pattern}" is no regular expression`);
      }
    }
  }
  return faults;
}

/** Faults of phrasings: an id that does not exist, or one phrasing under two ids. */
export function checkPhrasings(
  all: ParsedParts,
  files: readonly Parsed<Record<string, string[]>>[],
): Fault[] {
  const topics = new Set([...Object.keys(all.facts.value ?? {}), ...Object.keys(all.unknowns.value ?? {})]);
  const owner = new Map<string, string>();
  const faults: Fault[] = [];
  for (const file of files) {
    for (const [topic, texts] of Object.entries(file.value ?? {})) {
      if (!topics.has(topic) && !isComputation(topic)) {
        faults.push(
          file.fault([topic], `there is no fact, unknown or computation "${topic}"${nearest(topic, topics)}`),
        );
      }
      for (const [index, text] of texts.entries()) {
        const key = text
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim();
        const other = owner.get(key);
        if (other !== undefined && other !== topic) {
          faults.push(
            file.fault([topic, index], `"${text}" stands under ${other} too; expected it under one of them`),
          );
        }
        owner.set(key, topic);
      }
    }
  }
  return faults;
}

/** A hint at the known id that shares most of its words with a mistaken one. */
function nearest(id: string, known: ReadonlySet<string>): string {
  const words = new Set(id.split('-'));
  let best: string | undefined;
  let most = 0;
  for (const candidate of known) {
    const shared = candidate.split('-').filter((word) => words.has(word)).length;
    if (shared > most) [best, most] = [candidate, shared];
  }
  return best ? `; did you mean "${best}"?` : '';
}
