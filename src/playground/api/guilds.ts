import { channelPayload, guildPayload, memberPayload } from '../payloads.js';
import type { LocalMember, World } from '../world.js';
import { unknown } from './refusal.js';
import type { ApiContext, Call, Route } from './server.js';

/** The server, its people, and the gateway's address. */
export function guildRoutes({ world, gatewayUrl }: ApiContext): Route[] {
  const sessions = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
  return [
    {
      method: 'GET',
      path: '/gateway/bot',
      answer: () => ({ url: gatewayUrl, shards: 1, session_start_limit: sessions }),
    },
    { method: 'GET', path: '/gateway', open: true, answer: () => ({ url: gatewayUrl }) },
    {
      method: 'GET',
      path: '/users/@me/guilds',
      answer: () => [{ ...guildPayload(world), owner: false, permissions: String(world.bot.permissions) }],
    },
    { method: 'GET', path: '/users/:user', answer: ({ params }) => memberOf(world, params, 'User').user },
    guildRoute(world, '', () => guildPayload(world)),
    guildRoute(world, '/channels', () =>
      world.guildChannels().map((channel) => channelPayload(world, channel)),
    ),
    guildRoute(world, '/roles', () => world.guild.roles),
    guildRoute(world, '/members', () => world.guildMembers().map((member) => memberPayload(world, member))),
    guildRoute(world, '/members/:user', ({ params }) =>
      memberPayload(world, memberOf(world, params, 'Member')),
    ),
  ];
}

/** An endpoint of the one server there is. */
function guildRoute(world: World, path: string, answer: Route['answer']): Route {
  return {
    method: 'GET',
    path: `/guilds/:guild${path}`,
    answer: (call) => {
      if (call.params.guild !== world.guild.id) throw unknown('Guild');
      return answer(call);
    },
  };
}

function memberOf(world: World, { user = '' }: Call['params'], otherwise: 'User' | 'Member'): LocalMember {
  const member = world.findMember(user === '@me' ? world.bot.id : user);
  if (!member) throw unknown(otherwise);
  return member;
}
