import { element } from './dom.js';

/** The panel above the composer: what is being entered, and what can be chosen. */
export class Popup {
  readonly root = element('div', { className: 'popup', hidden: true });

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  show(heading: string, detail: string, ...content: Node[]): void {
    this.root.replaceChildren(
      element(
        'div',
        { className: 'popup-heading' },
        element('strong', {}, heading),
        detail && element('span', {}, detail),
      ),
      ...content,
    );
    this.root.hidden = false;
  }

  hide(): void {
    this.root.hidden = true;
  }
}
