import type { PageRequest } from '../protocol.js';

/** Where a reload finds it. */
const KEPT = 'factdesk-playground';

/** Who looks at which channel, and in which language: as left in this tab, or as one comes in. */
export class Standpoint {
  as = 'Ana';
  locale = 'en-US';
  /** By its name, which a restart of the server does not change. */
  channel = 'general';

  constructor() {
    const kept = sessionStorage.getItem(KEPT);
    if (kept) Object.assign(this, JSON.parse(kept));
  }

  /** What the server is told of it. */
  look(): PageRequest {
    const { as, locale, channel } = this;
    return { do: 'look', as, locale, channel };
  }

  keep(): void {
    sessionStorage.setItem(KEPT, JSON.stringify(this));
  }
}
