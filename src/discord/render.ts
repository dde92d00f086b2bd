import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import type { Answer, Citation, ShownNote, Status } from '../answer/types.js';
import type { Basis, Story } from '../knowledge/schema.js';
import type { Origin } from './components.js';
import {
  type AttachedFile,
  button,
  buttonRow,
  contained,
  emojiButton,
  type MessageBody,
  messageBody,
  separator,
  small,
  textDisplay,
} from './layout.js';
import {
  ADDRESS_ROOM,
  BASIS_ROOM,
  MEDIA_DESCRIPTION,
  MESSAGE_TEXT,
  NOTE_ROOM,
  NOTES_SHOWN,
  QUESTION_ROOM,
  SUGGESTIONS_SHOWN,
} from './limits.js';
import type { Timeline } from './ports.js';
import { literalLine, literalPages, shorten, visible, weight } from './text.js';

const ACCENT: Record<Status, number> = { answered: 0x2f855a, suggested: 0xb7791f, not_in_article: 0x718096 };

const BASIS_WORDS: Record<Basis, string> = {
  reported: 'Reported by the article',
  claimed: 'Claimed, not confirmed by the article',
  expected: 'Announced, not yet happened when the article was written',
  derived: 'Worked out from what the article says',
};

const SUGGESTIONS_HEADING: Record<Status, string | undefined> = {
  answered: 'Not what you meant, or curious for more?',
  suggested: undefined,
  not_in_article: 'The article does say:',
};

const PICTURE_NAME = 'timeline.png';
/** Marks around texts that vary: quotation marks, `-#`, line breaks. */
const MARKS_ROOM = 100;

/** How an answer is shown in one place. */
export interface Showing {
  readonly story: Story;
  /** Whether the question stands small above the answer, because it would not be seen otherwise. */
  readonly showsQuestion: boolean;
  /** How the same answer comes about again; without it there are no further pages and no sharing. */
  readonly origin: Origin | undefined;
  /** From 0; a page that there is not is the last one. */
  readonly page?: number | undefined;
  readonly onlyMe: boolean;
  readonly notes: boolean;
  /** Who may delete it besides moderators, as in deletion.ts; nobody where there is no button for it. */
  readonly asker?: string | undefined;
  readonly timeline?: Timeline | undefined;
}

/** An answer as a Discord message that keeps within Discord's limits whatever its length. */
export function renderAnswer(answer: Answer, showing: Showing): MessageBody {
  const asked = literalLine(showing.showsQuestion ? answer.question : '', QUESTION_ROOM);
  const question = asked && small(`“${asked}”`);
  const basis = basisLine(answer, showing.story);
  const notes = showing.notes ? noteLines(answer.notes) : undefined;
  const heading = answer.suggestions.length > 0 ? SUGGESTIONS_HEADING[answer.status] : undefined;
  // The room does not depend on whether the question is shown: pages must not move when they are turned.
  const taken = [basis, notes, heading].reduce(
    (sum, part) => sum + weight(part ?? ''),
    QUESTION_ROOM + MARKS_ROOM,
  );
  const pages = literalPages(answer.text, MESSAGE_TEXT - taken);
  const page = Math.min(showing.page ?? 0, Math.max(0, pages.length - 1));
  const hasMore = pages.length > 1 && !showing.origin;
  const files = page === 0 && showing.timeline ? [pictureFile(showing.timeline)] : [];
  const parts: APIComponentInContainer[] = [
    ...(question ? [textDisplay(question)] : []),
    textDisplay(hasMore ? `${pages[page]}\n…` : (pages[page] ?? '…')),
    ...files.map(gallery),
    ...(basis ? [textDisplay(basis)] : []),
    ...(notes ? [separator, textDisplay(notes)] : []),
    ...buttonRow(pageButtons(showing.origin, page, pages.length)),
    ...buttonRow(answerButtons(answer, showing)),
    ...(heading ? [textDisplay(small(heading))] : []),
    ...buttonRow(suggestionButtons(answer)),
  ];
  return messageBody([contained(parts, ACCENT[answer.status])], files);
}

/** Basis and sentences of an answer as one small line; nothing where it rests on nothing. */
export function basisLine(answer: Answer, story: Story): string | undefined {
  const where = citedPlaces(answer.citations);
  if (answer.status === 'not_in_article') return where && small(`Nearest: ${where}`);
  const basis = answer.basis && basisWords(answer, answer.basis, story);
  const words = [basis, where].filter(Boolean).join(' · ');
  return words ? small(words) : undefined;
}

/** "Sentences 8–10, paragraph 4; sentence 12, paragraph 5" */
export function citedPlaces(
  citations: readonly Pick<Citation, 'paragraph' | 'sentence'>[],
): string | undefined {
  const byParagraph = new Map<number, Set<number>>();
  for (const { paragraph, sentence } of [...citations].sort((a, b) => a.sentence - b.sentence)) {
    byParagraph.set(paragraph, (byParagraph.get(paragraph) ?? new Set()).add(sentence));
  }
  const places = [...byParagraph].map(([paragraph, numbers]) => {
    return `${numbers.size > 1 ? 'sentences' : 'sentence'} ${numberList([...numbers])}, paragraph ${paragraph}`;
  });
  if (places.length === 0) return undefined;
  const line = places.join('; ');
  return line.length <= BASIS_ROOM
    ? line
    : `${places.length} paragraphs, from ${places[0]} to ${places.at(-1)}`;
}

/** "1–3, 8" */
function numberList(numbers: readonly number[]): string {
  const [first, last] = [numbers[0], numbers.at(-1)];
  const isRun =
    first !== undefined && last !== undefined && numbers.length > 2 && last - first === numbers.length - 1;
  return isRun ? `${first}–${last}` : numbers.join(', ');
}

function basisWords(answer: Answer, basis: Basis, story: Story): string {
  const says =
    basis === 'claimed' ? answer.facts.map((id) => story.facts.get(id)?.says).find(Boolean) : undefined;
  return says ? `Claimed by ${literalLine(says, QUESTION_ROOM)}` : BASIS_WORDS[basis];
}

function noteLines(notes: readonly ShownNote[]): string | undefined {
  const lines = notes.slice(0, NOTES_SHOWN).map(({ text, url }) => {
    const address = addressOf(url);
    return small(`**Editor’s note** · ${literalLine(text, NOTE_ROOM)}${address ? ` · ${address}` : ''}`);
  });
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/** An address without a preview below the message; nothing where it would have to be cut or could end the markup. */
function addressOf(url: string): string | undefined {
  const href = URL.canParse(url) ? new URL(url).href : '';
  return /^https?:\/\/[^\s<>|]+$/.test(href) && href.length <= ADDRESS_ROOM ? `<${href}>` : undefined;
}

function pageButtons(origin: Origin | undefined, page: number, pages: number) {
  if (!origin || pages < 2) return [];
  return [
    ...(page > 0 ? button(`◀ Page ${page} of ${pages}`, { kind: 'page', page: page - 1, origin }) : []),
    ...(page < pages - 1
      ? button(`Page ${page + 2} of ${pages} ▶`, { kind: 'page', page: page + 1, origin })
      : []),
  ];
}

function answerButtons({ citations, topic }: Answer, { onlyMe, origin, asker }: Showing) {
  const sentences = citations.map(({ sentence }) => sentence);
  return [
    ...(sentences.length > 0 ? button('Source', { kind: 'source', sentences, page: 0 }) : []),
    ...(topic ? emojiButton('👍', { kind: 'up', topic }) : []),
    ...(topic ? emojiButton('👎', { kind: 'down', topic }) : []),
    ...(onlyMe && origin ? button('Share in the channel', { kind: 'share', origin }) : []),
    ...(asker && !onlyMe ? emojiButton('🗑️', { kind: 'delete', asker }) : []),
  ];
}

function suggestionButtons({ status, suggestions }: Answer) {
  const [kind, style] =
    status === 'suggested'
      ? (['pick', ButtonStyle.Primary] as const)
      : (['more', ButtonStyle.Secondary] as const);
  return suggestions
    .slice(0, SUGGESTIONS_SHOWN)
    .flatMap(({ topic, text }) => button(text, { kind, topic }, style));
}

function pictureFile({ png, alt }: Timeline): AttachedFile {
  return { attachment: png, name: PICTURE_NAME, description: shorten(visible(alt), MEDIA_DESCRIPTION) };
}

function gallery({ name, description }: AttachedFile): APIComponentInContainer {
  return {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: `attachment://${name}` }, description }],
  };
}
