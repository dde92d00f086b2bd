import type { OfferedOption, OptionChoice, OptionValue } from '../protocol.js';
import { element, newId, setAttributes } from './dom.js';
import { Listbox } from './listbox.js';
import type { Popup } from './popup.js';

export interface OptionFieldActions {
  complete(): Promise<OptionChoice[] | null>;
  picked(): void;
  /** The option was deleted. */
  emptied(): void;
}

const PAUSE_MS = 60;

/** One option of a command: its name and a field, completed by the bot or from its choices. */
export class OptionField {
  readonly root: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #listbox: Listbox<OptionChoice>;
  /** What was chosen from the list; until the text is changed it stands for this. */
  #chosen: OptionChoice | undefined;
  #asked = 0;
  #timer = 0;

  constructor(
    readonly option: OfferedOption,
    private readonly popup: Popup,
    private readonly actions: OptionFieldActions,
  ) {
    const { title, kind, max, required, completes } = option;
    const id = newId();
    this.#input = element('input', {
      id,
      type: 'text',
      ...(kind === 'number' && { inputMode: 'numeric' }),
      ...(kind === 'text' && max !== undefined && { maxLength: max }),
      attributes: { autocomplete: 'off', 'aria-required': String(required) },
    });
    this.#listbox = new Listbox(this.#input, title, (choice) => this.#pick(choice));
    if (completes || kind === 'choice') {
      const list = { 'aria-autocomplete': 'list', 'aria-controls': this.#listbox.list.id };
      setAttributes(this.#input, { role: 'combobox', 'aria-expanded': 'false', ...list });
    }
    const label = element('label', { htmlFor: id }, title);
    this.root = element('span', { className: `pill ${kind}` }, label, this.#input);
    this.#input.addEventListener('input', () => this.#changed());
    this.#input.addEventListener('focus', () => this.#suggest());
    this.#input.addEventListener('blur', () => this.#close());
    this.#input.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  get text(): string {
    return this.#chosen ? String(this.#chosen.value) : this.#input.value;
  }

  get isEmpty(): boolean {
    return this.#input.value.trim() === '';
  }

  focus(): void {
    this.#input.focus();
  }

  type(text: string): void {
    this.#input.value = text;
  }

  set(value: OptionValue): void {
    this.#chosen = this.option.choices.find((choice) => choice.value === value) ?? {
      name: String(value),
      value,
    };
    this.#input.value = this.#chosen.name;
  }

  /** What is sent; undefined where there is nothing, or nothing that the option takes. */
  value(): OptionValue | undefined {
    if (this.#chosen) return this.#chosen.value;
    const text = this.#input.value.trim();
    if (text === '') return undefined;
    const { kind, choices } = this.option;
    if (kind === 'number') return Number.isNaN(Number(text)) ? undefined : Number(text);
    if (kind === 'choice')
      return choices.find(({ name }) => name.toLowerCase() === text.toLowerCase())?.value;
    return text;
  }

  /** Shows what is wrong with the entry. @returns whether nothing is */
  check(): boolean {
    const fault = this.#fault();
    setAttributes(this.#input, { 'aria-invalid': fault ? 'true' : undefined, title: fault });
    this.root.classList.toggle('faulty', fault !== undefined);
    if (fault) {
      this.#stopAsking();
      this.popup.show(this.option.title, fault);
    }
    return fault === undefined;
  }

  #fault(): string | undefined {
    const { required, kind, min, max, isWhole } = this.option;
    const value = this.value();
    if (this.isEmpty) return required ? 'This option is required. Specify a value.' : undefined;
    if (value === undefined) return kind === 'number' ? 'Enter a number.' : 'Choose one of the list.';
    if (kind === 'number' && isWhole && !Number.isInteger(value)) return 'Enter a whole number.';
    const size = kind === 'number' ? Number(value) : String(value).length;
    const isOutside = kind !== 'choice' && (size < (min ?? -Infinity) || size > (max ?? Infinity));
    const unit = kind === 'number' ? '' : ' characters';
    return isOutside ? `Takes ${min ?? 'any'} to ${max ?? 'any'}${unit}.` : undefined;
  }

  #changed(): void {
    this.#chosen = undefined;
    setAttributes(this.#input, { 'aria-invalid': undefined, title: undefined });
    this.root.classList.remove('faulty');
    this.#suggest();
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#stopAsking();
    if (this.popup.isOpen && this.#listbox.handleKey(event)) {
      event.stopPropagation();
    } else if (event.key === 'Backspace' && this.#input.value === '') {
      event.preventDefault();
      event.stopPropagation();
      this.actions.emptied();
    }
  }

  #suggest(): void {
    const { kind, completes, choices } = this.option;
    if (kind === 'choice') {
      const typed = this.#chosen ? '' : this.#input.value.trim().toLowerCase();
      this.#offer(
        choices.filter(({ name }) => name.toLowerCase().startsWith(typed)),
        0,
      );
    } else if (completes) {
      if (!this.popup.isOpen) this.#offer([], -1, 'Loading options…');
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#complete(), PAUSE_MS);
    } else this.#offer([], -1);
  }

  async #complete(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const choices = await this.actions.complete();
    if (asked !== this.#asked || document.activeElement !== this.#input) return;
    this.#offer(choices ?? [], -1, choices ? undefined : 'Loading options failed');
  }

  #offer(choices: readonly OptionChoice[], active: number, state?: string): void {
    this.#listbox.show(
      choices.map((choice) => ({ value: choice, title: choice.name })),
      active,
    );
    setAttributes(
      this.#input,
      this.#input.hasAttribute('role') ? { 'aria-expanded': String(choices.length > 0) } : {},
    );
    this.popup.show(this.option.title, this.option.description, this.#listbox.list);
    if (state) this.popup.root.append(element('div', { className: 'popup-state' }, state));
  }

  #pick(choice: OptionChoice): void {
    this.#chosen = choice;
    this.#input.value = choice.name;
    this.root.classList.remove('faulty');
    this.#close();
    this.actions.picked();
  }

  /** What the bot may still offer for an earlier text is not shown any more. */
  #stopAsking(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  #close(): void {
    this.#stopAsking();
    this.popup.hide();
    if (this.#input.hasAttribute('role')) setAttributes(this.#input, { 'aria-expanded': 'false' });
    setAttributes(this.#input, { 'aria-activedescendant': undefined });
  }
}
