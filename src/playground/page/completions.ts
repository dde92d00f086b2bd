import type { OptionChoice } from '../protocol.js';

type Settle = (choices: OptionChoice[] | null) => void;

/** A little longer than the bot may take: then the server has given up as well, or the line is lost. */
const PATIENCE_MS = 3500;

/** Choices that were asked for and have not come yet. */
export class Completions {
  readonly #waiting = new Map<number, Settle>();
  #last = 0;

  /** @param send asks for choices that will come back with this id */
  ask(send: (id: number) => void): Promise<OptionChoice[] | null> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      setTimeout(() => this.settle(id, null), PATIENCE_MS);
      send(id);
    });
  }

  settle(id: number, choices: OptionChoice[] | null): void {
    this.#waiting.get(id)?.(choices);
    this.#waiting.delete(id);
  }
}
