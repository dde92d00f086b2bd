import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIStringSelectComponent,
  ComponentType,
} from 'discord.js';
import type { Story } from '../knowledge/schema.js';
import type { Gap, VoteCount } from '../store/types.js';
import {
  button,
  buttonRow,
  contained,
  type MessageBody,
  messageBody,
  selectRow,
  small,
  textDisplay,
} from './layout.js';
import {
  GAP_ROOM,
  GAPS_SHOWN,
  ID_ROOM,
  NEAREST_SHOWN,
  SELECT_LABEL,
  TOPIC_ROOM,
  VOTES_SHOWN,
} from './limits.js';
import { literalLine, shorten } from './text.js';

const CSV_NAME = 'factdesk-gaps.csv';

/** One page of the gaps. */
export interface ShownGaps {
  readonly gaps: readonly Gap[];
  /** Of this kind, on all pages. */
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly handled: boolean;
}

/** What readers asked in vain, most asked first. */
export function gapsPage({ gaps, total, page, handled }: ShownGaps, story: Story): MessageBody {
  const pages = Math.max(1, Math.ceil(total / GAPS_SHOWN));
  const kind = handled ? 'Handled questions' : 'Asked, and not in the article';
  const none = handled ? 'None has been marked as handled.' : 'Nothing was asked in vain so far.';
  const turn = (to: number, label: string) => button(label, { kind: 'gaps', page: to, handled });
  return messageBody([
    contained([
      textDisplay(`**${kind}** · ${total}`),
      textDisplay(gaps.length > 0 ? gaps.map((gap) => gapLines(gap, story)).join('\n') : none),
      ...markSelect({ gaps, total, page, handled }),
      ...buttonRow([
        ...(page > 0 ? turn(page - 1, `◀ Page ${page} of ${pages}`) : []),
        ...(page < pages - 1 ? turn(page + 1, `Page ${page + 2} of ${pages} ▶`) : []),
        ...button(handled ? 'Open questions' : 'Handled ones', { kind: 'gaps', page: 0, handled: !handled }),
        ...button('Votes', { kind: 'votes', page: 0 }),
        ...button('Export CSV', { kind: 'export' }),
      ]),
    ]),
  ]);
}

function gapLines({ question, count, nearest, firstDay, lastDay }: Gap, story: Story): string {
  const days = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
  const near = nearest.slice(0, NEAREST_SHOWN).map((topic) => topicLine(topic, story));
  return [
    `**${count}×** ${literalLine(question, GAP_ROOM)}`,
    small(`${days}${near.length > 0 ? ` · nearest: ${near.join(' · ')}` : ''}`),
  ].join('\n');
}

function markSelect({ gaps, page, handled }: ShownGaps): APIComponentInContainer[] {
  if (gaps.length === 0) return [];
  return selectRow<APIStringSelectComponent>(
    { kind: 'mark', page, handled },
    {
      type: ComponentType.StringSelect,
      placeholder: handled ? 'Mark as open again …' : 'Mark as handled …',
      options: gaps.map(({ id, question, count }) => ({
        value: id,
        label: shorten(question, SELECT_LABEL),
        description: `asked ${count} ${count === 1 ? 'time' : 'times'}`,
      })),
    },
  );
}

/** What readers made of the answers, worst first. @param votes one more than is shown where there is another page */
export function votesPage(votes: readonly VoteCount[], page: number, story: Story): MessageBody {
  const lines = votes
    .slice(0, VOTES_SHOWN)
    .map(({ topic, up, down }) => `👎 ${down} 👍 ${up} · ${topicLine(topic, story)}`);
  const turn = (to: number, label: string): APIButtonComponentWithCustomId[] =>
    button(label, { kind: 'votes', page: to });
  return messageBody([
    contained([
      textDisplay('**Votes on the answers**, most 👎 first'),
      textDisplay(lines.join('\n') || 'No votes so far.'),
      ...buttonRow([
        ...(page > 0 ? turn(page - 1, '◀ Previous page') : []),
        ...(votes.length > VOTES_SHOWN ? turn(page + 1, 'Next page ▶') : []),
        ...button('Open questions', { kind: 'gaps', page: 0, handled: false }),
      ]),
    ]),
  ]);
}

/** The gaps as a table for spreadsheets. */
export function csvPage(csv: string): MessageBody {
  const file = { attachment: Buffer.from(csv), name: CSV_NAME, description: 'Unanswered questions' };
  return messageBody(
    [
      textDisplay('All that readers asked in vain, also what was handled:'),
      { type: ComponentType.File, file: { url: `attachment://${CSV_NAME}` } },
    ],
    [file],
  );
}

/** A question in plain words that leads to a topic, and its id for the knowledge files. */
function topicLine(topic: string, story: Story): string {
  const asked = story.facts.get(topic)?.ask ?? story.unknowns.get(topic)?.ask;
  const id = `\`${shorten(topic.replaceAll(/[^\w-]/g, ''), ID_ROOM)}\``;
  return asked ? `${literalLine(asked, TOPIC_ROOM)} ${id}` : id;
}
