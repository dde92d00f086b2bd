import { PermissionFlagsBits } from 'discord.js';
import { afterAll, describe, expect, it } from 'vitest';
import { idlePorts, type ReaderEngine } from '../src/discord/ports.js';
import { repeatOf, repeatsFrom } from '../src/discord/repeats.js';
import type { Actor, MessageRef, Reply } from '../src/playground/actor.js';
import type { LocalMessage } from '../src/playground/events.js';
import { REPEAT_MS, RepeatGuard } from '../src/store/limits.js';
import { answerWith, engine } from './discord/mayor.js';
import { buttonsOf, readableLog, TODAY } from './discord/running-bot.js';
import { botWithStore, faultsOf } from './discord/stored-bot.js';

let now = Date.now();
let knowledge: ReaderEngine = engine;
const repeats = repeatsFrom(
  () => knowledge,
  () => new RepeatGuard(() => now),
);
const running = await botWithStore({ repeats, engine: () => knowledge });
const { discord, ana, max, atBot, kept } = running;
const { general, news, dm } = discord.channels;

const afterAWhile = () => {
  now += REPEAT_MS + 1;
};
const linkOf = ({ id, channelId }: MessageRef) =>
  `https://discord.com/channels/${discord.guild.id}/${channelId}/${id}`;
const deleteButton = (message: LocalMessage) =>
  buttonsOf(message).find((id) => id.startsWith('v1|delete|')) ?? '';
const isThere = ({ id, channelId }: MessageRef) =>
  discord.messages(channelId).some((message) => message.id === id);

/** An answer that the bot knows to have been sent: the asker sees it before Discord tells the bot. */
async function stood(answer: Promise<Reply>, question: string): Promise<Reply> {
  const reply = await kept(answer);
  await expect.poll(() => repeats.seen(general.id, question)).toBe(reply.id);
  return reply;
}

/** Clicks on the button that deletes; nothing is shown then that could be waited for. */
async function remove(member: Actor, message: LocalMessage): Promise<void> {
  member.click(message, deleteButton(message)).catch(() => {});
  await expect.poll(() => isThere(message)).toBe(false);
}

afterAll(async () => {
  expect(faultsOf(running)).toEqual({ refused: [], pings: [], slow: false });
  await running.close();
});

describe('the same question in the same channel', () => {
  it('as a command: the second asker is pointed to the answer, privately', async () => {
    const question = 'When does the mayor come?';
    const first = await stood(ana.slash('ask', { question }), question);
    const second = await kept(max.slash('ask', { question: 'when does the MAYOR come' }));
    expect(second).toMatchObject({ ephemeral: true, text: expect.stringContaining(linkOf(first)) });
    expect(second.text).not.toContain('arrived');
  });

  it('as a mention: in a short reply', async () => {
    const first = await stood(ana.say(`${atBot} was there a storm?`), 'was there a storm');
    const second = await kept(max.say(`${atBot} Was there a storm`));
    expect(second.text).toBe(`That was just answered here: ${linkOf(first)}`);
    expect(second.replyTo).not.toBeNull();
    expect((await kept(max.slash('ask', { question: 'was there a storm?' }))).text).toContain(linkOf(first));
  });

  it.each([
    { how: 'in another channel', ask: () => ana.slash('ask', { question: 'mayor?' }, { channel: news }) },
    { how: 'to one member', ask: () => ana.slash('ask', { question: 'mayor?', private: true }) },
    { how: 'to one member again', ask: () => ana.slash('ask', { question: 'mayor?', private: true }) },
    { how: 'in a direct message', ask: () => ana.dm('mayor?') },
    { how: 'to a command in one', ask: () => ana.slash('ask', { question: 'mayor?' }, { channel: dm }) },
  ])('is answered $how', async ({ ask }) => {
    await kept(max.slash('ask', { question: 'mayor?' }));
    expect((await kept(ask())).text).toContain('The mayor arrived');
  });

  it('is answered again after a while', async () => {
    const question = 'has the mayor come?';
    const ask = () => kept(ana.slash('ask', { question }));
    await stood(ask(), question);
    expect((await ask()).text).toContain('just answered');
    afterAWhile();
    expect((await ask()).text).toContain('The mayor arrived');
  });

  it('is answered again once the knowledge has changed', async () => {
    const question = 'is the mayor there?';
    const ask = () => kept(ana.slash('ask', { question }));
    await stood(ask(), question);
    const text = 'The mayor arrived on Tuesday.';
    knowledge = { ...engine, answer: (asked) => answerWith({ question: asked, text }) };
    const corrected = await stood(ask(), question);
    expect(corrected.text).toContain(text);
    expect((await ask()).text).toContain(linkOf(corrected));
    knowledge = engine;
  });

  it('is answered again when the knowledge changed while the answer was sent', () => {
    const reply = { kind: 'answer', answer: answerWith(), origin: { kind: 'dates' } } as const;
    const place = { guildId: discord.guild.id, channelId: news.id, onlyMe: false };
    const ports = { engine: () => knowledge, today: () => TODAY, repeats };
    const ofDates = () => repeatOf(reply, place, { ...idlePorts, ...readableLog(), ...ports });
    const { remember } = ofDates();
    knowledge = { ...engine };
    remember('1');
    expect(ofDates().above).toBeUndefined();
    ofDates().remember('2');
    expect(ofDates().above).toBe(linkOf({ id: '2', channelId: news.id }));
    knowledge = engine;
  });

  it('is of other commands the same when their options are', async () => {
    const first = await stood(ana.slash('dates', { when: '9 May' }), 'v1 share date 9 may');
    expect((await kept(max.slash('dates', { when: '9 May' }))).text).toContain(linkOf(first));
    expect((await kept(max.slash('dates', { when: '10 May' }))).text).toContain('What happened on 10 May');
  });

  it('by a button is the same as by the same button', async () => {
    const answer = await kept(ana.slash('ask', { question: 'that mayor?' }));
    const further = await stood(ana.click(answer, 'v1|more|storm'), 'v1 share topic storm');
    expect(further).toMatchObject({ ephemeral: false });
    const again = await kept(max.click(answer, 'v1|more|storm'));
    expect(again).toMatchObject({ ephemeral: true, text: expect.stringContaining(linkOf(further)) });
    afterAWhile();
  });

  it('is answered again once the answer was deleted, by whatever means', async () => {
    const question = 'the mayor, please?';
    const ask = () => kept(ana.slash('ask', { question }));
    await remove(ana, await stood(ask(), question));
    const second = await stood(ask(), question);
    expect(second.text).toContain('The mayor arrived');
    // As a moderator would; the playground's bot does it in their place.
    await running.bot().client.rest.delete(`/channels/${general.id}/messages/${second.id}`);
    await expect.poll(() => repeats.seen(general.id, question)).toBeUndefined();
    expect((await ask()).text).toContain('The mayor arrived');
  });

  it('is answered again once another choice has taken its place', async () => {
    const first = await stood(ana.slash('ask', { question: 'the ship?' }), 'the ship');
    await kept(ana.click(first, 'v1|pick|storm'));
    expect((await kept(max.slash('ask', { question: 'the ship?' }))).text).toContain('Which of these');
  });
});

describe('deleting an answer', () => {
  it.each([
    { how: 'a command', ask: () => ana.slash('ask', { question: 'where is the mayor?' }) },
    { how: 'a mention', ask: () => ana.say(`${atBot} how is the mayor?`) },
  ])('to $how: by its asker and by moderators, nobody else', async ({ ask }) => {
    const tom = discord.asMember(discord.members.max);
    const { member } = tom;
    const answer = await kept(ask());
    const { permissions } = member;
    member.permissions = permissions & ~PermissionFlagsBits.ManageMessages;
    const refused = await kept(tom.click(answer, deleteButton(answer)));
    member.permissions = permissions;
    expect(refused).toMatchObject({ ephemeral: true, text: expect.stringContaining('Only the member') });
    expect(isThere(answer)).toBe(true);
    await running.restart();
    await remove(ana, answer);
    afterAWhile();
    await remove(max, await kept(ask()));
  });

  it('the asker stays the asker whoever turns its pages or picks a choice', async () => {
    const list = await kept(ana.slash('visits', { person: 'the mayor' }));
    const turned = await kept(max.click(list, 'v1|page|1|visits|the mayor|'));
    expect(deleteButton(turned)).toBe(deleteButton(list));
    await remove(ana, turned);
    const further = await kept(
      max.click(await kept(ana.slash('ask', { question: 'mayor?' })), 'v1|more|storm'),
    );
    expect(deleteButton(further)).not.toBe(deleteButton(list));
    await remove(max, further);
  });

  it.each([
    { where: 'private answers', ask: () => ana.slash('ask', { question: 'the mayor?', private: true }) },
    { where: 'direct messages', ask: () => ana.dm('the mayor?') },
    { where: 'answers to commands there', ask: () => ana.slash('dates', {}, { channel: dm }) },
  ])('has no button under $where', async ({ ask }) => {
    expect(deleteButton(await kept(ask()))).toBe('');
  });
});

describe('votes and limits', () => {
  it('1,000 clicks on 👍 by one member count once', async () => {
    const answer = await kept(ana.slash('ask', { question: 'any mayor?' }));
    for (let click = 0; click < 60; click++) {
      const thanks = await kept(ana.click(answer, 'v1|up|arrival'));
      expect(thanks).toMatchObject({ ephemeral: true, text: 'Thank you, good to know.' });
    }
    const { feedback, votes } = running.store();
    await Promise.all(Array.from({ length: 940 }, () => feedback.voted('arrival', true, ana.member.id)));
    expect(await votes.list({ offset: 0, limit: 9 })).toEqual([{ topic: 'arrival', up: 1, down: 0 }]);
  });

  it('members who ask too fast are told when to ask again, privately', async () => {
    const strict = await botWithStore({ limiter: running.store().limiter });
    const replies = [];
    for (let question = 0; question < 9; question++) {
      replies.push(await strict.kept(strict.ana.slash('ask', { question: `the mayor, ${question}?` })));
    }
    const last = replies.pop();
    expect(replies.every(({ text }) => text.includes('The mayor arrived'))).toBe(true);
    expect(last).toMatchObject({ ephemeral: true, text: expect.stringMatching(/ask again <t:\d+:R>\.$/) });
    expect((await strict.kept(strict.max.slash('dates'))).text).toContain('The visit lasted');
    expect(faultsOf(strict)).toEqual({ refused: [], pings: [], slow: false });
    await strict.close();
  });
});
