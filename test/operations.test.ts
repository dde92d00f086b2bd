import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../src/operations/log.ts';
import { createMetrics } from '../src/operations/metrics.ts';
import { openOperations } from '../src/operations/server.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

describe('the operators’ server', () => {
  const serve = async (notReady: () => string[] = () => []) => {
    const metrics = await createMetrics({
      gateway: () => ({ ready: true, pingMs: 42 }),
      store: () => ({ written: 5, errors: 2, dropped: 1, waiting: 3 }),
    });
    const server = await openOperations({ host: '127.0.0.1', port: 0, notReady, metrics });
    undo.push(() => server.close());
    const get = async (path: string, init?: RequestInit) => {
      const response = await fetch(`${server.url}${path}`, init);
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        body: await response.text(),
      };
    };
    return { get, metrics };
  };

  it.each([
    ['/healthz', undefined, 200, 'alive\n'],
    ['/readyz', undefined, 200, '{"ready":true,"reasons":[]}'],
    ['/readyz?x=1', undefined, 200, '{"ready":true,"reasons":[]}'],
    ['/', undefined, 404, 'there are /healthz, /readyz and /metrics\n'],
    ['/healthz', { method: 'HEAD' }, 200, ''],
    ['/healthz', { method: 'POST', body: 'x' }, 405, 'GET only\n'],
  ])('%s %j → %i', async (path, init, status, body) => {
    expect(await (await serve()).get(path, init)).toMatchObject({ status, body });
  });

  it('says why the bot is not ready, and is alive nevertheless', async () => {
    const { get } = await serve(() => ['the gateway is not connected', 'no knowledge is loaded']);
    const { status, type, body } = await get('/readyz');
    expect({ status, type, reasons: JSON.parse(body).reasons }).toEqual({
      status: 503,
      type: 'application/json',
      reasons: ['the gateway is not connected', 'no knowledge is loaded'],
    });
    expect((await get('/healthz')).status).toBe(200);
  });

  it('counts answers, latency, failures, the gateway and the store', async () => {
    const { get, metrics } = await serve();
    metrics.answered('answered', 'command', 20);
    metrics.answered('answered', 'command', 80);
    metrics.answered('not_in_article', 'mention', 700);
    metrics.failed('network');
    await get('/metrics'); // reading changes nothing
    const { type, body } = await get('/metrics');
    expect(type).toContain('text/plain');
    const lines = body.split('\n');
    for (const line of [
      'factdesk_answers_total{status="answered",surface="command"} 2',
      'factdesk_answers_total{status="not_in_article",surface="mention"} 1',
      'factdesk_answer_seconds_bucket{le="0.025",surface="command"} 1',
      'factdesk_answer_seconds_bucket{le="0.1",surface="command"} 2',
      'factdesk_answer_seconds_count{surface="mention"} 1',
      'factdesk_failures_total{failure="network"} 1',
      'factdesk_gateway_ready 1',
      'factdesk_gateway_ping_seconds 0.042',
      'factdesk_store_writes_total 5',
      'factdesk_store_errors_total 2',
      'factdesk_store_dropped_total 1',
      'factdesk_store_waiting 3',
    ])
      expect(lines).toContain(line);
    expect(body).toContain('process_resident_memory_bytes');
  });

  it('says what to do when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    undo.push(() => other.close());
    const { port } = other.address() as AddressInfo;
    await expect(openOperations({ host: '127.0.0.1', port, notReady: () => [] })).rejects.toThrow(
      /cannot listen on 127\.0\.0\.1:\d+ .*EADDRINUSE.*: set HOST and PORT/,
    );
  });
});

describe('the log', () => {
  const logged = async (write: (log: Awaited<ReturnType<typeof createLog>>) => void, pretty = false) => {
    const lines: string[] = [];
    const output = { write: (line: string) => lines.push(line) };
    write(await createLog('info', { pretty, output, secrets: ['hunter"2'] }));
    return lines.join('');
  };
  const BOT_TOKEN = `${'M'.repeat(26)}.${'G'.repeat(6)}.${'x'.repeat(38)}`;

  it.each([
    ['a known secret', { text: 'it is hunter"2!' }],
    ['a field by its name', { token: 'hunter3' }],
    ['a header', { request: { headers: { authorization: 'Bot hunter3' } } }],
    ['a password in an address', { err: new Error('connect postgres://bob:hunter3@host/db') }],
    ['a bot token', { text: BOT_TOKEN }],
    ['an interaction token', { url: `https://discord.com/api/v10/webhooks/123/${'y'.repeat(80)}/messages` }],
    [
      'what somebody wrote',
      { err: Object.assign(new Error('refused'), { requestBody: { json: 'hunter3' } }) },
    ],
  ])('hides %s', async (_what, fields) => {
    const line = await logged((log) => log.info(fields, 'something'));
    expect(line).toContain('[secret]');
    expect(line).not.toMatch(/hunter|x{38}|y{80}/);
    expect(() => JSON.parse(line)).not.toThrow();
  });

  it('keeps to its level', async () => {
    const lines = await logged((log) => {
      log.debug({}, 'quiet');
      log.warn({}, 'loud');
    });
    expect(lines).toContain('loud');
    expect(lines).not.toContain('quiet');
  });

  it('is for people where asked to be', async () => {
    const line = await logged((log) => log.info({ password: 'hunter"2', ms: 3 }, 'hello'), true);
    expect(line).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: hello\n +password: "\[secret\]"\n +ms: 3\n/);
  });
});

describe('stopping', { timeout: 20_000 }, () => {
  const STOP = new URL('../dist/operations/stop.js', import.meta.url).href;
  /** Starts a process that works, sends it signals, and tells how it ended. */
  const stopped = async (steps: string, signals: NodeJS.Signals[], pauseMs = 300) => {
    const log = '{ info: (f, text) => console.log(text), error: (f, text) => console.log("error:", text) }';
    const program = `
      import { stopOnSignal } from ${JSON.stringify(STOP)};
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      stopOnSignal({ log: ${log}, steps: ${steps}, withinMs: 1000 });
      setInterval(() => {}, 1000);
      console.log('ready');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    await once(child.stdout, 'data');
    const closed = once(child, 'close');
    for (const signal of signals) {
      child.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    const [code] = await closed;
    return { code, output: output.trim().split('\n').slice(1) };
  };

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s runs every step in order, also after one that fails',
    async (signal) => {
      const steps = `[
      { what: 'closing the door', run: () => console.log('door') },
      { what: 'breaking', run: () => { throw new Error('x'); } },
      { what: 'closing the store', run: async () => { await sleep(50); console.log('store'); } },
    ]`;
      expect(await stopped(steps, [signal])).toEqual({
        code: 0,
        output: ['stopping', 'door', 'error: breaking failed', 'store', 'stopped'],
      });
    },
  );

  it('ends in bounded time when a step hangs', async () => {
    const hanging = `[{ what: 'hanging', run: () => sleep(1e9) }]`;
    expect(await stopped(hanging, ['SIGTERM'])).toEqual({
      code: 1,
      output: ['stopping', 'error: stopping took too long'],
    });
  });

  it('ends at once on a second signal', async () => {
    const hanging = `[{ what: 'hanging', run: () => sleep(1e9) }]`;
    expect(await stopped(hanging, ['SIGTERM', 'SIGINT'])).toEqual({ code: 130, output: ['stopping'] });
  });
});
