import { element, icon } from './dom.js';

interface MenuItem {
  title: string;
  /** The path of its icon. */
  drawn: string;
  run(): void;
}

export interface MenuGroup {
  /** Stands above the group. */
  title?: string;
  items: MenuItem[];
}

let closeOpen: (() => void) | undefined;

/** Opens a menu at a place of the window or below a button; the focus goes back to where it was when it closes. */
export function openMenu(at: { x: number; y: number } | HTMLElement, groups: readonly MenuGroup[]): void {
  closeOpen?.();
  const returnTo = at instanceof HTMLElement ? at : (document.activeElement as HTMLElement | null);
  const menu = element(
    'div',
    { className: 'menu', attributes: { role: 'menu', 'aria-label': 'Message' } },
    ...groups.filter(({ items }) => items.length > 0).map(groupNode),
  );
  const items = () => [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const close = () => {
    menu.remove();
    controller.abort();
    closeOpen = undefined;
  };
  const controller = new AbortController();
  const { signal } = controller;
  closeOpen = close;
  menu.addEventListener('click', close);
  menu.addEventListener('keydown', (event) => {
    const all = items();
    const current = all.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) all.at((current + step) % all.length)?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      returnTo?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const outside = (event: Event) => {
    if (!menu.contains(event.target as Node)) close();
  };
  document.addEventListener('pointerdown', outside, { signal, capture: true });
  document.body.append(menu);
  place(menu, at instanceof HTMLElement ? belowOf(at) : at);
  items()[0]?.focus();
}

function groupNode({ title, items }: MenuGroup): HTMLElement {
  return element(
    'div',
    { className: 'menu-group', attributes: { role: 'group', 'aria-label': title } },
    title && element('div', { className: 'menu-title', attributes: { 'aria-hidden': 'true' } }, title),
    ...items.map((item) => {
      const button = element(
        'button',
        { type: 'button', tabIndex: -1, attributes: { role: 'menuitem' } },
        item.title,
        icon(item.drawn),
      );
      button.addEventListener('click', () => item.run());
      return button;
    }),
  );
}

function belowOf(button: HTMLElement): { x: number; y: number } {
  const { left, bottom } = button.getBoundingClientRect();
  return { x: left, y: bottom + 4 };
}

/** Within the window, whatever its size. */
function place(menu: HTMLElement, { x, y }: { x: number; y: number }): void {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}
