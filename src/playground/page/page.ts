import type {
  Examples,
  OptionChoice,
  PageEvent,
  PageRequest,
  Scene,
  SceneChannel,
  ShownMessage,
} from '../protocol.js';
import { Banners } from './banners.js';
import { ChannelView } from './channel-view.js';
import { Completions } from './completions.js';
import { Composer } from './composer.js';
import type { Connection } from './connection.js';
import { Frame } from './frame.js';
import { Inspector } from './inspector.js';
import { openModal } from './modal.js';
import { dress } from './skin.js';
import type { Standpoint } from './standpoint.js';
import { welcome } from './welcome.js';

/** The whole page: what the server tells is shown, what the member does is told to the server. */
export class Page {
  #scene: Scene | undefined;
  readonly #unread = new Set<string>();
  /** By channel. */
  readonly #examples = new Map<string, Examples | null>();
  readonly #completions = new Completions();
  readonly #banners = new Banners();
  readonly #inspector = new Inspector(() => this.#frame.toggleInspector(false));
  readonly #view = new ChannelView({
    send: (request) => this.#act(request),
    reply: (message) => {
      this.#composer.replyTo(message);
      this.#composer.focus();
    },
  });
  readonly #composer = new Composer({
    say: (text, replyTo) =>
      this.#act({ do: 'say', channelId: this.#channel.id, text, ...(replyTo && { replyTo }) }),
    run: (command, options) => this.#act({ do: 'run', channelId: this.#channel.id, command, options }),
    complete: (command, options, option) =>
      this.#completions.ask((id) => {
        const { id: channelId } = this.#channel;
        this.connection.send({ do: 'complete', id, channelId, command, options, option });
      }),
  });
  readonly #frame = new Frame({
    main: [this.#banners.root, this.#view.root, this.#composer.root, this.#view.typing, this.#view.announcer],
    inspector: this.#inspector.root,
    focusComposer: () => this.#composer.focus(),
  });

  /** @param standpoint who looks at which channel, and in which language */
  constructor(
    private readonly connection: Connection,
    private readonly standpoint: Standpoint,
  ) {
    dress();
    connection.listen({
      opened: () => this.#banners.connected(),
      lost: () => this.#banners.lost(),
      received: (event) => this.#receive(event),
    });
  }

  get #channel(): SceneChannel {
    const channels = this.#scene?.channels ?? [];
    const open = channels.find(({ name }) => name === this.standpoint.channel) ?? channels[0];
    if (!open) throw new Error('There is no channel yet');
    return open;
  }

  #look(): void {
    this.standpoint.keep();
    this.connection.send(this.standpoint.look());
  }

  /** @returns whether it could be sent */
  #act(request: PageRequest): boolean {
    this.#view.awaitAnswer();
    return this.connection.send(request);
  }

  #receive(event: PageEvent): void {
    switch (event.type) {
      case 'scene':
        this.#showScene(event.scene);
        break;
      case 'message':
        this.#put(event.message);
        break;
      case 'gone':
        this.#remove(event.channelId, event.messageId);
        break;
      case 'examples':
        this.#offer(event.channelId, event.examples);
        break;
      case 'choices':
        this.#completions.settle(event.id, event.choices);
        break;
      case 'explained':
        this.#inspector.show(event.explained);
        break;
      case 'knowledge':
        this.#banners.knowledge(event.knowledge);
        this.#askForExamples();
        break;
      default:
        this.#receiveHere(event);
    }
  }

  /** What happens in a channel is only shown while that is open. */
  #receiveHere(event: Extract<PageEvent, { type: 'typing' | 'modal' | 'failed' }>): void {
    if (event.channelId !== this.#channel.id) return;
    if (event.type === 'typing') this.#view.showTyping(this.#scene?.bot.name ?? '');
    else if (event.type === 'failed') this.#view.note(event.text);
    else {
      const { channelId, modal } = event;
      openModal(modal, (values) => void this.#act({ do: 'submit', channelId, modalId: modal.id, values }));
    }
  }

  #showScene(scene: Scene): void {
    const isFirst = !this.#scene;
    this.#scene = scene;
    this.#banners.knowledge(scene.knowledge);
    this.#open(this.#channel);
    if (isFirst) this.#focusComposer();
  }

  #open(channel: SceneChannel): void {
    const scene = this.#scene;
    if (!scene) return;
    this.standpoint.channel = channel.name;
    this.#unread.delete(channel.id);
    this.standpoint.keep();
    this.#frame.showChannel(channel);
    this.#view.show(channel);
    const members = scene.members.map(({ id, name }) => ({ id, name, bot: false }));
    this.#composer.show({ channel, people: [scene.bot, ...members] });
    this.#welcome();
    this.#showSidebar(scene);
  }

  #askForExamples(): void {
    if (this.#scene) this.connection.send({ do: 'examples', channelId: this.#channel.id });
  }

  #offer(channelId: string, examples: Examples | null): void {
    const isSame = JSON.stringify(examples) === JSON.stringify(this.#examples.get(channelId));
    this.#examples.set(channelId, examples);
    if (channelId === this.#channel.id && !isSame) this.#welcome();
  }

  #welcome(): void {
    const channel = this.#channel;
    const examples = this.#examples.get(channel.id) ?? null;
    const bot = this.#scene?.bot.name ?? '';
    this.#view.begin(welcome(channel, bot, examples, (question) => this.#try(question)));
  }

  /** Asks an example as one would here: by writing to the bot, or by its command. */
  #try({ name, value }: OptionChoice): void {
    const { id: channelId, kind } = this.#channel;
    const examples = this.#examples.get(channelId);
    if (kind === 'dm') this.#act({ do: 'say', channelId, text: name });
    else if (examples)
      this.#act({ do: 'run', channelId, command: examples.command, options: { [examples.option]: value } });
    this.#focusComposer();
  }

  /** Where there is a keyboard at hand: on a phone it would cover half of the page. */
  #focusComposer(): void {
    if (matchMedia('(hover: hover)').matches) this.#composer.focus();
  }

  #put(message: ShownMessage): void {
    const channel = this.#scene?.channels.find(({ id }) => id === message.channelId);
    if (!this.#scene || !channel) return;
    const at = channel.messages.findIndex(({ id }) => id === message.id);
    if (at < 0) channel.messages.push(message);
    else channel.messages[at] = message;
    if (channel.id === this.#channel.id) {
      this.#view.put(message);
    } else {
      this.#unread.add(channel.id);
      this.#showSidebar(this.#scene);
    }
  }

  #remove(channelId: string, messageId: string): void {
    const channel = this.#scene?.channels.find(({ id }) => id === channelId);
    if (!channel) return;
    channel.messages = channel.messages.filter(({ id }) => id !== messageId);
    if (channel.id === this.#channel.id) this.#view.remove(messageId);
  }

  #showSidebar(scene: Scene): void {
    const state = { channelId: this.#channel.id, locale: this.standpoint.locale, unread: this.#unread };
    this.#frame.showSidebar(scene, state, {
      open: (id) => {
        const channel = scene.channels.find((each) => each.id === id);
        if (channel) this.#open(channel);
        this.#askForExamples();
        this.#focusComposer();
      },
      speakAs: (name) => {
        this.standpoint.as = name;
        this.#look();
      },
      useLanguage: (locale) => {
        this.standpoint.locale = locale;
        this.#look();
      },
    });
  }
}
