import { type AutocompleteInteraction, type Interaction, InteractionContextType } from 'discord.js';
import { guarded } from './boundary.js';
import { commands } from './commands/list.js';
import { askerMark } from './deletion.js';
import { sayPrivately, send } from './deliver.js';
import { answersOf, type Delivery, type Memory, noted, settingsOf, waitText } from './exchange.js';
import { notice, small } from './layout.js';
import { CHOICE_NAME, CHOICE_VALUE, CHOICES } from './limits.js';
import { managedServer } from './managers.js';
import type { Desk } from './ports.js';
import { answerPress } from './presses.js';
import { pointer, repeatOf } from './repeats.js';
import type { CommandInteraction, ReaderCommand } from './slash-command.js';
import { shorten, visible } from './text.js';

const ANSWER_ALONE = small('With **private** set to true I answer you alone.');

const commandsByName = new Map(commands.map((command) => [command.definition.name, command]));

/** Answers whatever somebody did with the bot's commands and buttons. Never rejects. */
export async function answerInteraction(interaction: Interaction, desk: Desk, memory: Memory): Promise<void> {
  if (interaction.isAutocomplete()) {
    await complete(interaction, desk);
  } else if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) {
    const work = () => runCommand(interaction, desk, memory);
    await guarded(desk, `/${interaction.commandName}`, work, (body) => sayPrivately(interaction, body));
  } else if (interaction.isMessageComponent()) {
    const work = () => answerPress(interaction, desk, memory);
    await guarded(desk, `press ${interaction.customId.split('|', 2).join(' ')}`, work, (body) =>
      sayPrivately(interaction, body),
    );
  }
}

async function runCommand(interaction: CommandInteraction, desk: Desk, memory: Memory): Promise<void> {
  const command = commandsByName.get(interaction.commandName);
  if (command?.kind === 'reader') return answerReader(interaction, command, desk, memory);
  if (command) {
    managedServer(interaction);
    return command.open(interaction, desk);
  }
  await sayPrivately(interaction, notice('I no longer have that command. **/help** shows what I can do.'));
}

async function answerReader(
  interaction: CommandInteraction,
  command: ReaderCommand,
  desk: Desk,
  memory: Memory,
): Promise<void> {
  const arrived = performance.now();
  const { user, guildId, channelId, applicationId } = interaction;
  const [wait, settings] = await Promise.all([desk.limiter.take(user.id), settingsOf(guildId, desk)]);
  if (wait > 0) return sayPrivately(interaction, notice(waitText(wait)));
  const inDm = interaction.context === InteractionContextType.BotDM;
  const before = inDm ? memory.topics.get(user.id) : undefined;
  const reply = command.run(interaction, { engine: desk.engine(), today: desk.today(), before });
  const onlyMe = command.alwaysPrivate || (chosenPrivacy(interaction) ?? settings.privateByDefault);
  const { above, remember } = repeatOf(reply, { guildId, channelId, onlyMe }, desk);
  if (above) return sayPrivately(interaction, notice(`${pointer(above)}\n${ANSWER_ALONE}`));
  const delivery: Delivery = {
    surface: interaction.isMessageContextMenuCommand() ? 'check' : 'command',
    onlyMe,
    notes: settings.notes,
    asker: inDm ? undefined : askerMark(applicationId, user.id),
  };
  const [answer] = answersOf(reply);
  // Before it is sent: the next question may come faster than Discord's receipt.
  if (inDm && answer) memory.topics.set(user.id, answer.topic);
  const messageId = await send(interaction, reply, delivery, desk);
  if (messageId) remember(messageId);
  noted(reply, delivery, arrived, desk);
}

function chosenPrivacy(interaction: CommandInteraction): boolean | undefined {
  return interaction.isChatInputCommand()
    ? (interaction.options.getBoolean('private') ?? undefined)
    : undefined;
}

async function complete(interaction: AutocompleteInteraction, desk: Desk): Promise<void> {
  const command = commandsByName.get(interaction.commandName);
  const { name, value } = interaction.options.getFocused(true);
  await guarded(
    desk,
    `autocomplete of /${interaction.commandName}`,
    async () => {
      const completions = command?.kind === 'reader' ? command.complete(name, value, desk.engine()) : [];
      await interaction.respond(choices(completions));
    },
    async () => interaction.respond([]),
  );
}

function choices(completions: readonly { name: string; value: string }[]) {
  const shown = completions
    .map(({ name, value }) => ({
      name: shorten(visible(name), CHOICE_NAME),
      value: shorten(visible(value), CHOICE_VALUE).replace(/…$/, ''),
    }))
    .filter(({ name, value }) => name && value);
  return [...new Map(shown.map((choice) => [choice.value, choice])).values()].slice(0, CHOICES);
}
