import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.js';

describe('readConfig', () => {
  it('has a default for everything, and takes an empty text for none', () => {
    const result = readConfig({ DISCORD_TOKEN: '', DISCORD_GUILD_ID: '  ', PORT: '', PATH: '/bin' });
    expect(result).toMatchObject({
      ok: true,
      warnings: [],
      config: {
        discord: { apiBase: 'https://discord.com/api' },
        databaseUrl: 'file:data/factdesk.db',
        port: 3000,
        host: '127.0.0.1',
        logLevel: 'info',
      },
    });
    expect(result.ok && Object.keys(result.config.discord)).toEqual(['apiBase']);
    expect(result.ok && result.config.knowledgeDir).toMatch(/\/knowledge$/);
  });

  it('reads everything', () => {
    const env = {
      DISCORD_TOKEN: 'a.b.c',
      DISCORD_APPLICATION_ID: '123456789012345678',
      DISCORD_GUILD_ID: '223456789012345678',
      DISCORD_API_BASE: 'http://127.0.0.1:4000/api/',
      KNOWLEDGE_DIR: 'elsewhere',
      DATABASE_URL: 'postgres://me@host/db',
      PORT: '0',
      HOST: '::1',
      LOG_LEVEL: 'debug',
      SHARDS: '[0, 2]',
      SHARD_COUNT: '4',
    };
    expect(readConfig(env)).toEqual({
      ok: true,
      warnings: [],
      config: {
        discord: {
          token: 'a.b.c',
          applicationId: '123456789012345678',
          guildId: '223456789012345678',
          apiBase: 'http://127.0.0.1:4000/api',
          shards: [0, 2],
          shardCount: 4,
        },
        knowledgeDir: 'elsewhere',
        databaseUrl: 'postgres://me@host/db',
        port: 0,
        host: '::1',
        logLevel: 'debug',
        hasDesktop: expect.any(Boolean),
      },
    });
  });

  it('reports all faults at once, each in one line', () => {
    const result = readConfig({
      LOG_LEVEL: 'loud',
      PORT: '70000',
      DATABASE_URL: 'mysql://root:secret@x',
      DISCORD_GUILD_ID: 'mine',
    });
    expect(result.ok ? [] : result.faults).toEqual([
      'DISCORD_GUILD_ID: got "mine", expected an id of 17 to 20 digits (Developer Portal, or "Copy ID" in Discord)',
      'DATABASE_URL: got something else, expected file:path/to/factdesk.db or postgres://user:password@host/database',
      'PORT: got "70000", expected a whole number from 0 to 65535',
      'LOG_LEVEL: got "loud", expected one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });

  it.each([
    { name: 'DISCORD_API_BASE', value: 'discord.com' },
    { name: 'DISCORD_API_BASE', value: 'https://discord.com/api/v10' }, // discord.js adds the version
    { name: 'PORT', value: '1e3' },
    { name: 'SHARDS', value: '0;1' },
    { name: 'SHARD_COUNT', value: '0' },
    { name: 'DISCORD_TOKEN', value: 'two words' },
  ])('refuses $name=$value', ({ name, value }) => {
    const result = readConfig({ [name]: value });
    expect(result.ok ? [] : result.faults).toEqual([expect.stringMatching(`^${name}: got .*, expected`)]);
  });

  it('warns of names that nobody reads', () => {
    expect(
      readConfig({ DISCORD_TOKN: 'x', DISCORD_ZZZZZZZZ: 'y', LOGNAME: 'me', LOG_LEVL: 'info' }).warnings,
    ).toEqual([
      'DISCORD_TOKN is not read by factdesk: did you mean DISCORD_TOKEN?',
      'DISCORD_ZZZZZZZZ is not read by factdesk',
      'LOG_LEVL is not read by factdesk: did you mean LOG_LEVEL?',
    ]);
  });
});
