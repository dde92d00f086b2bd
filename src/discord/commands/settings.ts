import {
  type APIChannelSelectComponent,
  type APIComponentInContainer,
  type BaseInteraction,
  ButtonStyle,
  ChannelType,
  ComponentType,
  channelMention,
  type MessageComponentInteraction,
  SelectMenuDefaultValueType,
} from 'discord.js';
import type { ServerSettings } from '../../store/types.js';
import type { Press, SwitchedSetting } from '../components.js';
import { sayPrivately } from '../deliver.js';
import {
  button,
  contained,
  type MessageBody,
  messageBody,
  section,
  selectRow,
  separator,
  small,
  textDisplay,
} from '../layout.js';
import { SELECT_VALUES } from '../limits.js';
import { managedServer } from '../managers.js';
import type { Desk } from '../ports.js';
import { managerCommand } from '../slash-command.js';

/** Where members can mention the bot: in these channels, and in their threads. */
const MENTION_CHANNELS = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildVoice,
];

const SWITCHES: Record<SwitchedSetting, { readonly field: keyof ServerSettings; readonly says: string }> = {
  private: {
    field: 'privateByDefault',
    says: 'answers to commands are for the asker alone, unless they choose otherwise',
  },
  mentions: { field: 'mentions', says: 'I answer members who mention me' },
  notes: { field: 'notes', says: 'what outside sources add or correct, below the answers' },
};
const TITLES: Record<SwitchedSetting, string> = {
  private: 'Private by default',
  mentions: 'Mentions',
  notes: 'Editor’s notes',
};

const AT_ONCE = 'Changes hold at once, for this server.';
const NOT_SAVED =
  '⚠ I cannot reach my records right now: the change holds already, but it may be lost if I am restarted before they are back.';

export const settings = managerCommand({
  name: 'settings',
  description: 'What I may do in this server',
  names: { ru: 'настройки', uk: 'налаштування', 'zh-CN': '设置', 'es-ES': 'ajustes', fr: 'réglages' },
  descriptions: {
    ru: 'Что мне можно делать на этом сервере',
    uk: 'Що мені можна робити на цьому сервері',
    'zh-CN': '我在此服务器中可以做什么',
    'es-ES': 'Lo que puedo hacer en este servidor',
    fr: 'Ce que je peux faire sur ce serveur',
  },
  async open(interaction, desk) {
    const current = await desk.settings.of(managedServer(interaction));
    await sayPrivately(interaction, settingsPage(current, existingIn(interaction), AT_ONCE));
  },
});

/** Changes what a button or select asks for, and shows the settings as they are then. */
export async function changeSettings(
  interaction: MessageComponentInteraction,
  press: Extract<Press, { kind: 'set' | 'channels' }>,
  desk: Desk,
): Promise<void> {
  const guildId = managedServer(interaction);
  // Saving may take longer than Discord waits for a first response.
  await interaction.deferUpdate();
  const isSafe = await desk.settings.change(guildId, changeOf(interaction, press));
  const current = await desk.settings.of(guildId);
  await interaction.editReply(settingsPage(current, existingIn(interaction), isSafe ? AT_ONCE : NOT_SAVED));
}

function changeOf(
  interaction: MessageComponentInteraction,
  press: Extract<Press, { kind: 'set' | 'channels' }>,
): Partial<ServerSettings> {
  if (press.kind === 'set') return { [SWITCHES[press.setting].field]: press.on };
  return interaction.isChannelSelectMenu() ? { mentionChannels: interaction.values } : {};
}

/** Tells which channels there still are; all, where the server is not known. */
function existingIn({ guild }: BaseInteraction): (channelId: string) => boolean {
  return (channelId) => guild?.channels.cache.has(channelId) ?? true;
}

function settingsPage(
  current: ServerSettings,
  exists: (channelId: string) => boolean,
  remark: string,
): MessageBody {
  return messageBody([
    contained([
      textDisplay('**What I may do in this server**'),
      switched('private', current),
      switched('mentions', current),
      ...channelsPart(current.mentionChannels, exists),
      switched('notes', current),
      separator,
      textDisplay(small(remark)),
    ]),
  ]);
}

function switched(setting: SwitchedSetting, current: ServerSettings): APIComponentInContainer {
  const { field, says } = SWITCHES[setting];
  const isOn = current[field] === true;
  return section(
    `**${TITLES[setting]}: ${isOn ? 'on' : 'off'}**\n${small(says)}`,
    button(
      isOn ? 'Turn off' : 'Turn on',
      { kind: 'set', setting, on: !isOn },
      isOn ? ButtonStyle.Secondary : ButtonStyle.Primary,
    ),
  );
}

/** A channel that has been deleted still counts, so that mentions are not suddenly answered everywhere; it is named. */
function channelsPart(
  chosen: readonly string[],
  exists: (channelId: string) => boolean,
): APIComponentInContainer[] {
  const where = chosen.length > 0 ? chosen.map(channelMention).join(' ') : 'all channels';
  return [
    textDisplay(`**Mentions are answered in:** ${where}`),
    ...selectRow<APIChannelSelectComponent>(
      { kind: 'channels' },
      {
        type: ComponentType.ChannelSelect,
        channel_types: MENTION_CHANNELS,
        placeholder: 'All channels – choose to limit them',
        min_values: 0,
        max_values: SELECT_VALUES,
        default_values: chosen
          .filter(exists)
          .slice(0, SELECT_VALUES)
          .map((id) => ({ id, type: SelectMenuDefaultValueType.Channel })),
      },
    ),
  ];
}
