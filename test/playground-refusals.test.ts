import { GatewayIntentBits } from 'discord.js';
import * as spec from 'discord-api-spec/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDiscord, startLocalDiscord } from '../src/playground/local-discord.js';
import { pingsOf } from '../src/playground/mentions.js';
import { RawGateway, request } from './playground/plain-requests.js';
import {
  button,
  command,
  commandOption,
  container,
  long,
  many,
  option,
  REFUSED_CALLBACKS,
  REFUSED_CHOICES,
  REFUSED_COMMANDS,
  REFUSED_MESSAGES,
  row,
  select,
  text,
  v2,
} from './playground/refused-bodies.js';

const EPHEMERAL = 1 << 6;

describe('what Discord refuses', () => {
  let now = Date.parse('2026-03-01T12:00:00Z');
  let discord: LocalDiscord;
  let gateway: RawGateway;
  beforeAll(async () => {
    discord = await startLocalDiscord({ clock: () => now });
    gateway = new RawGateway(discord, GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages);
    await gateway.latest('READY');
    await send('PUT', commandsPath(), [command({ options: [commandOption('q', { autocomplete: true })] })]);
  });
  afterAll(async () => {
    gateway.close();
    await discord.close();
  });

  const send = (method: string, path: string, body?: unknown) => request(discord, method, path, body);
  const messagesPath = () => `/channels/${discord.channels.general.id}/messages`;
  const commandsPath = () => `/applications/${discord.applicationId}/commands`;

  /** Somebody uses the command, or completes its option; the raw bot gets the interaction. */
  async function interaction(isCompleting = false) {
    const ana = discord.asMember(discord.members.ana, { patience: 5000 });
    const ids = new Set(gateway.received.filter(({ t }) => t === 'INTERACTION_CREATE').map(({ d }) => d.id));
    const reply = isCompleting ? ana.autocomplete('ask', {}, 'q') : ana.slash('ask');
    reply.catch(() => undefined); // Most are never answered: the server is closed before anybody's patience ends.
    const created = await gateway.latest('INTERACTION_CREATE', (d) => !ids.has(d.id));
    const { id, token } = created as { id: string; token: string };
    return {
      callback: `/interactions/${id}/${token}/callback`,
      webhook: `/webhooks/${discord.applicationId}/${token}`,
      reply,
    };
  }

  it.each(REFUSED_MESSAGES)('in a message: %s', async (_what, body, faults) => {
    expect(await send('POST', messagesPath(), body)).toMatchObject({ status: 400, code: 50035, faults });
    expect(discord.refused.at(-1)).toMatchObject({ method: 'POST', path: messagesPath(), status: 400, body });
  });

  it.each(REFUSED_COMMANDS)('in commands: %s', async (_what, body, faults) => {
    expect(await send('PUT', commandsPath(), body)).toMatchObject({ status: 400, code: 50035, faults });
  });

  it.each(REFUSED_CALLBACKS)('in a first response: %s', async (_what, body, faults) => {
    const { callback } = await interaction();
    expect(await send('POST', callback, body)).toMatchObject({ status: 400, code: 50035, faults });
  });

  it.each(REFUSED_CHOICES)('in a completion: %s', async (_what, body, faults) => {
    const { callback } = await interaction(true);
    expect(await send('POST', callback, body)).toMatchObject({ status: 400, code: 50035, faults });
  });

  it.each([
    ['a message without anything', 'POST', () => messagesPath(), {}, 400, 50006],
    ['a message of spaces', 'POST', () => messagesPath(), { content: '  ' }, 400, 50006],
    ['broken JSON', 'POST', () => messagesPath(), '{', 400, 50109],
    [
      'text within 4000 characters but beyond the bytes',
      'POST',
      () => messagesPath(),
      v2(text('中'.repeat(3500))),
      500,
      0,
    ],
    ['a message that is not there', 'GET', () => `${messagesPath()}/1`, undefined, 404, 10008],
    ['a channel that is not there', 'POST', () => '/channels/1/messages', { content: 'a' }, 404, 10003],
    ['a guild that is not there', 'GET', () => '/guilds/1', undefined, 404, 10004],
    [
      'a member who is not there',
      'GET',
      () => `/guilds/${discord.guild.id}/members/1`,
      undefined,
      404,
      10007,
    ],
    ['a user who is not there', 'POST', () => '/users/@me/channels', { recipient_id: '1' }, 404, 10013],
    ['the commands of another application', 'PUT', () => '/applications/1/commands', [], 404, 10002],
    ['a command that is not there', 'DELETE', () => `${commandsPath()}/1`, undefined, 404, 10063],
    ['an interaction that is not there', 'POST', () => '/interactions/1/x/callback', { type: 5 }, 404, 10062],
    [
      'the token of no interaction',
      'POST',
      () => `/webhooks/${discord.applicationId}/x`,
      { content: 'a' },
      404,
      10015,
    ],
    ['a path that is not there', 'GET', () => '/nothing', undefined, 404, 0],
  ])('%s', async (_what, method, path, body, status, code) => {
    expect(await send(method, path(), body)).toMatchObject({ status, code });
  });

  it('editing or deleting what others wrote', async () => {
    const message = discord.asMember(discord.members.max).post('mine');
    const path = `${messagesPath()}/${message.id}`;
    expect(await send('PATCH', path, { content: 'a' })).toMatchObject({ status: 403, code: 50005 });
    expect(await send('DELETE', path)).toMatchObject({ status: 403, code: 50005 });
  });

  it('legacy fields in an edit of a v2 message, or leaving a message empty', async () => {
    const edit = async (body: object, change: object) => {
      const { id } = (await send('POST', messagesPath(), body)).body as { id: string };
      return send('PATCH', `${messagesPath()}/${id}`, change);
    };
    expect((await edit(v2(text('a')), { content: 'a' })).faults).toEqual([
      'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ]);
    expect(await edit({ content: 'a' }, { content: null })).toMatchObject({ status: 400, code: 50006 });
    expect(await edit({ content: 'a' }, { content: null, ...v2(text('b')) })).toMatchObject({ status: 200 });
  });

  it('a second first response', async () => {
    const { callback } = await interaction();
    expect(await send('POST', callback, { type: 4, data: { content: 'a' } })).toMatchObject({ status: 204 });
    expect(await send('POST', callback, { type: 4, data: { content: 'b' } })).toMatchObject({
      status: 400,
      code: 40060,
    });
  });

  it('following up before the first response', async () => {
    const { webhook } = await interaction();
    expect(await send('POST', webhook, { content: 'a' })).toMatchObject({ status: 404, code: 10015 });
  });

  it('a first response after 3 seconds, and followups after 15 minutes', async () => {
    const late = await interaction();
    const answered = await interaction();
    await send('POST', answered.callback, { type: 5 });
    now += 3001;
    expect(await send('POST', late.callback, { type: 5 })).toMatchObject({ status: 404, code: 10062 });
    expect(await send('POST', answered.webhook, { content: 'a' })).toMatchObject({ status: 200 });
    now += 15 * 60 * 1000;
    expect(await send('PATCH', `${answered.webhook}/messages/@original`, { content: 'b' })).toMatchObject({
      status: 401,
      code: 50027,
    });
  });

  it('what a refused response leaves open: another try', async () => {
    const { callback, reply } = await interaction();
    await send('POST', callback, { type: 4, data: {} });
    await send('POST', `${callback}?with_response=true`, { type: 4, data: { content: 'better' } });
    expect(await reply).toMatchObject({ content: 'better' });
  });

  it('to let a deferred answer become private, or public, afterwards', async () => {
    const { callback, webhook, reply } = await interaction();
    await send('POST', callback, { type: 5, data: { flags: EPHEMERAL } });
    await send('POST', webhook, { content: 'still private' });
    expect(await reply).toMatchObject({ content: 'still private', ephemeral: true });
  });

  it('files beyond the limit', async () => {
    const form = new FormData();
    form.append('payload_json', JSON.stringify({ content: 'a' }));
    form.append('files[0]', new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]), 'a.bin');
    expect(await send('POST', messagesPath(), form)).toMatchObject({ status: 413, code: 40005 });
  });

  it('nothing of what is just within the limits', async () => {
    const within = [
      { content: long(2000), embeds: [{ title: long(256), description: long(4096) }] },
      v2(...many(13, () => container(text(long(100)), text('b'))), text('c')),
      v2({
        type: 9,
        components: many(3, () => text('a')),
        accessory: button('a', { emoji: { name: '👩‍🚀' } }),
      }),
      {
        components: [
          row(...many(5, (index) => button(`b${index}`))),
          row(
            select(
              many(25, (index) => option(`o${index}`)),
              { max_values: 25 },
            ),
          ),
        ],
      },
    ];
    for (const body of within)
      expect(await send('POST', messagesPath(), body)).toMatchObject({ status: 200, faults: [] });
  });

  it('pictures sent along are taken, and shown by their address', async () => {
    const form = new FormData();
    form.append(
      'payload_json',
      JSON.stringify({
        ...v2({ type: 12, items: [{ media: { url: 'attachment://line.png' } }] }),
        attachments: [{ id: '0', description: 'A line' }],
      }),
    );
    form.append('files[0]', new Blob(['PNG'], { type: 'image/png' }), 'line.png');
    const { body, status } = await send('POST', messagesPath(), form);
    expect(status).toBe(200);
    const [attachment] = (body as { attachments: { url: string; description: string }[] }).attachments;
    expect(attachment).toMatchObject({ description: 'A line', content_type: 'image/png' });
    expect(body).toMatchObject({ components: [{ id: 1, items: [{ media: { url: attachment?.url } }] }] });
  });

  it('an interaction has the shape of a real one', async () => {
    await interaction();
    expect(gateway.received.findLast(({ t }) => t === 'INTERACTION_CREATE')?.d).toMatchObject({
      application_id: discord.applicationId,
      type: 2,
      version: 1,
      guild_id: discord.guild.id,
      channel_id: discord.channels.general.id,
      channel: { id: discord.channels.general.id, type: 0 },
      member: { user: { id: discord.members.ana.id }, permissions: expect.stringMatching(/^\d+$/) },
      context: 0,
      locale: 'en-US',
      guild_locale: 'en-US',
      app_permissions: expect.stringMatching(/^\d+$/),
      entitlements: [],
      authorizing_integration_owners: { 0: discord.guild.id },
      data: { name: 'ask', type: 1, options: [] },
    });
  });

  it.each([
    ['the bot', '/users/@me', 'UserResponseSchema'],
    ['the application', '/applications/@me', 'PrivateApplicationResponseSchema'],
    ['the gateway', '/gateway/bot', 'GatewayBotResponseSchema'],
    ['the server', () => `/guilds/${discord.guild.id}`, 'GuildResponseSchema'],
    [
      'a member',
      () => `/guilds/${discord.guild.id}/members/${discord.members.max.id}`,
      'GuildMemberResponseSchema',
    ],
    ['a channel', () => `/channels/${discord.channels.general.id}`, 'GuildChannelResponseSchema'],
    ['a DM', () => `/channels/${discord.channels.dm.id}`, 'PrivateChannelResponseSchema'],
    [
      'a message',
      () => `${messagesPath()}/${discord.messages(discord.channels.general.id).at(-1)?.id}`,
      'MessageResponseSchema',
    ],
    ['a command', () => `${commandsPath()}/${discord.commands()[0]?.id}`, 'ApplicationCommandResponseSchema'],
  ])('%s has the shape that the official schema gives it', async (_what, path, schema) => {
    const { body } = await send('GET', typeof path === 'string' ? path : path());
    const checked = (
      spec as unknown as Record<string, { safeParse(body: unknown): { error?: { issues: unknown[] } } }>
    )[schema]?.safeParse(body);
    expect(checked?.error?.issues).toBeUndefined();
  });
});

describe('whom a message pings', () => {
  const none = { everyone: false, users: [], roles: [] };
  it.each([
    [
      'everything, when nothing is said',
      'hi <@1> <@!2> <@&3> @everyone',
      undefined,
      { everyone: true, users: ['1', '2'], roles: ['3'] },
    ],
    ['nobody, when nothing is allowed', 'hi <@1> <@&3> @here', { parse: [] }, none],
    ['only those listed', 'hi <@1> <@2>', { users: ['2'] }, { ...none, users: ['2'] }],
    ['only the kinds listed', '<@1> <@&3> @here', { parse: ['roles' as const] }, { ...none, roles: ['3'] }],
    ['nobody in code', '`<@1>` ```\n@everyone\n``` ``a`<@&3>``', undefined, none],
    ['somebody beside code', '`a` <@1> `b`', undefined, { ...none, users: ['1'] }],
    ['nobody named twice', '<@1> <@1>', undefined, { ...none, users: ['1'] }],
  ])('%s', (_what, content, allowed, pings) => {
    expect(pingsOf([content], allowed)).toEqual(pings);
  });

  it.each([
    [undefined, ['9']],
    [{ parse: [] }, []],
    [{ parse: [], replied_user: true }, ['9']],
  ])('in a reply with %j', (allowed, users) => {
    expect(pingsOf(['hi'], allowed, '9').users).toEqual(users);
  });
});
