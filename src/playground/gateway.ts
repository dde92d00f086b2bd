import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type APIMessage,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  GatewayOpcodes,
  type GatewayPresenceUpdateData,
} from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LocalEvent, LocalMessage } from './events.js';
import { gatewayMessagePayload, guildCreatePayload, interactionPayload, memberPayload } from './payloads.js';
import type { World } from './world.js';

/** What a bot's connection is called by, across reconnects. */
interface Session {
  id: string;
  intents: number;
  shard: [index: number, count: number];
  sequence: number;
  /** Everything dispatched, so that a resumed connection gets what it missed. */
  dispatched: { op: GatewayOpcodes; s: number; t: string; d: unknown }[];
  socket: WebSocket | undefined;
}

interface Packet {
  op: GatewayOpcodes;
  d?: unknown;
}

interface Identify {
  token?: string;
  intents?: number;
  shard?: [number, number];
  presence?: GatewayPresenceUpdateData;
}

const HEARTBEAT_MS = 41_250;
/** Discord forgets what a disconnected bot missed after some time; here after so many events. */
const REPLAYABLE_EVENTS = 1000;
const KNOWN_INTENTS = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === 'number')
  .reduce((all, bit) => all | bit, 0);

/** Discord's gateway: hands the world's events to connected bots. https://docs.discord.com/developers/events/gateway */
export class Gateway {
  /** What the bot shows as its status. */
  presence: GatewayPresenceUpdateData | undefined;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();

  constructor(
    private readonly world: World,
    private readonly url: string,
    private readonly accepts: (token: string | undefined) => boolean,
  ) {
    world.subscribe((event) => this.#pass(event));
  }

  /** Whether a bot is connected and identified. */
  get connected(): boolean {
    return [...this.#sessions.values()].some(({ socket }) => socket !== undefined);
  }

  /** Whether a bot has the message-content intent. */
  get readsContent(): boolean {
    return [...this.#sessions.values()].some(
      ({ intents }) => (intents & GatewayIntentBits.MessageContent) !== 0,
    );
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#serve(connection));
  }

  /** Cuts all connections as a failing network would; bots may resume. */
  drop(): void {
    for (const socket of this.#server.clients) socket.close(GatewayCloseCodes.UnknownError);
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #serve(socket: WebSocket): void {
    let session: Session | undefined;
    const send = (packet: object) => socket.send(JSON.stringify(packet));
    send({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: HEARTBEAT_MS }, s: null, t: null });
    socket.on('message', (text) => {
      const packet = parsed((text as Buffer).toString());
      if (!packet) return socket.close(GatewayCloseCodes.DecodeError);
      if (packet.op === GatewayOpcodes.Heartbeat)
        return send({ op: GatewayOpcodes.HeartbeatAck, d: null, s: null, t: null });
      if (session) return this.#receive(session, packet);
      session = this.#begin(socket, packet);
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
    });
    // A broken connection closes as well; without a listener the error would end the process.
    socket.on('error', () => socket.terminate());
  }

  #begin(socket: WebSocket, { op, d }: Packet): Session | undefined {
    if (op === GatewayOpcodes.Identify) return this.#identify(socket, (d ?? {}) as Identify);
    if (op === GatewayOpcodes.Resume)
      return this.#resume(socket, (d ?? {}) as { token?: string; session_id?: string; seq?: number });
    socket.close(GatewayCloseCodes.NotAuthenticated);
    return undefined;
  }

  #identify(socket: WebSocket, { token, intents, shard = [0, 1], presence }: Identify): Session | undefined {
    if (!this.accepts(token)) {
      socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
      return undefined;
    }
    if (typeof intents !== 'number' || (intents & ~KNOWN_INTENTS) !== 0) {
      socket.close(GatewayCloseCodes.InvalidIntents, 'Invalid intent(s).');
      return undefined;
    }
    if (shard[0] >= shard[1]) {
      socket.close(GatewayCloseCodes.InvalidShard, 'Invalid shard.');
      return undefined;
    }
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      intents,
      shard,
      sequence: 0,
      dispatched: [],
      socket,
    };
    this.#sessions.set(session.id, session);
    this.presence = presence ?? this.presence;
    this.#welcome(session);
    return session;
  }

  #welcome(session: Session): void {
    const { world } = this;
    const hasGuild = onShard(world, session, world.guild.id);
    dispatch(session, GatewayDispatchEvents.Ready, {
      v: 10,
      user: { ...world.bot.user, mfa_enabled: false, verified: true, email: null },
      guilds: hasGuild ? [{ id: world.guild.id, unavailable: true }] : [],
      session_id: session.id,
      resume_gateway_url: this.url,
      shard: session.shard,
      application: { id: world.applicationId, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
    });
    if (hasGuild && session.intents & GatewayIntentBits.Guilds) {
      dispatch(session, GatewayDispatchEvents.GuildCreate, guildCreatePayload(world));
    }
    world.emit({ type: 'ready' });
  }

  #resume(
    socket: WebSocket,
    { token, session_id: id = '', seq = 0 }: { token?: string; session_id?: string; seq?: number },
  ): Session | undefined {
    const session = this.#sessions.get(id);
    const oldest = session?.dispatched[0]?.s ?? 0;
    if (!session || !this.accepts(token) || seq > session.sequence || seq < oldest - 1) {
      socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false, s: null, t: null }));
      return undefined;
    }
    session.socket = socket;
    for (const missed of session.dispatched.filter(({ s }) => s > seq)) socket.send(JSON.stringify(missed));
    dispatch(session, GatewayDispatchEvents.Resumed, { _trace: [] });
    return session;
  }

  #receive(session: Session, { op, d }: Packet): void {
    switch (op) {
      case GatewayOpcodes.PresenceUpdate:
        this.presence = d as GatewayPresenceUpdateData;
        return;
      case GatewayOpcodes.RequestGuildMembers:
        this.#listMembers(session, d as { nonce?: string });
        return;
      case GatewayOpcodes.Identify:
      case GatewayOpcodes.Resume:
        session.socket?.close(GatewayCloseCodes.AlreadyAuthenticated);
        return;
      default:
        session.socket?.close(GatewayCloseCodes.UnknownOpcode);
    }
  }

  #listMembers(session: Session, { nonce }: { nonce?: string }): void {
    dispatch(session, GatewayDispatchEvents.GuildMembersChunk, {
      guild_id: this.world.guild.id,
      members: this.world.guildMembers().map((member) => memberPayload(this.world, member)),
      chunk_index: 0,
      chunk_count: 1,
      ...(nonce && { nonce }),
    });
  }

  #pass(event: LocalEvent): void {
    for (const session of this.#sessions.values()) {
      if (event.type === 'message' || event.type === 'thinking') {
        this.#passMessage(session, GatewayDispatchEvents.MessageCreate, event.message);
      } else if (event.type === 'edit') {
        this.#passMessage(session, GatewayDispatchEvents.MessageUpdate, event.message);
      } else if (event.type === 'delete') {
        const guildId = this.world.guildIdOf(this.world.channel(event.channelId));
        if (!wantsMessages(this.world, session, guildId)) continue;
        dispatch(session, GatewayDispatchEvents.MessageDelete, {
          id: event.messageId,
          channel_id: event.channelId,
          ...(guildId && { guild_id: guildId }),
        });
      } else if (event.type === 'interaction') {
        const interaction = this.world.interactions.get(event.interactionId);
        if (!interaction || !onShard(this.world, session, interaction.guildId)) continue;
        dispatch(
          session,
          GatewayDispatchEvents.InteractionCreate,
          interactionPayload(this.world, interaction),
        );
      }
    }
  }

  #passMessage(session: Session, name: GatewayDispatchEvents, { raw, channelId }: LocalMessage): void {
    const guildId = this.world.guildIdOf(this.world.channel(channelId));
    if (!wantsMessages(this.world, session, guildId)) return;
    const readable = mayRead(this.world, raw, (session.intents & GatewayIntentBits.MessageContent) !== 0);
    dispatch(session, name, gatewayMessagePayload(this.world, readable ? raw : withoutContent(raw)));
  }
}

/**
 * Whether the bot gets to read a message: without the message-content intent only its own, those that mention it, and DMs.
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function mayRead(
  world: World,
  { channel_id, author, mentions }: APIMessage,
  hasContentIntent: boolean,
): boolean {
  const isOwn = author.id === world.bot.id;
  const mentionsBot = mentions.some(({ id }) => id === world.bot.id);
  return hasContentIntent || isOwn || mentionsBot || world.channel(channel_id).kind === 'dm';
}

export function withoutContent(raw: APIMessage): APIMessage {
  return { ...raw, content: '', embeds: [], attachments: [], components: [] };
}

function onShard(world: World, { shard: [index, count] }: Session, guildId: string | undefined): boolean {
  return world.shardOf(guildId, count) === index;
}

function wantsMessages(world: World, session: Session, guildId: string | undefined): boolean {
  const intent = guildId ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages;
  return (session.intents & intent) !== 0 && onShard(world, session, guildId);
}

function dispatch(session: Session, name: GatewayDispatchEvents, data: unknown): void {
  session.sequence += 1;
  const packet = { op: GatewayOpcodes.Dispatch, s: session.sequence, t: name, d: data };
  session.dispatched.push(packet);
  if (session.dispatched.length > REPLAYABLE_EVENTS) session.dispatched.shift();
  session.socket?.send(JSON.stringify(packet));
}

function parsed(text: string): Packet | undefined {
  try {
    const packet: unknown = JSON.parse(text);
    return typeof packet === 'object' && packet !== null && 'op' in packet ? (packet as Packet) : undefined;
  } catch {
    return undefined;
  }
}
