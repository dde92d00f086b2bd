import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whether a request may be answered: a browser could have been made to send it by a page of somebody else. Names other than this
 * machine's own are refused, since they can be made to point here (DNS rebinding); addresses cannot.
 * @param ownName the name under which the operator chose to serve, which is trusted as well
 */
export function isTrusted({ headers }: IncomingMessage, ownName = 'localhost'): boolean {
  const { host = '', origin } = headers;
  const name = hostName(host);
  if (name === undefined) return false;
  const isOwn = name === 'localhost' || name === ownName || isIP(name) !== 0;
  return isOwn && (origin === undefined || origin === `http://${host}`);
}

/** "127.0.0.1" of "127.0.0.1:3000", "::1" of "[::1]:3000". */
function hostName(host: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
}
