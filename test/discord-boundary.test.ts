import { describe, expect, it } from 'vitest';
import { isNetworkError } from '../src/discord/boundary.js';

const errorWith = (code: string) => Object.assign(new Error(code), { code });

describe('what counts as a fault of the network', () => {
  it.each([
    'ECONNRESET',
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EPIPE',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_SOCKET',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('%s, also as the cause of another error', (code) => {
    expect(isNetworkError(errorWith(code))).toBe(true);
    expect(isNetworkError(new TypeError('fetch failed', { cause: errorWith(code) }))).toBe(true);
  });

  it('a request that was broken off', () => {
    expect(isNetworkError(new DOMException('This operation was aborted', 'AbortError'))).toBe(true);
  });

  it.each(['ERR_MODULE_NOT_FOUND', 'ERR_INVALID_ARG_TYPE', 'ENOENT', 'EACCES', 'UND_ERR_INVALID_ARG'])(
    'not %s, which is ours',
    (code) => expect(isNetworkError(errorWith(code))).toBe(false),
  );

  it('not what is no error', () => expect(isNetworkError({ code: 'ECONNRESET' })).toBe(false));
});
