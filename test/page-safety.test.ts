import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { buildPage } from '../scripts/page.mjs';
import { type LocalDiscord, startLocalDiscord } from '../src/playground/local-discord.js';
import { type Playground, startPlayground } from '../src/playground/playground.js';

describe('the page, to strangers', () => {
  let local: LocalDiscord;
  let playground: Playground;
  let pageDir: string;
  beforeAll(async () => {
    pageDir = await mkdtemp(join(tmpdir(), 'factdesk-page-'));
    await buildPage(pageDir);
    local = await startLocalDiscord();
    playground = await startPlayground({ local, port: 0, pageDir });
  });
  afterAll(async () => {
    await playground.close();
    await local.close();
    await rm(pageDir, { recursive: true, force: true });
  });

  /** As a browser or anything else would ask, whatever it calls the server. */
  function ask(
    path: string,
    headers: Record<string, string> = {},
    { method = 'GET', at = playground.url } = {},
  ): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(at);
      const asked = request({ hostname, port, path, method, headers }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      asked.on('error', reject).end();
    });
  }

  /** @returns the first event that the page would get, or the error */
  function look(headers: { origin?: string; host?: string }, path = '/live'): Promise<string> {
    return new Promise((resolve) => {
      const { origin, ...rest } = headers;
      const socket = new WebSocket(`${playground.url.replace('http', 'ws')}${path}`, {
        ...(origin && { origin }),
        headers: rest,
      });
      socket.on('open', () =>
        socket.send(JSON.stringify({ do: 'look', as: 'Ana', locale: 'en-US', channel: 'general' })),
      );
      socket.on('message', (text) => {
        resolve((JSON.parse((text as Buffer).toString()) as { type: string }).type);
        socket.terminate();
      });
      socket.on('error', () => resolve('refused'));
    });
  }

  it('runs scripts and styles of its own only, in no frame, and asks no other server', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toMatch(/https?:|\*/);
    // Nothing inline that the policy would have to let through.
    expect(body).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|\sstyle=/);
  });

  it.each([
    ['127.0.0.1', 200],
    ['127.0.0.1:1234', 200],
    ['localhost', 200],
    ['[::1]:80', 200],
    ['evil.example', 403], // a name that was made to point here: DNS rebinding
    ['evil.example:3000', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['user@127.0.0.1', 403],
  ])('answers the host %s with %i', async (host, status) => {
    expect((await ask('/', { host })).status).toBe(status);
  });

  it.each([
    ['its own page', () => ({ origin: playground.url }), 'scene'],
    ['another site', () => ({ origin: 'https://evil.example' }), 'refused'],
    ['another server on this machine', () => ({ origin: 'http://127.0.0.1:1' }), 'refused'],
    ['a file or a sandbox', () => ({ origin: 'null' }), 'refused'],
    ['no origin', () => ({}), 'refused'],
    ['a rebound name', () => ({ origin: 'http://evil.example', host: 'evil.example' }), 'refused'],
  ] as const)('to the socket of %s', async (_who, headers, event) => {
    expect(await look(headers())).toBe(event);
  });

  it('has no other sockets', async () => {
    expect(await look({ origin: playground.url }, '/gateway')).toBe('refused');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('takes no %s', async (method) => {
    expect((await ask('/', {}, { method })).status).toBe(405);
  });

  it.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/main.ts',
    '/index.html',
    '/%00',
    '/attachments/1',
  ])('has no %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('stays up whatever is sent to its socket', async () => {
    const send = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${playground.url.replace('http', 'ws')}/live`, {
          origin: playground.url,
        });
        socket.on('open', () => socket.send(text));
        socket.on('message', (answer) => {
          resolve((answer as Buffer).toString());
          socket.terminate();
        });
        socket.on('close', (code) => resolve(String(code)));
      });
    expect(await send('hello')).toBe('1003');
    expect(await send('null')).toBe('1003');
    expect(await send('{"do":"say"}')).toContain('failed');
    expect(await send('{"do":"click","channelId":1,"messageId":{},"customId":[]}')).toContain('failed');
    expect(await send('{"do":"run","channelId":"1","command":"x"}')).toContain('failed');
    expect(await send('{"do":"something"}')).toBe('1003');
    expect(await send(`{"do":"look","as":"${'x'.repeat(100_000)}"}`)).toBe('1009');
    expect(await look({ origin: playground.url })).toBe('scene');
  });

  it('keeps the DM of one member from another', async () => {
    const { ana, max } = local.members;
    const actor = local.asMember(ana);
    const events: string[] = [];
    const socket = new WebSocket(`${playground.url.replace('http', 'ws')}/live`, { origin: playground.url });
    socket.on('message', (text) => events.push((text as Buffer).toString()));
    await new Promise((resolve) => socket.on('open', resolve));
    socket.send(JSON.stringify({ do: 'look', as: 'Max', locale: 'en-US', channel: 'general' }));
    await expect.poll(() => events.length).toBe(1);
    actor.post('a secret', { channel: local.dmOf(ana) });
    local.asMember(max).post('for Max', { channel: local.dmOf(max) });
    socket.send(JSON.stringify({ do: 'say', channelId: local.dmOf(ana).id, text: 'let me in' }));
    await expect.poll(() => events.at(-1)).toContain('There is no such channel');
    expect(events.join()).toContain('for Max');
    expect(events.join()).not.toContain('a secret');
    socket.terminate();
  });

  it.each([
    ['a page of somebody else', { origin: 'https://evil.example' }],
    ['a rebound name', { host: 'evil.example' }],
  ])('the API of the local Discord is closed to %s', async (_who, headers) => {
    const at = local.url;
    const authorization = `Bot ${local.token}`;
    expect((await ask('/api/v10/users/@me', { ...headers, authorization }, { at })).status).toBe(403);
    expect((await ask('/api/v10/users/@me', { authorization }, { at })).status).toBe(200);
  });

  it('takes the next free port where one is taken', async () => {
    const first = Number(new URL(playground.url).port);
    const second = await startPlayground({ local, port: first, pageDir });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(first);
    await second.close();
  });

  it.each([
    [
      'a host that is not of this machine',
      { host: '192.0.2.1', port: 0 },
      /^cannot listen on 192\.0\.2\.1:0 \(.+\): set/,
    ],
    [
      'a name that does not exist',
      { host: 'nowhere.invalid', port: 4000 },
      /^cannot listen on nowhere\.invalid:4000 /,
    ],
  ])('says in one line what to do about %s', async (_what, where, says) => {
    await expect(startPlayground({ local, pageDir, ...where })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(says),
    });
  });

  it('says so too when every port that it tries is taken', async () => {
    const taken = createServer().listen(65_535, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve).once('error', resolve));
    await expect(startPlayground({ local, port: 65_535, pageDir })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(
        /^cannot listen on 127\.0\.0\.1:65535 \(.*EADDRINUSE.*\): set HOST and PORT$/,
      ),
    });
    taken.close();
  });
});
