import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';

/** One thing that is wrong in a knowledge file, with where it stands and how to mend it. */
export interface Fault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

type Path = readonly (string | number)[];

export const formatFault = ({ file, line, column, message }: Fault): string =>
  `${file}:${line}:${column}: ${message}`;

/** A parsed YAML file that can still say where each part of it stands. */
export interface Parsed<T> {
  /** Absent when the file has faults. */
  readonly value?: T;
  readonly faults: readonly Fault[];
  /** A fault at the place that a path leads to: `['visit-dates', 'sentences', 0]`. */
  fault(path: Path, message: string): Fault;
}

/** Parses a knowledge file and checks its shape; never throws on bad input, but collects every fault in the file. */
export function parseYaml<S extends z.ZodType>(file: string, text: string, schema: S): Parsed<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number, message: string): Fault => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const fault = (path: Path, message: string) => at(offsetOf(document, path), message);
  const unreadable = [...syntaxFaults(document, at), ...unusableParts(document, at)];
  if (unreadable.length > 0) return { faults: unreadable, fault };
  const result = schema.safeParse(document.toJS() ?? {});
  if (result.success) return { value: result.data, faults: [], fault };
  return { faults: result.error.issues.flatMap((issue) => shapeFaults(issue, fault)), fault };
}

type FaultAt = (offset: number, message: string) => Fault;

/**
 * What the parser stumbles over, at most once a line. A tab that indents throws everything below it out of step, and
 * what follows a list among keys is no document at all: what is said of the rest is of no help then.
 */
function syntaxFaults({ errors }: Document, at: FaultAt): Fault[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const telling =
    tabs.length > 0
      ? tabs
      : errors.filter(({ message }, index) => index === 0 || !message.includes('in YAML stream'));
  const faults = telling.map(({ pos, code, message }) => at(pos[0], yamlMessage(code, message)));
  return faults.filter(({ line }, index) => line !== faults[index - 1]?.line);
}

/** Parts that are YAML but would be lost, or would end the program, on the way to plain values. */
function unusableParts(document: Document, at: FaultAt): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias: (_, { source, range }) => {
      faults.push(
        at(
          range?.[0] ?? 0,
          `"*${source}" is a reference to another part of the file; a text that starts with an asterisk needs quotes`,
        ),
      );
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === '__proto__')
        faults.push(at(key.range?.[0] ?? 0, '"__proto__" cannot be a key; expected another one'));
    },
  });
  return faults;
}

function yamlMessage(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key stands in the file twice; expected each once';
  if (code === 'TAB_AS_INDENT') return 'a tab indents this line; expected spaces';
  return `not readable as YAML: ${message.split('\n')[0]}; texts with a colon or a hash need quotes`;
}

function shapeFaults(issue: z.core.$ZodIssue, fault: (path: Path, message: string) => Fault): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const where = path.length > 0 ? `${path.join('.')}: ` : '';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      fault([...path, key], `${where}unknown key "${key}"; check its spelling, or remove it`),
    );
  }
  if (issue.code === 'invalid_key') {
    return [fault(path, `${where}${issue.issues.map((i) => i.message).join('; ')}`)];
  }
  return [fault(path, `${where}${issue.message}`)];
}

/** Offset of the key (or the item) that a path leads to; of its nearest existing parent when it is missing. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) break;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else {
      const item: unknown = (node as { items?: unknown[] } | null)?.items?.[Number(part)];
      if (!isNode(item)) break;
      if (item.range) offset = item.range[0];
      node = item;
    }
  }
  return offset;
}
