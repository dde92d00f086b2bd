// Takes the pictures of the playground for the README: starts the bot as anybody would, asks as anybody would.
//   node scripts/screenshots.mjs            after a build
//   node scripts/screenshots.mjs ADDRESS    of a playground that runs already
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pictures = join(root, 'docs', 'screenshots');
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const quiet =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const startPatienceMs = 60_000;
/** For pictures and fonts to be drawn, and the end to be scrolled to. */
const settleMs = 500;

/** Starts the bot without a token. @returns the playground's address, and how to end it */
async function startPlayground() {
  const folder = mkdtempSync(join(tmpdir(), 'factdesk-screenshots-'));
  const env = {
    ...process.env,
    DISCORD_TOKEN: '',
    PORT: '0',
    CI: '1',
    DATABASE_URL: `file:${join(folder, 'factdesk.db')}`,
  };
  const bot = spawn(process.execPath, [join(root, 'dist', 'cli.js'), 'start'], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    let printed = '';
    bot.stdout.on('data', (text) => {
      printed += text;
      const address = /http:\/\/[\w.:[\]-]+/.exec(printed)?.[0];
      if (address) resolve(address);
    });
    bot.on('exit', (code) => reject(new Error(`The bot ended with ${code}:\n${printed}`)));
    setTimeout(() => reject(new Error(`The bot printed no address:\n${printed}`)), startPatienceMs).unref();
  });
  const stop = () => {
    bot.removeAllListeners('exit');
    bot.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

async function openPage(browser, url, options) {
  const context = await browser.newContext({ colorScheme: 'dark', deviceScaleFactor: 2, ...options });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('.examples button').first().waitFor();
  return page;
}

/** Clicks an example, and waits for its answer. */
async function tryExample(page, index) {
  const before = await page.locator('discord-message').count();
  await page.locator('.examples button').nth(index).click();
  await page.locator('discord-message').nth(before).waitFor();
}

async function ask(page, text) {
  const before = await page.locator('discord-message').count();
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page
    .locator('discord-message')
    .nth(before + 1)
    .waitFor();
}

async function take(page, name) {
  // Nothing under the pointer and nothing with the focus: a picture is of no moment in particular.
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement?.blur()');
  await page.waitForTimeout(settleMs);
  await page.screenshot({ path: join(pictures, name) });
  await page.context().close();
}

async function takePictures(url) {
  const executablePath = browsers.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`There is no browser: expected one of ${browsers.join(', ')}`);
  mkdirSync(pictures, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: quiet.split(' ') });
  const desktop = await openPage(browser, url, { viewport: { width: 1180, height: 940 } });
  await tryExample(desktop, 0);
  await ask(desktop, '@factdesk who payed for teh trip?');
  await take(desktop, 'playground.png');
  const editor = await openPage(browser, url, { viewport: { width: 1280, height: 860 } });
  await editor.getByRole('navigation').getByRole('button', { name: 'news' }).click();
  await editor.getByRole('button', { name: 'Inspector', exact: true }).click();
  await ask(editor, '@factdesk how often did they meet sinse 2022?');
  await take(editor, 'inspector.png');
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const narrow = await openPage(browser, url, phone);
  await narrow.getByRole('button', { name: 'Channels' }).click();
  await narrow.getByRole('navigation').getByRole('button').last().click();
  await tryExample(narrow, 1);
  await take(narrow, 'playground-phone.png');
  await browser.close();
}

const [address] = process.argv.slice(2);
const { url, stop } = address ? { url: address, stop() {} } : await startPlayground();
try {
  await takePictures(url);
} finally {
  stop();
}
