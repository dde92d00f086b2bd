import type { SelectOption, SelectPart } from '../protocol.js';
import { element, ICONS, icon, setAttributes } from './dom.js';
import { Listbox } from './listbox.js';

/** A select menu: a button that opens a list. `onChoose` is called once the choice is made. */
export function selectMenu(
  { options, placeholder, min, max, disabled }: SelectPart,
  onChoose: (values: string[]) => void,
): HTMLElement {
  let chosen = options.filter((option) => option.chosen).map(({ value }) => value);
  const before = chosen;
  const label = element('span', { className: 'chosen' });
  const button = element(
    'button',
    { type: 'button', className: 'select', disabled, attributes: { 'aria-haspopup': 'listbox' } },
    label,
    icon(ICONS.down),
  );
  const listbox = new Listbox<string>(button, placeholder, (value) => pick(value));
  const root = element('div', { className: 'select-menu' }, button, listbox.list);

  const draw = (isOpen: boolean) => {
    const names = options.filter(({ value }) => chosen.includes(value)).map(({ label: name }) => name);
    label.textContent = names.join(', ') || placeholder;
    listbox.list.hidden = !isOpen;
    setAttributes(button, { 'aria-expanded': String(isOpen), 'aria-controls': isOpen && listbox.list.id });
    const active = options.findIndex(({ value }) => value === (listbox.active ?? chosen[0]));
    if (!isOpen) return;
    listbox.show(options.map(itemOf), Math.max(0, active), chosen);
    listbox.list.scrollIntoView({ block: 'nearest' });
  };
  const close = () => {
    if (listbox.list.hidden) return;
    draw(false);
    const isChanged = chosen.length !== before.length || chosen.some((value) => !before.includes(value));
    if (max > 1 && isChanged && chosen.length >= min) onChoose(chosen);
  };
  const pick = (value: string) => {
    if (max > 1) {
      const isChosen = chosen.includes(value);
      if (!isChosen && chosen.length >= max) return;
      chosen = isChosen ? chosen.filter((other) => other !== value) : [...chosen, value];
      return draw(true);
    }
    chosen = [value];
    draw(false);
    onChoose(chosen);
  };
  button.addEventListener('click', () => (listbox.list.hidden ? draw(true) : close()));
  button.addEventListener('blur', close);
  button.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !listbox.list.hidden) {
      event.stopPropagation();
      return close();
    }
    if (listbox.list.hidden && event.key.startsWith('Arrow')) {
      event.preventDefault();
      return draw(true);
    }
    if (!listbox.list.hidden && event.key !== 'Tab') listbox.handleKey(event);
  });
  draw(false);
  return root;
}

function itemOf({ label, value, description, emoji }: SelectOption) {
  return { value, title: label, detail: description, mark: emoji };
}
