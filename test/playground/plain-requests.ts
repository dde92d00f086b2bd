import { WebSocket } from 'ws';
import type { LocalDiscord } from '../../src/playground/local-discord.js';

export interface Answer {
  status: number;
  code: number | undefined;
  /** Each fault as `components.0.custom_id: CODE`. */
  faults: string[];
  body: unknown;
}

/** Sends a request as a bot without any library would. */
export async function request(
  discord: LocalDiscord,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${discord.apiBase}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${discord.token}`,
      ...(!isForm && body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text ? (JSON.parse(text) as { code?: number; errors?: object }) : undefined;
  return {
    status: response.status,
    code: answer?.code,
    faults: faultsIn(answer?.errors ?? {}),
    body: answer,
  };
}

function faultsIn(tree: object, path: string[] = []): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    key === '_errors'
      ? (value as { code: string }[]).map(({ code }) => `${path.join('.')}: ${code}`)
      : faultsIn(value as object, [...path, key]),
  );
}

/** A gateway connection without any library, that keeps what it is sent. */
export class RawGateway {
  readonly received: { op: number; t: string | null; d: Record<string, unknown> }[] = [];
  readonly #socket: WebSocket;

  constructor(discord: LocalDiscord, intents: number) {
    this.#socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway`);
    this.#socket.on('message', (text) => this.received.push(JSON.parse((text as Buffer).toString())));
    this.#socket.on('open', () =>
      this.#socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents } })),
    );
  }

  /** The latest event of a kind, waited for. */
  async latest(
    name: string,
    isIt: (d: Record<string, unknown>) => boolean = () => true,
  ): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.received.findLast(({ t, d }) => t === name && isIt(d));
      if (found) return found.d;
      await new Promise((resolve) => this.#socket.once('message', resolve));
    }
  }

  close(): void {
    this.#socket.terminate();
  }
}
