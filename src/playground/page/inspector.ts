import type { Explained, ExplainedTopic } from '../protocol.js';
import { element, ICONS, icon } from './dom.js';

const TOPICS_SHOWN = 8;
const STATUS_WORDS: Readonly<Record<string, string>> = {
  answered: 'Answered',
  suggested: 'Asked back',
  not_in_article: 'Not in the article',
};

/** The drawer that shows how the last question came to its answer. */
export class Inspector {
  readonly root: HTMLElement;
  readonly #content = element('div', { className: 'inspector-content', tabIndex: 0 });

  /** @param onClose the drawer was closed by its own button */
  constructor(onClose: () => void) {
    const close = element('button', { type: 'button', ariaLabel: 'Close the inspector' }, icon(ICONS.close));
    close.addEventListener('click', onClose);
    this.root = element(
      'aside',
      { className: 'inspector', id: 'inspector', hidden: true, ariaLabel: 'Inspector' },
      element('header', {}, element('h2', {}, 'Inspector'), close),
      this.#content,
    );
    this.#content.append(
      element(
        'p',
        { className: 'nothing' },
        'Ask something: here you see how it was understood, and why it was answered so.',
      ),
    );
  }

  show(explained: Explained): void {
    const { question, decision, ranked } = explained;
    const topics = ranked.slice(0, TOPICS_SHOWN);
    this.#content.replaceChildren(
      element('p', { className: 'asked' }, question ? `“${question}”` : 'No question in it'),
      decisionNode(decision),
      element('h3', {}, 'Understood'),
      understood(explained),
      element('h3', {}, 'Ranked'),
      topics.length > 0
        ? element('ol', { className: 'ranked' }, ...topics.map((topic) => topicNode(topic, decision.topic)))
        : element('p', { className: 'nothing' }, 'Nothing was ranked.'),
    );
    this.#content.scrollTop = 0;
  }
}

function decisionNode({ status, topic, why }: Explained['decision']): HTMLElement {
  return element(
    'div',
    { className: `decision ${status}` },
    element('strong', {}, STATUS_WORDS[status] ?? status),
    topic && element('code', {}, topic),
    element('p', {}, why),
  );
}

function understood(explained: Explained): HTMLElement {
  const { kind, language, corrected, strange, names, dates, events } = explained;
  const rows: [string, string[]][] = [
    ['Kind', [kind]],
    ['Language', language ? [language] : []],
    ['Corrected', corrected.map(({ typed, read }) => `${typed} → ${read}`)],
    ['Unknown words', strange],
    ['Names', names.map(({ name }) => name)],
    ['Dates', dates.map(({ from, to }) => (from === to ? from : `${from} – ${to}`))],
    ['Events', events.map(({ title }) => title)],
  ];
  return element(
    'dl',
    {},
    ...rows
      .filter(([, values]) => values.length > 0)
      .flatMap(([title, values]) => [
        element('dt', {}, title),
        element('dd', {}, ...values.map((value) => element('span', { className: 'tag' }, value))),
      ]),
  );
}

function topicNode(
  { topic, kind, says, score, probability, coverage, phrasing }: ExplainedTopic,
  chosen?: string,
) {
  const bar = element('span', { className: 'bar', attributes: { 'aria-hidden': 'true' } });
  bar.style.setProperty('--part', percent(score));
  return element(
    'li',
    { className: topic === chosen ? 'chosen' : '' },
    element(
      'div',
      { className: 'topic' },
      element('code', {}, topic),
      element('span', { className: `kind ${kind}` }, kind),
      element('span', { className: 'score' }, percent(score)),
    ),
    bar,
    element('p', {}, says),
    element(
      'p',
      { className: 'detail' },
      phrasing ? `nearest: “${phrasing}” · ` : '',
      `words covered ${percent(coverage)} · classifier ${percent(probability)}`,
    ),
  );
}

function percent(part: number): string {
  return `${Math.round(part * 100)}%`;
}
