import { createHmac } from 'node:crypto';
import { type MessageComponentInteraction, PermissionFlagsBits } from 'discord.js';
import { sayPrivately } from './deliver.js';
import { notice } from './layout.js';
import type { Desk } from './ports.js';

const MARK_LENGTH = 16;

/**
 * What stands for the asker in the button that deletes an answer, so that it works for ever and however the answer came
 * about: Discord tells who used the command behind a message, but not who wrote the message that it replies to once that
 * is deleted. The application's id is no secret: the hash keeps members' ids out of buttons and logs, it does not hide
 * the asker, who stands above the answer.
 */
export function askerMark(applicationId: string, userId: string): string {
  return createHmac('sha256', applicationId).update(userId).digest('hex').slice(0, MARK_LENGTH);
}

/** Deletes the answer above a button, for its asker and for members who may delete messages anyway. */
export async function deleteAnswer(
  interaction: MessageComponentInteraction,
  asker: string,
  desk: Desk,
): Promise<void> {
  const { applicationId, user, memberPermissions } = interaction;
  const mayDelete =
    askerMark(applicationId, user.id) === asker || memberPermissions?.has(PermissionFlagsBits.ManageMessages);
  if (!mayDelete) {
    const refusal = 'Only the member who asked, and those who may manage messages, can delete this answer.';
    return sayPrivately(interaction, notice(refusal));
  }
  // By the interaction, which also works where the bot is no member.
  await interaction.deferUpdate();
  await interaction.deleteReply();
  desk.repeats.gone(interaction.message.id);
}
