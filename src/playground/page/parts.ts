import type { ButtonPart, Part } from '../protocol.js';
import { element } from './dom.js';
import { markupNodes } from './markup.js';
import { selectMenu } from './select.js';

/** What the components of a message can do. */
export interface PartActions {
  click: (customId: string) => void;
  choose: (customId: string, values: string[]) => void;
}

/** Components as nodes. */
export function partNodes(parts: readonly Part[], actions: PartActions): Node[] {
  return parts.map((part) => partNode(part, actions));
}

function partNode(part: Part, actions: PartActions): Node {
  switch (part.kind) {
    case 'container': {
      const container = element('div', { className: 'container' }, ...partNodes(part.parts, actions));
      if (part.accent) container.style.setProperty('--accent-edge', part.accent);
      return container;
    }
    case 'text':
      return element('div', { className: 'text' }, ...markupNodes(part.content));
    case 'separator':
      return element('hr', {
        className: `separator ${part.isLine ? 'line' : ''} ${part.isLarge ? 'large' : ''}`,
      });
    case 'section':
      return element(
        'div',
        { className: 'section' },
        element('div', { className: 'section-text' }, ...partNodes(part.parts, actions)),
        part.accessory && inRow(partNode(part.accessory, actions)),
      );
    case 'row':
      return row(partNodes(part.parts, actions));
    case 'button':
      return button(part, actions);
    case 'select':
      return selectMenu(part, (values) => actions.choose(part.customId, values));
    default:
      return mediaNode(part);
  }
}

function mediaNode(part: Extract<Part, { kind: 'gallery' | 'thumbnail' | 'file' }>): Node {
  switch (part.kind) {
    case 'gallery':
      return element('div', { className: 'gallery' }, ...part.items.map(picture));
    case 'thumbnail':
      return element('img', { className: 'thumbnail', src: part.url, alt: part.description });
    case 'file':
      return fileLink(part.name, part.url);
  }
}

/** A picture that opens in full when clicked. */
export function picture({ url, description }: { url: string; description: string }): HTMLElement {
  const image = element('img', { src: url, alt: description || 'Picture' });
  if (description) image.title = description;
  return element('a', { className: 'picture', href: url, target: '_blank', rel: 'noopener' }, image);
}

export function fileLink(name: string, url: string): HTMLElement {
  return element('a', { className: 'file', href: url, target: '_blank', rel: 'noopener' }, name);
}

function button({ style, label, emoji, customId, url, disabled }: ButtonPart, actions: PartActions): Node {
  const made = Object.assign(document.createElement('discord-button'), { type: style, disabled });
  if (url) made.url = url;
  made.append([emoji, label].filter(Boolean).join(' '));
  // Skyra's only looks disabled; one that is cannot be reached with the keyboard either.
  if (disabled)
    void made.updateComplete.then(() =>
      made.renderRoot.querySelector('button')?.setAttribute('disabled', ''),
    );
  if (!disabled && !url) made.addEventListener('click', () => actions.click(customId));
  return made;
}

/** Skyra's buttons stand in rows only. */
function inRow(node: Node): Node {
  return node instanceof HTMLElement && node.localName === 'discord-button' ? row([node]) : node;
}

function row(nodes: Node[]): HTMLElement {
  const made = document.createElement('discord-action-row');
  made.append(...nodes);
  return made;
}
