import type { APIComponentInContainer } from 'discord.js';
import type { Answer } from '../answer/types.js';
import type { Sentence, Story } from '../knowledge/schema.js';
import {
  button,
  buttonRow,
  contained,
  type MessageBody,
  messageBody,
  notice,
  section,
  separator,
  small,
  textDisplay,
} from './layout.js';
import {
  BASIS_ROOM,
  CLAIM_ROOM,
  EXAMPLES_SHOWN,
  FINDING_ROOM,
  FINDINGS_SHOWN,
  MESSAGE_TEXT,
  SUMMARY_ROOM,
} from './limits.js';
import { basisLine } from './render.js';
import { literal, literalLine, pagesOf, weight } from './text.js';

/** Label of the button beside a checked claim: unlike the others it is no question. */
export const MORE = 'More';

/** The cited sentences restated, in the article's own words where the operator has it, and how to check them. */
export function renderSource(
  story: Story,
  numbers: readonly number[],
  page: number,
): MessageBody | undefined {
  const sentences = story.sentences.filter(({ number }) => numbers.includes(number));
  if (sentences.length === 0) return undefined;
  const check = small(
    `How to check: a fingerprint is the SHA-256 of the article’s own sentence (Unicode NFC, white space folded to single spaces). Whoever has the article can compute it; \`npm run check\` does so for all sentences with the article at knowledge/${literal(story.id)}/article.txt.`,
  );
  const pages = pagesOf(sentences.map(sentenceBlock), MESSAGE_TEXT - weight(check));
  const shown = Math.min(page, pages.length - 1);
  const turn = (to: number, label: string) => button(label, { kind: 'turn', sentences: numbers, page: to });
  return messageBody([
    contained([
      textDisplay(pages[shown] ?? ''),
      separator,
      textDisplay(check),
      ...buttonRow([
        ...(shown > 0 ? turn(shown - 1, `◀ Page ${shown} of ${pages.length}`) : []),
        ...(shown < pages.length - 1 ? turn(shown + 1, `Page ${shown + 2} of ${pages.length} ▶`) : []),
      ]),
    ]),
  ]);
}

function sentenceBlock({ number, paragraph, text, quote, sha256 }: Sentence): string {
  return [
    `**Sentence ${number}, paragraph ${paragraph}**`,
    literal(text),
    ...(quote ? [`> “${literal(quote).replace(/\n+/g, ' ')}”`] : []),
    small(`Restated in our own words · fingerprint \`${sha256}\``),
  ].join('\n');
}

/** What the article says to each claim found in somebody's message. */
export function renderFindings(findings: readonly Answer[], story: Story): MessageBody {
  if (findings.length === 0) {
    return notice('Nothing in that message is something the article speaks about.');
  }
  const shown = findings.slice(0, FINDINGS_SHOWN);
  const parts = shown.flatMap((finding, index): APIComponentInContainer[] => {
    // Two claims on one topic share a button: ids are unique within a message.
    const isFirst = shown.findIndex(({ topic }) => topic === finding.topic) === index;
    return [...(index > 0 ? [separator] : []), findingPart(finding, story, isFirst)];
  });
  return messageBody([contained([textDisplay('**Checked against the article**'), ...parts])]);
}

function findingPart(finding: Answer, story: Story, withButton: boolean): APIComponentInContainer {
  const claim = small(`“${literalLine(finding.question, CLAIM_ROOM)}”`);
  const [basis] = pagesOf([basisLine(finding, story) ?? ''], BASIS_ROOM);
  const said = literalLine(finding.text, FINDING_ROOM - weight(claim) - weight(basis ?? ''));
  const text = [claim, said, ...(basis ? [basis] : [])].join('\n');
  return section(
    text,
    finding.topic && withButton ? button(MORE, { kind: 'more', topic: finding.topic }) : [],
  );
}

/** What the bot can do, with questions to try as buttons. */
export function renderHelp(story: Story): MessageBody {
  const text = [
    `**Ask me about “${literalLine(story.title, CLAIM_ROOM)}”**`,
    literalLine(story.summary, SUMMARY_ROOM),
    '',
    'Mention me with a question, write to me directly, or use a command:',
    '**/ask** any question · **/dates** the visit, or a date · **/visits** earlier visits and meetings',
    '**/context** the background · **/who** people and organisations · **/source** the article’s outline',
    'On any message: **Apps → Check against the article**',
    '',
    'I answer only from vetted facts of one article and name the sentence behind each answer. What it does not say, I do not say.',
  ].join('\n');
  const examples = story.examples
    .slice(0, EXAMPLES_SHOWN)
    .flatMap((question) => button(question, { kind: 'example', question }));
  return messageBody([
    contained([
      textDisplay(text),
      ...(examples.length > 0 ? [textDisplay(small('Try one:')), ...buttonRow(examples)] : []),
      textDisplay(
        small('With **private** set to true, only you see the answer. 👍 and 👎 help the editors.'),
      ),
    ]),
  ]);
}
