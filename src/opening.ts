import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from './config.js';
import type { Desk } from './discord/ports.js';
import type { OperatorMetrics } from './operations/metrics.js';

/** What opening needs. */
export interface Setting {
  readonly config: Config;
  readonly log: Awaited<ReturnType<typeof import('./operations/log.js').createLog>>;
}

/** Opens the store of the configuration, or another. */
export async function storeOf({ config, log }: Setting, databaseUrl = config.databaseUrl) {
  const { openStore } = await import('./store/store.js');
  const store = await openStore(databaseUrl, { log });
  const { feedback, settings, limiter, gaps, votes } = store;
  return {
    ports: { feedback, settings, limiter, gaps, votes },
    figures: () => store.figures(),
    close: () => store.close(),
  };
}

/** For a playground beside the live bot: what is tried there is not among what members ask, and goes with the process. */
export async function trialStore(setting: Setting): Promise<OpenStore> {
  const folder = await mkdtemp(join(tmpdir(), 'factdesk-'));
  const store = await storeOf(setting, `file:${join(folder, 'trial.db')}`);
  const close = async () => {
    await store.close();
    await rm(folder, { recursive: true });
  };
  return { ...store, close };
}

export type OpenStore = Awaited<ReturnType<typeof storeOf>>;

/** The store, opened while the bot logs in: it answers without. */
export function openBeside(setting: Setting) {
  let store: OpenStore | undefined;
  const opened = once(async () => {
    store = await storeOf(setting);
    return store;
  });
  const opening = opened().catch((err: unknown) =>
    setting.log.warn({ err }, 'the store could not be opened; it is tried again when it is needed'),
  );
  return {
    opened,
    figures: () => store?.figures() ?? { written: 0, errors: 0, dropped: 0, waiting: 0 },
    async close() {
      await opening;
      await store?.close();
    },
  };
}

/** The store's ports while it may still have to be opened. */
export function laterPorts(
  opened: () => Promise<OpenStore>,
): Pick<Desk, 'feedback' | 'settings' | 'limiter' | 'gaps' | 'votes'> {
  const ports = async () => (await opened()).ports;
  return {
    feedback: {
      voted: async (...vote) => (await ports()).feedback.voted(...vote),
      unanswered: async (answer) => (await ports()).feedback.unanswered(answer),
    },
    settings: {
      of: async (guildId) => (await ports()).settings.of(guildId),
      change: async (...change) => (await ports()).settings.change(...change),
      forget: async (guildId) => (await ports()).settings.forget(guildId),
    },
    limiter: { take: async (userId) => (await ports()).limiter.take(userId) },
    gaps: {
      list: async (page) => (await ports()).gaps.list(page),
      mark: async (...mark) => (await ports()).gaps.mark(...mark),
    },
    votes: { list: async (page) => (await ports()).votes.list(page) },
  };
}

/** The figures while what keeps them may still have to be loaded. */
export function laterMetrics(measured: () => Promise<OperatorMetrics>, log: Setting['log']): Desk['metrics'] {
  const later = (count: (metrics: OperatorMetrics) => void) => {
    measured()
      .then(count)
      .catch((err: unknown) => log.warn({ err }, 'an answer could not be counted'));
  };
  return {
    answered: (...answer) => later((metrics) => metrics.answered(...answer)),
    failed: (failure) => later((metrics) => metrics.failed(failure)),
  };
}

/** Does it when first called; every call gives the same, but what failed is tried anew. */
export function once<Result>(run: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= run().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
