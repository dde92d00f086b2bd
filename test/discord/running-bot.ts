import { type BotDeps, type RunningBot, startBot } from '../../src/discord/bot.js';
import type { Log, ReaderEngine } from '../../src/discord/ports.js';
import {
  type LocalDiscord,
  type LocalDiscordOptions,
  startLocalDiscord,
} from '../../src/playground/local-discord.js';
import { engine as mayorEngine } from './mayor.js';

export const TODAY = '2026-01-15';

/** What the bot logs, by level. */
export interface Logged {
  level: keyof Log;
  fields: Record<string, unknown>;
  text: string;
}

/** A log that tests can read. */
export function readableLog(): { log: Log; logged: Logged[] } {
  const logged: Logged[] = [];
  const at = (level: keyof Log) => (fields: object, text: string) =>
    void logged.push({ level, fields: { ...fields }, text });
  return { logged, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}

/** The real bot, online in a Discord of its own, answering about the invented story. */
export async function botInLocalDiscord(
  ports: Partial<BotDeps> = {},
  options: LocalDiscordOptions = {},
): Promise<{
  discord: LocalDiscord;
  /** The bot as it was started last. */
  bot: () => RunningBot;
  logged: Logged[];
  /** Puts other knowledge in the place of what the bot has. */
  learn: (engine: ReaderEngine) => void;
  /** Stops the bot and starts it again, in the same Discord. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
}> {
  const discord = await startLocalDiscord(options);
  const { log, logged } = readableLog();
  let engine: ReaderEngine = mayorEngine;
  const config = { token: discord.token, applicationId: discord.applicationId, apiBase: discord.apiBase };
  const start = () => startBot({ config, engine: () => engine, today: () => TODAY, log, ...ports });
  let bot = await start();
  return {
    discord,
    bot: () => bot,
    logged,
    learn: (other) => {
      engine = other;
    },
    restart: async () => {
      await bot.stop();
      bot = await start();
    },
    close: async () => {
      await bot.stop();
      await discord.close();
    },
  };
}

/** The `custom_id`s of a message's buttons, in reading order. */
export function buttonsOf({ components }: { components: unknown }): string[] {
  return JSON.stringify(components).match(/(?<="custom_id":")[^"]+/g) ?? [];
}
