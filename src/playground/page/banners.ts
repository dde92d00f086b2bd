import type { KnowledgeFault, KnowledgeStatus } from '../protocol.js';
import { element } from './dom.js';

const FAULTS_SHOWN = 5;
const GOOD_NEWS_MS = 4000;

/** Tells across the page that the line is lost, and what is wrong with the knowledge. */
export class Banners {
  readonly root = element('div', { className: 'banners' });
  readonly #line = element('div', {
    className: 'banner warning',
    hidden: true,
    attributes: { role: 'status' },
  });
  readonly #knowledge = element('div', { hidden: true, attributes: { role: 'status' } });
  #status: KnowledgeStatus | undefined;
  #timer = 0;

  constructor() {
    this.root.append(this.#line, this.#knowledge);
  }

  connected(): void {
    this.#line.hidden = true;
  }

  lost(): void {
    this.#line.textContent = 'The playground does not answer. Connecting again…';
    this.#line.hidden = false;
  }

  knowledge(status: KnowledgeStatus): void {
    const before = this.#status;
    this.#status = status;
    clearTimeout(this.#timer);
    if (status.state === 'faulty') {
      this.#showFaults(status.faults);
      return;
    }
    this.#knowledge.hidden = true;
    const isNews = before && (before.state === 'faulty' || before.at !== status.at);
    if (isNews) this.#showGoodNews();
  }

  #showGoodNews(): void {
    this.#knowledge.className = 'banner good';
    this.#knowledge.replaceChildren('The knowledge was loaded anew. Answers come from it from now on.');
    this.#knowledge.hidden = false;
    this.#timer = window.setTimeout(() => {
      this.#knowledge.hidden = true;
    }, GOOD_NEWS_MS);
  }

  #showFaults(faults: readonly KnowledgeFault[]): void {
    const more = faults.length - FAULTS_SHOWN;
    this.#knowledge.className = 'banner bad';
    this.#knowledge.replaceChildren(
      element('strong', {}, 'The knowledge has faults. Answers still come from the last good version.'),
      element(
        'ul',
        {},
        ...faults.slice(0, FAULTS_SHOWN).map(({ file, line, column, message }) => {
          return element('li', {}, element('code', {}, `${file}:${line}:${column}`), ` ${message}`);
        }),
        more > 0 && element('li', {}, `and ${more} more`),
      ),
    );
    this.#knowledge.hidden = false;
  }
}
