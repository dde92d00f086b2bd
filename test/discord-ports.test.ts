import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { BotDeps } from '../src/discord/bot.js';
import { idlePorts } from '../src/discord/ports.js';
import type { LocalDiscordOptions } from '../src/playground/local-discord.js';
import { DEFAULT_SETTINGS } from '../src/store/settings.js';
import type { ServerSettings } from '../src/store/types.js';
import { answerWith, engine } from './discord/mayor.js';
import { botInLocalDiscord, buttonsOf } from './discord/running-bot.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const running: Awaited<ReturnType<typeof botInLocalDiscord>>[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ close }) => close()));
});

async function withPorts(ports: Partial<BotDeps>, options?: LocalDiscordOptions) {
  const started = await botInLocalDiscord(ports, options);
  running.push(started);
  const { discord } = started;
  const ana = discord.asMember(discord.members.ana);
  return { ...started, ana, max: discord.asMember(discord.members.max), atBot: `<@${discord.bot.id}>` };
}

const settings = (changed: Partial<ServerSettings>) => ({
  settings: { ...idlePorts.settings, of: async () => ({ ...DEFAULT_SETTINGS, ...changed }) },
});
const note = { id: 'n', text: 'It was a Tuesday.', url: 'https://example.org' };
const noting = { ...engine, answer: (question: string) => answerWith({ question, notes: [note] }) };

describe('settings of a server', () => {
  it('private by default, unless the asker says otherwise, and not in direct messages', async () => {
    const { ana, discord } = await withPorts(settings({ privateByDefault: true }));
    expect(await ana.slash('dates')).toMatchObject({ ephemeral: true });
    expect(await ana.slash('dates', { private: false })).toMatchObject({ ephemeral: false });
    expect(await ana.slash('dates', {}, { channel: discord.channels.dm })).toMatchObject({
      ephemeral: false,
    });
  });

  it('no mentions, but direct messages', async () => {
    const { ana, atBot, discord } = await withPorts(settings({ mentions: false }));
    ana.post(`${atBot} the mayor?`);
    await discord.silence(200);
    expect((await ana.dm('the mayor?')).text).toContain('The mayor arrived');
  });

  it('mentions in some channels only', async () => {
    let channels: string[] = [];
    const { ana, atBot, discord } = await withPorts({
      settings: {
        ...idlePorts.settings,
        of: async () => ({ ...DEFAULT_SETTINGS, mentionChannels: channels }),
      },
    });
    channels = [discord.channels.news.id];
    ana.post(`${atBot} the mayor?`);
    await discord.silence(200);
    expect((await ana.say(`${atBot} the mayor?`, { channel: discord.channels.news })).text).toContain(
      'The mayor arrived',
    );
  });

  it('no notes', async () => {
    const { ana } = await withPorts({ ...settings({ notes: false }), engine: () => noting });
    expect((await ana.slash('ask', { question: 'x' })).text).not.toContain('Tuesday');
  });
});

describe('a store that is down or slow', () => {
  const never = () => new Promise<never>(() => {});
  const failing = () => Promise.reject(new Error('the store is down'));
  it.each([
    { how: 'slow', call: never, told: ['settings', 'limiter'] }, // nobody waits for the feedback
    { how: 'down', call: failing, told: ['settings', 'limiter', 'feedback'] },
  ])('($how) neither delays nor breaks an answer', async ({ call, told }) => {
    const ports = {
      settings: { ...idlePorts.settings, of: call },
      limiter: { take: call },
      feedback: { voted: call, unanswered: call },
    };
    const { ana, atBot, logged } = await withPorts(ports);
    const answer = await ana.slash('ask', { question: 'the mayor?' });
    const answers = [
      answer,
      await ana.slash('ask', { question: 'unheard of' }),
      await ana.say(`${atBot} unheard of`),
    ];
    expect(await ana.click(answer, 'v1|up|arrival')).toMatchObject({ ephemeral: true });
    for (const { elapsed } of answers) expect(elapsed).toBeLessThan(1000);
    await expect
      .poll(() => new Set(logged.filter(({ level }) => level === 'warn').map(({ fields }) => fields.port)))
      .toEqual(new Set(told));
  });

  it('loses no topic of a reply while others go on talking', async () => {
    const slow = () => sleep(30, DEFAULT_SETTINGS);
    const { ana, max, atBot } = await withPorts({ settings: { ...idlePorts.settings, of: slow } });
    const first = await ana.say(`${atBot} was there a storm?`);
    await ana.say(`${atBot} the mayor?`);
    const second = ana.say(`${atBot} why?`, { replyTo: first });
    for (let index = 0; index < 5; index++) max.post(`I was there, ${index}`);
    expect((await second).text).toContain('A storm was near');
  });
});

describe('limits', () => {
  it('ask to wait, privately, and in a channel once', async () => {
    const { ana, atBot, discord } = await withPorts({ limiter: { take: async () => 2_400 } });
    const soon = (text: string) => Number(/ask again <t:(\d+):R>\./.exec(text)?.[1]) - Date.now() / 1000;
    const { ephemeral, text } = await ana.slash('dates');
    expect(ephemeral).toBe(true);
    for (const told of [text, (await ana.say(`${atBot} the mayor?`)).text]) {
      expect(soon(told)).toBeGreaterThan(1);
      expect(soon(told)).toBeLessThanOrEqual(3.4);
    }
    ana.post(`${atBot} the mayor?`);
    await discord.silence(200);
  });
});

describe('feedback and figures', () => {
  it('take votes, what was not answered, and how long answers took', async () => {
    const seen: unknown[] = [];
    const { ana, discord, atBot } = await withPorts({
      feedback: {
        voted: async (...vote) => void seen.push(vote),
        unanswered: async ({ question }) => void seen.push(question),
      },
      metrics: {
        ...idlePorts.metrics,
        answered: (status, surface, ms) => void seen.push(`${status} ${surface} ${ms < 1000}`),
      },
    });
    const answer = await ana.slash('ask', { question: 'the mayor?' });
    await ana.click(answer, 'v1|up|arrival');
    await ana.click(answer, 'v1|down|arrival');
    await ana.say(`${atBot} unheard of`);
    // Figures come once Discord has the answer, which the asker may have noticed before.
    await expect.poll(() => seen).toHaveLength(5);
    expect(seen).toEqual(
      expect.arrayContaining([
        'answered command true',
        ['arrival', true, discord.members.ana.id],
        ['arrival', false, discord.members.ana.id],
        'not_in_article mention true',
        'unheard of',
      ]),
    );
  });

  it('take of what was not answered only what somebody typed, and no greetings', async () => {
    const greeting = { missing: 'hello', ask: 'Hello', near: [], reply: 'Hello!' };
    const unknowns = new Map([...engine.story.unknowns, ['greeting', greeting] as const]);
    const unsaid = (question: string, topic: string) =>
      answerWith({ question, status: 'not_in_article', topic, facts: [], citations: [] });
    const taken: string[] = [];
    const { ana, discord, atBot } = await withPorts({
      engine: () => ({
        ...engine,
        story: { ...engine.story, unknowns },
        answer: (question) => unsaid(question, question === 'hello' ? 'greeting' : 'payer'),
        visits: () => unsaid('Visits and meetings in 1950', 'payer'),
        context: () => unsaid('Background: x', 'payer'),
      }),
      feedback: {
        ...idlePorts.feedback,
        unanswered: async ({ question }) => void taken.push(question),
      },
    });
    const help = await ana.slash('help');
    await ana.click(help, buttonsOf(help)[0] ?? '');
    await ana.slash('visits', { year: 1950 });
    await ana.slash('context', { topic: 'x' });
    await ana.dm('hello');
    await ana.slash('ask', { question: 'who paid?' });
    await ana.slash('ask', { question: 'who paid?' }, { channel: discord.channels.dm });
    await ana.say(`${atBot} who else paid?`);
    await ana.dm('who paid for it?');
    await expect.poll(() => taken).toEqual(['who paid?', 'who paid?', 'who else paid?', 'who paid for it?']);
  });
});

describe('the picture', () => {
  it('comes with its words after the answer was deferred, and goes with the page', async () => {
    const drawn: unknown[] = [];
    const { ana, discord } = await withPorts({
      drawTimeline: async (filter) => {
        drawn.push(filter);
        await sleep(150);
        return { png: PNG, alt: 'Three visits' };
      },
    });
    const reply = await ana.slash('visits', { year: 1950, private: true });
    expect(reply.elapsed).toBeLessThan(140);
    expect(reply).toMatchObject({
      ephemeral: true,
      attachments: [{ filename: 'timeline.png', description: 'Three visits' }],
    });
    expect(await ana.click(reply, 'v1|page|1|visits||1950')).toMatchObject({
      id: reply.id,
      updated: true,
      attachments: [],
    });
    expect(await ana.click(reply, 'v1|page|0|visits||1950')).toMatchObject({
      id: reply.id,
      attachments: [{ filename: 'timeline.png' }],
    });
    expect(await ana.click(reply, 'v1|share|visits||1950')).toMatchObject({
      ephemeral: false,
      attachments: [{ filename: 'timeline.png' }],
    });
    expect(drawn).toEqual([{ year: 1950 }, { year: 1950 }, { year: 1950 }]);
    expect(discord.refused).toEqual([]);
  });

  it.each([
    { how: 'cannot be drawn', drawTimeline: () => Promise.reject(new Error('no canvas')) },
    { how: 'has nothing to draw', drawTimeline: async () => undefined },
  ])('that $how is left out', async ({ drawTimeline }) => {
    const { ana } = await withPorts({ drawTimeline });
    expect(await ana.slash('visits')).toMatchObject({
      attachments: [],
      text: expect.stringContaining('a visit to'),
    });
  });
});

it('stopping answers first what is being answered', async () => {
  const { ana, bot } = await withPorts({ drawTimeline: () => sleep(300, { png: PNG, alt: 'Visits' }) });
  const answer = ana.slash('visits');
  await sleep(100);
  await bot().stop();
  expect(await answer).toMatchObject({ text: expect.stringContaining('a visit to') });
});

describe('what Discord refuses', () => {
  it('an answer that comes too late is logged, and nothing else happens', async () => {
    let late = 0;
    const slow = {
      ...engine,
      answer(question: string) {
        late += question === 'slow' ? 5_000 : 0;
        return answerWith({ question });
      },
    };
    const failed: string[] = [];
    const metrics = { ...idlePorts.metrics, failed: (failure: string) => void failed.push(failure) };
    const { ana, discord, logged } = await withPorts(
      { engine: () => slow, metrics },
      { clock: () => Date.now() + late },
    );
    const impatient = discord
      .asMember(discord.members.ana, { patience: 300 })
      .slash('ask', { question: 'slow' })
      .catch(() => 'silence');
    await expect.poll(() => failed).toEqual(['expired']);
    expect(logged.at(-1)).toMatchObject({
      level: 'warn',
      fields: { failure: 'expired', err: { code: 10062 } },
    });
    expect(JSON.stringify(logged)).not.toContain('slow'); // neither the question nor the interaction's token
    expect((await ana.slash('ask', { question: 'quick' })).text).toContain('The mayor arrived');
    expect(await impatient).toBe('silence');
  });

  it('a Discord that is down for a while is logged with a code', async () => {
    const { ana, discord, logged } = await withPorts({});
    discord.fail({ status: 500, times: 8, matching: /callback/ });
    const impatient = discord.asMember(discord.members.max, { patience: 300 });
    await expect(impatient.slash('dates')).rejects.toThrow();
    await expect
      .poll(() => logged.map(({ fields }) => fields.failure), { timeout: 5_000 })
      .toContain('network');
    expect((await ana.slash('dates')).text).toContain('The visit lasted');
  });
});
