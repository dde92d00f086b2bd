import { randomBytes } from 'node:crypto';
import { DiscordAPIError, HTTPError, RESTJSONErrorCodes } from 'discord.js';
import { UserError } from './errors.js';
import { type MessageBody, notice } from './layout.js';
import type { Desk, Failure } from './ports.js';
import { literal } from './text.js';

/** Too late to answer, or answered already: by another process, or by a click on a message that has just changed. */
const EXPIRED: readonly unknown[] = [
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
  RESTJSONErrorCodes.InvalidWebhookToken,
];
/** The bot may not write there, or what it would answer is gone. */
const FORBIDDEN: readonly unknown[] = [
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
];
/** Connections that fail below HTTP, as the system, TLS and undici name them: not every code of an error is one of these. */
const NETWORK: ReadonlySet<string> = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENOTFOUND',
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/**
 * The one place where what goes wrong while answering ends up. Never rejects.
 * @param tell how the asker is told, privately where there is a way to
 */
export async function guarded(
  desk: Desk,
  what: string,
  work: () => Promise<void>,
  tell: (body: MessageBody) => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const text = explained(error, desk, what);
    if (text === undefined) return;
    try {
      await tell(notice(text));
    } catch (tellError) {
      desk.log.warn({ err: loggable(tellError), what }, 'could not tell the asker about a failure');
    }
  }
}

/** Logs and counts an error. @returns what the asker is told, if there is a use in it */
function explained(error: unknown, { log, metrics }: Desk, what: string): string | undefined {
  if (error instanceof UserError) return literal(error.message);
  const failure = failureOf(error);
  metrics.failed(failure);
  if (failure === 'expired' || failure === 'forbidden') {
    log.warn({ err: loggable(error), what, failure }, 'an answer could not be delivered');
    return undefined;
  }
  const code = randomBytes(3).toString('hex').toUpperCase();
  log.error({ err: loggable(error), what, failure, code }, 'an answer failed');
  return `Sorry, something went wrong on my side. Please try again; if it keeps happening, tell the people who run me the code **${code}**.`;
}

function failureOf(error: unknown): Failure {
  if (error instanceof DiscordAPIError) {
    if (EXPIRED.includes(error.code)) return 'expired';
    if (FORBIDDEN.includes(error.code)) return 'forbidden';
    return 'internal';
  }
  return error instanceof HTTPError || isNetworkError(error) ? 'network' : 'internal';
}

/** Errors of discord.js carry the request: what somebody asked, and a token to answer it. Neither belongs in a log. */
function loggable(error: unknown): unknown {
  if (!(error instanceof DiscordAPIError || error instanceof HTTPError)) return error;
  const { name, message, status, method, stack } = error;
  return { type: name, message, status, method, stack, ...('code' in error && { code: error.code }) };
}

/** Whether it failed, or a cause of it, for want of a connection. */
export function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return NETWORK.has(code) || error.name === 'AbortError' || isNetworkError(error.cause);
}
