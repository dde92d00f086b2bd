import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Database, DatabaseTrouble } from '../src/store/database.ts';
import { WriteQueue } from '../src/store/queue.ts';
import { DEFAULT_SETTINGS } from '../src/store/settings.ts';
import type { Store } from '../src/store/store.ts';
import { StoreError } from '../src/store/types.ts';
import { databases, keepingLog, testStore, unanswered } from './store/databases.ts';

const GUILD = '876543210987654321';
const ALL = { offset: 0, limit: 100 };
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const opened = (store: Store) => {
  undo.push(() => store.close());
  return store;
};

describe.each(databases)('a locked store on $name', { timeout: 15_000 }, ({ create }) => {
  it('delays nothing, takes what waits when it is free again, and says so meanwhile', async () => {
    const database = await create();
    undo.push(() => database.remove());
    const log = keepingLog();
    const store = opened(await testStore(database.url, { log }));
    await store.settings.change(GUILD, { notes: false });
    const unlock = await database.lock();
    undo.push(unlock);
    const held = monitorEventLoopDelay({ resolution: 1 });
    held.enable();
    const writes = ['a', 'b', 'c'].map((question) => store.feedback.unanswered(unanswered(question)));
    const asked = performance.now();
    expect(await store.settings.of(GUILD)).toMatchObject({ notes: false });
    expect(await store.settings.of('1')).toEqual(DEFAULT_SETTINGS);
    expect(performance.now() - asked).toBeLessThan(250);
    await expect(store.gaps.mark('0'.repeat(16), true)).rejects.toThrow('the store does not answer');
    await expect.poll(() => store.figures().errors, { timeout: 5_000 }).toBeGreaterThan(0);
    held.disable();
    expect(held.max / 1e6).toBeLessThan(250);
    expect(store.figures().dropped).toBe(0);
    expect(log.warnings).toContain('a write failed');
    await unlock();
    await Promise.all(writes);
    // Seen from outside: libsql can believe in writes that it never commits.
    expect(await database.rows('gaps')).toHaveLength(3);
  });
});

describe('a store that is away', { timeout: 15_000 }, () => {
  const blockedFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'factdesk-away-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'data'), 'a file where a folder should be');
    return { url: `file:${join(folder, 'data', 'factdesk.db')}`, repair: () => rm(join(folder, 'data')) };
  };

  it('opens, goes by the defaults and keeps what was asked for until it is back', async () => {
    const { url, repair } = await blockedFolder();
    const store = opened(await testStore(url));
    expect(await store.settings.of(GUILD)).toEqual(DEFAULT_SETTINGS);
    await expect(store.gaps.list(ALL)).rejects.toThrow('EEXIST');
    const asked = store.feedback.unanswered(unanswered('is anybody there'));
    expect(await store.settings.change(GUILD, { mentions: false })).toBe(false);
    expect(await store.settings.of(GUILD)).toMatchObject({ mentions: false });
    await repair();
    await asked;
    expect((await store.gaps.list(ALL)).total).toBe(1);
    expect(await store.settings.of(GUILD)).toMatchObject({ mentions: false });
  });

  it.skipIf(process.platform !== 'linux')('is told at once where no folder can be made', async () => {
    const stores: Store[] = [];
    undo.push(() => Promise.all(stores.map((store) => store.close())));
    for (const path of ['/proc/x.db', '/proc/there/x.db', '/proc/there/and/there/x.db']) {
      const began = performance.now();
      const store = await testStore(`file:${path}`);
      stores.push(store);
      await expect(store.gaps.list(ALL)).rejects.toThrow(StoreError);
      expect(performance.now() - began).toBeLessThan(1_500);
      expect(await store.settings.of(GUILD)).toEqual(DEFAULT_SETTINGS);
    }
  });

  it('gives up the oldest write when too many wait, and all when it is closed, in time', async () => {
    const { url } = await blockedFolder();
    const log = keepingLog();
    const store = await testStore(url, { log, queueSize: 10 });
    const writes = Array.from({ length: 30 }, (_, number) =>
      store.feedback.voted('host', true, String(number)),
    );
    const outcomes = Promise.allSettled(writes);
    const closing = performance.now();
    await store.close();
    expect(performance.now() - closing).toBeLessThan(2_800);
    expect((await outcomes).map(({ status }) => status)).toEqual(Array(30).fill('rejected'));
    expect(store.figures()).toMatchObject({ written: 0, waiting: 0, dropped: 31 }); // and the purge
    expect(log.warnings).toContain('writes were given up');
    await expect(store.feedback.voted('host', true, '1')).rejects.toThrow('the store is closing');
  });

  it('keeps the new connection when what still ran on the broken one fails', async () => {
    const { url, repair } = await blockedFolder();
    await repair();
    const database = Database.at(url, keepingLog());
    undo.push(() => database.close());
    const fail = () => Promise.reject(new Error('the disk broke'));
    let failLate = () => {};
    const late = database.read(() => new Promise<void>((resolve) => (failLate = resolve)).then(fail));
    await expect(database.read(fail)).rejects.toThrow('the disk broke');
    const reopened = await database.open();
    failLate();
    await expect(late).rejects.toThrow('the disk broke');
    expect(await database.open()).toBe(reopened);
  });

  it.skipIf(!process.env.TEST_POSTGRES_URL)('comes back after PostgreSQL could not be reached', async () => {
    const database = await databases.find(({ name }) => name === 'postgres')?.create();
    if (!database) throw new Error('no PostgreSQL');
    undo.push(() => database.remove());
    const proxy = await switchableProxy(new URL(database.url));
    undo.push(proxy.close);
    const store = opened(await testStore(proxy.url));
    await store.feedback.unanswered(unanswered('before'));
    proxy.cut();
    const during = store.feedback.unanswered(unanswered('during'));
    await sleep(300);
    const asked = performance.now();
    expect(await store.settings.of(GUILD)).toEqual(DEFAULT_SETTINGS);
    expect(performance.now() - asked).toBeLessThan(250);
    expect(await store.limiter.take('1')).toBe(0);
    proxy.mend();
    await during;
    expect((await store.gaps.list(ALL)).total).toBe(2);
    expect(store.figures().errors).toBeGreaterThan(0);
  });
});

/** Stands between the store and its server, and can cut the line. */
async function switchableProxy(target: URL) {
  let cut = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (cut) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    cut() {
      cut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      cut = false;
    },
    close: () => server.close(),
  };
}

describe('the queue', () => {
  it('gives up only the write that the store refuses', async () => {
    const log = keepingLog();
    const queue = new WriteQueue((work) => work({} as never), log);
    const write = (name: string) =>
      queue.add(name, async () => {
        if (name === 'bad') throw new DatabaseTrouble('refused', 'check constraint');
        return name;
      });
    const outcomes = await Promise.allSettled(['one', 'bad', 'two'].map(write));
    expect(outcomes).toMatchObject([
      { value: 'one' },
      { status: 'rejected', reason: { message: 'bad: given up, the store refuses it' } },
      { value: 'two' },
    ]);
    expect(queue.figures).toMatchObject({ written: 2, dropped: 1 });
  });

  it('keeps the order and writes together what comes together', async () => {
    const batches: number[] = [];
    const order: number[] = [];
    const queue = new WriteQueue(async (work) => {
      const results = await work({} as never);
      batches.push(results.length);
      return results;
    }, keepingLog());
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    await Promise.all(numbers.map((number) => queue.add('a write', async () => order.push(number))));
    expect(order).toEqual(numbers);
    expect(batches).toEqual([20, 20, 10]);
  });
});
