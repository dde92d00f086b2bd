import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, Interaction } from 'discord.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildPage } from '../scripts/page.mjs';
import { type LocalDiscord, startLocalDiscord } from '../src/playground/local-discord.js';
import { type Playground, startPlayground } from '../src/playground/playground.js';
import { COMMANDS, EXAMPLES, respond } from './playground/answering-bot.js';
import {
  expectNoSidewaysScrolling,
  installedBrowser,
  launchBrowser,
  openPage,
  seriousViolations,
} from './playground/browser.js';
import { connectBot } from './playground/connected-bot.js';
import { explainedAs, WatchedKnowledge } from './playground/page-ports.js';

const executable = installedBrowser();

describe.skipIf(!executable)('the page', { timeout: 30_000 }, () => {
  const knowledge = new WatchedKnowledge();
  let local: LocalDiscord;
  let bot: Client;
  let playground: Playground;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let pageDir: string;
  let stopThinking = () => {};

  beforeAll(async () => {
    pageDir = await mkdtemp(join(tmpdir(), 'factdesk-page-'));
    [browser, local] = await Promise.all([
      launchBrowser(executable ?? ''),
      startLocalDiscord(),
      buildPage(pageDir),
    ]);
    bot = await connectBot(local, {
      interaction: thoughtful,
      message: (message) =>
        message.inGuild() && !message.mentions.has(message.client.user)
          ? undefined
          : message.reply({ content: `“${message.content}”`, allowedMentions: { parse: [] } }),
    });
    await bot.application?.commands.set(COMMANDS);
    playground = await startPlayground({ local, port: 0, pageDir, inspect: explainedAs, knowledge });
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
    await bot?.destroy();
    await local?.close();
    await rm(pageDir, { recursive: true, force: true });
  });

  beforeEach(async () => {
    ({ page, complaints } = await openPage(browser, playground.url));
    await example(EXAMPLES[0] ?? '').waitFor();
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  /** As the bot of the other tests, but it thinks for as long as the test wants. */
  async function thoughtful(interaction: Interaction): Promise<unknown> {
    if (!interaction.isChatInputCommand() || interaction.commandName !== 'slow') return respond(interaction);
    await interaction.deferReply({ flags: 64 });
    await new Promise<void>((resolve) => {
      stopThinking = resolve;
    });
    return interaction.editReply('At last');
  }

  const example = (name: string) => page.getByRole('button', { name });
  const lastMessage = () => page.locator('discord-message').last();
  const open = (channel: string) =>
    page.getByRole('navigation').getByRole('button', { name: channel }).click();
  /** Types as somebody without a mouse does. */
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      if (/^[A-Z][A-Za-z]+$/.test(key)) await page.keyboard.press(key);
      else await page.keyboard.type(key);
    }
  };
  const seen = (text: string | RegExp) => page.locator('discord-message').getByText(text).last().waitFor();
  const run = async (command: string) => press(`/${command}`, 'Enter', 'Enter');

  it('tells how soon it is ready, and answers the first click', async () => {
    const other = await openPage(browser, playground.url);
    await other.page.getByRole('button', { name: EXAMPLES[0] ?? '' }).waitFor();
    const sinceNavigation = await other.page.evaluate('performance.now()');
    console.info(`The page is ready after ${Math.round(Number(sinceNavigation))} ms`);
    await other.page.context().close();
    await example('Who travels?').click();
    await seen('en-US Who travels?');
  });

  it('asks by slash command, completed by the bot, with the keyboard alone', async () => {
    await press('/as');
    await page.getByRole('option', { name: '/ask Asks' }).waitFor();
    await press('Enter', 'wh');
    await page.getByRole('option', { name: 'wh?' }).waitFor();
    await press('ArrowDown', 'Enter', 'Enter');
    await seen('en-US completed');
    await expect.poll(() => page.getByText('ask', { exact: true }).count()).toBeGreaterThan(0);
  });

  it('sends what was typed where nothing is chosen, and options that are not required', async () => {
    await press('/ask where', 'Tab', 'Enter');
    await page.getByRole('option', { name: 'True' }).waitFor();
    await press('Enter', 'Enter');
    await seen('en-US where');
    await page.locator('.only-you', { hasText: 'Only you can see this' }).last().waitFor();
  });

  it('asks for what is required', async () => {
    await press('/ask ', 'Enter');
    await page.getByText('This option is required').waitFor();
    await press('Escape', 'Escape');
    await page.getByRole('textbox', { name: 'Message #general' }).waitFor();
  });

  it('answers a mention, and leaves markup of strangers as text', async () => {
    await press('@fac', 'Tab', '<img src=x onerror=alert(1)> **bold** [a](javascript:alert(1))', 'Enter');
    await seen(/“@factdesk <img src=x onerror=alert\(1\)> bold a”/);
    expect(await page.locator('discord-message img[src="x"], discord-message a').count()).toBe(0);
    expect(await lastMessage().locator('strong').textContent()).toBe('bold');
  });

  it('answers in a direct message, and what a message replies to is shown', async () => {
    await open('factdesk');
    await press('when?', 'Enter');
    await seen('“when?”');
    await lastMessage().hover();
    await lastMessage().getByRole('button', { name: 'Reply' }).click();
    await page.getByText('Replying to factdesk').waitFor();
    await press('and then?', 'Enter');
    await seen('“and then?”');
    expect(await page.locator('discord-reply').count()).toBe(3);
  });

  it('clicks a button, chooses from a select and fills in a modal', async () => {
    await run('panel');
    await lastMessage().getByRole('combobox', { name: 'Make a selection' }).click();
    await press('ArrowDown', 'Enter');
    await seen('You chose parade');
    const panel = page.locator('discord-message', { hasText: 'Choose' }).first();
    await panel.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('dialog', { name: 'Report' }).waitFor();
    await page.getByLabel('What is wrong?').fill('A typo');
    await press('Tab', 'Tab', 'Enter');
    await seen('A typo');
    await panel.getByRole('button', { name: 'Change' }).click();
    await seen('Changed');
  });

  it('chooses channels, with the keyboard alone and by pointer, those that hold being chosen', async () => {
    await run('limits');
    await seen('Answering in all channels');
    const select = () => lastMessage().locator('.select-menu').first();
    const chosen = () => select().locator('[role=option][aria-selected=true]').allTextContents();
    const button = () => lastMessage().getByRole('combobox', { name: 'All channels' });
    await button().focus();
    await press('Enter');
    expect(await select().getByRole('option').allTextContents()).toEqual(['#general', '#news']);
    await press('ArrowDown', 'Space');
    expect(await chosen()).toEqual(['#news']);
    expect(await seriousViolations(page)).toEqual([]);
    await press('Escape');
    await seen(/Answering in #news/);
    expect(await button().textContent()).toBe('#news');
    await button().click();
    expect(await chosen()).toEqual(['#news']);
    await select().getByRole('option', { name: '#general' }).click();
    await page.getByRole('textbox', { name: 'Message #general' }).focus();
    await seen(/Answering in #news #general/);
    expect(await button().textContent()).toBe('#general, #news');
    await button().focus();
    await press('Enter', 'Enter', 'ArrowDown', 'Enter', 'Escape');
    await seen('Answering in all channels');
    expect(await lastMessage().getByRole('combobox', { name: 'A voice channel' }).isDisabled()).toBe(true);
  });

  it('opens the menu of a message by right click and by its button', async () => {
    await open('news');
    await press('The parade is on May 9', 'Enter');
    await seen('The parade is on May 9');
    await lastMessage().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Check this' }).click();
    await expect.poll(() => page.locator('discord-message', { hasText: 'The parade' }).count()).toBe(2);
    await lastMessage().getByRole('button', { name: 'More' }).focus();
    await press('Enter', 'End', 'Enter');
    await expect.poll(() => page.locator('discord-message', { hasText: 'The parade' }).count()).toBe(3);
  });

  it('thinks, answers one member alone, and is dismissed', async () => {
    await run('slow');
    await seen('factdesk is thinking…');
    stopThinking();
    await seen('At last');
    await page.getByLabel('Speak as').selectOption('Max');
    await page.locator('discord-message').getByText('At last').waitFor({ state: 'detached' });
    await page.getByLabel('Speak as').selectOption('Ana');
    await seen('At last');
    await lastMessage().getByRole('button', { name: 'Dismiss message' }).click();
    await page.locator('discord-message').getByText('At last').waitFor({ state: 'detached' });
  });

  it('switches the language of commands and interactions', async () => {
    await page.getByLabel('Language').selectOption('fr');
    await page.getByRole('textbox', { name: 'Message #general' }).focus();
    await press('/');
    await page.getByRole('option', { name: '/demander Demande' }).waitFor();
    await press('ask où', 'Enter');
    await seen('fr où');
  });

  it('offers moderators their commands', async () => {
    await press('/');
    await page.getByRole('option', { name: '/ask' }).waitFor();
    expect(await page.getByRole('option', { name: '/manage show' }).count()).toBe(0);
    await page.getByLabel('Speak as').selectOption('Max');
    await page.getByRole('textbox', { name: 'Message #general' }).focus();
    await page.getByRole('option', { name: '/manage show' }).click();
    await page.getByRole('button', { name: '+ of' }).click();
    await page.locator('.options').getByRole('option', { name: 'Ana' }).click();
    await press('Enter');
    await seen('show Ana');
  });

  it('says when the bot does not respond', async () => {
    await run('ignored');
    await page.getByRole('alert').getByText('The application did not respond').waitFor();
  });

  it('shows faults of the knowledge until they are mended', async () => {
    knowledge.set({
      state: 'faulty',
      faults: [{ file: 'story/facts.yaml', line: 12, column: 3, message: 'unknown basis' }],
    });
    await page.getByText('story/facts.yaml:12:3').waitFor();
    knowledge.set({ state: 'ok', at: '2026-01-01T00:00:00Z' });
    await page.getByText('The knowledge was loaded anew').waitFor();
    expect(await page.getByText('story/facts.yaml:12:3').count()).toBe(0);
  });

  it('explains the last question in the inspector', async () => {
    await page.getByRole('button', { name: 'Inspector', exact: true }).click();
    await page.getByRole('textbox', { name: 'Message #general' }).focus();
    await press('@factdesk who travels', 'Enter');
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.getByText('“who travels”').waitFor();
    await inspector.getByText('travellers fits best').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('connects again after a loss', async () => {
    const { port } = new URL(playground.url);
    await playground.close();
    await page.getByText('Connecting again').waitFor();
    playground = await startPlayground({
      local,
      port: Number(port),
      pageDir,
      inspect: explainedAs,
      knowledge,
    });
    await page.getByText('Connecting again').waitFor({ state: 'hidden' });
    await example('Who travels?').click();
    await seen('en-US Who travels?');
    // The browser itself complains of every connection that fails.
    complaints = complaints.filter((complaint) => !complaint.includes('ERR_CONNECTION_REFUSED'));
  });

  it.each(['dark', 'light'] as const)('has no serious fault of accessibility, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await run('panel');
    await seen('Choose');
    expect(await seriousViolations(page)).toEqual([]);
    await press('/ask wh');
    await page.getByRole('option', { name: 'wh?' }).waitFor();
    await press('ArrowDown');
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('fits a phone, without sideways scrolling', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    await page.context().close();
    ({ page, complaints } = await openPage(browser, playground.url, phone));
    await example('Who travels?').tap();
    await seen('en-US Who travels?');
    await expectNoSidewaysScrolling(page);
    await page.getByRole('button', { name: 'Channels' }).tap();
    await page.getByRole('button', { name: 'news' }).tap();
    await page.getByRole('heading', { name: 'Welcome to #news!' }).waitFor();
    await page.getByRole('textbox', { name: 'Message #news' }).tap();
    await press(`/ask ${'long '.repeat(40)}`);
    await expectNoSidewaysScrolling(page);
    expect(await seriousViolations(page)).toEqual([]);
  });
});
