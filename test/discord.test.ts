import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../src/playground/actor.js';
import { engine } from './discord/mayor.js';
import { botInLocalDiscord, buttonsOf } from './discord/running-bot.js';

const running = await botInLocalDiscord();
const { discord, logged } = running;
const { general, dm } = discord.channels;
const ana = discord.asMember(discord.members.ana);
const max = discord.asMember(discord.members.max);
const atBot = `<@${discord.bot.id}>`;
const replies: Reply[] = [];

/** Keeps what was answered for the checks at the end. */
async function kept(answer: Promise<Reply>): Promise<Reply> {
  const reply = await answer;
  replies.push(reply);
  return reply;
}

afterAll(async () => {
  const slowest = Math.max(...replies.map(({ elapsed }) => elapsed));
  console.info(`${replies.length} answers, first responses within ${slowest.toFixed(1)} ms`);
  expect(discord.refused).toEqual([]);
  expect(
    replies.flatMap(({ pings }) =>
      Object.values(pings)
        .flat()
        .filter((ping) => ping === true || typeof ping === 'string'),
    ),
  ).toEqual([]);
  await running.close();
});

describe('commands', () => {
  it('are registered at the first start and not written again', async () => {
    const names = ['ask', 'dates', 'visits', 'context', 'who', 'source', 'help', 'Check against the article'];
    names.push('gaps', 'settings');
    expect(discord.commands().map(({ name }) => name)).toEqual(names);
    await running.restart();
    const writes = discord.requests.filter(
      ({ method, path }) => method === 'PUT' && path.endsWith('/commands'),
    );
    expect(writes).toHaveLength(1);
  });

  it.each([
    {
      name: 'ask',
      options: { question: 'When does the mayor come?' },
      text: /“When does the mayor come\?”[\s\S]*The mayor arrived on Monday\.[\s\S]*sentence 3, paragraph 1/,
    },
    { name: 'dates', options: {}, text: /^The visit lasted/ },
    { name: 'dates', options: { when: '9 May' }, text: /“9 May”[\s\S]*What happened on 9 May/ },
    { name: 'visits', options: {}, text: /\n1 · a visit/ },
    { name: 'visits', options: { person: 'quimby', year: 1950 }, text: /“Visits of Quimby in 1950”/ },
    { name: 'context', options: { topic: 'Weather' }, text: /The background of Weather/ },
    { name: 'who', options: { name: 'Quimby' }, text: /Quimby is the mayor/ },
    { name: 'source', options: {}, text: /16\\\. The mayor/ },
    { name: 'source', options: { paragraph: 2 }, text: /sentences 1–4, paragraph 1/ },
  ])('/$name $options', async ({ name, options, text }) => {
    const reply = await kept(ana.slash(name, options));
    expect(reply.text).toMatch(text);
    expect(reply).toMatchObject({ ephemeral: false, thinking: false });
  });

  it('/help is for the asker, and its examples answer', async () => {
    const reply = await kept(ana.slash('help'));
    expect(reply).toMatchObject({ ephemeral: true, text: expect.stringContaining('The mayor goes to sea') });
    const answer = await kept(ana.click(reply, buttonsOf(reply)[0] ?? ''));
    expect(answer).toMatchObject({
      ephemeral: true,
      updated: false,
      text: expect.stringContaining('The mayor arrived'),
    });
  });

  it('answer the asker alone when asked to, also in direct messages', async () => {
    for (const channel of [general, dm]) {
      const reply = await kept(ana.slash('ask', { question: 'the mayor?', private: true }, { channel }));
      expect(reply).toMatchObject({ ephemeral: true });
    }
  });

  it.each([
    { command: 'ask', options: { question: 'sto' }, option: 'question', first: 'sto question 0' },
    { command: 'ask', options: { question: '' }, option: 'question', first: 'question 0' },
    { command: 'context', options: { topic: 'w' }, option: 'topic', first: 'Weather' },
    { command: 'who', options: { name: 'm' }, option: 'name', first: 'the harbour' },
    { command: 'visits', options: { person: 'm' }, option: 'person', first: 'Quimby' },
  ])('/$command completes $option', async ({ command, options, option, first }) => {
    const { choices } = await ana.autocomplete(command, options, option);
    expect(choices[0]?.name.startsWith(first)).toBe(true);
    expect(choices.length).toBeLessThanOrEqual(25);
    expect(choices.every(({ name, value }) => name.length <= 100 && String(value).length <= 100)).toBe(true);
  });

  it('check a message against the article, for the asker alone', async () => {
    const reply = await kept(
      ana.contextMenu('Check against the article', max.post('I heard of a storm @everyone')),
    );
    expect(reply).toMatchObject({ ephemeral: true });
    expect(reply.text).toMatch(/“I heard of a storm \\@everyone”[\s\S]*A storm was near/);
    const more = await kept(ana.click(reply, 'v1|more|storm'));
    expect(more).toMatchObject({ ephemeral: true, text: expect.stringContaining('A storm was near') });
    const nothing = await kept(ana.contextMenu('Check against the article', max.post('hello')));
    expect(nothing.text).toContain('Nothing in that message');
    const own = await kept(ana.slash('dates'));
    expect((await kept(ana.contextMenu('Check against the article', own))).text).toContain(
      'no text in that message',
    );
  });
});

describe('buttons', () => {
  it('a choice takes the place of the question back, for anybody', async () => {
    const asked = await kept(ana.slash('ask', { question: 'the ship?' }));
    const answer = await kept(max.click(asked, 'v1|pick|storm'));
    expect(answer).toMatchObject({ id: asked.id, updated: true, ephemeral: false });
    expect(answer.text).toMatch(/“Was there a storm\?”[\s\S]*A storm was near/);
  });

  it('a choice that has gone says so, to the one who clicked', async () => {
    const asked = await kept(ana.slash('ask', { question: 'the ship?' }));
    const answer = await kept(max.click(asked, 'v1|pick|gone'));
    expect(answer).toMatchObject({ updated: false, ephemeral: true, visibleTo: discord.members.max.id });
    expect(answer.text).toContain('That question has gone');
  });

  it('a related question is answered by a new message, as public as the first', async () => {
    const open = await kept(ana.slash('ask', { question: 'the mayor?' }));
    expect(await kept(max.click(open, 'v1|more|storm'))).toMatchObject({ updated: false, ephemeral: false });
    const closed = await kept(ana.slash('ask', { question: 'the mayor?', private: true }));
    expect(await kept(ana.click(closed, 'v1|more|storm'))).toMatchObject({ updated: false, ephemeral: true });
  });

  it('the source shows the sentences with their fingerprints, page by page', async () => {
    const quoted = engine.story.sentences.map((sentence) => ({ ...sentence, quote: sentence.text }));
    running.learn({ ...engine, story: { ...engine.story, sentences: quoted } }); // too much for one page
    const answer = await kept(ana.slash('source'));
    const source = await kept(ana.click(answer, 'v1|source|1-16|0'));
    expect(source.text).toMatch(/\*\*Sentence 1, paragraph 1\*\*[\s\S]*fingerprint `a+0`[\s\S]*How to check/);
    expect(source).toMatchObject({ ephemeral: true });
    expect(buttonsOf(source)).toEqual(['v1|turn|1-16|1']);
    const turned = await kept(ana.click(source, 'v1|turn|1-16|1'));
    expect(turned).toMatchObject({ id: source.id, updated: true });
    expect(turned.text).toContain('**Sentence 16, paragraph 4**');
    running.learn(engine);
  });

  it('pages turn in place', async () => {
    const answer = await kept(ana.slash('visits', { person: 'the mayor' }));
    const turned = await kept(max.click(answer, 'v1|page|1|visits|the mayor|'));
    expect(turned).toMatchObject({ id: answer.id, updated: true });
    expect(turned.text).toMatch(/a visit to harbour number 120/);
    expect(await kept(ana.click(turned, 'v1|page|0|visits|the mayor|'))).toMatchObject({ text: answer.text });
  });

  it('a private answer can be shared with the channel', async () => {
    const closed = await kept(ana.slash('ask', { question: 'the mayor?', private: true }));
    const shared = await kept(ana.click(closed, 'v1|share|question|the mayor?'));
    expect(shared).toMatchObject({ ephemeral: false, updated: false });
    expect(shared.text).toBe(closed.text);
    expect(buttonsOf(shared)).not.toContain('v1|share|question|the mayor?');
  });

  it('work after a restart and with other knowledge', async () => {
    const answer = await kept(ana.slash('ask', { question: 'the mayor?' }));
    await running.restart();
    expect((await kept(ana.click(answer, 'v1|more|storm'))).text).toContain('A storm was near');
    running.learn({ ...engine, answerTopic: () => undefined, story: { ...engine.story, sentences: [] } });
    expect((await kept(ana.click(answer, 'v1|more|storm'))).text).toContain('That question has gone');
    expect((await kept(ana.click(answer, 'v1|source|3|0'))).text).toContain('That question has gone');
    running.learn(engine);
  });
});

describe('messages', () => {
  it.each([
    { where: 'a channel', say: () => ana.say(`${atBot} when did the mayor arrive?`) },
    { where: 'a channel, with the mention last', say: () => ana.say(`when did the mayor arrive ${atBot}`) },
    { where: 'a direct message', say: () => ana.dm('when did the mayor arrive?') },
  ])('in $where are answered as a reply that pings nobody', async ({ say }) => {
    const reply = await kept(say());
    expect(reply.text).toMatch(/^The mayor arrived on Monday\./); // the question stands above: it is not repeated
    expect(reply.replyTo).not.toBeNull();
  });

  it('with nothing but a mention get the help', async () => {
    expect((await kept(ana.say(`${atBot} `))).text).toContain('Ask me about');
  });

  it('that reply to an answer go on from its topic', async () => {
    const first = await kept(ana.say(`${atBot} was there a storm?`));
    const second = await kept(ana.say(`${atBot} why?`, { replyTo: first }));
    expect(second.text).toContain('A storm was near');
    expect((await kept(ana.say(`${atBot} why?`))).text).toContain('The article does not say');
  });

  it.each([1, 2, 5])(
    'that reply to an answer above %i other messages go on from its topic',
    async (count) => {
      const first = await kept(ana.say(`${atBot} was there a storm?`));
      for (let index = 0; index < count; index++) max.post(`I was there, ${index}`);
      const second = await kept(ana.say(`${atBot} why?`, { replyTo: first }));
      expect(second.text).toContain('A storm was near');
    },
  );

  it('that reply to an answer that cannot be had any more stand for themselves', async () => {
    const first = await kept(ana.say(`${atBot} was there a storm?`));
    max.post('I was there');
    discord.fail({ status: 403, times: 1, matching: new RegExp(`/messages/${first.id}$`) });
    const second = await kept(ana.say(`${atBot} why?`, { replyTo: first }));
    expect(second.text).toContain('The article does not say');
  });

  it('that reply to an answer with its ping need no other mention', async () => {
    const first = await kept(ana.slash('ask', { question: 'a storm?' }));
    expect((await kept(max.say('but why', { replyTo: first }))).text).toContain('A storm was near');
  });

  it('in private go on from the last topic, each member for themselves', async () => {
    await kept(ana.dm('was there a storm?'));
    expect((await kept(ana.dm('why?'))).text).toContain('A storm was near');
    expect((await kept(max.dm('why?'))).text).toContain('The article does not say');
    expect((await kept(ana.slash('ask', { question: 'why?' }, { channel: dm }))).text).toContain(
      'A storm was near',
    );
  });

  it.each([
    { how: 'choice', asked: 'the ship?', pressed: 'v1|pick|storm' },
    { how: 'related question', asked: 'did the mayor arrive?', pressed: 'v1|more|storm' },
  ])('in private go on from the topic of a $how that was clicked', async ({ asked, pressed }) => {
    await kept(ana.dm('did the mayor arrive?'));
    await kept(ana.click(await kept(ana.dm(asked)), pressed));
    expect((await kept(ana.dm('why?'))).text).toContain('A storm was near');
  });

  it.each([
    { what: 'a question back', say: () => ana.dm('the ship?'), goesOn: false },
    { what: 'what nobody understands', say: () => ana.dm('hm'), goesOn: false },
    { what: 'the help', say: () => ana.slash('help', {}, { channel: dm }), goesOn: true },
  ])('in private: whether they go on from the topic above $what: $goesOn', async ({ say, goesOn }) => {
    await kept(ana.dm('was there a storm?'));
    await kept(say());
    expect((await kept(ana.dm('why?'))).text).toContain(
      goesOn ? 'A storm was near' : 'The article does not say',
    );
  });

  it('of nobody in particular are passed over', async () => {
    ana.post('when did the mayor arrive?');
    ana.post('@everyone when did the mayor arrive?');
    max.post('@here <@&123456789012345678> when did the mayor arrive?');
    await discord.silence(300);
  });

  it('of the bot itself are not answered', async () => {
    const route = `/channels/${general.id}/messages` as const;
    await running.bot().client.rest.post(route, { body: { content: `${atBot} did the mayor arrive?` } });
    await discord.silence(200);
  });

  it.each([
    '@everyone @here <@&1> <#1>',
    '[mayor](https://evil.example) **x** ```mayor',
    'mayor \u202e\u200b\u2066 x',
    '__proto__',
    'constructor',
    '\u200b',
    'mayor '.repeat(300),
    '*'.repeat(1500),
  ])('hostile text does no harm: %j', async (text) => {
    const texts = [
      await kept(ana.say(`${atBot} ${text}`)),
      await kept(ana.dm(text)),
      await kept(ana.slash('ask', { question: text.slice(0, 1000) })),
      await kept(ana.contextMenu('Check against the article', ana.post(`storm ${text}`))),
    ];
    for (const { text: shown } of texts)
      expect(shown).not.toMatch(/(?<!\\)@(everyone|here)|[^\\]<@&|[\u202e\u200b\u2066]/);
  });
});

describe('failures', () => {
  it.each([
    { where: 'a command', ask: () => ana.slash('ask', { question: 'explode' }) },
    { where: 'a message', ask: () => ana.say(`${atBot} explode`) },
  ])(
    'of the program in $where reach the log with a code, and the asker sees only the code',
    async ({ ask }) => {
      const reply = await kept(ask());
      const code = /\*\*([0-9A-F]{6})\*\*/.exec(reply.text)?.[1];
      expect(logged.at(-1)).toMatchObject({ level: 'error', fields: { code } });
      expect(reply.text).not.toContain('engine broke');
    },
  );
});

it('shows how to ask', () => {
  expect(JSON.stringify(discord.presence())).toContain('/ask');
});

beforeAll(() => discord.whenReady());
