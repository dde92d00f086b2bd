import { Client, Events, GatewayIntentBits } from 'discord.js';

/** A bot with nothing but `/ping`, as the guide of discord.js has it: what the whole program is measured against. */
const [token = '', api = ''] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });

client.once(Events.ClientReady, async (ready) => {
  await ready.application.commands.set([{ name: 'ping', description: 'Replies with Pong!' }]);
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand() && interaction.commandName === 'ping')
    await interaction.reply('Pong!');
});
process.once('SIGTERM', () => void client.destroy());

await client.login(token);
