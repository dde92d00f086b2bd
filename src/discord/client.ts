import { ActivityType, Client, GatewayIntentBits, Options, Partials } from 'discord.js';

/** How to reach Discord, and as whom. `Config.discord` fits. */
export interface DiscordConfig {
  readonly token?: string | undefined;
  readonly applicationId?: string | undefined;
  /** Commands are registered in this server only, where given. */
  readonly guildId?: string | undefined;
  /** Without the version and without a slash at the end. */
  readonly apiBase: string;
  /** Absent: as many as Discord recommends. */
  readonly shards?: 'auto' | readonly number[] | undefined;
  readonly shardCount?: number | undefined;
}

/** How long READY waits for the servers' details, in milliseconds: commands and mentions need none of them. */
const GUILDS_PATIENCE_MS = 1_000;
/** A message, and the one that it replies to, unless that had been the oldest kept. */
const MESSAGES_A_CHANNEL = 2;
/** In seconds, as discord.js wants it. */
const MESSAGES_KEPT_FOR = 300;

/** The client with no more intents and no more memory than answering takes. */
export function createClient({ apiBase, shards = 'auto', shardCount }: DiscordConfig): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Direct messages come from channels that nobody announced.
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    waitGuildTimeout: GUILDS_PATIENCE_MS,
    makeCache: onlyWhatIsNeeded(),
    sweepers: {
      ...Options.DefaultSweeperSettings,
      messages: { interval: MESSAGES_KEPT_FOR, lifetime: MESSAGES_KEPT_FOR },
    },
    presence: {
      activities: [
        { name: 'how to ask', type: ActivityType.Custom, state: 'Mention me or use /ask · /help' },
      ],
    },
    rest: { api: apiBase },
    // Always given, since discord.js would read SHARDS from the environment by itself and trip over an empty one.
    shards: shards === 'auto' ? shards : [...shards],
    ...(shardCount !== undefined && { shardCount }),
  });
}

function onlyWhatIsNeeded() {
  const onlyMyself = {
    maxSize: 0,
    keepOverLimit: ({ id, client }: { id: string; client: Client<true> }) => id === client.user?.id,
  };
  return Options.cacheWithLimits({
    ...Options.DefaultMakeCacheSettings,
    ApplicationCommandManager: 0,
    ApplicationEmojiManager: 0,
    AutoModerationRuleManager: 0,
    BaseGuildEmojiManager: 0,
    DMMessageManager: MESSAGES_A_CHANNEL,
    EntitlementManager: 0,
    GuildBanManager: 0,
    GuildEmojiManager: 0,
    GuildInviteManager: 0,
    GuildMemberManager: onlyMyself,
    GuildMessageManager: MESSAGES_A_CHANNEL,
    GuildScheduledEventManager: 0,
    GuildStickerManager: 0,
    MessageManager: MESSAGES_A_CHANNEL,
    PresenceManager: 0,
    ReactionManager: 0,
    ReactionUserManager: 0,
    StageInstanceManager: 0,
    ThreadMemberManager: 0,
    UserManager: onlyMyself,
    VoiceStateManager: 0,
  });
}
