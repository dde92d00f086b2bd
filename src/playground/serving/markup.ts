import { parser } from '@odiffey/discord-markdown';
import type { Markup, MarkupTag } from '../protocol.js';

/** What mentions stand for. */
export interface Directory {
  person(id: string): string | undefined;
  channel(id: string): string | undefined;
}

/** A node as the markdown library parses it. */
interface Parsed {
  type: string;
  content?: Parsed[] | string;
  items?: Parsed[][];
  ordered?: boolean;
  level?: number;
  target?: string;
  id?: string;
  name?: string;
  timestamp?: string;
}

const PLAIN_TAGS: Readonly<Record<string, MarkupTag>> = {
  strong: 'strong',
  em: 'em',
  u: 'u',
  strike: 's',
  inlineCode: 'code',
  codeBlock: 'pre',
  blockQuote: 'blockquote',
  footnote: 'small',
  spoiler: 'spoiler',
};
const HEADINGS: readonly MarkupTag[] = ['h1', 'h2', 'h3'];

/** Discord's markdown as a tree of known elements and texts. */
export function markupOf(text: string, directory: Directory): Markup[] {
  return joined(blocksOf(text).flatMap((block) => blockMarkup(block, directory)));
}

/** The texts of a tree as they read, a line each. */
export function plainOf(markup: readonly Markup[]): string {
  return markup
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.tag === 'br') return '\n';
      const isLine = ['small', 'li', 'blockquote', 'pre', 'h1', 'h2', 'h3'].includes(node.tag);
      return plainOf(node.children) + (isLine ? '\n' : '');
    })
    .join('');
}

type Block = { kind: 'small' | 'other'; text: string };

/** The library reads `-#` only where the line before is plain text, so that such lines are parted from the rest first. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isCode = false;
  for (const line of text.split('\n')) {
    const small = isCode ? undefined : /^-# (.+)$/.exec(line)?.[1];
    const fences = line.match(/```/g)?.length ?? 0;
    if (fences % 2 === 1) isCode = !isCode;
    const last = blocks.at(-1);
    if (small !== undefined) blocks.push({ kind: 'small', text: small });
    else if (last?.kind === 'other') last.text += `\n${line}`;
    else blocks.push({ kind: 'other', text: line });
  }
  return blocks;
}

function blockMarkup({ kind, text }: Block, directory: Directory): Markup[] {
  const children = treeOf(parser(text) as Parsed[], directory);
  return kind === 'small' ? [{ tag: 'small', children: joined(children) }] : children;
}

function treeOf(nodes: readonly Parsed[], directory: Directory): Markup[] {
  return nodes.flatMap((node) => nodeMarkup(node, directory));
}

function nodeMarkup(node: Parsed, directory: Directory): Markup[] {
  const children =
    typeof node.content === 'string' ? [node.content] : joined(treeOf(node.content ?? [], directory));
  const tag = PLAIN_TAGS[node.type];
  if (tag) return [{ tag, children: withoutLastBreak(children) }];
  switch (node.type) {
    case 'text':
      return children;
    case 'br':
    case 'newline':
      return [{ tag: 'br', children: [] }];
    case 'heading':
      return [{ tag: HEADINGS[(node.level ?? 1) - 1] ?? 'h3', children }];
    case 'list':
      return [listMarkup(node, directory)];
    case 'link':
    case 'url':
    case 'autolink':
      return linkMarkup(node.target ?? '', children);
    default:
      return mentionMarkup(node, directory) ?? children;
  }
}

function listMarkup({ items = [], ordered }: Parsed, directory: Directory): Markup {
  const children = items.map((item): Markup => {
    return { tag: 'li', children: withoutLastBreak(joined(treeOf(item, directory))) };
  });
  return { tag: ordered ? 'ol' : 'ul', children };
}

function linkMarkup(target: string, children: Markup[]): Markup[] {
  const href = URL.canParse(target) ? new URL(target) : undefined;
  const isWeb = href?.protocol === 'http:' || href?.protocol === 'https:';
  return href && isWeb ? [{ tag: 'a', href: href.href, children }] : children;
}

function mentionMarkup(node: Parsed, directory: Directory): Markup[] | undefined {
  const name = mentionText(node, directory);
  return name === undefined ? undefined : [{ tag: 'mention', children: [name] }];
}

function mentionText({ type, id = '', name = '', timestamp }: Parsed, directory: Directory) {
  switch (type) {
    case 'discordUser':
      return `@${directory.person(id) ?? 'unknown-user'}`;
    case 'discordChannel':
      return `#${directory.channel(id) ?? 'unknown'}`;
    case 'discordRole':
      return '@unknown-role';
    case 'discordEveryone':
      return '@everyone';
    case 'discordHere':
      return '@here';
    case 'discordSlash':
      return `/${name}`;
    case 'discordEmoji':
      return `:${name}:`;
    case 'discordTimestamp':
      // In UTC: the same for everybody who looks.
      return new Date(Number(timestamp) * 1000).toISOString().slice(0, 16).replace('T', ' ');
    default:
      return undefined;
  }
}

/** The library ends blocks with a line break that would show as an empty line. */
function withoutLastBreak(children: Markup[]): Markup[] {
  const last = children.at(-1);
  return typeof last === 'object' && last.tag === 'br' ? children.slice(0, -1) : children;
}

/** Neighbouring texts as one: the library cuts text into many small pieces. */
function joined(markup: readonly Markup[]): Markup[] {
  const result: Markup[] = [];
  for (const node of markup) {
    const last = result.at(-1);
    if (typeof node === 'string' && typeof last === 'string') result[result.length - 1] = last + node;
    else result.push(node);
  }
  return result;
}
