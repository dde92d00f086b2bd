import { type Client, Events, GatewayIntentBits, Locale } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type LocalDiscord, startLocalDiscord } from '../src/playground/local-discord.js';
import { COMMANDS, respond } from './playground/answering-bot.js';
import { clientOf, connectBot, next, PLAIN_INTENTS } from './playground/connected-bot.js';

describe('a bot in the local Discord', () => {
  let discord: LocalDiscord;
  let bot: Client<true>;
  beforeAll(async () => {
    discord = await startLocalDiscord();
    bot = await connectBot(discord, {
      interaction: respond,
      message: (message) =>
        message.content.includes('quiet') ? undefined : message.reply(`“${message.content}”`),
    });
    await bot.application.commands.set(COMMANDS);
  });
  afterAll(async () => {
    await bot.destroy();
    await discord.close();
  });
  const ana = () => discord.asMember(discord.members.ana);
  const max = () => discord.asMember(discord.members.max);

  it('is ready, in its server, with its commands', async () => {
    await discord.whenReady();
    expect(bot.user.id).toBe(discord.applicationId);
    expect(bot.guilds.cache.get(discord.guild.id)?.channels.cache.map(({ name }) => name)).toEqual([
      'general',
      'news',
    ]);
    expect(bot.guilds.cache.first()?.members.me?.permissions.has('SendMessages')).toBe(true);
    expect((await discord.whenCommandsRegistered()).map(({ name }) => name)).toEqual(
      COMMANDS.map(({ name }) => name),
    );
  });

  it('answers a slash command, in the language of the member, and follows up', async () => {
    const speaker = discord.asMember(discord.members.ana, { locale: Locale.French });
    const reply = await speaker.slash('ask', { question: 'Where?' });
    expect(reply).toMatchObject({ content: 'fr Where?', ephemeral: false, updated: false, thinking: false });
    expect(reply.elapsed).toBeLessThan(1000);
    await expect.poll(() => discord.messages(reply.channelId).at(-1)?.content).toBe(`followed ${reply.id}`);
  });

  it('answers privately: nobody else sees it, and the bot cannot reach it as a message of the channel', async () => {
    const reply = await ana().slash('ask', { question: 'Where?', private: true });
    const ids = (messages: { id: string }[]) => messages.map(({ id }) => id);
    expect(reply).toMatchObject({ ephemeral: true, visibleTo: discord.members.ana.id });
    expect(ids(discord.messages(reply.channelId, discord.members.ana))).toContain(reply.id);
    expect(ids(discord.messages(reply.channelId, discord.members.max))).not.toContain(reply.id);
    const channel = await bot.channels.fetch(reply.channelId);
    if (!channel?.isTextBased()) throw new Error('no channel');
    await expect(channel.messages.fetch({ message: reply.id, force: true })).rejects.toMatchObject({
      code: 10008,
    });
  });

  it('completes an option', async () => {
    expect(await ana().autocomplete('ask', { question: 'wh' }, 'question')).toMatchObject({
      choices: [{ name: 'wh?', value: 'completed' }],
    });
  });

  it('thinks before it answers', async () => {
    const seen: string[] = [];
    const unsubscribe = discord.onEvent(({ type }) => seen.push(type));
    const reply = await ana().slash('slow');
    unsubscribe();
    expect(seen.filter((type) => type === 'thinking' || type === 'edit')).toEqual(['thinking', 'edit']);
    expect(reply).toMatchObject({ text: 'At last', ephemeral: true, thinking: false });
  });

  it('is clicked and chosen from', async () => {
    const panel = await ana().slash('panel');
    expect(panel.text).toBe('Choose');
    expect(await max().choose(panel, 'topic', ['parade'])).toMatchObject({
      content: 'You chose parade',
      replyTo: panel.id,
    });
    expect(await ana().click(panel, 'change')).toMatchObject({
      id: panel.id,
      text: 'Changed',
      updated: true,
    });
    const other = await ana().slash('panel');
    expect(await ana().click(other, 'later')).toMatchObject({
      id: other.id,
      text: 'Changed later',
      updated: true,
    });
  });

  it('is told which channels were chosen, and who chose them with which permissions', async () => {
    const { general, news } = discord.channels;
    const page = await max().slash('limits');
    const sent = new Promise<{ data: object }>((resolve) => {
      bot.on(Events.Raw, ({ t, d }) => t === 'INTERACTION_CREATE' && resolve(d));
    });
    const changed = await max().choose(page, 'channels', [news.id, general.id]);
    expect(changed).toMatchObject({
      id: page.id,
      updated: true,
      text: `Answering in <#${news.id}> <#${general.id}>`,
    });
    const { data } = await sent;
    expect(data).toMatchObject({
      component_type: 8,
      custom_id: 'channels',
      values: [news.id, general.id],
      resolved: {
        channels: {
          [general.id]: { id: general.id, name: 'general', type: 0, guild_id: discord.guild.id },
          [news.id]: { name: 'news', permissions: String(discord.members.max.permissions) },
        },
      },
    });
    expect(await max().choose(changed, 'channels', [])).toMatchObject({ text: 'Answering in all channels' });
  });

  it('opens a modal, from a command and from a button', async () => {
    const { modal } = await ana().slash('form');
    expect(modal).toMatchObject({ customId: 'report', title: 'Report' });
    if (!modal) throw new Error('no modal');
    expect(await ana().submit(modal, { text: 'A typo' })).toMatchObject({ content: 'A typo', replyTo: null });
    const panel = await ana().slash('panel');
    const fromButton = (await ana().click(panel, 'rename')).modal;
    if (!fromButton) throw new Error('no modal');
    expect(await ana().submit(fromButton, { text: 'Better' })).toMatchObject({
      content: 'Better',
      replyTo: panel.id,
    });
  });

  it('reads a message by its context menu, though it was not meant for it', async () => {
    const message = max().post('quiet words', { channel: discord.channels.news });
    expect(await ana().contextMenu('Check this', message)).toMatchObject({ content: 'quiet words' });
  });

  it('sends files, which are served', async () => {
    const [attachment] = (await ana().slash('picture')).attachments;
    expect(attachment).toMatchObject({ filename: 'line.png', size: 3 });
    expect(await (await fetch(attachment?.url ?? '')).text()).toBe('PNG');
  });

  it('runs subcommands with people resolved, for those who may', async () => {
    const reply = await max().slash('manage show', { of: discord.members.ana.id });
    expect(reply.content).toBe('show Ana');
    await expect(ana().slash('manage show')).rejects.toThrow('not offered to Ana');
  });

  it('is offered in the DM only what belongs there', async () => {
    const reply = await ana().slash('ask', { question: 'Here?' }, { channel: discord.channels.dm });
    expect(reply).toMatchObject({ content: 'en-US Here?', channelId: discord.channels.dm.id });
    await expect(max().slash('slow', {}, { channel: discord.channels.dm })).rejects.toThrow(
      'not open to Max',
    );
  });

  it('answers mentions, DMs and replies to it, each as a reply', async () => {
    const mention = `<@${discord.bot.id}> hello`;
    const reply = await ana().say(mention, { channel: discord.channels.news });
    expect(reply).toMatchObject({
      content: `“${mention}”`,
      pings: { users: [discord.bot.id, discord.members.ana.id] },
    });
    expect(await ana().say('and now?', { channel: discord.channels.news, replyTo: reply })).toMatchObject({
      content: '“and now?”',
    });
    expect(await max().dm('between us')).toMatchObject({
      content: '“between us”',
      channelId: discord.dmOf(discord.members.max).id,
    });
  });

  it('does not get to read what is not meant for it', async () => {
    expect(await ana().say('secret of the channel')).toMatchObject({ content: '“”' });
  });

  it('may stay silent', async () => {
    const impatient = discord.asMember(discord.members.ana, { patience: 50 });
    await expect(impatient.slash('ignored')).rejects.toThrow('/ignored: nothing within 50 ms');
    ana().post(`<@${discord.bot.id}> quiet`);
    await discord.silence(50);
    const loud = discord.silence(1000);
    ana().post('hello');
    await expect(loud).rejects.toThrow('Expected the bot to stay silent');
  });

  it.each([
    [
      'an option that does not exist',
      () => ana().slash('ask', { question: 'a', colour: 'red' }),
      'no option colour',
    ],
    ['a required option left out', () => ana().slash('ask'), 'question is required'],
    ['an option of the wrong type', () => ana().slash('ask', { question: 7 }), 'takes a string'],
    ['a command without its subcommand', () => max().slash('manage'), 'A subcommand is needed: show'],
    [
      'completing what does not complete',
      () => ana().autocomplete('ask', { question: 'a' }, 'private'),
      'no option private that completes',
    ],
    ['a disabled button', async () => ana().click(await ana().slash('panel'), 'off'), 'off is disabled'],
    [
      'a value that is not offered',
      async () => ana().choose(await ana().slash('panel'), 'topic', ['war']),
      'offers trade, parade',
    ],
    [
      'a channel that is none of the server',
      async () => ana().choose(await ana().slash('limits'), 'channels', [discord.channels.dm.id]),
      /channels offers \d+, \d+, not \d+/,
    ],
    [
      'a channel of a kind that the select does not take',
      async () => ana().choose(await ana().slash('limits'), 'voice', [discord.channels.news.id]),
      'voice offers nothing',
    ],
    [
      'more channels than the select takes',
      async () => {
        const { general, news } = discord.channels;
        return ana().choose(await ana().slash('limits'), 'one', [general.id, news.id]);
      },
      'takes 1 to 1 values',
    ],
    [
      'no channel where one is needed',
      async () => ana().choose(await ana().slash('limits'), 'one', []),
      '1 to 1',
    ],
    [
      'a channel twice',
      async () => {
        const { id } = discord.channels.news;
        return ana().choose(await ana().slash('limits'), 'channels', [id, id]);
      },
      'takes each value once',
    ],
    [
      'a channel in a DM',
      async () => {
        const { dm, news } = discord.channels;
        return ana().choose(await ana().slash('limits', {}, { channel: dm }), 'channels', [news.id]);
      },
      'channels offers nothing',
    ],
  ])('does not let a member send %s', async (_what, act, message) => {
    await expect(act()).rejects.toThrow(message);
  });

  it('writes, edits and deletes by itself, types, and opens DMs', async () => {
    const seen: string[] = [];
    const unsubscribe = discord.onEvent(({ type }) => seen.push(type));
    const channel = await bot.channels.fetch(discord.channels.news.id);
    if (!channel?.isSendable()) throw new Error('no channel');
    await channel.sendTyping();
    const message = await channel.send({ content: '@everyone', allowedMentions: { parse: [] } });
    const updated = next(bot, Events.MessageUpdate);
    await message.edit('changed');
    expect((await updated)[1].content).toBe('changed');
    const deleted = next(bot, Events.MessageDelete);
    await message.delete();
    expect((await deleted)[0].id).toBe(message.id);
    const user = await bot.users.fetch(discord.members.ana.id, { force: true });
    expect((await user.send('hello')).channelId).toBe(discord.channels.dm.id);
    unsubscribe();
    expect(seen).toEqual(['typing', 'message', 'edit', 'delete', 'message']);
  });

  it('looks around', async () => {
    const guild = await bot.guilds.fetch({ guild: discord.guild.id, force: true });
    expect((await guild.members.fetch({ user: discord.members.max.id, force: true })).displayName).toBe(
      'Max',
    );
    expect((await guild.members.fetch()).size).toBe(3);
    expect((await guild.channels.fetch()).size).toBe(2);
    expect((await guild.roles.fetch()).map(({ name }) => name)).toContain('Moderators');
    expect((await bot.application.fetch()).name).toBe('factdesk');
    const channel = await bot.channels.fetch(discord.channels.general.id, { force: true });
    if (!channel?.isTextBased()) throw new Error('no channel');
    const recent = await channel.messages.fetch({ limit: 3 });
    expect([...recent.keys()]).toEqual(
      discord
        .messages(channel.id)
        .slice(-3)
        .reverse()
        .map(({ id }) => id),
    );
  });

  it('tells the world how to ask', async () => {
    bot.user.setPresence({ activities: [{ name: 'Ask me' }] });
    await expect.poll(() => discord.presence()?.activities[0]?.name).toBe('Ask me');
  });

  it('changes its commands one by one, of every place and of the server', async () => {
    const { commands } = bot.application;
    const made = await commands.create({
      name: 'once',
      description: 'Once',
      nameLocalizations: { fr: 'fois' },
    });
    expect((await commands.edit(made.id, { description: 'Twice' })).description).toBe('Twice');
    expect((await commands.create({ name: 'once', description: 'Again' })).id).toBe(made.id);
    expect((await commands.fetch(made.id)).description).toBe('Again');
    const known = (await commands.fetch()).get(made.id);
    expect(known?.description).toBe('Again');
    await commands.delete(made.id);
    await expect(commands.fetch(made.id, { force: true })).rejects.toMatchObject({ code: 10063 });
    const guildId = discord.guild.id;
    await commands.set([{ name: 'here', description: 'Here' }], guildId);
    expect(discord.commands().at(-1)).toMatchObject({ name: 'here', guild_id: guildId });
    await commands.set([], guildId);
  });

  it('resumes after its connection dropped, and gets what it missed', async () => {
    const resumed = next(bot, Events.ShardResume);
    discord.dropGatewayConnections();
    const reply = ana().dm('while you were away');
    expect(await reply).toMatchObject({ content: '“while you were away”' });
    expect((await resumed)[1]).toBeGreaterThan(0);
  });

  it('waits as long as a rate limit says, and tries again', async () => {
    discord.fail({ status: 429, times: 1, retryAfter: 0.02, matching: /^POST .*callback$/ });
    expect(await ana().slash('ask', { question: 'Now?' })).toMatchObject({ content: 'en-US Now?' });
    expect(discord.requests.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

describe('who is let in', () => {
  let discord: LocalDiscord;
  beforeAll(async () => {
    discord = await startLocalDiscord({ token: 'right', applicationId: '123456789012345678' });
  });
  afterAll(() => discord.close());

  it('refuses a wrong token at login', async () => {
    await expect(clientOf(discord).login('wrong')).rejects.toMatchObject({ code: 'TokenInvalid' });
    expect(discord.refused).toMatchObject([{ path: '/gateway/bot', status: 401 }]);
  });

  it('gives the application the id asked for', async () => {
    const bot = await connectBot(discord);
    expect(bot.application.id).toBe('123456789012345678');
    await bot.destroy();
  });

  it('shows all messages to a bot with the message-content intent', async () => {
    const intents = [...PLAIN_INTENTS, GatewayIntentBits.MessageContent];
    const bot = await connectBot(discord, { intents, message: (message) => message.reply(message.content) });
    expect(await discord.asMember(discord.members.ana).say('for all')).toMatchObject({ content: 'for all' });
    await bot.destroy();
  });

  const gateway = () => `${discord.url.replace('http', 'ws')}/gateway`;
  const identify = { token: 'right', intents: 1, properties: {} };
  it.each([
    ['a wrong token', { op: 2, d: { ...identify, token: 'wrong' } }, 4004],
    ['intents that do not exist', { op: 2, d: { ...identify, intents: 2 ** 30 } }, 4013],
    ['a shard beyond the last', { op: 2, d: { ...identify, shard: [2, 2] } }, 4010],
    ['presence before identifying', { op: 3, d: {} }, 4003],
    ['no packet at all', 'hello', 4002],
  ])('closes the gateway on %s', async (_what, packet, code) => {
    const socket = new WebSocket(gateway());
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.once('open', () => socket.send(JSON.stringify(packet)));
    expect(await closed).toBe(code);
  });

  it('acknowledges heartbeats, and does not resume a session it never had', async () => {
    const socket = new WebSocket(gateway());
    const received: { op: number }[] = [];
    const invalid = new Promise<void>((resolve) => {
      socket.on('message', (text) => {
        const packet = JSON.parse((text as Buffer).toString()) as { op: number };
        received.push(packet);
        if (packet.op === 9) resolve();
      });
    });
    socket.once('open', () => {
      socket.send(JSON.stringify({ op: 1, d: null }));
      socket.send(JSON.stringify({ op: 6, d: { token: 'right', session_id: 'none', seq: 1 } }));
    });
    await invalid;
    expect(received.map(({ op }) => op)).toEqual([10, 11, 9]);
    socket.terminate();
  });

  it('keeps web pages from passing themselves off as the bot', async () => {
    const socket = new WebSocket(gateway(), { origin: 'https://example.org' });
    await expect(
      new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject)),
    ).rejects.toThrow();
  });

  it('knows no other paths and sockets', async () => {
    expect((await fetch(`${discord.url}/elsewhere`)).status).toBe(404);
    const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/page`);
    await expect(new Promise((_, reject) => socket.on('error', reject))).rejects.toThrow();
  });
});
