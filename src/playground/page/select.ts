import type { SelectOption, SelectPart } from '../protocol.js';
import { element, ICONS, icon, setAttributes } from './dom.js';
import { Listbox } from './listbox.js';

/**
 * A select menu: a button that opens a list. `onChoose` is called once the choice is made.
 * @param name what it is called by those who don't see it; what is chosen is its value
 */
export function selectMenu(
  { options, placeholder, min, max, disabled }: SelectPart,
  onChoose: (values: string[]) => void,
  name = placeholder,
): HTMLElement {
  let chosen = options.filter((option) => option.chosen).map(({ value }) => value);
  let before = chosen;
  const isMultiple = max > 1;
  const label = element('span', { className: 'chosen' });
  const button = element(
    'button',
    {
      type: 'button',
      className: 'select',
      disabled,
      attributes: { role: 'combobox', 'aria-haspopup': 'listbox', 'aria-label': name },
    },
    label,
    icon(ICONS.down),
  );
  const listbox = new Listbox<string>(button, name, (value) => pick(value));
  setAttributes(listbox.list, { 'aria-multiselectable': isMultiple && 'true' });
  const root = element('div', { className: 'select-menu' }, button, listbox.list);

  const draw = (isOpen: boolean) => {
    const names = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label);
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
    if (!isMultiple || !isChanged || chosen.length < min) return;
    before = chosen;
    onChoose(chosen);
  };
  const pick = (value: string) => {
    if (isMultiple) {
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
    if (listbox.list.hidden || event.key === 'Tab') return;
    if (isMultiple && event.key === ' ') {
      event.preventDefault();
      listbox.pickActive();
    } else listbox.handleKey(event);
  });
  // Firefox would click the button all the same, which closes the list.
  button.addEventListener('keyup', (event) => {
    if (isMultiple && event.key === ' ' && !listbox.list.hidden) event.preventDefault();
  });
  draw(false);
  return root;
}

function itemOf({ label, value, description, emoji }: SelectOption) {
  return { value, title: label, detail: description, mark: emoji };
}
