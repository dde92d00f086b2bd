import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type LocalDiscord, sendFile } from './local-discord.js';
import type { Explained, KnowledgeStatus, PageEvent, PageRequest } from './protocol.js';
import { type PageFile, readPage } from './serving/page-files.js';
import { Session, type Stage } from './serving/session.js';
import { isTrusted } from './serving/trust.js';

/** The state of the knowledge behind the bot, and word when it changes. */
export interface KnowledgeWatch {
  current(): KnowledgeStatus;
  /** @returns a function that ends the subscription */
  subscribe(listener: (status: KnowledgeStatus) => void): () => void;
}

export interface PlaygroundOptions {
  local: LocalDiscord;
  /** Loopback unless given. */
  host?: string;
  /** The first port to try: the next free one is taken; 0: any free port. */
  port?: number;
  /** Explains how a question comes to its answer, for the inspector; without it there is none. */
  inspect?: (text: string, today: string) => Explained;
  knowledge?: KnowledgeWatch;
  /** Where the built page lies. */
  pageDir: string;
}

export interface Playground {
  /** Where the page is, without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

const FIRST_PORT = 3000;
/** Ports tried after the first. */
const MORE_PORTS = 20;
const LAST_PORT = 65_535;
/** A message of a member has at most 2000 characters. */
const LARGEST_REQUEST = 64 * 1024;
const DOINGS: ReadonlySet<PageRequest['do']> = new Set([
  'look',
  'examples',
  'say',
  'run',
  'complete',
  'menu',
  'click',
  'choose',
  'submit',
  'dismiss',
]);
/** The hashes of the only two style attributes that skyra's components set while they draw: an empty one, and "color:;". */
const STYLE_ATTRIBUTES =
  "'unsafe-hashes' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-YyzoJpP5ML1Dl1K7WQbfMCvG6Df0Mckd/cH2Bl2ywZQ='";
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `style-src-attr ${STYLE_ATTRIBUTES}`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/** Why the page cannot be served, in one line that says what to do. */
class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * Serves the page on which people try the bot in a local Discord.
 * @throws StartError when none of the ports can be had
 * @throws Error when the page has not been built
 */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { local, host = '127.0.0.1', port = FIRST_PORT, pageDir } = options;
  const files = await readPage(pageDir);
  const server = createServer((request, response) => servePage(request, response, files, options));
  const url = await listenFrom(server, port, host);
  const stopSessions = serveSessions(server, options);
  const stopEvents = local.onEvent(({ type }) => void (type === 'closed' && server.closeAllConnections()));
  return {
    url,
    close: () => {
      stopEvents();
      stopSessions();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, PageFile>,
  { local, host }: PlaygroundOptions,
): void {
  const pathname = request.url?.split('?')[0] ?? '/';
  const status = statusOf(request, host);
  const uploaded = status === 200 ? local.file(pathname) : undefined;
  const file = status === 200 ? files.get(pathname) : undefined;
  if (uploaded) {
    sendFile(response, uploaded);
  } else if (file) {
    response.writeHead(200, { ...HEADERS, 'content-type': file.type }).end(file.bytes);
  } else {
    response.writeHead(status === 200 ? 404 : status, HEADERS).end();
  }
}

/** Whether a request may be answered at all: 200 if so. */
function statusOf(request: IncomingMessage, host: string | undefined): number {
  if (!isTrusted(request, host)) return 403;
  return request.method === 'GET' || request.method === 'HEAD' ? 200 : 405;
}

/** @returns a function that ends all sessions */
function serveSessions(server: Server, { local, host, inspect, knowledge }: PlaygroundOptions): () => void {
  const startedAt = new Date().toISOString();
  const stage: Stage = {
    local,
    dismissed: new Set(),
    knowledge: () => knowledge?.current() ?? { state: 'ok', at: startedAt },
    inspect: inspect && ((text) => inspect(text, new Date().toISOString().slice(0, 10))),
  };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_REQUEST });
  const sessions = new Set<Session>();
  const tell = (event: PageEvent) => {
    for (const socket of sockets.clients) socket.send(JSON.stringify(event));
  };
  const stopEvents = local.onEvent((event) => {
    for (const session of sessions) session.pass(event);
  });
  const stopKnowledge = knowledge?.subscribe((status) => tell({ type: 'knowledge', knowledge: status }));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Browsers always name the origin of a WebSocket, and nothing else has to come here.
    const isPage = request.headers.origin !== undefined && isTrusted(request, host);
    if (request.url !== '/live' || !isPage) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (connection) => serveSession(connection, stage, sessions));
  });
  return () => {
    stopEvents();
    stopKnowledge?.();
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

function serveSession(socket: WebSocket, stage: Stage, sessions: Set<Session>): void {
  const session = new Session(stage, (event) => socket.send(JSON.stringify(event)));
  sessions.add(session);
  socket.on('message', (text) => {
    const request = parsedRequest((text as Buffer).toString());
    if (request) void session.receive(request);
    else socket.close(1003);
  });
  socket.on('close', () => sessions.delete(session));
  // A broken connection closes as well; without a listener the error would end the process.
  socket.on('error', () => socket.terminate());
}

/** What is wrong within a request shows when it is done; it cannot harm more than its own page. */
function parsedRequest(text: string): PageRequest | undefined {
  try {
    const request = JSON.parse(text) as PageRequest | null;
    return request && DOINGS.has(request.do) ? request : undefined;
  } catch {
    return undefined;
  }
}

/** Listens on the first free port from `port` on. @returns the address @throws StartError */
async function listenFrom(server: Server, port: number, host: string): Promise<string> {
  for (let tried = port; ; tried += 1) {
    try {
      server.listen(tried, host);
      await once(server, 'listening'); // rejects on an error
      return addressOf(server, host);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && tried < Math.min(port + MORE_PORTS, LAST_PORT)) continue;
      const ports = tried === port ? `${port}` : `${port}, nor on the ports up to ${tried}`;
      throw new StartError(`cannot listen on ${host}:${ports} (${message}): set HOST and PORT`, {
        cause: error,
      });
    }
  }
}

/** An address that a browser on this machine can open: "all interfaces" is none. */
function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
