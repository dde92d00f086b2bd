import type { Person, ShownEmbed, ShownFile, ShownMessage } from '../protocol.js';
import { element, ICONS, icon } from './dom.js';
import { markupNodes } from './markup.js';
import { fileLink, type PartActions, partNodes, picture } from './parts.js';

/** What can be done with a message. */
export interface MessageActions extends PartActions {
  reply: () => void;
  dismiss: () => void;
  /** Opens the menu at a place of the window, or at a button. */
  menu: (at: { x: number; y: number } | HTMLElement) => void;
}

/** Within so many milliseconds messages of one author stand together. */
const TOGETHER_MS = 7 * 60 * 1000;
const LONG_PRESS_MS = 500;

const AVATARS = new Set(['ana', 'max', 'factdesk']);

export function avatarOf({ name }: Pick<Person, 'name'>): string {
  const known = name.toLowerCase();
  return AVATARS.has(known) ? `/${known}.svg` : '/somebody.svg';
}

/** Whether a message is shown without its author, right below the one before. */
export function standsWith(message: ShownMessage, before: ShownMessage | undefined): boolean {
  if (!before || message.reply !== undefined || message.used) return false;
  const isSame = before.author.id === message.author.id && before.ephemeral === message.ephemeral;
  return isSame && Date.parse(message.at) - Date.parse(before.at) < TOGETHER_MS;
}

/** A message as Discord shows it. */
export function messageNode(message: ShownMessage, bodyOnly: boolean, actions: MessageActions): HTMLElement {
  const { author, ephemeral, edited, id } = message;
  const node = Object.assign(document.createElement('discord-message'), {
    author: author.name,
    avatar: avatarOf(author),
    bot: author.bot,
    timestamp: timeOf(message.at),
    messageBodyOnly: bodyOnly,
    ephemeral,
    edited,
    id: `m${id}`,
    tabIndex: -1,
  });
  node.setAttribute('role', 'article');
  node.setAttribute('aria-label', `${author.name}, ${timeOf(message.at)}`);
  const above = lineAbove(message);
  if (above) node.append(above);
  if (message.thinking) node.append(thinking(author.name));
  node.append(...markupNodes(message.content), ...message.embeds.map(embedNode));
  node.append(below(message, actions), toolbar(actions));
  openMenuOn(node, actions);
  return node;
}

function timeOf(at: string): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return date.toDateString() === new Date().toDateString()
    ? `Today at ${time}`
    : `${date.toLocaleDateString('en-GB')} ${time}`;
}

function lineAbove({ used, reply }: ShownMessage): HTMLElement | undefined {
  if (used) {
    const { by, command, kind } = used;
    const line = Object.assign(document.createElement('discord-command'), {
      author: by.name,
      avatar: avatarOf(by),
      command: kind === 'slash' ? command : ` ${command}`,
    });
    line.slot = 'reply';
    return line;
  }
  if (reply === undefined) return undefined;
  const line = document.createElement('discord-reply');
  line.slot = 'reply';
  if (!reply) return Object.assign(line, { deleted: true });
  Object.assign(line, {
    author: reply.author.name,
    avatar: avatarOf(reply.author),
    bot: reply.author.bot,
  });
  line.append(reply.plain || 'Click to see attachment');
  return line;
}

function thinking(name: string): HTMLElement {
  return element(
    'span',
    { className: 'thinking' },
    element('span', { className: 'dots', attributes: { 'aria-hidden': 'true' } }),
    `${name} is thinking…`,
  );
}

/** All that stands below a message's text. */
function below(message: ShownMessage, actions: MessageActions): HTMLElement {
  const parts = element(
    'div',
    { className: 'parts', slot: 'components' },
    ...message.files.map(fileNode),
    ...partNodes(message.parts, actions),
  );
  if (message.ephemeral) parts.append(onlyYou(actions));
  return parts;
}

function fileNode({ name, url, isPicture, description }: ShownFile): HTMLElement {
  return isPicture ? picture({ url, description: description || name }) : fileLink(name, url);
}

function onlyYou({ dismiss }: MessageActions): HTMLElement {
  const button = element('button', { type: 'button', className: 'link' }, 'Dismiss message');
  button.addEventListener('click', dismiss);
  return element('div', { className: 'only-you' }, icon(ICONS.eye), 'Only you can see this · ', button);
}

function toolbar({ reply, menu }: MessageActions): HTMLElement {
  const replyButton = element(
    'button',
    { type: 'button', title: 'Reply', ariaLabel: 'Reply' },
    icon(ICONS.reply),
  );
  const more = element(
    'button',
    { type: 'button', title: 'More', ariaLabel: 'More', attributes: { 'aria-haspopup': 'menu' } },
    icon(ICONS.more),
  );
  replyButton.addEventListener('click', reply);
  more.addEventListener('click', () => menu(more));
  return element('div', { className: 'toolbar', slot: 'reactions' }, replyButton, more);
}

/** By right click, and by a long press where there is no right button. */
function openMenuOn(node: HTMLElement, { menu }: MessageActions): void {
  node.addEventListener('contextmenu', (event) => {
    if (event.target instanceof HTMLAnchorElement || String(getSelection())) return;
    event.preventDefault();
    menu({ x: event.clientX, y: event.clientY });
  });
  let timer = 0;
  const stop = () => clearTimeout(timer);
  node.addEventListener('pointerdown', ({ pointerType, clientX, clientY }) => {
    if (pointerType === 'touch')
      timer = window.setTimeout(() => menu({ x: clientX, y: clientY }), LONG_PRESS_MS);
  });
  for (const end of ['pointerup', 'pointermove', 'pointercancel'] as const) node.addEventListener(end, stop);
}

function embedNode(embed: ShownEmbed): HTMLElement {
  const node = Object.assign(document.createElement('discord-embed'), {
    ...(embed.author && { authorName: embed.author }),
    ...(embed.title && { embedTitle: embed.title }),
    ...(embed.url && { url: embed.url }),
    ...(embed.image && { image: embed.image }),
    ...(embed.thumbnail && { thumbnail: embed.thumbnail }),
  });
  node.slot = 'embeds';
  if (embed.color) node.style.setProperty('--embed-color', embed.color);
  const description = document.createElement('discord-embed-description');
  description.slot = 'description';
  description.append(...markupNodes(embed.description));
  const fields = document.createElement('discord-embed-fields');
  fields.slot = 'fields';
  let column = 0;
  for (const { name, value, inline } of embed.fields) {
    column = inline ? (column % 3) + 1 : 0;
    const place = { inline, ...(inline && { inlineIndex: column }) };
    const field = Object.assign(document.createElement('discord-embed-field'), {
      fieldTitle: name,
      ...place,
    });
    field.append(...markupNodes(value));
    fields.append(field);
  }
  node.append(description, fields);
  if (embed.footer) {
    const footer = document.createElement('discord-embed-footer');
    footer.slot = 'footer';
    footer.append(embed.footer);
    node.append(footer);
  }
  return node;
}
