import { type BaseInteraction, PermissionFlagsBits } from 'discord.js';
import { UserError } from './errors.js';

/**
 * The server that somebody may manage. Asked for at every use, however the member came to the command or button: roles
 * change, and a server's owners may show a command to anybody.
 * @throws UserError where the member may not, or outside a server
 */
export function managedServer(interaction: BaseInteraction): string {
  const { guildId, memberPermissions } = interaction;
  if (guildId && memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return guildId;
  throw new UserError('That is for members who may manage this server.');
}
