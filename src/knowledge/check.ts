import { isComputation } from './computations.js';
import type { ParsedParts } from './load.js';
import type { Fault, Parsed } from './yaml.js';

type Path = Parameters<Parsed<unknown>['fault']>[0];

/** The ids that there are, by what a fault calls them. */
type Known = Readonly<Record<'fact' | 'fact or unknown' | 'name' | 'event', ReadonlySet<string>>>;

/** Faults of references between the files of a story: every id, every sentence number has to exist. */
export function checkLinks(all: ParsedParts): Fault[] {
  const facts = Object.keys(all.facts.value ?? {});
  const known: Known = {
    fact: new Set(facts),
    'fact or unknown': new Set([...facts, ...Object.keys(all.unknowns.value ?? {})]),
    name: new Set(Object.keys(all.names.value ?? {})),
    event: new Set(Object.keys(all.events.value ?? {})),
  };
  const count = all.story.value?.sentences.length ?? 0;
  const linksOf = (file: Parsed<unknown>) => new Links(file, known, count);
  return [
    ...sentenceFaults(all),
    ...factFaults(all, linksOf(all.facts)),
    ...eventFaults(all, linksOf(all.events)),
    ...nameFaults(all, linksOf(all.names)),
    ...unknownFaults(all, linksOf(all.unknowns)),
    ...noteFaults(all, linksOf(all.notes)),
    ...goldenFaults(all, count),
  ];
}

/** Follows the references of one file, and collects its faults. */
class Links {
  readonly faults: Fault[] = [];

  /** @param count sentences of the article */
  constructor(
    private readonly file: Parsed<unknown>,
    private readonly known: Known,
    private readonly count: number,
  ) {}

  fault(path: Path, message: string): void {
    this.faults.push(this.file.fault(path, message));
  }

  id(path: Path, kind: keyof Known, value: string): void {
    if (this.known[kind].has(value)) return;
    const hint = nearest(value, this.known[kind]);
    this.fault(path, `${fieldAt(path)}: there is no ${kind} "${value}"${hint}`);
  }

  ids(path: Path, kind: keyof Known, values: readonly string[] = []): void {
    for (const [index, value] of values.entries()) this.id([...path, index], kind, value);
  }

  sentences(path: Path, numbers: readonly number[] = []): void {
    for (const [index, number] of numbers.entries()) {
      if (number <= this.count) continue;
      const message = `there is no sentence ${number}; expected 1 to ${this.count}`;
      this.fault([...path, index], `${fieldAt(path)}: ${message}`);
    }
  }
}

/** `visit-dates.sentences` */
const fieldAt = (path: Path) => path.filter((part) => typeof part === 'string').join('.');

function sentenceFaults({ story }: ParsedParts): Fault[] {
  return (story.value?.sentences ?? []).flatMap(({ number }, index) =>
    number === index + 1
      ? []
      : story.fault(
          ['sentences', index, 'number'],
          `expected sentence ${index + 1} here: they are numbered through from 1`,
        ),
  );
}

function factFaults({ facts, unknowns }: ParsedParts, links: Links): Fault[] {
  for (const [id, fact] of Object.entries(facts.value ?? {})) {
    links.sentences([id, 'sentences'], fact.sentences);
    links.ids([id, 'from'], 'fact', fact.from);
    if (fact.roles)
      for (const index of [0, 2] as const) links.id([id, 'roles', index], 'name', fact.roles[index]);
    if (fact.basis === 'claimed' && !fact.says)
      links.fault([id], `${id}: basis is "claimed"; expected "says" with who says it`);
    if (fact.basis === 'derived' && !fact.from)
      links.fault([id], `${id}: basis is "derived"; expected "from" with the facts it follows from`);
    if (Object.hasOwn(unknowns.value ?? {}, id))
      links.fault([id], `${id}: stands in unknowns.yaml too; an id is a fact or an unknown`);
  }
  return links.faults;
}

function eventFaults({ events }: ParsedParts, links: Links): Fault[] {
  for (const [id, event] of Object.entries(events.value ?? {})) {
    links.sentences([id, 'sentences'], event.sentences);
    links.ids([id, 'fact'], 'fact', [event.fact]);
    for (const key of ['travelled', 'received', 'present'] as const) links.ids([id, key], 'name', event[key]);
    for (const key of ['place', 'country'] as const)
      links.ids([id, key], 'name', event[key] ? [event[key]] : []);
    links.ids([id, 'after'], 'event', event.after);
    checkDates(id, event, links);
  }
  return links.faults;
}

function checkDates(
  id: string,
  event: { from?: string | undefined; to?: string | undefined; precision: string },
  links: Links,
): void {
  const lengths = { year: 4, month: 7, day: 10, none: 0 } as const;
  const wanted = lengths[event.precision as keyof typeof lengths];
  for (const key of ['from', 'to'] as const) {
    if ((event[key]?.length ?? 0) !== wanted) {
      const expected = wanted ? `a date of ${wanted} characters` : 'no date';
      links.fault([id, key], `${id}.${key}: precision is "${event.precision}"; expected ${expected}`);
    }
  }
  if (event.from && event.to && event.from > event.to)
    links.fault([id, 'to'], `${id}.to: lies before "from"`);
}

function nameFaults({ names }: ParsedParts, links: Links): Fault[] {
  for (const [id, name] of Object.entries(names.value ?? {})) {
    links.ids([id, 'facts'], 'fact', name.facts);
    if (name.mentioned === (name.facts.length === 0)) {
      const expected = name.mentioned
        ? 'at least one fact, or "mentioned: false"'
        : 'none, as the article does not mention it';
      links.fault([id, 'facts'], `${id}.facts: expected ${expected}`);
    }
    links.ids([id, 'country'], 'name', name.country ? [name.country] : []);
  }
  return links.faults;
}

function unknownFaults({ unknowns }: ParsedParts, links: Links): Fault[] {
  for (const [id, unknown] of Object.entries(unknowns.value ?? {}))
    links.ids([id, 'near'], 'fact', unknown.near);
  return links.faults;
}

function noteFaults({ notes }: ParsedParts, links: Links): Fault[] {
  for (const [id, note] of Object.entries(notes.value ?? {}))
    links.ids([id, 'facts'], 'fact or unknown', note.facts);
  return links.faults;
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
