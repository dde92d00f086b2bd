import { constants } from 'node:os';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** How long stopping may take, in milliseconds: below the ten seconds after which Docker kills. */
export const STOP_MS = 9_000;

interface StopLog {
  info(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface StopStep {
  /** For the log, such as "closing the store". */
  readonly what: string;
  readonly run: () => unknown;
}

export interface StopOptions {
  readonly log: StopLog;
  /** In order, each after the one before; one that fails does not keep the next from running. */
  readonly steps: readonly StopStep[];
  /** {@link STOP_MS} if not given. */
  readonly withinMs?: number;
}

/**
 * On SIGTERM and SIGINT runs the steps and ends the process with code 0; with 1 where they take too long. A second
 * signal ends it at once.
 */
export function stopOnSignal({ log, steps, withinMs = STOP_MS }: StopOptions): void {
  let stopping = false;
  const stop = async (signal: (typeof SIGNALS)[number]) => {
    if (stopping) process.exit(128 + constants.signals[signal]);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({ withinMs }, 'stopping took too long');
      process.exit(1);
    }, withinMs);
    for (const { what, run } of steps) {
      try {
        await run();
      } catch (error) {
        log.error({ err: error }, `${what} failed`);
      }
    }
    log.info({}, 'stopped');
    process.exit(0);
  };
  for (const signal of SIGNALS) process.on(signal, (received) => void stop(received as typeof signal));
}
