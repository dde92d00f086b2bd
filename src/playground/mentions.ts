import type { AllowedMentions } from './checks/message.js';

/**
 * Whom a message notifies. Ids are taken as they stand in the text, whether or not this server knows them: an id unknown here is
 * somebody in another server. @everyone counts although the bot may lack the permission: another server may have given it.
 */
export interface Pings {
  everyone: boolean;
  users: string[];
  roles: string[];
}

export const NO_PINGS: Pings = { everyone: false, users: [], roles: [] };

/**
 * The mentions of a message that notify somebody, honouring its `allowed_mentions`.
 * https://docs.discord.com/developers/resources/message#allowed-mentions-object
 * @param texts content and text displays; embeds never notify
 * @param repliedTo the author of the message that this one answers
 */
export function pingsOf(
  texts: readonly string[],
  allowed: AllowedMentions | null | undefined,
  repliedTo?: string,
): Pings {
  const text = withoutCode(texts.join('\n'));
  const lets = (kind: 'users' | 'roles', id: string) =>
    !allowed || allowed.parse?.includes(kind) || allowed[kind]?.includes(id) || false;
  const users = idsIn(text, /<@!?(\d+)>/g).filter((id) => lets('users', id));
  const pingsReplied = repliedTo !== undefined && (allowed ? (allowed.replied_user ?? false) : true);
  return {
    everyone: /@(everyone|here)/.test(text) && (!allowed || (allowed.parse?.includes('everyone') ?? false)),
    users: pingsReplied ? [...new Set([...users, repliedTo])] : users,
    roles: idsIn(text, /<@&(\d+)>/g).filter((id) => lets('roles', id)),
  };
}

function idsIn(text: string, mention: RegExp): string[] {
  return [...new Set([...text.matchAll(mention)].map(([, id]) => id as string))];
}

/** Discord doesn't look for mentions in code. */
function withoutCode(text: string): string {
  return [/```[\s\S]+?```/g, /``[\s\S]+?``/g, /`[^`]+`/g].reduce(
    (rest, code) => rest.replace(code, ' '),
    text,
  );
}
