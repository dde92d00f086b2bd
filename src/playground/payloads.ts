import {
  type APIGuildMember,
  type APIMessage,
  type APIRole,
  type APIUser,
  ApplicationIntegrationType,
  ChannelType,
  type GatewayGuildCreateDispatchData,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  type GuildMemberFlags,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  InteractionContextType,
  type RoleFlags,
  type UserFlags,
} from 'discord.js';
import type { Interaction, LocalChannel, LocalMember, World } from './world.js';

/** Shapes of Discord's API as of v10: what the real one sends, field by field, since discord.js parses them strictly. */

export function userPayload(id: string, name: string, bot = false): APIUser {
  return {
    id,
    username: name.toLowerCase(),
    discriminator: bot ? '0001' : '0',
    global_name: bot ? null : name,
    avatar: null,
    bot,
    system: false,
    public_flags: 0 as UserFlags,
    flags: 0 as UserFlags,
    primary_guild: null,
  };
}

export function rolePayload(
  id: string,
  name: string,
  permissions: bigint,
  position: number,
  managedBy?: string,
): APIRole {
  return {
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    icon: null,
    unicode_emoji: null,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: managedBy !== undefined,
    mentionable: false,
    flags: 0 as RoleFlags,
    ...(managedBy && { tags: { bot_id: managedBy } }),
  };
}

/** A member as guilds list them. */
export function memberPayload(world: World, { user, roles }: LocalMember): APIGuildMember {
  return {
    user,
    nick: null,
    avatar: null,
    banner: null,
    roles,
    joined_at: world.guild.createdAt,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0 as GuildMemberFlags,
    pending: false,
  };
}

export function channelPayload(world: World, channel: LocalChannel): object {
  const lastMessage = world.publicMessages(channel.id).at(-1)?.raw.id ?? null;
  if (channel.kind === 'dm') {
    return {
      id: channel.id,
      type: ChannelType.DM,
      last_message_id: lastMessage,
      flags: 0,
      recipients: [world.member(channel.recipientId).user],
    };
  }
  return {
    id: channel.id,
    type: ChannelType.GuildText,
    guild_id: world.guild.id,
    name: channel.name,
    topic: null,
    position: channel.position,
    parent_id: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: lastMessage,
    last_pin_timestamp: null,
    permission_overwrites: [],
    flags: 0,
  };
}

/** A channel that somebody has chosen, as interactions resolve it. */
export function resolvedChannelPayload(world: World, channel: LocalChannel, chooser: LocalMember): object {
  const { permission_overwrites: _overwrites, ...partial } = channelPayload(world, channel) as {
    permission_overwrites?: unknown;
  };
  return {
    ...partial,
    permissions: String(chooser.permissions),
    app_permissions: String(world.bot.permissions),
  };
}

/** The guild as REST gives it. */
export function guildPayload(world: World) {
  const { guild } = world;
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300 as const,
    verification_level: GuildVerificationLevel.None,
    default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
    explicit_content_filter: GuildExplicitContentFilter.Disabled,
    roles: guild.roles,
    emojis: [],
    features: [],
    mfa_level: GuildMFALevel.None,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: GuildPremiumTier.None,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    nsfw_level: GuildNSFWLevel.Default,
    stickers: [],
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    incidents_data: null,
    region: 'deprecated',
    hub_type: null,
    home_header: null,
    nsfw: false,
    widget_enabled: false,
    widget_channel_id: null,
    max_presences: null,
    max_members: 25_000_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    premium_subscription_count: 0,
  };
}

/** What GUILD_CREATE carries. */
export function guildCreatePayload(world: World): GatewayGuildCreateDispatchData {
  const channels = world.guildChannels().map((channel) => channelPayload(world, channel));
  return {
    ...guildPayload(world),
    joined_at: world.guild.createdAt,
    large: false,
    unavailable: false,
    member_count: world.guildMembers().length,
    members: world.guildMembers().map((member) => memberPayload(world, member)),
    channels,
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  } as unknown as GatewayGuildCreateDispatchData;
}

/** Who the application may act for: the server or the DM that it was installed to. */
export function installationOwners({ guildId }: Pick<Interaction, 'guildId'>) {
  return { [ApplicationIntegrationType.GuildInstall]: guildId ?? '0' };
}

/** What INTERACTION_CREATE carries. */
export function interactionPayload(world: World, interaction: Interaction) {
  const channel = world.channel(interaction.channelId);
  const member = world.member(interaction.userId);
  const message =
    interaction.sourceMessage && world.message(interaction.channelId, interaction.sourceMessage)?.raw;
  const inGuild = interaction.guildId !== undefined;
  return {
    id: interaction.id,
    application_id: world.applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: interaction.data,
    channel: channelPayload(world, channel),
    channel_id: channel.id,
    ...(message && { message }),
    ...(inGuild
      ? {
          guild_id: interaction.guildId,
          guild: { id: world.guild.id, features: [], locale: world.guild.locale },
          guild_locale: world.guild.locale,
          member: { ...memberPayload(world, member), permissions: String(member.permissions) },
        }
      : { user: member.user }),
    context: inGuild ? InteractionContextType.Guild : InteractionContextType.BotDM,
    locale: interaction.locale,
    app_permissions: String(world.bot.permissions),
    entitlements: [],
    authorizing_integration_owners: installationOwners(interaction),
    attachment_size_limit: world.uploadLimit,
  };
}

/** What a message carries on the gateway besides itself. */
export function gatewayMessagePayload(world: World, raw: APIMessage) {
  if (world.channel(raw.channel_id).kind === 'dm') return { ...raw, channel_type: ChannelType.DM };
  const author = world.findMember(raw.author.id);
  const { user: _user, ...member } = author ? memberPayload(world, author) : { user: raw.author };
  return { ...raw, channel_type: ChannelType.GuildText, guild_id: world.guild.id, member };
}

/** The application, as `/applications/@me` gives it to its bot. */
export function applicationPayload(world: World) {
  return {
    id: world.applicationId,
    name: world.bot.user.username,
    icon: null,
    description: '',
    type: null,
    bot: world.bot.user,
    bot_public: true,
    bot_require_code_grant: false,
    summary: '',
    verify_key: '0'.repeat(64),
    flags: 0,
    hook: true,
    storefront_available: false,
    integration_types_config: {
      [ApplicationIntegrationType.GuildInstall]: {},
      [ApplicationIntegrationType.UserInstall]: {},
    },
    owner: world.member(world.guild.ownerId).user,
    team: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    flags_new: '0',
  };
}
