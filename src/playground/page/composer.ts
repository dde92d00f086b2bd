import type { OfferedCommand, OptionChoice, OptionValue, Person, SceneChannel } from '../protocol.js';
import { CommandForm } from './command-form.js';
import { element, ICONS, icon } from './dom.js';
import { Listbox } from './listbox.js';
import { Popup } from './popup.js';

/** What the composer does for its writer. */
export interface ComposerActions {
  /** @returns whether it could be sent */
  say(text: string, replyTo: string | undefined): boolean;
  run(command: string, options: Record<string, OptionValue>): boolean;
  complete(
    command: string,
    options: Record<string, OptionValue>,
    option: string,
  ): Promise<OptionChoice[] | null>;
}

export interface Writer {
  channel: SceneChannel;
  /** Whom one can mention, the bot first. */
  people: readonly Person[];
}

type Suggestion = { command: OfferedCommand } | { person: Person };

const LONGEST_TEXT = 2000;

/** Where members write: plain messages, mentions, and slash commands with their options. */
export class Composer {
  readonly root = element('form', { className: 'composer', noValidate: true, inert: true });
  readonly #text = element('textarea', {
    rows: 1,
    maxLength: LONGEST_TEXT,
    attributes: { autocomplete: 'off', 'aria-autocomplete': 'list' },
  });
  readonly #field = element('div', { className: 'field' });
  readonly #replying = element('div', { className: 'replying', hidden: true });
  readonly #popup = new Popup();
  readonly #suggestions: Listbox<Suggestion>;
  #writer: Writer | undefined;
  #form: CommandForm | undefined;
  #replyTo: string | undefined;

  constructor(private readonly actions: ComposerActions) {
    this.#suggestions = new Listbox(this.#text, 'Suggestions', (suggestion) => this.#take(suggestion));
    const send = element(
      'button',
      { type: 'submit', className: 'send', ariaLabel: 'Send', title: 'Send' },
      icon(ICONS.send),
    );
    this.root.append(
      this.#popup.root,
      this.#replying,
      element('div', { className: 'box' }, this.#field, send),
    );
    this.#field.append(this.#text);
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('input', () => this.#suggest());
    this.#text.addEventListener('keydown', (event) => this.#handleKey(event));
    this.#text.addEventListener('blur', () => this.#popup.hide());
    this.#text.addEventListener('focus', () => this.#suggest());
  }

  /** Turns to a channel or a language: what was being written stays, a command that is no longer offered does not. */
  show(writer: Writer): void {
    const { channel } = writer;
    const isElsewhere = this.#writer?.channel.id !== channel.id;
    this.#writer = writer;
    this.root.inert = false;
    const name = channel.kind === 'dm' ? `@${channel.name}` : `#${channel.name}`;
    this.#text.placeholder = `Message ${name}`;
    this.#text.ariaLabel = `Message ${name}`;
    if (isElsewhere) this.replyTo(undefined);
    this.#keepCommand(isElsewhere ? [] : channel.commands);
    if (this.#popup.isOpen && !this.#form) this.#suggest();
  }

  /** A command that is being filled in stays as it is, goes on in another language, or is given up. */
  #keepCommand(offered: readonly OfferedCommand[]): void {
    if (!this.#form) return;
    const { command } = this.#form;
    const same = offered.find(({ name }) => name === command.name);
    if (!same) this.#leaveCommand('');
    else if (JSON.stringify(same) !== JSON.stringify(command)) this.#enterCommand(same, this.#form.values());
  }

  focus(): void {
    if (this.#form) this.#form.focus();
    else this.#text.focus();
  }

  /** Begins a reply to a message, or gives it up. */
  replyTo(message: { id: string; author: Person } | undefined): void {
    this.#replyTo = message?.id;
    this.#replying.hidden = !message;
    if (!message) return;
    const stop = element(
      'button',
      { type: 'button', ariaLabel: 'Stop replying', title: 'Stop replying' },
      icon(ICONS.close),
    );
    stop.addEventListener('click', () => this.replyTo(undefined));
    this.#replying.replaceChildren(
      element('span', {}, 'Replying to ', element('strong', {}, message.author.name)),
      stop,
    );
    this.#leaveCommand('');
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.#popup.isOpen && this.#suggestions.handleKey(event)) return;
    if (event.key === 'Escape') {
      if (this.#popup.isOpen) this.#popup.hide();
      else this.replyTo(undefined);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    }
  }

  #suggest(): void {
    const text = this.#text.value;
    const commands = this.#writer?.channel.commands ?? [];
    // A command typed in full, and what follows it: its first option.
    const typed = /^\/(\S+(?: \S+)*?) ([\s\S]*)$/.exec(text);
    const complete = typed && commands.find(({ name, title }) => typed[1] === name || typed[1] === title);
    if (complete) this.#enterCommand(complete, {}, typed[2]);
    else this.#offer(...this.#suggested(text, commands));
  }

  #offer(heading: string, found: readonly Suggestion[]): void {
    this.#suggestions.show(found.map(suggestionItem), 0);
    if (found.length > 0) this.#popup.show(heading, '', this.#suggestions.list);
    else this.#popup.hide();
  }

  #suggested(text: string, commands: readonly OfferedCommand[]): [heading: string, found: Suggestion[]] {
    const slash = /^\/([^\n]*)$/.exec(text)?.[1]?.toLowerCase();
    if (slash !== undefined) {
      const begins = (command: OfferedCommand) =>
        command.title.startsWith(slash) || command.name.startsWith(slash);
      const has = (command: OfferedCommand) => `${command.title} ${command.name}`.includes(slash);
      const found = [...commands.filter(begins), ...commands.filter((each) => has(each) && !begins(each))];
      return [slash ? `Commands matching /${slash}` : 'Commands', found.map((command) => ({ command }))];
    }
    const before = text.slice(0, this.#text.selectionStart);
    const at = /(?:^|\s)@([\p{L}\d_]*)$/u.exec(before)?.[1]?.toLowerCase();
    const people = at === undefined ? [] : (this.#writer?.people ?? []);
    const named = people.filter(({ name }) => name.toLowerCase().startsWith(at ?? ''));
    return ['Members', named.map((person) => ({ person }))];
  }

  #take(suggestion: Suggestion): void {
    if ('command' in suggestion) {
      this.#enterCommand(suggestion.command, {});
      return;
    }
    const caret = this.#text.selectionStart;
    const before = this.#text.value.slice(0, caret).replace(/@[\p{L}\d_]*$/u, `@${suggestion.person.name} `);
    this.#text.setRangeText(before, 0, caret, 'end');
    this.#popup.hide();
  }

  #enterCommand(command: OfferedCommand, values: Record<string, OptionValue>, typed?: string): void {
    const form = new CommandForm(command, this.#popup, {
      submit: () => this.#submit(),
      leave: (text) => this.#leaveCommand(text),
      complete: (options, option) => this.actions.complete(command.name, options, option),
    });
    this.#form = form;
    this.#text.value = '';
    this.#popup.hide();
    this.#field.replaceChildren(form.root);
    form.fill(values, typed);
    form.focus();
  }

  #leaveCommand(text: string): void {
    if (!this.#form) return;
    this.#form = undefined;
    this.#popup.hide();
    this.#text.value = text;
    this.#field.replaceChildren(this.#text);
    this.#text.focus();
  }

  #submit(): void {
    if (this.#form) {
      const options = this.#form.check();
      if (options && this.actions.run(this.#form.command.name, options)) this.#leaveCommand('');
      return;
    }
    const text = this.#withMentions(this.#text.value.trim());
    if (!text || !this.actions.say(text, this.#replyTo)) return;
    this.#text.value = '';
    this.#popup.hide();
    this.replyTo(undefined);
  }

  /** "@factdesk" as Discord sends it: by the id. */
  #withMentions(text: string): string {
    return (this.#writer?.people ?? []).reduce(
      (rest, { id, name }) => rest.replace(new RegExp(`(?<![\\w@<])@${name}(?!\\w)`, 'gi'), `<@${id}>`),
      text,
    );
  }
}

function suggestionItem(value: Suggestion) {
  return 'command' in value
    ? { value, title: `/${value.command.title}`, detail: value.command.description, mark: '/' }
    : { value, title: value.person.name, detail: value.person.bot ? 'App' : 'Member', mark: '@' };
}
