import { type MessageComponentInteraction, MessageFlags } from 'discord.js';
import { composed, type Delivery, needsPicture } from './exchange.js';
import type { MessageBody } from './layout.js';
import type { Desk } from './ports.js';
import type { Reply } from './reply.js';
import type { CommandInteraction } from './slash-command.js';

/** Interactions that are answered with a message. */
export type AnswerableInteraction = CommandInteraction | MessageComponentInteraction;

/**
 * Sends a new message in answer to an interaction, deferred where it has to wait for a picture.
 * @returns its id
 */
export async function send(
  interaction: AnswerableInteraction,
  reply: Reply,
  delivery: Delivery,
  desk: Desk,
): Promise<string | undefined> {
  if (needsPicture(reply, delivery, desk)) {
    await interaction.deferReply(delivery.onlyMe ? { flags: MessageFlags.Ephemeral } : {});
    return (await interaction.editReply(await composed(reply, delivery, desk))).id;
  }
  const body = await composed(reply, delivery, desk);
  const shown = delivery.onlyMe ? onlyForAsker(body) : body;
  const { interaction: sent } = await interaction.reply({ ...shown, withResponse: true });
  return sent.responseMessageId ?? undefined;
}

/** Puts an answer in the place of the message whose button was pressed. */
export async function replace(
  interaction: MessageComponentInteraction,
  reply: Reply,
  delivery: Delivery,
  desk: Desk,
): Promise<void> {
  if (needsPicture(reply, delivery, desk)) {
    await interaction.deferUpdate();
    await interaction.editReply(await composed(reply, delivery, desk));
    return;
  }
  await interaction.update(await composed(reply, delivery, desk));
}

/** Tells the asker, and nobody else, whatever has been said before. */
export async function sayPrivately(interaction: AnswerableInteraction, body: MessageBody): Promise<void> {
  if (interaction.deferred || interaction.replied) await interaction.followUp(onlyForAsker(body));
  else await interaction.reply(onlyForAsker(body));
}

function onlyForAsker(body: MessageBody) {
  return { ...body, flags: [body.flags, MessageFlags.Ephemeral] as const };
}
