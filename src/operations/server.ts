import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Requests and headers that take longer than that, in milliseconds, are cut off. */
const REQUEST_MS = 5_000;
/** How long closing waits for requests under way, in milliseconds. */
const CLOSE_MS = 1_000;

export interface OperationsOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Why the bot cannot answer now; none: it can. */
  readonly notReady: () => readonly string[];
  readonly metrics?: { readonly contentType: string; render(): Promise<string> };
}

export interface OperationsServer {
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * Serves `/healthz` (the process is alive), `/readyz` (it can answer; otherwise 503 with the reasons) and `/metrics`.
 * @throws Error that says what to do when the port cannot be had
 */
export async function openOperations(options: OperationsOptions): Promise<OperationsServer> {
  const { host, port } = options;
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
    (request, response) => {
      void answer(request, options)
        .catch((error: unknown) => text(500, error instanceof Error ? error.message : String(error)))
        .then((reply) => send(request, response, reply))
        .catch(() => response.destroy());
    },
  );
  await new Promise<void>((resolve, reject) => {
    // Stays: without a listener an error after this would end the bot.
    server.on('error', (error) => {
      reject(
        new Error(`cannot listen on ${host}:${port} (${error.message}): set HOST and PORT`, { cause: error }),
      );
    });
    server.listen(port, host, resolve);
  });
  const { address, family, port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), CLOSE_MS).unref();
      }),
  };
}

async function answer({ method, url = '/' }: IncomingMessage, options: OperationsOptions): Promise<Reply> {
  const [path] = url.split('?');
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'GET only');
  if (path === '/healthz') return text(200, 'alive');
  if (path === '/readyz') {
    const reasons = options.notReady();
    const body = JSON.stringify({ ready: reasons.length === 0, reasons });
    return { status: reasons.length === 0 ? 200 : 503, type: 'application/json', body };
  }
  if (path === '/metrics' && options.metrics) {
    return { status: 200, type: options.metrics.contentType, body: await options.metrics.render() };
  }
  return text(404, 'there are /healthz, /readyz and /metrics');
}

const text = (status: number, body: string): Reply => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

function send({ method }: IncomingMessage, response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(status === 405 && { allow: 'GET, HEAD' }),
    connection: 'close', // nothing is left to wait for when the bot stops
  });
  response.end(method === 'HEAD' ? undefined : body);
}
