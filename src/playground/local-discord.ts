import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type APIApplicationCommand, type APIUser, type GatewayPresenceUpdateData, Locale } from 'discord.js';
import { Actor, type ActorSettings } from './actor.js';
import { Api, type LoggedRequest, type Outage } from './api/server.js';
import { FIRST_RESPONSE_MS } from './checks/limits.js';
import { type LocalEvent, type LocalMessage, type RefusedRequest, shownMessage } from './events.js';
import { Gateway } from './gateway.js';
import { isTrusted } from './serving/trust.js';
import { happening, silence } from './waiting.js';
import { type LocalChannel, type LocalMember, type StoredFile, World } from './world.js';

export interface LocalDiscordOptions {
  /** 0 (any free port) unless given. */
  port?: number;
  /** Loopback unless given. */
  host?: string;
  /** The only token that is accepted; without it any is. */
  token?: string;
  applicationId?: string;
  /** The time in milliseconds since 1970; for tests of what expires. */
  clock?: () => number;
}

/** A Discord of one's own, on this machine: one server, one bot, people to act as. */
export interface LocalDiscord {
  /** Where everything is served, without a slash at the end. */
  url: string;
  /** What `DISCORD_API_BASE` has to be for a bot to come here. */
  apiBase: string;
  /** A token that is accepted. */
  token: string;
  applicationId: string;
  /** The bot's user. */
  bot: APIUser;
  guild: { id: string; name: string };
  /** Two text channels, and Ana's DM with the bot. */
  channels: { general: LocalChannel; news: LocalChannel; dm: LocalChannel };
  /** Ana has no special permissions; Max may manage the server and messages. */
  members: { ana: LocalMember; max: LocalMember };
  /** Someone to drive the bot as, by default in English, and as patient as Discord. */
  asMember(member: LocalMember, settings?: Partial<Pick<ActorSettings, 'locale' | 'patience'>>): Actor;
  dmOf(member: LocalMember): LocalChannel;
  /** Registered commands: global ones, then the server's. */
  commands(): APIApplicationCommand[];
  /** Resolves once a bot has commands registered. */
  whenCommandsRegistered(): Promise<APIApplicationCommand[]>;
  /** Resolves once a bot is connected and identified. */
  whenReady(): Promise<void>;
  /** What the bot shows as its status. */
  presence(): GatewayPresenceUpdateData | undefined;
  /** Messages of a channel, oldest first, as everybody there sees them or as one member does. */
  messages(channelId: string, viewer?: LocalMember): LocalMessage[];
  /** A file that came with a message, by the path of its address. */
  file(pathname: string): StoredFile | undefined;
  /** Waits and rejects if the bot shows anything within `ms`. */
  silence(ms: number): Promise<void>;
  /** Requests that Discord would refuse. */
  refused: readonly RefusedRequest[];
  /** All requests, in order. */
  requests: readonly LoggedRequest[];
  /** @returns a function that ends the subscription */
  onEvent(listener: (event: LocalEvent) => void): () => void;
  /** Makes coming requests fail as if Discord were overloaded or broken. */
  fail(outage: Outage): void;
  /** Cuts the gateway connections; a bot resumes. */
  dropGatewayConnections(): void;
  close(): Promise<void>;
}

/** How long bots may take to connect and to register. */
const STARTUP_PATIENCE_MS = 10_000;
const ANY_TOKEN = 'local-token';
/** What request paths are read against. */
const LOCAL = 'http://localhost';
const FILES_PATH = '/attachments/';

/**
 * Starts a local Discord: REST API and gateway of version 10, so that a bot made with discord.js can log in, be spoken to and answer.
 * Whatever Discord would refuse is refused, and listed in `refused`.
 * @throws Error when the port is taken
 */
export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const { port = 0, host = '127.0.0.1', token, applicationId, clock = Date.now } = options;
  const server = createServer();
  const url = await listen(server, port, host);
  const world = new World(clock, applicationId);
  const accepts = (given: string | undefined) => Boolean(given) && (token === undefined || given === token);
  const gatewayUrl = `${url.replace('http', 'ws')}/gateway`;
  const filesUrl = `${url}/attachments`;
  const gateway = new Gateway(world, gatewayUrl, accepts);
  const api = new Api({ world, gatewayUrl, filesUrl, readsContent: () => gateway.readsContent }, accepts);
  const served = { world, api, gateway, server };
  serve(served);
  return {
    url,
    apiBase: `${url}/api`,
    token: token ?? ANY_TOKEN,
    ...inhabitants(world, filesUrl),
    ...observed(served),
    fail: (outage) => void api.outages.push({ ...outage }),
    dropGatewayConnections: () => gateway.drop(),
    close: () => {
      world.emit({ type: 'closed' });
      gateway.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Who and what is there, and how to act as somebody. */
function inhabitants(world: World, filesUrl: string) {
  const ana = world.memberNamed('Ana');
  return {
    applicationId: world.applicationId,
    bot: world.bot.user,
    guild: { id: world.guild.id, name: world.guild.name },
    channels: {
      general: world.channelNamed('general'),
      news: world.channelNamed('news'),
      dm: world.dmOf(ana),
    },
    members: { ana, max: world.memberNamed('Max') },
    dmOf: (member: LocalMember) => world.dmOf(member),
    asMember: (member, { locale = Locale.EnglishUS, patience = FIRST_RESPONSE_MS } = {}) =>
      new Actor(world, member, { locale, patience, filesUrl }),
  } satisfies Partial<LocalDiscord>;
}

/** What can be seen of the bot. */
function observed({ world, api, gateway }: Served) {
  const refused: RefusedRequest[] = [];
  world.subscribe((event) => void (event.type === 'refused' && refused.push(event.refused)));
  const commands = () => [...world.commands.global, ...world.commands.guild];
  return {
    commands,
    whenCommandsRegistered: async () =>
      commands().length > 0
        ? commands()
        : happening(world, 'Registering commands', STARTUP_PATIENCE_MS, ({ type }) =>
            type === 'commands' ? commands() : undefined,
          ),
    whenReady: async () => {
      if (gateway.connected) return;
      await happening(world, 'Connecting', STARTUP_PATIENCE_MS, ({ type }) => type === 'ready' || undefined);
    },
    presence: () => gateway.presence,
    messages: (channelId, viewer) => world.messagesFor(channelId, viewer?.id ?? null).map(shownMessage),
    file: (pathname) => fileOf(world, pathname),
    silence: (ms) => silence(world, ms),
    refused,
    requests: api.requests,
    onEvent: (listener) => world.subscribe(listener),
  } satisfies Partial<LocalDiscord>;
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo;
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve(`http://${name}:${address.port}`);
    });
  });
}

interface Served {
  server: Server;
  world: World;
  api: Api;
  gateway: Gateway;
}

/** Bots come here, web pages never: one of somebody else's must not pass itself off as the bot. */
function serve({ server, world, api, gateway }: Served): void {
  const isBot = (request: IncomingMessage) => request.headers.origin === undefined && isTrusted(request);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const url = addressOf(request);
    if (!url) return void response.writeHead(400).end();
    if (!isBot(request)) return void response.writeHead(403).end();
    if (url.pathname.startsWith('/api/')) return void api.handle(request, response, url);
    const file = fileOf(world, url.pathname);
    if (file) return sendFile(response, file);
    response.writeHead(404).end();
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isGateway = addressOf(request)?.pathname === '/gateway';
    if (isGateway && isBot(request)) return gateway.upgrade(request, socket, head);
    socket.destroy();
  });
}

function addressOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, LOCAL) ? new URL(url, LOCAL) : undefined;
}

function fileOf(world: World, pathname: string): StoredFile | undefined {
  return pathname.startsWith(FILES_PATH) ? world.files.get(pathname.slice(FILES_PATH.length)) : undefined;
}

/** Sends what a bot uploaded so that it cannot run as a page of this address. */
export function sendFile(response: ServerResponse, { type, bytes }: StoredFile): void {
  response.writeHead(200, {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'content-security-policy': 'sandbox',
  });
  response.end(bytes);
}
