import type { Fact, Lexicon, Name, Note, Story, StoryEvent, Unknown } from '../knowledge/schema.js';
import type { CompiledStory, Model } from './model.js';

/** Changes with the layout of the file, so that an older one is never misread. */
const magic = 0x66_64_6b_35;
/** Magic number, length of the header, length of the whole file: 32 bits each. */
const prefix = 12;
/** Typed arrays start at multiples of so many bytes, which the widest of them needs. */
const alignment = 4;

const arrayTypes = {
  english: Uint32Array,
  featureKeys: Uint32Array,
  featureRows: Uint32Array,
  featureVectors: Int8Array,
  rowScale: Float32Array,
  topicVectors: Float32Array,
  bias: Float32Array,
  stemHashes: Uint32Array,
  idf: Float32Array,
  stemCounts: Uint32Array,
  unknownShare: Float32Array,
  topicStart: Uint32Array,
  topicStemStart: Uint32Array,
  topicStems: Uint16Array,
  topicStemCounts: Uint16Array,
  phrasingStart: Uint32Array,
  phrasingWords: Uint32Array,
  phrasingStems: Uint16Array,
  texts: Uint8Array,
} as const;

type ArrayName = keyof typeof arrayTypes;

interface Header {
  readonly story: StoryJson;
  readonly lexicon: Lexicon;
  readonly topics: readonly string[];
  readonly words: readonly (readonly [string, number])[];
  readonly lengths: Readonly<Record<ArrayName, number>>;
}

type StoryJson = Omit<Story, 'facts' | 'events' | 'names' | 'unknowns' | 'notes'> & {
  readonly facts: readonly (readonly [string, Fact])[];
  readonly events: readonly (readonly [string, StoryEvent])[];
  readonly names: readonly (readonly [string, Name])[];
  readonly unknowns: readonly (readonly [string, Unknown])[];
  readonly notes: readonly (readonly [string, Note])[];
};

const align = (offset: number) => Math.ceil(offset / alignment) * alignment;
const names = Object.keys(arrayTypes) as ArrayName[];

/** A compiled story as bytes: a prefix, the header as JSON, then the arrays, aligned. */
export function encodeStory({ story, lexicon, model }: CompiledStory): Uint8Array {
  const { topics, words, phrasingTexts, ...rest } = model;
  const arrays = { ...rest, texts: new TextEncoder().encode(JSON.stringify(phrasingTexts())) };
  const header: Header = {
    story: {
      ...story,
      facts: [...story.facts],
      events: [...story.events],
      names: [...story.names],
      unknowns: [...story.unknowns],
      notes: [...story.notes],
    },
    lexicon,
    topics,
    words: [...words],
    lengths: Object.fromEntries(names.map((name) => [name, arrays[name].length])) as Record<
      ArrayName,
      number
    >,
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = align(prefix + json.length);
  const size = names.reduce((offset, name) => align(offset) + arrays[name].byteLength, start);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  view.setUint32(4, json.length);
  view.setUint32(8, size);
  bytes.set(json, prefix);
  let offset = start;
  for (const name of names) {
    const { buffer, byteOffset, byteLength } = arrays[name];
    offset = align(offset);
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return bytes;
}

/** Reads what `encodeStory` wrote, without copying the arrays; `undefined` when it is something else, or not all of it. */
export function decodeStory(bytes: Uint8Array): CompiledStory | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < prefix || view.getUint32(0) !== magic || view.getUint32(8) !== bytes.length)
    return undefined;
  const length = view.getUint32(4);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(prefix, prefix + length))) as Header;
  // Typed arrays can only be laid over an aligned buffer.
  const { buffer, byteOffset } = bytes.byteOffset % alignment === 0 ? bytes : bytes.slice();
  const arrays: Partial<Record<ArrayName, unknown>> = {};
  let offset = align(prefix + length);
  for (const name of names) {
    offset = align(offset);
    const array = new arrayTypes[name](buffer as ArrayBuffer, byteOffset + offset, header.lengths[name]);
    arrays[name] = array;
    offset += array.byteLength;
  }
  const { texts, ...rest } = arrays as { texts: Uint8Array } & Omit<
    Model,
    'topics' | 'words' | 'phrasingTexts'
  >;
  const { story, lexicon, topics, words } = header;
  return {
    story: {
      ...story,
      facts: new Map(story.facts),
      events: new Map(story.events),
      names: new Map(story.names),
      unknowns: new Map(story.unknowns),
      notes: new Map(story.notes),
    },
    lexicon,
    model: {
      ...rest,
      topics,
      words: new Map(words),
      phrasingTexts: () => JSON.parse(new TextDecoder().decode(texts)) as string[],
    },
  };
}
