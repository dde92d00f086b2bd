import type { LocalEvent, RefusedRequest } from './events.js';
import type { World } from './world.js';

/** The bot did not do what was waited for. */
export class BotSilent extends Error {
  constructor(what: string, ms: number, refused: RefusedRequest | undefined) {
    const refusal = refused
      ? `; Discord refused ${refused.method} ${refused.path}: ${JSON.stringify(refused.response)}`
      : '';
    super(`${what}: nothing within ${ms} ms${refusal}`);
    this.name = 'BotSilent';
  }
}

/**
 * Waits for something to happen.
 * @param pick what is waited for: what it makes of an event ends the waiting, undefined goes on
 * @throws BotSilent when nothing of it happens within `ms`
 */
export function happening<T>(
  world: World,
  what: string,
  ms: number,
  pick: (event: LocalEvent) => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let refused: RefusedRequest | undefined;
    const end = (settle: () => void) => {
      clearTimeout(timer);
      unsubscribe();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new BotSilent(what, ms, refused))), ms);
    const unsubscribe = world.subscribe((event) => {
      if (event.type === 'refused') refused = event.refused;
      if (event.type === 'closed')
        return end(() => reject(new Error(`${what}: the local Discord was closed`)));
      const picked = pick(event);
      if (picked !== undefined) end(() => resolve(picked));
    });
  });
}

/**
 * Waits and makes sure that the bot shows nothing meanwhile, not even that it is typing.
 * @throws Error naming what it showed
 */
export function silence(world: World, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe();
      resolve();
    }, ms);
    const unsubscribe = world.subscribe((event) => {
      const shown = shownByBot(world, event);
      if (shown === undefined) return;
      clearTimeout(timer);
      unsubscribe();
      reject(new Error(`Expected the bot to stay silent, but: ${shown}`));
    });
  });
}

function shownByBot(world: World, event: LocalEvent): string | undefined {
  switch (event.type) {
    case 'message':
    case 'thinking':
    case 'edit':
      return event.message.author.id === world.bot.id ? `${event.type}: ${event.message.text}` : undefined;
    case 'typing':
    case 'modal':
    case 'choices':
      return event.type;
    default:
      return undefined;
  }
}
