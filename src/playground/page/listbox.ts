import { element, newId, setAttributes } from './dom.js';

export interface ListItem<T> {
  value: T;
  title: string;
  detail?: string;
  /** Stands before the title: "👍", "/". */
  mark?: string;
}

/** A list to choose from that belongs to a field or a button: the focus stays there, and the keys work from there. */
export class Listbox<T> {
  readonly list = element('ul', { className: 'options', id: newId(), attributes: { role: 'listbox' } });
  #items: readonly ListItem<T>[] = [];
  #active = -1;

  /**
   * @param owner what has the focus while the list is open
   * @param onPick an item was chosen, by key or by pointer
   */
  constructor(
    private readonly owner: HTMLElement,
    label: string,
    private readonly onPick: (value: T) => void,
  ) {
    this.list.setAttribute('aria-label', label);
    // A press must not take the focus from its owner.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  get active(): T | undefined {
    return this.#items[this.#active]?.value;
  }

  /** @param active index of the item that is marked at first, -1: none */
  show(items: readonly ListItem<T>[], active = -1, chosen: readonly T[] = []): void {
    this.#items = items;
    this.list.replaceChildren(...items.map((item, index) => this.#row(item, index, chosen)));
    this.#mark(items.length > 0 ? active : -1);
  }

  /** @returns whether the key was meant for the list */
  handleKey(event: KeyboardEvent): boolean {
    if (this.isEmpty) return false;
    if (event.key === 'ArrowDown') this.#move(1);
    else if (event.key === 'ArrowUp') this.#move(-1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && this.#active >= 0)
      this.#pick(this.#active);
    else return false;
    event.preventDefault();
    return true;
  }

  pickActive(): void {
    this.#pick(this.#active);
  }

  #row({ title, detail, mark }: ListItem<T>, index: number, chosen: readonly T[]): HTMLElement {
    const isChosen = chosen.includes(this.#items[index]?.value as T);
    const row = element(
      'li',
      { id: newId(), attributes: { role: 'option', 'aria-selected': String(isChosen) } },
      mark && element('span', { className: 'mark', attributes: { 'aria-hidden': 'true' } }, mark),
      element(
        'span',
        { className: 'words' },
        element('span', { className: 'title' }, title),
        detail && element('span', { className: 'detail' }, detail),
      ),
    );
    row.addEventListener('pointermove', () => this.#mark(index, false));
    row.addEventListener('click', () => this.#pick(index));
    return row;
  }

  #move(by: number): void {
    const count = this.#items.length;
    this.#mark(this.#active < 0 && by < 0 ? count - 1 : (this.#active + by + count) % count);
  }

  #mark(index: number, scrolls = true): void {
    this.#active = index;
    [...this.list.children].forEach((row, at) => void row.classList.toggle('active', at === index));
    const row = this.list.children[index];
    setAttributes(this.owner, { 'aria-activedescendant': row?.id });
    if (scrolls) row?.scrollIntoView({ block: 'nearest' });
  }

  #pick(index: number): void {
    const item = this.#items[index];
    if (item) this.onPick(item.value);
  }
}
