import {
  type APIApplicationCommand,
  ApplicationCommandType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  type Locale,
} from 'discord.js';
import { type AnyComponent, placedComponents } from './checks/components.js';
import { chosenData } from './choosing.js';
import { type Choice, type LocalEvent, type LocalMessage, type LocalModal, shownMessage } from './events.js';
import { composeMessage } from './messages.js';
import { filledModal, type ModalValues } from './modal-values.js';
import { type OptionValues, slashData } from './slash-options.js';
import { happening } from './waiting.js';
import type { Interaction, LocalChannel, LocalMember, StoredMessage, World } from './world.js';

/** What a member sees of the bot's answer. */
export interface Reply extends LocalMessage {
  /** Milliseconds until the bot's first response, be it "… is thinking". */
  elapsed: number;
  /** Whether it is the message that was there, changed, rather than a new one. */
  updated: boolean;
  /** The modal that opened instead; there is no message then, and its fields are empty. */
  modal?: LocalModal;
}

/** What the bot offers to complete an option, and after how many milliseconds. */
export interface Choices {
  choices: Choice[];
  elapsed: number;
}

/** Where something is done; #general unless told. */
export interface Place {
  channel?: LocalChannel;
}

/** A message as an actor refers to it. */
export type MessageRef = Pick<LocalMessage, 'id' | 'channelId'>;

export interface ActorSettings {
  /** The language of their Discord. */
  locale: Locale;
  /** How many milliseconds they wait for the bot's first response. */
  patience: number;
  /** Base address under which files are served. */
  filesUrl: string;
}

/** How long the bot may go on after it has deferred; Discord gives it 15 minutes, nobody waits for that. */
const DEFERRED_PATIENCE_MS = 4000;

/** A member who uses the bot. Everything ends in what they see, or rejects with `BotSilent`. */
export class Actor {
  constructor(
    private readonly world: World,
    readonly member: LocalMember,
    private readonly settings: ActorSettings,
  ) {}

  /** The commands of a kind that Discord offers this member in a channel. */
  offered(
    channel: LocalChannel,
    type: ApplicationCommandType = ApplicationCommandType.ChatInput,
  ): APIApplicationCommand[] {
    const { global, guild } = this.world.commands;
    const inGuild = channel.kind === 'text';
    const context = inGuild ? InteractionContextType.Guild : InteractionContextType.BotDM;
    return [...(inGuild ? guild : []), ...global].filter(
      (command) =>
        command.type === type &&
        (command.contexts?.includes(context) ?? true) &&
        (!inGuild || this.#may(command.default_member_permissions)),
    );
  }

  /** Uses a slash command; `name` with its subcommand: `settings show`. */
  slash(name: string, options: OptionValues = {}, place: Place = {}): Promise<Reply> {
    return this.#interact(`/${name}`, () => this.#startSlash(name, options, place));
  }

  /** What the bot offers to complete the option `focused`, of which `options` has what is typed so far. */
  async autocomplete(
    name: string,
    options: OptionValues,
    focused: string,
    place: Place = {},
  ): Promise<Choices> {
    const began = performance.now();
    const interaction = this.#startSlash(name, options, place, focused);
    const what = `Completing ${focused} of /${name}`;
    const choices = await happening(this.world, what, this.settings.patience, (event) =>
      event.type === 'choices' && event.interactionId === interaction.id ? event.choices : undefined,
    );
    return { choices, elapsed: performance.now() - began };
  }

  /** Uses a command of a message's context menu. */
  contextMenu(name: string, message: MessageRef): Promise<Reply> {
    return this.#interact(`"${name}"`, () => {
      const { raw } = this.#visible(message);
      const channel = this.world.channel(message.channelId);
      const command = this.#command(name, channel, ApplicationCommandType.Message);
      return this.world.interact({
        ...this.#at(channel),
        type: InteractionType.ApplicationCommand,
        commandName: name,
        data: {
          id: command.id,
          name,
          type: command.type,
          target_id: raw.id,
          resolved: { messages: { [raw.id]: raw } },
        },
      });
    });
  }

  /** Clicks a button. */
  click(message: MessageRef, customId: string): Promise<Reply> {
    return this.#interact(`The button ${customId}`, () => {
      const component = this.#component(message, customId, ComponentType.Button);
      return this.#useComponent(message, component, {});
    });
  }

  /** Chooses from a string select, or from a select of channels: `values` are their ids. */
  choose(message: MessageRef, customId: string, values: string[]): Promise<Reply> {
    return this.#interact(`The select ${customId}`, () => {
      const { StringSelect, ChannelSelect } = ComponentType;
      const select = this.#component(message, customId, StringSelect, ChannelSelect);
      const channel = this.world.channel(message.channelId);
      const chooser = { world: this.world, member: this.member, channel };
      return this.#useComponent(message, select, chosenData(select, values, chooser));
    });
  }

  /** Fills in a modal and sends it; `values` by the fields' custom ids. */
  submit(modal: LocalModal, values: ModalValues): Promise<Reply> {
    return this.#interact(`The modal ${modal.customId}`, () => {
      const opened = this.world.interactions.get(modal.interactionId);
      if (opened?.userId !== this.member.id)
        throw new Error(`The modal was not opened for ${this.member.name}`);
      return this.world.interact({
        ...this.#at(this.world.channel(opened.channelId)),
        type: InteractionType.ModalSubmit,
        ...(opened.sourceMessage && { sourceMessage: opened.sourceMessage }),
        data: { custom_id: modal.customId, components: filledModal(modal, values) },
      });
    });
  }

  /** Writes a message without waiting for anything. */
  post(text: string, { channel, replyTo }: Place & { replyTo?: MessageRef } = {}): LocalMessage {
    const { channelId } = this.#at(channel);
    const replied = replyTo && this.#visible(replyTo);
    const body = { content: text };
    const origin = {
      channelId,
      author: this.member.user,
      filesUrl: this.settings.filesUrl,
      ...(replied && { replyTo: replied }),
    };
    return this.world.addMessage(composeMessage(this.world, body, origin));
  }

  /** Writes a message and waits for the bot's. */
  async say(text: string, place: Place & { replyTo?: MessageRef } = {}): Promise<Reply> {
    const began = performance.now();
    const written = this.post(text, place);
    const answer = await happening(this.world, `Saying "${text}"`, this.settings.patience, (event) => {
      if (event.type !== 'message' || event.message.author.id !== this.world.bot.id) return undefined;
      const { channelId, replyTo } = event.message;
      return channelId === written.channelId && (replyTo === null || replyTo === written.id)
        ? event.message
        : undefined;
    });
    return { ...answer, elapsed: performance.now() - began, updated: false };
  }

  /** Writes to the bot in private and waits for its answer. */
  dm(text: string): Promise<Reply> {
    return this.say(text, { channel: this.world.dmOf(this.member) });
  }

  /** Starts an interaction and waits for what becomes of it. The bot hears of it over its socket: never before the waiting begins. */
  async #interact(what: string, start: () => Interaction): Promise<Reply> {
    const began = performance.now();
    const interaction = start();
    const mine = (event: LocalEvent) => 'interactionId' in event && event.interactionId === interaction.id;
    const first = await happening(this.world, what, this.settings.patience, (event) =>
      mine(event) ? event : undefined,
    ).catch((silent: unknown) => {
      const { id: interactionId, channelId } = interaction;
      this.world.emit({ type: 'unanswered', interactionId, channelId, memberId: this.member.id });
      throw silent;
    });
    const elapsed = performance.now() - began;
    if (first.type === 'modal')
      return { ...noMessage(this.world, interaction), elapsed, updated: false, modal: first.modal };
    if (first.type === 'message' || first.type === 'edit')
      return { ...first.message, elapsed, updated: first.type === 'edit' };
    const later = await happening(this.world, `${what} (deferred)`, DEFERRED_PATIENCE_MS, (event) =>
      mine(event) && (event.type === 'message' || event.type === 'edit') ? event : undefined,
    );
    return { ...later.message, elapsed, updated: first.type === 'acknowledged' && later.type === 'edit' };
  }

  #startSlash(
    name: string,
    options: OptionValues,
    { channel = this.world.channelNamed('general') }: Place,
    focused?: string,
  ): Interaction {
    const words = name.split(' ');
    const command = this.#command(words[0] ?? '', channel, ApplicationCommandType.ChatInput);
    return this.world.interact({
      ...this.#at(channel),
      type:
        focused === undefined
          ? InteractionType.ApplicationCommand
          : InteractionType.ApplicationCommandAutocomplete,
      commandName: name,
      data: slashData(this.world, command, words, options, focused),
    });
  }

  #command(name: string, channel: LocalChannel, type: ApplicationCommandType): APIApplicationCommand {
    const command = this.offered(channel, type).find((candidate) => candidate.name === name);
    if (!command) throw new Error(`"${name}" is not offered to ${this.member.name} in ${channel.name}`);
    return command;
  }

  #component({ id, channelId }: MessageRef, customId: string, ...types: ComponentType[]): AnyComponent {
    const { raw } = this.#visible({ id, channelId });
    const placed = placedComponents((raw.components ?? []) as unknown as AnyComponent[]);
    const component = placed.find((candidate) => candidate.component.custom_id === customId)?.component;
    if (!component || !types.includes(component.type))
      throw new Error(`The message has no such component: ${customId}`);
    if (component.disabled) throw new Error(`The component ${customId} is disabled`);
    return component;
  }

  #useComponent({ id, channelId }: MessageRef, component: AnyComponent, chosen: object): Interaction {
    return this.world.interact({
      ...this.#at(this.world.channel(channelId)),
      type: InteractionType.MessageComponent,
      sourceMessage: id,
      data: { id: component.id, custom_id: component.custom_id, component_type: component.type, ...chosen },
    });
  }

  #visible({ id, channelId }: MessageRef): StoredMessage {
    const message = this.world.messagesFor(channelId, this.member.id).find(({ raw }) => raw.id === id);
    if (!message) throw new Error(`${this.member.name} sees no message ${id} there`);
    return message;
  }

  /** A member is in the server and in their own DM only. */
  #at(channel: LocalChannel = this.world.channelNamed('general')) {
    if (channel.kind === 'dm' && channel.recipientId !== this.member.id) {
      throw new Error(`${channel.name} is not open to ${this.member.name}`);
    }
    return { userId: this.member.id, channelId: channel.id, locale: this.settings.locale };
  }

  #may(required: string | null | undefined): boolean {
    return required == null || (this.member.permissions & BigInt(required)) === BigInt(required);
  }
}

/** What stands in a reply for the message when there is none: a modal opened. */
function noMessage(world: World, { channelId }: Interaction): LocalMessage {
  return shownMessage(composeMessage(world, {}, { channelId, author: world.bot.user, filesUrl: '' }));
}
