import type { DestinationStream, Logger } from 'pino';

const MASKED = '[secret]';
/** Fields that hold a secret, or what people wrote: discord.js puts whole requests into its errors. */
const REDACTED = [
  ...['token', 'authorization', 'password', 'databaseUrl', 'requestBody'].flatMap((name) => [
    name,
    `*.${name}`,
  ]),
  '*.headers.authorization',
];
/** Secrets by their looks, wherever they stand in a line. */
const SECRET_SHAPES: readonly [RegExp, string][] = [
  [/(:\/\/[^\s/:@"]*):[^\s/@"]+@/g, `$1:${MASKED}@`], // passwords in addresses
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, MASKED], // Discord's bot tokens
  [/((?:webhooks|interactions)\/\d+\/)[\w-]{20,}/g, `$1${MASKED}`], // whoever has these can answer in our name
];

export interface LogOptions {
  /** For people instead of programs; if not given, when standard output is a terminal. */
  readonly pretty?: boolean;
  /** Texts that must never appear in a log, such as the bot's token. */
  readonly secrets?: readonly string[];
  /** Where lines go; standard output if not given. */
  readonly output?: DestinationStream;
}

/**
 * A structured log. Lines are written at once, so that none is lost when the process ends.
 * @param level one of pino's: fatal, error, warn, info, debug, trace, silent
 */
export async function createLog(level: string, options: LogOptions = {}): Promise<Logger> {
  const { pretty = process.stdout.isTTY === true, secrets = [] } = options;
  const { pino, destination } = await import('pino');
  const output = options.output ?? destination({ fd: 1, sync: true });
  const known = secrets
    .filter((secret) => secret !== '')
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  return pino(
    {
      level,
      redact: { paths: REDACTED, censor: MASKED },
      hooks: { streamWrite: (line) => masked(line, known) },
    },
    pretty ? await forPeople(output) : output,
  );
}

/** pino-pretty is for development: where it is not installed, lines stay JSON. */
async function forPeople(output: DestinationStream): Promise<DestinationStream> {
  try {
    const { prettyFactory } = await import('pino-pretty');
    const prettyLine = prettyFactory({
      colorize: process.stdout.isTTY === true,
      ignore: 'pid,hostname',
      translateTime: 'SYS:HH:MM:ss',
    });
    return { write: (line) => output.write(prettyLine(JSON.parse(line))) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return output;
    throw error;
  }
}

function masked(line: string, secrets: readonly string[]): string {
  const unknown = SECRET_SHAPES.reduce((text, [shape, instead]) => text.replaceAll(shape, instead), line);
  return secrets.reduce((text, secret) => text.replaceAll(secret, MASKED), unknown);
}
