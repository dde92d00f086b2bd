import { afterAll, describe, expect, it } from 'vitest';
import { startBot } from '../src/discord/bot.js';
import type { DiscordConfig } from '../src/discord/client.js';
import { deployCommands } from '../src/discord/register.js';
import { startLocalDiscord } from '../src/playground/local-discord.js';
import { engine } from './discord/mayor.js';
import { readableLog, TODAY } from './discord/running-bot.js';

const discord = await startLocalDiscord({ token: 'the.right.one' });
const right: DiscordConfig = {
  token: discord.token,
  apiBase: discord.apiBase,
  applicationId: discord.applicationId,
};
const start = (config: DiscordConfig) =>
  startBot({ config, engine: () => engine, today: () => TODAY, log: readableLog().log });

afterAll(() => discord.close());

describe('starting', () => {
  it.each([
    { what: 'no token', change: { token: undefined }, says: /DISCORD_TOKEN is not set/ },
    {
      what: 'an invalid token',
      change: { token: 'wrong' },
      says: /does not accept DISCORD_TOKEN.*Reset Token/,
    },
    {
      what: 'no network',
      change: { apiBase: 'http://127.0.0.1:9/api' },
      says: /cannot be reached at http:\/\/127\.0\.0\.1:9\/api\. Check/,
    },
    {
      what: 'a wrong address',
      change: { apiBase: `${discord.url}/elsewhere` },
      says: /answers with status 404.*DISCORD_API_BASE/,
    },
    {
      what: 'another application',
      change: { applicationId: '123456789012345678' },
      says: /not of DISCORD_APPLICATION_ID 123456789012345678/,
    },
  ])('with $what ends in one line that says what to do', async ({ change, says }) => {
    const failure = await start({ ...right, ...change }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'StartError', message: expect.stringMatching(says) });
    expect((failure as Error).message).not.toContain('\n');
  });

  it('registers in one server where that is wanted', async () => {
    const config = { ...right, guildId: discord.guild.id };
    const writes = () =>
      discord.requests.filter(
        ({ method, path }) => method === 'PUT' && path.endsWith(`/guilds/${discord.guild.id}/commands`),
      );
    await (await start(config)).stop();
    expect(writes()).toHaveLength(1);
    await (await start(config)).stop();
    expect(writes()).toHaveLength(1);
  });
});

describe('deploying', () => {
  it('writes once, also without knowing its application', async () => {
    const { applicationId: _own, ...anonymous } = { ...right, token: discord.token };
    expect(await deployCommands(anonymous)).toBe('written');
    expect(await deployCommands({ ...right, token: discord.token })).toBe('unchanged');
    await expect(deployCommands({ ...right, guildId: '123456789012345678' })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('DISCORD_GUILD_ID'),
    });
    expect(discord.refused.filter(({ status }) => status === 400)).toEqual([]);
  });
});
