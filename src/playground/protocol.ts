/**
 * What the page and its server say to each other, as JSON over a WebSocket. The browser's side compiles this file too, so that it
 * imports nothing.
 */

/** Marked-up text as a tree of the few elements there are: nothing that somebody typed ever becomes HTML. */
export type Markup = string | MarkupElement;

export interface MarkupElement {
  tag: MarkupTag;
  children: Markup[];
  /** Of `a` only: http or https. */
  href?: string;
}

export type MarkupTag =
  | 'strong'
  | 'em'
  | 'u'
  | 's'
  | 'code'
  | 'pre'
  | 'blockquote'
  | 'br'
  | 'small'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'ul'
  | 'ol'
  | 'li'
  | 'a'
  | 'spoiler'
  | 'mention';

export interface Person {
  id: string;
  name: string;
  bot: boolean;
}

/** A message as one member sees it. */
export interface ShownMessage {
  id: string;
  channelId: string;
  author: Person;
  /** ISO 8601. */
  at: string;
  edited: boolean;
  ephemeral: boolean;
  /** The bot has deferred its answer. */
  thinking: boolean;
  content: Markup[];
  /** Everything there is to read, a line each, without markup. */
  plain: string;
  /** What it replies to; null where that is gone. */
  reply?: { author: Person; plain: string } | null;
  /** Who used which command, of an answer to a command. */
  used?: { by: Person; command: string; kind: 'slash' | 'menu' };
  parts: Part[];
  embeds: ShownEmbed[];
  files: ShownFile[];
}

export interface ShownFile {
  name: string;
  url: string;
  isPicture: boolean;
  description: string;
}

export interface ShownEmbed {
  color?: string;
  author?: string;
  title?: string;
  url?: string;
  description: Markup[];
  fields: { name: string; value: Markup[]; inline: boolean }[];
  image?: string;
  thumbnail?: string;
  footer?: string;
}

/** A component of a message. */
export type Part =
  | { kind: 'container'; accent?: string; parts: Part[] }
  | { kind: 'text'; content: Markup[] }
  | { kind: 'separator'; isLine: boolean; isLarge: boolean }
  | { kind: 'section'; parts: Part[]; accessory?: Part }
  | { kind: 'gallery'; items: { url: string; description: string }[] }
  | { kind: 'thumbnail'; url: string; description: string }
  | { kind: 'file'; name: string; url: string }
  | { kind: 'row'; parts: Part[] }
  | ButtonPart
  | SelectPart;

export interface ButtonPart {
  kind: 'button';
  style: 'primary' | 'secondary' | 'success' | 'destructive';
  label: string;
  emoji: string;
  customId: string;
  url?: string;
  disabled: boolean;
}

export interface SelectPart {
  kind: 'select';
  customId: string;
  placeholder: string;
  options: SelectOption[];
  min: number;
  max: number;
  disabled: boolean;
}

export interface SelectOption {
  label: string;
  value: string;
  description: string;
  emoji: string;
  chosen: boolean;
}

/** A modal that the bot opened. */
export interface ShownModal {
  id: string;
  title: string;
  fields: ModalField[];
}

export type ModalField =
  | { kind: 'note'; content: Markup[] }
  | {
      kind: 'text';
      customId: string;
      label: string;
      description: string;
      isLong: boolean;
      required: boolean;
      minLength: number;
      maxLength: number;
      placeholder: string;
      value: string;
    }
  | { kind: 'select'; label: string; description: string; required: boolean; select: SelectPart };

/** A slash command as it is offered to a member, in their language. */
export interface OfferedCommand {
  /** As it is called by, its subcommand included: `settings show`. */
  name: string;
  title: string;
  description: string;
  options: OfferedOption[];
}

export interface OfferedOption {
  name: string;
  title: string;
  description: string;
  required: boolean;
  /** `choice`: one of `choices` and nothing else. */
  kind: 'text' | 'number' | 'choice';
  /** Whether the bot completes it while it is typed. */
  completes: boolean;
  choices: OptionChoice[];
  /** Least and greatest number, or fewest and most characters. */
  min?: number;
  max?: number;
  /** Of numbers: whether only whole ones are taken. */
  isWhole: boolean;
}

export type OptionValue = string | number | boolean;

export interface OptionChoice {
  name: string;
  value: OptionValue;
}

export interface SceneChannel {
  id: string;
  name: string;
  kind: 'text' | 'dm';
  messages: ShownMessage[];
  commands: OfferedCommand[];
  /** Commands of the menu that every message has. */
  menu: { name: string; title: string }[];
}

/** All that a member sees at one moment. */
export interface Scene {
  guild: string;
  me: Person;
  bot: Person;
  members: { id: string; name: string; role: 'reader' | 'moderator' }[];
  channels: SceneChannel[];
  /** Whether the bot is there to answer. */
  ready: boolean;
  /** Whether questions are explained in the inspector. */
  inspects: boolean;
  knowledge: KnowledgeStatus;
}

/** Questions to try, as the bot itself offers them for an option that it completes. */
export interface Examples {
  command: string;
  option: string;
  questions: OptionChoice[];
}

/** State of the knowledge that answers come from. While it is faulty the last good one goes on answering. */
export type KnowledgeStatus =
  /** `at`: when it was loaded, ISO 8601. */
  { state: 'ok'; at: string } | { state: 'faulty'; faults: KnowledgeFault[] };

export interface KnowledgeFault {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** How a question came to its answer, for the inspector. */
export interface Explained {
  /** The part of the text that asks, as it was understood. */
  question: string;
  /** "when", "how many", "keywords", … */
  kind: string;
  /** Its language when that is not the knowledge's. */
  language?: string;
  corrected: { typed: string; read: string }[];
  /** Words that stand nowhere in the knowledge. */
  strange: string[];
  names: { id: string; name: string }[];
  /** ISO days, both included. */
  dates: { from: string; to: string }[];
  events: { id: string; title: string }[];
  /** Best first. */
  ranked: ExplainedTopic[];
  decision: { status: string; topic?: string; why: string };
}

export interface ExplainedTopic {
  topic: string;
  kind: 'fact' | 'unknown' | 'computation';
  /** What it would answer, in short. */
  says: string;
  /** Between 0 and 1, as are the next two. */
  score: number;
  probability: number;
  coverage: number;
  /** The phrasing nearest to the question, where there is one. */
  phrasing?: string;
}

/** A member's doings. Who looks at which channel, and in which language, is told first and whenever it changes. */
export type PageRequest =
  | { do: 'look'; as: string; locale: string; channel: string }
  | { do: 'examples'; channelId: string }
  | { do: 'say'; channelId: string; text: string; replyTo?: string }
  | { do: 'run'; channelId: string; command: string; options: Record<string, OptionValue> }
  | {
      do: 'complete';
      /** Comes back with the choices. */
      id: number;
      channelId: string;
      command: string;
      options: Record<string, OptionValue>;
      option: string;
    }
  | { do: 'menu'; channelId: string; messageId: string; command: string }
  | { do: 'click'; channelId: string; messageId: string; customId: string }
  | { do: 'choose'; channelId: string; messageId: string; customId: string; values: string[] }
  | { do: 'submit'; channelId: string; modalId: string; values: Record<string, string | string[]> }
  | { do: 'dismiss'; channelId: string; messageId: string };

/** What the member gets to see. */
export type PageEvent =
  | { type: 'scene'; scene: Scene }
  | { type: 'examples'; channelId: string; examples: Examples | null }
  /** A new message, or one that has changed. */
  | { type: 'message'; message: ShownMessage }
  | { type: 'gone'; channelId: string; messageId: string }
  | { type: 'typing'; channelId: string }
  /** null: the bot did not offer any in time. */
  | { type: 'choices'; id: number; choices: OptionChoice[] | null }
  | { type: 'modal'; channelId: string; modal: ShownModal }
  | { type: 'failed'; channelId: string; text: string }
  | { type: 'explained'; explained: Explained }
  | { type: 'knowledge'; knowledge: KnowledgeStatus };
