import type { Config } from '../config.js';
import type { Store } from '../store/store.js';
import { safeText } from './print.js';

const shownGaps = 100;

export interface GapsOptions {
  readonly csv?: boolean | undefined;
  /** Deletes what is kept of this question. */
  readonly remove?: string | undefined;
}

/** `npm run gaps`: what was asked and not answered, most asked first. */
export async function printGaps(
  { databaseUrl, logLevel }: Config,
  { csv = false, remove }: GapsOptions,
  out: NodeJS.WriteStream,
): Promise<void> {
  const [{ openStore }, { createLog }, { gapsCsv }] = await Promise.all([
    import('../store/store.js'),
    import('../operations/log.js'),
    import('../store/gaps-csv.js'),
  ]);
  const log = await createLog(logLevel === 'info' ? 'warn' : logLevel, {
    output: process.stderr, // the list alone goes to `out`, which may be a file
    pretty: process.stderr.isTTY,
  });
  const store = await openStore(databaseUrl, { log });
  try {
    if (remove !== undefined) return void out.write(await removed(store, remove));
    const { gaps, total } = await store.gaps.list({
      offset: 0,
      limit: csv ? Number.MAX_SAFE_INTEGER : shownGaps,
    });
    if (csv) out.write(gapsCsv(gaps));
    else if (total === 0) out.write('Nothing was asked in vain so far.\n');
    else
      out.write(
        `${gaps.map(({ question, count, firstDay, lastDay, nearest }) => safeText(`${String(count).padStart(5)}  ${question}  (${firstDay} to ${lastDay}; nearest: ${nearest.join(', ') || 'none'})`)).join('\n')}\n`,
      );
  } finally {
    await store.close();
  }
}

/** Looks a question up by its words, as the list shows them, and deletes it. */
async function removed(store: Store, question: string): Promise<string> {
  for (const handled of [false, true]) {
    const { gaps } = await store.gaps.list({ offset: 0, limit: Number.MAX_SAFE_INTEGER, handled });
    const found = gaps.find((gap) => gap.question === question.trim().toLowerCase());
    if (found && (await store.gaps.remove(found.id))) return 'Removed.\n';
  }
  return 'No such question is kept. Give its words as the list shows them.\n';
}
