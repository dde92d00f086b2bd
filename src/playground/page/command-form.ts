import type { OfferedCommand, OfferedOption, OptionChoice, OptionValue } from '../protocol.js';
import { element } from './dom.js';
import { OptionField } from './option-field.js';
import type { Popup } from './popup.js';

export interface CommandFormActions {
  submit(): void;
  /** The command is given up; `text` is what remains of it. */
  leave(text: string): void;
  complete(options: Record<string, OptionValue>, option: string): Promise<OptionChoice[] | null>;
}

/** A slash command that is being filled in: its required options, those added to them, and those that could be. */
export class CommandForm {
  readonly root: HTMLElement;
  readonly #fields: OptionField[] = [];
  readonly #rest = element('span', { className: 'optional' });

  constructor(
    readonly command: OfferedCommand,
    private readonly popup: Popup,
    private readonly actions: CommandFormActions,
  ) {
    const title = element('span', { className: 'command-name', tabIndex: -1 }, `/${command.title}`);
    this.root = element(
      'div',
      { className: 'command', attributes: { role: 'group', 'aria-label': `Command ${command.title}` } },
      title,
      this.#rest,
    );
    this.root.addEventListener('keydown', (event) => this.#handleKey(event));
    for (const option of command.options.filter(({ required }) => required)) this.#add(option);
    this.#drawRest();
  }

  /** Fills in what is known already. @param typed what was typed after the command's name: its first option */
  fill(values: Record<string, OptionValue>, typed = ''): void {
    for (const [name, value] of Object.entries(values)) {
      const option = this.command.options.find((each) => each.name === name);
      if (option) (this.#fields.find((field) => field.option === option) ?? this.#add(option)).set(value);
    }
    if (typed) this.#fields[0]?.type(typed);
    this.#drawRest();
  }

  focus(): void {
    const next = this.#fields.find((field) => field.isEmpty) ?? this.#fields.at(-1);
    if (next) next.focus();
    else this.root.querySelector<HTMLElement>('.command-name')?.focus();
  }

  /** What has been entered so far. */
  values(): Record<string, OptionValue> {
    return Object.fromEntries(
      this.#fields.flatMap((field) => {
        const value = field.value();
        return value === undefined ? [] : [[field.option.name, value]];
      }),
    );
  }

  /** What has been entered, or undefined after it was shown what is wrong with it. */
  check(): Record<string, OptionValue> | undefined {
    const faulty = this.#fields.filter((field) => !field.check());
    faulty[0]?.focus();
    return faulty.length > 0 ? undefined : this.values();
  }

  #add(option: OfferedOption): OptionField {
    const field = new OptionField(option, this.popup, {
      complete: () => this.actions.complete(this.#valuesFor(option), option.name),
      picked: () => this.#afterPick(),
      emptied: () => this.#remove(field),
    });
    this.#fields.push(field);
    this.#rest.before(field.root);
    return field;
  }

  /** While an option is completed the bot gets what is typed for it, finished or not. */
  #valuesFor(option: OfferedOption): Record<string, OptionValue> {
    const field = this.#fields.find((each) => each.option === option);
    return { ...this.values(), [option.name]: field?.text ?? '' };
  }

  #remove(field: OptionField): void {
    if (field.option.required) {
      this.actions.leave(`/${this.command.title}`);
      return;
    }
    field.root.remove();
    this.#fields.splice(this.#fields.indexOf(field), 1);
    this.popup.hide();
    this.#drawRest();
    this.focus();
  }

  #afterPick(): void {
    if (this.#fields.some((field) => field.isEmpty)) this.focus();
  }

  #drawRest(): void {
    const rest = this.command.options.filter(
      (option) => !this.#fields.some((field) => field.option === option),
    );
    this.#rest.replaceChildren(
      ...rest.map((option) => {
        const add = element(
          'button',
          { type: 'button', className: 'add-option', title: option.description },
          `+ ${option.title}`,
        );
        add.addEventListener('click', () => {
          const field = this.#add(option);
          this.#drawRest();
          field.focus();
        });
        return add;
      }),
    );
  }

  #handleKey(event: KeyboardEvent): void {
    const isOnName = event.target instanceof HTMLElement && event.target.className === 'command-name';
    if (event.key === 'Escape') {
      if (this.popup.isOpen) this.popup.hide();
      else this.actions.leave('');
    } else if (event.key === 'Backspace' && isOnName) this.actions.leave(`/${this.command.title}`);
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) this.actions.submit();
    else return;
    event.preventDefault();
  }
}
