/** One thing that is wrong with a body: where, Discord's code for it and Discord's words. */
export interface Fault {
  path: PropertyKey[];
  code: string;
  message: string;
}

interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[];
}

/** Discord's answer to a request that it refuses. https://docs.discord.com/developers/reference#error-messages */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors?: ErrorTree,
  ) {
    super(message);
    this.name = 'Refusal';
  }

  get body(): object {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }) };
  }
}

/** Codes of https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const UNKNOWN = {
  Application: 10002,
  Channel: 10003,
  Guild: 10004,
  Member: 10007,
  Message: 10008,
  Webhook: 10015,
  User: 10013,
  interaction: 10062,
  'application command': 10063,
} as const;

export const unknown = (what: keyof typeof UNKNOWN) => new Refusal(404, UNKNOWN[what], `Unknown ${what}`);
export const unauthorized = () => new Refusal(401, 0, '401: Unauthorized');
export const noSuchRoute = () => new Refusal(404, 0, '404: Not Found');
export const emptyMessage = () => new Refusal(400, 50006, 'Cannot send an empty message');
export const notYourMessage = () => new Refusal(403, 50005, 'Cannot edit a message authored by another user');
export const alreadyAcknowledged = () =>
  new Refusal(400, 40060, 'Interaction has already been acknowledged.');
export const invalidWebhookToken = () => new Refusal(401, 50027, 'Invalid Webhook Token');
export const tooLarge = () => new Refusal(413, 40005, 'Request entity too large');
export const invalidJson = () => new Refusal(400, 50109, 'The request body contains invalid JSON.');

/** @throws Refusal with Discord's error tree, when there are faults. */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const root: ErrorTree = {};
  for (const { path, code, message } of faults) {
    let node = root;
    for (const key of path) {
      node[String(key)] ??= {};
      node = node[String(key)] as ErrorTree;
    }
    node._errors ??= [];
    (node._errors as { code: string; message: string }[]).push({ code, message });
  }
  throw new Refusal(400, 50035, 'Invalid Form Body', root);
}
