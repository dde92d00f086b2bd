import type { PageRequest, SceneChannel, ShownMessage } from '../protocol.js';
import { element, ICONS } from './dom.js';
import { type MenuGroup, openMenu } from './menu.js';
import { type MessageActions, messageNode, standsWith } from './message.js';

/** How near to its end a channel must be scrolled to follow it. */
const NEAR_END_PX = 120;
const TYPING_MS = 8000;

export interface ChannelViewActions {
  send: (request: PageRequest) => boolean;
  reply: (message: ShownMessage) => void;
}

/** The messages of the channel that is open. */
export class ChannelView {
  readonly root = element('div', { className: 'scroller', tabIndex: 0, attributes: { role: 'region' } });
  readonly typing = element('div', { className: 'typing' });
  readonly #beginning = element('div');
  readonly #list = document.createElement('discord-messages');
  /** Reads new messages to those who don't see them. */
  readonly announcer = element('div', { className: 'unseen', attributes: { 'aria-live': 'polite' } });
  #channel: SceneChannel | undefined;
  #isNearEnd = true;
  /** Something was done here: what comes of it must be seen, however far up one has scrolled. */
  #awaitsAnswer = false;
  #lastTop = 0;
  #timer = 0;

  constructor(private readonly actions: ChannelViewActions) {
    this.root.append(this.#beginning, this.#list);
    this.#list.noBackground = true;
    const light = matchMedia('(prefers-color-scheme: light)');
    const follow = () => {
      this.#list.lightTheme = light.matches;
    };
    light.addEventListener('change', follow);
    follow();
    // Pictures and fonts that come later must not push the end out of sight.
    new ResizeObserver(() => this.#isNearEnd && this.#toEnd()).observe(this.#list);
    this.root.addEventListener('scroll', () => this.#noteScroll());
  }

  /** Shows a channel, from its end. */
  show(channel: SceneChannel): void {
    const isOther = this.#channel?.id !== channel.id;
    this.#channel = channel;
    this.root.setAttribute('aria-label', `Messages in ${channel.name}`);
    this.#list.replaceChildren(
      ...channel.messages.map((message, at) => this.#node(message, channel.messages[at - 1])),
    );
    this.announcer.textContent = '';
    if (isOther) this.#stopTyping();
    this.#isNearEnd = true;
    this.#toEnd();
  }

  /** Goes to the end as soon as something new comes. */
  awaitAnswer(): void {
    this.#awaitsAnswer = true;
  }

  /** Shows how the channel begins. */
  begin(welcome: HTMLElement): void {
    this.#beginning.replaceChildren(welcome);
    if (this.#isNearEnd) this.#toEnd();
  }

  /** Shows a new message, or one that has changed. */
  put(message: ShownMessage): void {
    const messages = this.#channel?.messages ?? [];
    const before = messages[messages.findIndex(({ id }) => id === message.id) - 1];
    const node = this.#node(message, before);
    const old = this.#list.querySelector(`#m${message.id}`);
    const keepsFocus = old?.contains(document.activeElement);
    if (old) old.replaceWith(node);
    else this.#list.append(node);
    if (keepsFocus) node.focus({ preventScroll: true });
    if (message.author.bot) this.#stopTyping();
    const goesToEnd = this.#isNearEnd || (!old && this.#awaitsAnswer);
    this.#awaitsAnswer = false;
    this.#isNearEnd = goesToEnd;
    if (goesToEnd) this.#toEnd();
    this.#announce(message);
  }

  remove(messageId: string): void {
    this.#list.querySelector(`#m${messageId}`)?.remove();
  }

  showTyping(name: string): void {
    this.typing.replaceChildren(element('span', { className: 'dots' }), `${name} is typing…`);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#stopTyping(), TYPING_MS);
  }

  /** A note that only this page shows: something did not work. */
  note(text: string): void {
    const dismiss = element('button', { type: 'button', className: 'link' }, 'Dismiss');
    const note = element('div', { className: 'note', attributes: { role: 'alert' } }, text, ' · ', dismiss);
    dismiss.addEventListener('click', () => note.remove());
    this.#list.append(note);
    this.#toEnd();
  }

  #node(message: ShownMessage, before: ShownMessage | undefined): HTMLElement {
    return messageNode(message, standsWith(message, before), this.#actionsOn(message));
  }

  #actionsOn(message: ShownMessage): MessageActions {
    const { id: messageId, channelId } = message;
    const { send, reply } = this.actions;
    return {
      click: (customId) => void send({ do: 'click', channelId, messageId, customId }),
      choose: (customId, values) => void send({ do: 'choose', channelId, messageId, customId, values }),
      dismiss: () => void send({ do: 'dismiss', channelId, messageId }),
      reply: () => reply(message),
      menu: (at) => openMenu(at, this.#menuOf(message)),
    };
  }

  #menuOf(message: ShownMessage): MenuGroup[] {
    const { id: messageId, channelId, plain } = message;
    const apps = this.#channel?.menu ?? [];
    return [
      {
        items: [
          { title: 'Reply', drawn: ICONS.reply, run: () => this.actions.reply(message) },
          {
            title: 'Copy text',
            drawn: ICONS.copy,
            run: () => void navigator.clipboard?.writeText(plain).catch(() => undefined),
          },
        ],
      },
      {
        title: 'Apps',
        items: apps.map(({ name, title }) => ({
          title,
          drawn: ICONS.apps,
          run: () => void this.actions.send({ do: 'menu', channelId, messageId, command: name }),
        })),
      },
    ];
  }

  #announce({ author, plain, thinking }: ShownMessage): void {
    if (!author.bot) return;
    this.announcer.textContent = thinking ? `${author.name} is thinking` : `${author.name}: ${plain}`;
  }

  #stopTyping(): void {
    clearTimeout(this.#timer);
    this.typing.replaceChildren();
  }

  /** Only who scrolls up leaves the end: messages that grow while they are drawn must not. */
  #noteScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.root;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (isNear || scrollTop < this.#lastTop) this.#isNearEnd = isNear;
    this.#lastTop = scrollTop;
  }

  #toEnd(): void {
    this.root.scrollTop = this.root.scrollHeight;
    this.#lastTop = this.root.scrollTop;
  }
}
