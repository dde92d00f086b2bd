import type { Config } from '../config.js';
import { safeText } from './print.js';

const shownGaps = 100;

/** `npm run gaps`: what was asked and not answered, most asked first. */
export async function printGaps(
  { databaseUrl, logLevel }: Config,
  csv: boolean,
  out: NodeJS.WriteStream,
): Promise<void> {
  const [{ openStore }, { createLog }, { gapsCsv }] = await Promise.all([
    import('../store/store.js'),
    import('../operations/log.js'),
    import('../store/gaps-csv.js'),
  ]);
  const store = await openStore(databaseUrl, {
    log: await createLog(logLevel === 'info' ? 'warn' : logLevel),
  });
  try {
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
