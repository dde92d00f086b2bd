import type { Scene, SceneChannel } from '../protocol.js';
import { element, ICONS, icon, setAttributes } from './dom.js';
import { type SidebarActions, type SidebarState, sidebarNodes } from './sidebar.js';

/** What the frame is laid around. */
export interface FrameContent {
  /** Below the bar, from top to bottom. */
  main: readonly HTMLElement[];
  inspector: HTMLElement;
  /** Gets the focus when somebody begins to type. */
  focusComposer(): void;
}

const SELECTABLE = 'button, select';

/** The frame around the messages: the channels, the bar above, and the drawers that open and close. */
export class Frame {
  readonly #sidebar = element('div', { className: 'sidebar', id: 'sidebar' });
  readonly #title = element('h1');
  readonly #menuButton = element(
    'button',
    {
      type: 'button',
      className: 'menu-button',
      ariaLabel: 'Channels',
      attributes: { 'aria-controls': 'sidebar', 'aria-expanded': 'false' },
    },
    icon(ICONS.menu),
  );
  readonly #inspectorButton = element(
    'button',
    {
      type: 'button',
      className: 'inspector-button',
      hidden: true,
      attributes: { 'aria-controls': 'inspector', 'aria-expanded': 'false' },
    },
    icon(ICONS.search),
    'Inspector',
  );

  constructor(private readonly content: FrameContent) {
    const veil = element('div', { className: 'veil' });
    const top = element('header', { className: 'top' }, this.#menuButton, this.#title, this.#inspectorButton);
    document.body.replaceChildren(
      this.#sidebar,
      veil,
      element('main', {}, top, ...content.main),
      content.inspector,
    );
    veil.addEventListener('click', () => this.#toggleSidebar(false));
    this.#menuButton.addEventListener('click', () => this.#toggleSidebar(!this.#isSidebarOpen));
    this.#inspectorButton.addEventListener('click', () =>
      this.toggleInspector(Boolean(content.inspector.hidden)),
    );
    document.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  get #isSidebarOpen(): boolean {
    return document.body.classList.contains('sidebar-open');
  }

  showChannel({ kind, name }: SceneChannel): void {
    this.#title.replaceChildren(icon(kind === 'dm' ? ICONS.at : ICONS.hash), name);
    document.title = `${kind === 'dm' ? '@' : '#'}${name} · factdesk playground`;
  }

  showSidebar(scene: Scene, state: SidebarState, actions: SidebarActions): void {
    this.#inspectorButton.hidden = !scene.inspects;
    const focused = this.#selectable().indexOf(document.activeElement as HTMLElement);
    const open = (id: string) => {
      actions.open(id);
      this.#toggleSidebar(false);
    };
    this.#sidebar.replaceChildren(...sidebarNodes(scene, state, { ...actions, open }));
    this.#selectable()[focused]?.focus();
  }

  toggleInspector(isOpen: boolean): void {
    this.content.inspector.hidden = !isOpen;
    setAttributes(this.#inspectorButton, { 'aria-expanded': String(isOpen) });
    if (!isOpen) this.#inspectorButton.focus();
  }

  #selectable(): HTMLElement[] {
    return [...this.#sidebar.querySelectorAll<HTMLElement>(SELECTABLE)];
  }

  #toggleSidebar(isOpen: boolean): void {
    document.body.classList.toggle('sidebar-open', isOpen);
    setAttributes(this.#menuButton, { 'aria-expanded': String(isOpen) });
    if (isOpen) this.#sidebar.querySelector<HTMLElement>('[aria-current]')?.focus();
  }

  /** Whoever begins to type means the composer. */
  #handleKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
    if (key === 'Escape' && this.#isSidebarOpen) {
      this.#toggleSidebar(false);
      this.#menuButton.focus();
      return;
    }
    const isText = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
    const isFree =
      document.activeElement === document.body || document.activeElement?.className === 'scroller';
    if (isText && isFree) this.content.focusComposer();
  }
}
