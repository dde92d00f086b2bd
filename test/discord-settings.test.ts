import { Events } from 'discord.js';
import { afterAll, describe, expect, it } from 'vitest';
import { answerWith, engine } from './discord/mayor.js';
import { buttonsOf } from './discord/running-bot.js';
import { botWithStore, faultsOf, withoutPermissions } from './discord/stored-bot.js';

const note = { id: 'n', text: 'It was a Tuesday.', url: 'https://example.org' };
const noting = { ...engine, answer: (question: string) => answerWith({ question, notes: [note] }) };

const running = await botWithStore({ engine: () => noting });
const { discord, ana, max, atBot, kept } = running;
const { general, news } = discord.channels;

afterAll(async () => {
  expect(faultsOf(running)).toEqual({ refused: [], pings: [], slow: false });
  await running.close();
});

describe('/settings', () => {
  it('is offered to members who may manage the server, in servers', async () => {
    expect(discord.commands().find(({ name }) => name === 'settings')).toMatchObject({
      default_member_permissions: '32',
      contexts: [0],
      integration_types: [0],
    });
    await expect(async () => ana.slash('settings')).rejects.toThrow('not offered to Ana');
    await expect(async () =>
      max.slash('settings', {}, { channel: discord.dmOf(max.member) }),
    ).rejects.toThrow('not offered to Max');
  });

  it('shows them to the one who asks, with a button for each and the channels', async () => {
    const page = await kept(max.slash('settings'));
    expect(page).toMatchObject({ ephemeral: true });
    expect(page.text).toMatch(
      /Private by default: off[\s\S]*Mentions: on[\s\S]*answered in:\*\* all channels[\s\S]*notes: on/,
    );
    expect(buttonsOf(page)).toEqual([
      'v1|set|private|on',
      'v1|set|mentions|off',
      'v1|channels',
      'v1|set|notes|off',
    ]);
  });

  it('is refused at every press to who may no longer manage the server', async () => {
    const page = await kept(max.slash('settings'));
    const press = await withoutPermissions(max.member, () => kept(max.click(page, 'v1|set|private|on')));
    expect(press).toMatchObject({ ephemeral: true, updated: false });
    expect(press.text).toContain('members who may manage this server');
    expect(await running.store().settings.of(discord.guild.id)).toMatchObject({ privateByDefault: false });
  });

  it('private by default holds at once, unless the asker says otherwise, and after a restart', async () => {
    const page = await kept(max.slash('settings'));
    const changed = await kept(max.click(page, 'v1|set|private|on'));
    expect(changed).toMatchObject({ id: page.id, updated: true });
    expect(changed.text).toContain('Private by default: on');
    expect(await kept(ana.slash('dates'))).toMatchObject({ ephemeral: true });
    expect(await kept(ana.slash('dates', { private: false }))).toMatchObject({ ephemeral: false });
    await running.restart();
    expect(await kept(ana.slash('dates'))).toMatchObject({ ephemeral: true });
    const back = await kept(max.click(changed, 'v1|set|private|off'));
    expect(back.text).toContain('Private by default: off');
    expect(await kept(ana.slash('ask', { question: 'the mayor?' }))).toMatchObject({ ephemeral: false });
  });

  it('a button of an older message asks for the state it names, not for the opposite', async () => {
    const page = await kept(max.slash('settings'));
    await kept(max.click(page, 'v1|set|notes|off'));
    const older = await kept(max.slash('settings'));
    expect(buttonsOf(older)).toContain('v1|set|notes|on');
    expect((await kept(ana.slash('ask', { question: 'the mayor today?' }))).text).not.toContain('Tuesday');
    expect((await kept(max.click(older, 'v1|set|notes|on'))).text).toContain('notes: on');
    expect((await kept(ana.slash('ask', { question: 'the mayor now?' }))).text).toContain('Tuesday');
  });

  it('channels where mentions are answered', async () => {
    const page = await kept(max.slash('settings'));
    const changed = await kept(max.choose(page, 'v1|channels', [news.id]));
    expect(changed.text).toContain(`answered in:** <#${news.id}>`);
    expect(JSON.stringify(changed.components)).toContain(`{"id":"${news.id}","type":"channel"}`);
    ana.post(`${atBot} the mayor?`);
    await discord.silence(150);
    expect((await kept(ana.say(`${atBot} the mayor?`, { channel: news }))).text).toContain('arrived');
    const everywhere = await kept(max.choose(changed, 'v1|channels', []));
    expect(everywhere.text).toContain('all channels');
    expect((await kept(ana.say(`${atBot} a mayor?`, { channel: general }))).text).toContain('arrived');
  });

  it('a chosen channel that has been deleted is named, and no longer offered', async () => {
    await running.store().settings.change(discord.guild.id, { mentionChannels: ['111111111111111111'] });
    const page = await kept(max.slash('settings'));
    expect(page.text).toContain('answered in:** <#111111111111111111>');
    expect(JSON.stringify(page.components)).toContain('"default_values":[]');
    await kept(max.choose(page, 'v1|channels', []));
  });

  it('mentions on and off', async () => {
    const page = await kept(max.slash('settings'));
    const off = await kept(max.click(page, 'v1|set|mentions|off'));
    ana.post(`${atBot} the mayor?`);
    await discord.silence(150);
    await kept(max.click(off, 'v1|set|mentions|on'));
    expect((await kept(ana.say(`${atBot} our mayor?`))).text).toContain('arrived');
  });

  it('are forgotten when the bot leaves the server', async () => {
    const { settings } = running.store();
    await settings.change(discord.guild.id, { privateByDefault: true });
    const { client } = running.bot();
    const guild = client.guilds.cache.get(discord.guild.id);
    if (guild) client.emit(Events.GuildDelete, guild);
    await expect.poll(() => settings.of(discord.guild.id)).toMatchObject({ privateByDefault: false });
  });
});
