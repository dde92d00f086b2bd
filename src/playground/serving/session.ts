import type { Locale } from 'discord.js';
import type { Actor } from '../actor.js';
import type { LocalEvent, LocalMessage, LocalModal } from '../events.js';
import type { LocalDiscord } from '../local-discord.js';
import type { Explained, PageEvent, PageRequest, Scene } from '../protocol.js';
import { BotSilent } from '../waiting.js';
import type { LocalChannel, LocalMember } from '../world.js';
import { askingOption } from './offered.js';
import { type Neighbourhood, sceneOf } from './scene.js';
import { shownMessage } from './shown.js';
import { type Surroundings, shownModal } from './shown-parts.js';

/** What every page is served from. */
export interface Stage extends Neighbourhood {
  /** Explains a question asked today, where the bot's owner can. */
  inspect: ((text: string) => Explained) | undefined;
}

/** So many questions are offered to try. */
const EXAMPLES = 6;
/** What a member is told, as Discord tells it. */
const DID_NOT_RESPOND = 'The application did not respond';

/** One open page: a member who looks at the local Discord and acts in it. */
export class Session {
  #member: LocalMember;
  #locale = 'en-US';
  /** The channel that the page shows. */
  #openId = '';
  /** By the interaction that opened them. */
  readonly #modals = new Map<string, LocalModal>();
  readonly #local: LocalDiscord;

  constructor(
    private readonly stage: Stage,
    private readonly send: (event: PageEvent) => void,
  ) {
    this.#local = stage.local;
    this.#member = stage.local.members.ana;
  }

  /** Does what the page asks for; what cannot be done is told to the page. */
  async receive(request: PageRequest): Promise<void> {
    try {
      await this.#do(request);
    } catch (error) {
      // The bot's silence comes as an event, or later as an edit of what it has deferred.
      if (error instanceof BotSilent) return;
      const channelId = 'channelId' in request ? String(request.channelId) : '';
      this.send({ type: 'failed', channelId, text: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Passes on what this member gets to see. */
  pass(event: LocalEvent): void {
    switch (event.type) {
      case 'message':
      case 'thinking':
      case 'edit':
        if (this.#sees(event.message.channelId, event.message.visibleTo)) this.#show(event.message);
        return;
      case 'delete':
        if (this.#sees(event.channelId, event.visibleTo))
          this.send({ type: 'gone', channelId: event.channelId, messageId: event.messageId });
        return;
      case 'typing':
        if (this.#sees(event.channelId, null)) this.send({ type: 'typing', channelId: event.channelId });
        return;
      case 'unanswered':
        if (event.memberId === this.#member.id)
          this.send({ type: 'failed', channelId: event.channelId, text: DID_NOT_RESPOND });
        return;
      case 'commands':
      case 'ready':
        this.#showScene();
    }
  }

  async #do(request: PageRequest): Promise<void> {
    switch (request.do) {
      case 'look':
        return this.#look(request);
      case 'examples':
        this.#openId = this.#channel(request.channelId).id;
        return this.#offerExamples();
      case 'complete':
        return this.#complete(request);
      case 'say':
        return this.#say(request);
      case 'run':
        return this.#run(request);
      case 'dismiss':
        this.stage.dismissed.add(request.messageId);
        return this.send({ type: 'gone', channelId: request.channelId, messageId: request.messageId });
      default:
        return this.#use(request);
    }
  }

  /** Shows what there is to see, and offers what to try in the channel looked at. */
  #look({ as, locale, channel }: Extract<PageRequest, { do: 'look' }>): void {
    const { ana, max } = this.#local.members;
    this.#member = max.name === as ? max : ana;
    this.#locale = String(locale);
    const { channels } = this.#scene();
    this.#openId = (channels.find(({ name }) => name === channel) ?? channels[0])?.id ?? '';
    this.#showScene();
  }

  #showScene(): void {
    const scene = this.#scene();
    this.send({ type: 'scene', scene });
    // What fails is asked for again with the next channel.
    if (this.#openId) this.#offerExamples().catch(() => {});
  }

  /** Offers what to try in the open channel; nothing while the bot is not there yet, as another scene follows then. */
  async #offerExamples(): Promise<void> {
    const channelId = this.#openId;
    const { ready, channels } = this.#scene();
    const channel = this.#channels().find(({ id }) => id === channelId);
    if (!ready || !channel) return;
    const commands = channels.find(({ id }) => id === channelId)?.commands ?? [];
    const asking = askingOption(commands);
    const offered =
      asking &&
      (await this.#actor()
        .autocomplete(asking.command, {}, asking.option, { channel })
        .catch(() => undefined));
    const examples = asking && offered && { ...asking, questions: offered.choices.slice(0, EXAMPLES) };
    this.send({ type: 'examples', channelId, examples: examples ?? null });
  }

  async #complete({ id, channelId, command, options, option }: Extract<PageRequest, { do: 'complete' }>) {
    const channel = this.#channel(channelId);
    const offered = await this.#actor()
      .autocomplete(command, options, option, { channel })
      .catch(() => undefined);
    this.send({ type: 'choices', id, choices: offered?.choices ?? null });
  }

  #say({ channelId, text, replyTo }: Extract<PageRequest, { do: 'say' }>): void {
    const channel = this.#channel(channelId);
    const mention = `<@${this.#local.bot.id}>`;
    this.#actor().post(text, { channel, ...(replyTo && { replyTo: { id: replyTo, channelId } }) });
    if (channel.kind === 'dm' || text.includes(mention)) this.#explain(text.replaceAll(mention, ' ').trim());
  }

  async #run({ channelId, command, options }: Extract<PageRequest, { do: 'run' }>): Promise<void> {
    const channel = this.#channel(channelId);
    const commands = this.#scene().channels.find(({ id }) => id === channelId)?.commands ?? [];
    const asking = askingOption(commands);
    const asked = asking?.command === command ? options[asking.option] : undefined;
    const reply = this.#actor().slash(command, options, { channel });
    if (asked !== undefined) this.#explain(String(asked));
    this.#open(channelId, (await reply).modal);
  }

  async #use(request: Extract<PageRequest, { do: 'menu' | 'click' | 'choose' | 'submit' }>): Promise<void> {
    const actor = this.#actor();
    const message = 'messageId' in request && { id: request.messageId, channelId: request.channelId };
    switch (request.do) {
      case 'submit': {
        const modal = this.#modals.get(request.modalId);
        if (!modal) throw new Error('That form is no longer open');
        await actor.submit(modal, request.values);
        this.#modals.delete(request.modalId);
        return;
      }
      case 'menu':
        if (message) this.#open(request.channelId, (await actor.contextMenu(request.command, message)).modal);
        return;
      case 'click':
        if (message) this.#open(request.channelId, (await actor.click(message, request.customId)).modal);
        return;
      case 'choose':
        if (message)
          this.#open(
            request.channelId,
            (await actor.choose(message, request.customId, request.values)).modal,
          );
    }
  }

  #show(message: LocalMessage): void {
    const shown = shownMessage(message, this.#around(message.channelId));
    this.send({ type: 'message', message: shown });
  }

  #open(channelId: string, modal: LocalModal | undefined): void {
    if (!modal) return;
    this.#modals.set(modal.interactionId, modal);
    this.send({ type: 'modal', channelId, modal: shownModal(modal, this.#around(channelId)) });
  }

  #explain(question: string): void {
    const { inspect } = this.stage;
    if (inspect && question) this.send({ type: 'explained', explained: inspect(question) });
  }

  #actor(): Actor {
    return this.#local.asMember(this.#member, { locale: this.#locale as Locale });
  }

  #channels(): LocalChannel[] {
    const { general, news } = this.#local.channels;
    return [general, news, this.#local.dmOf(this.#member)];
  }

  #channel(id: string): LocalChannel {
    const channel = this.#channels().find((each) => each.id === id);
    if (!channel) throw new Error('There is no such channel');
    return channel;
  }

  #sees(channelId: string, visibleTo: string | null): boolean {
    const isHere = this.#channels().some(({ id }) => id === channelId);
    return isHere && (visibleTo === null || visibleTo === this.#member.id);
  }

  #around(channelId: string): Surroundings {
    const { members, bot } = this.#local;
    const names = new Map(Object.values(members).map(({ id, name }) => [id, name]));
    names.set(bot.id, bot.username);
    const channels = this.#channels();
    const isDm = channels.some(({ id, kind }) => id === channelId && kind === 'dm');
    return {
      person: (id) => names.get(id),
      channel: (id) => channels.find((each) => each.id === id)?.name,
      channels: isDm ? [] : channels.filter(({ kind }) => kind === 'text'),
    };
  }

  #scene(): Scene {
    return sceneOf(this.stage, {
      member: this.#member,
      locale: this.#locale,
      actor: this.#actor(),
      channels: this.#channels(),
      around: (channelId) => this.#around(channelId),
    });
  }
}
