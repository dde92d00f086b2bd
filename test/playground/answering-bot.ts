import {
  ActionRowBuilder,
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  ChannelType,
  ContainerBuilder,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';

export const COMMANDS = [
  new SlashCommandBuilder()
    .setName('ask')
    .setNameLocalizations({ fr: 'demander' })
    .setDescription('Asks')
    .setDescriptionLocalizations({ fr: 'Demande' })
    .addStringOption((option) =>
      option.setName('question').setDescription('What').setRequired(true).setAutocomplete(true),
    )
    .addBooleanOption((option) => option.setName('private').setDescription('Only for me')),
  new SlashCommandBuilder().setName('slow').setDescription('Takes its time'),
  new SlashCommandBuilder().setName('panel').setDescription('Shows components'),
  new SlashCommandBuilder().setName('limits').setDescription('Shows channels to choose from'),
  new SlashCommandBuilder().setName('form').setDescription('Opens a modal'),
  new SlashCommandBuilder().setName('picture').setDescription('Sends a file'),
  new SlashCommandBuilder().setName('ignored').setDescription('Is never answered'),
  new SlashCommandBuilder()
    .setName('manage')
    .setDescription('For moderators')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .addSubcommand((sub) =>
      sub
        .setName('show')
        .setDescription('Shows')
        .addUserOption((option) => option.setName('of').setDescription('Whose')),
    ),
  { name: 'Check this', type: ApplicationCommandType.Message as const },
];

const PANEL = {
  flags: MessageFlags.IsComponentsV2 as const,
  components: [
    new ContainerBuilder()
      .addTextDisplayComponents((text) => text.setContent('Choose'))
      .addActionRowComponents(
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId('change').setLabel('Change').setStyle(ButtonStyle.Primary),
          new ButtonBuilder().setCustomId('later').setLabel('Later').setStyle(ButtonStyle.Secondary),
          new ButtonBuilder().setCustomId('rename').setLabel('Rename').setStyle(ButtonStyle.Secondary),
          new ButtonBuilder()
            .setCustomId('off')
            .setLabel('Off')
            .setStyle(ButtonStyle.Danger)
            .setDisabled(true),
        ),
      )
      .addActionRowComponents(
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
          new StringSelectMenuBuilder()
            .setCustomId('topic')
            .addOptions({ label: 'Trade', value: 'trade' }, { label: 'Parade', value: 'parade' }),
        ),
      ),
  ],
};

/** As settings are: channels to choose from, those that hold already chosen. */
const limits = (channels: string[]) => ({
  flags: MessageFlags.IsComponentsV2 as const,
  components: [
    new ContainerBuilder()
      .addTextDisplayComponents((text) =>
        text.setContent(`Answering in ${channels.map((id) => `<#${id}>`).join(' ') || 'all channels'}`),
      )
      .addActionRowComponents(
        new ActionRowBuilder<ChannelSelectMenuBuilder>().addComponents(
          new ChannelSelectMenuBuilder()
            .setCustomId('channels')
            .setPlaceholder('All channels')
            .setChannelTypes(ChannelType.GuildText, ChannelType.GuildVoice)
            .setMinValues(0)
            .setMaxValues(25)
            .setDefaultChannels(channels),
        ),
      )
      .addActionRowComponents(
        new ActionRowBuilder<ChannelSelectMenuBuilder>().addComponents(
          new ChannelSelectMenuBuilder()
            .setCustomId('voice')
            .setPlaceholder('A voice channel')
            .setChannelTypes(ChannelType.GuildVoice),
        ),
      )
      .addActionRowComponents(
        new ActionRowBuilder<ChannelSelectMenuBuilder>().addComponents(
          new ChannelSelectMenuBuilder().setCustomId('one').setPlaceholder('One channel'),
        ),
      ),
  ],
});

const FORM = new ModalBuilder()
  .setCustomId('report')
  .setTitle('Report')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('What is wrong?')
      .setTextInputComponent(
        new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph).setMaxLength(20),
      ),
  );

const display = (content: string) => ({
  flags: MessageFlags.IsComponentsV2 as const,
  components: [{ type: 10, content }],
});

/** What the bot offers while nothing is typed. */
export const EXAMPLES = ['When does it begin?', 'Who travels?'];

/** A small bot that answers in every way there is. */
export async function respond(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    return interaction.respond(
      typed === ''
        ? EXAMPLES.map((name) => ({ name, value: name }))
        : [{ name: `${typed}?`, value: 'completed' }],
    );
  }
  if (interaction.isMessageContextMenuCommand()) return interaction.reply(interaction.targetMessage.content);
  if (interaction.isModalSubmit()) return interaction.reply(interaction.fields.getTextInputValue('text'));
  if (interaction.isStringSelectMenu()) return interaction.reply(`You chose ${interaction.values.join()}`);
  if (interaction.isChannelSelectMenu()) {
    await interaction.deferUpdate();
    return interaction.editReply(limits(interaction.values));
  }
  if (interaction.isButton()) {
    if (interaction.customId === 'change') return interaction.update(display('Changed'));
    if (interaction.customId === 'rename') return interaction.showModal(FORM);
    await interaction.deferUpdate();
    return interaction.editReply(display('Changed later'));
  }
  if (!interaction.isChatInputCommand()) return undefined;
  switch (interaction.commandName) {
    case 'ask': {
      const onlyMe = interaction.options.getBoolean('private') ?? false;
      const content = `${interaction.locale} ${interaction.options.getString('question', true)}`;
      const { resource } = await interaction.reply({
        content,
        withResponse: true,
        ...(onlyMe && { flags: MessageFlags.Ephemeral as const }),
      });
      return interaction.followUp(`followed ${resource?.message?.id}`);
    }
    case 'slow':
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      return interaction.editReply(display('At last'));
    case 'panel':
      return interaction.reply(PANEL);
    case 'limits':
      return interaction.reply(limits([]));
    case 'form':
      return interaction.showModal(FORM);
    case 'picture':
      return interaction.reply({ files: [new AttachmentBuilder(Buffer.from('PNG'), { name: 'line.png' })] });
    case 'manage':
      return interaction.reply(
        `${interaction.options.getSubcommand()} ${interaction.options.getUser('of')?.globalName}`,
      );
    default:
      return undefined;
  }
}
