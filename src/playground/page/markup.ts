import type { Markup, MarkupElement } from '../protocol.js';
import { element } from './dom.js';

/** A tree of marked-up text as nodes: texts stay texts. */
export function markupNodes(markup: readonly Markup[]): (Node | string)[] {
  return markup.map((node) => (typeof node === 'string' ? node : markupNode(node)));
}

function markupNode({ tag, children, href }: MarkupElement): Node {
  const nodes = markupNodes(children);
  switch (tag) {
    case 'a':
      return element('a', { href: href ?? '', target: '_blank', rel: 'noopener noreferrer' }, ...nodes);
    case 'mention':
      return element('span', { className: 'mention' }, ...nodes);
    case 'spoiler':
      return spoiler(nodes);
    case 'pre':
      return element('pre', {}, element('code', {}, ...nodes));
    case 'h1':
    case 'h2':
    case 'h3':
      // Headings of messages stand below those of the page.
      return element('div', { className: tag, attributes: { role: 'heading', 'aria-level': '4' } }, ...nodes);
    default:
      return element(tag, {}, ...nodes);
  }
}

function spoiler(nodes: (Node | string)[]): HTMLElement {
  const hidden = element('button', { type: 'button', className: 'spoiler' }, ...nodes);
  hidden.setAttribute('aria-label', 'Spoiler');
  hidden.addEventListener('click', () => {
    hidden.classList.add('shown');
    hidden.removeAttribute('aria-label');
  });
  return hidden;
}
