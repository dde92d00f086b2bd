import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredFile, World } from '../world.js';
import { applicationRoutes } from './applications.js';
import { channelRoutes } from './channels.js';
import { guildRoutes } from './guilds.js';
import { interactionRoutes } from './interactions.js';
import { invalidJson, noSuchRoute, Refusal, tooLarge, unauthorized } from './refusal.js';

/** A request of the bot. */
export interface Call {
  /** The named parts of the path. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  files: StoredFile[];
}

/** One of Discord's endpoints. */
export interface Route {
  method: string;
  /** A path with `:name` parts, after `/api/v10`. */
  path: string;
  /** Authenticated by a secret in the path instead of the bot's token. */
  open?: boolean;
  /** @returns the body to answer with; undefined: none (204) */
  answer: (call: Call) => unknown;
}

/** What the endpoints need to know of their server. */
export interface ApiContext {
  world: World;
  gatewayUrl: string;
  filesUrl: string;
  /** Whether a connected bot has the message-content intent. */
  readsContent: () => boolean;
}

/** A request as it was answered. */
export interface LoggedRequest {
  method: string;
  path: string;
  body: unknown;
  /** Names of the files that came along. */
  files: string[];
  status: number;
  response: unknown;
}

/** An outage for tests: the next requests that match fail. */
export interface Outage {
  status: 403 | 429 | 500 | 502 | 503;
  times: number;
  matching?: RegExp;
  /** Seconds, for 429. */
  retryAfter?: number;
}

/** Somebody may leave a playground open for days. */
const KEPT_REQUESTS = 1000;
const BODY_OVERHEAD_BYTES = 1024 * 1024;

/** Discord's REST API, version 10, over a world. */
export class Api {
  readonly requests: LoggedRequest[] = [];
  readonly outages: Outage[] = [];
  readonly #routes: { route: Route; pattern: RegExp }[];

  constructor(
    private readonly context: ApiContext,
    private readonly accepts: (token: string | undefined) => boolean,
  ) {
    const routes = [applicationRoutes, guildRoutes, channelRoutes, interactionRoutes].flatMap((build) =>
      build(context),
    );
    this.#routes = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const method = request.method ?? 'GET';
    const path = url.pathname.replace(/^\/api(\/v10)?/, '');
    const logged: LoggedRequest = {
      method,
      path,
      body: undefined,
      files: [],
      status: 0,
      response: undefined,
    };
    this.requests.push(logged);
    if (this.requests.length > KEPT_REQUESTS) this.requests.shift();
    try {
      const outage = this.#takeOutage(`${method} ${path}`);
      if (outage) return this.#fail(response, logged, outage);
      const { route, params } = this.#find(method, path);
      if (!route.open && !this.accepts(/^Bot (.+)$/.exec(request.headers.authorization ?? '')?.[1]))
        throw unauthorized();
      const { body, files } = await readBody(request, this.context.world.uploadLimit);
      logged.body = body;
      logged.files = files.map(({ name }) => name);
      const answer = await route.answer({ params, query: url.searchParams, body, files });
      reply(response, logged, answer === undefined ? 204 : 200, answer);
    } catch (error) {
      const isCutOff = request.destroyed && !request.complete;
      if (isCutOff) return;
      // A fault of the playground itself must neither end the bot's process nor go unseen.
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, 0, `The local Discord failed: ${String(error)}`);
      reply(response, logged, refusal.status, refusal.body);
      this.context.world.emit({ type: 'refused', refused: logged });
    }
  }

  #find(method: string, path: string): { route: Route; params: Record<string, string> } {
    for (const { route, pattern } of this.#routes) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match) return { route, params: decoded(match.groups ?? {}) };
    }
    throw noSuchRoute();
  }

  #takeOutage(request: string): Outage | undefined {
    const outage = this.outages.find(({ matching }) => matching?.test(request) ?? true);
    if (outage) {
      outage.times -= 1;
      if (outage.times <= 0) this.outages.splice(this.outages.indexOf(outage), 1);
    }
    return outage;
  }

  /** An outage is not the bot's fault, and so not a refusal. */
  #fail(response: ServerResponse, logged: LoggedRequest, { status, retryAfter = 0.05 }: Outage): void {
    if (status === 429) {
      response.setHeader('retry-after', String(retryAfter));
      response.setHeader('x-ratelimit-scope', 'user');
    }
    const body =
      status === 429
        ? { message: 'You are being rate limited.', retry_after: retryAfter, global: false }
        : { message: `${status}: Service Unavailable`, code: 0 };
    reply(response, logged, status, body);
  }
}

/** discord.js writes `@original` as `%40original`. */
function decoded(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, part]) => [name, decodeURIComponent(part)]));
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`);
}

function reply(response: ServerResponse, logged: LoggedRequest, status: number, body: unknown): void {
  logged.status = status;
  logged.response = body;
  response.statusCode = status;
  if (body === undefined) return void response.end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

async function readBody(
  request: IncomingMessage,
  uploadLimit: number,
): Promise<{ body: unknown; files: StoredFile[] }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > uploadLimit + BODY_OVERHEAD_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(bytes, type, uploadLimit);
  return { body: bytes.length > 0 ? parseJson(String(bytes)) : undefined, files: [] };
}

/** https://docs.discord.com/developers/reference#uploading-files */
async function readForm(
  bytes: Buffer,
  type: string,
  uploadLimit: number,
): Promise<{ body: unknown; files: StoredFile[] }> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files: StoredFile[] = [];
  let body: unknown = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      if (name === 'payload_json') body = parseJson(value);
    } else {
      files.push({
        name: value.name,
        type: value.type || 'application/octet-stream',
        bytes: Buffer.from(await value.arrayBuffer()),
      });
    }
  }
  if (files.some((file) => file.bytes.length > uploadLimit)) throw tooLarge();
  return { body, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}
