import { type MessageComponentInteraction, MessageFlags } from 'discord.js';
import { gapsCsv } from '../../store/gaps-csv.js';
import type { Press } from '../components.js';
import { UserError } from '../errors.js';
import { csvPage, gapsPage, votesPage } from '../gap-pages.js';
import type { MessageBody } from '../layout.js';
import { GAPS_EXPORTED, GAPS_SHOWN, VOTES_SHOWN } from '../limits.js';
import { managedServer } from '../managers.js';
import type { Desk } from '../ports.js';
import { managerCommand } from '../slash-command.js';

type GapPress = Extract<Press, { kind: 'gaps' | 'mark' | 'votes' | 'export' }>;

const AWAY = 'I cannot reach my records right now. Please try again in a minute.';

export const gaps = managerCommand({
  name: 'gaps',
  description: 'What readers asked in vain, and how they liked the answers',
  names: { ru: 'пробелы', uk: 'прогалини', 'zh-CN': '未答问题', 'es-ES': 'lagunas', fr: 'lacunes' },
  descriptions: {
    ru: 'О чём спрашивали без ответа и как оценили ответы',
    uk: 'Про що питали без відповіді та як оцінили відповіді',
    'zh-CN': '读者问了却没有答案的问题，以及对答案的评价',
    'es-ES': 'Lo que se preguntó sin respuesta y cómo gustaron las respuestas',
    fr: 'Les questions restées sans réponse, et les avis sur les réponses',
  },
  async open(interaction, desk) {
    // The store may take longer than Discord waits for a first response.
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply(await pageFor({ kind: 'gaps', page: 0, handled: false }, desk));
  },
});

/** Turns to what a button asks for, marks the gap that was chosen, or hands out the table. */
export async function showGaps(
  interaction: MessageComponentInteraction,
  press: GapPress,
  desk: Desk,
): Promise<void> {
  managedServer(interaction);
  if (press.kind === 'export') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply(await pageFor(press, desk));
    return;
  }
  await interaction.deferUpdate();
  const [chosen] = interaction.isStringSelectMenu() ? interaction.values : [];
  if (press.kind === 'mark' && chosen !== undefined) {
    await fromStore(desk, () => desk.gaps.mark(chosen, !press.handled));
  }
  await interaction.editReply(await pageFor(press, desk));
}

async function pageFor(press: GapPress, desk: Desk): Promise<MessageBody> {
  const { story } = desk.engine();
  switch (press.kind) {
    case 'gaps':
    case 'mark':
      return gapsPage(await fromStore(desk, () => lastFilledPage(press, desk)), story);
    case 'votes': {
      const offset = press.page * VOTES_SHOWN;
      // One more than is shown tells whether there is another page.
      const votes = await fromStore(desk, () => desk.votes.list({ offset, limit: VOTES_SHOWN + 1 }));
      return votesPage(votes, press.page, story);
    }
    case 'export':
      return csvPage(await fromStore(desk, () => table(desk)));
  }
}

/** The page, or the last one where marking or purging has left fewer. */
async function lastFilledPage({ page, handled }: { page: number; handled: boolean }, { gaps: port }: Desk) {
  const read = (number: number) => port.list({ offset: number * GAPS_SHOWN, limit: GAPS_SHOWN, handled });
  const found = await read(page);
  const last = Math.max(0, Math.ceil(found.total / GAPS_SHOWN) - 1);
  return page <= last ? { ...found, page, handled } : { ...(await read(last)), page: last, handled };
}

async function table({ gaps: port }: Desk): Promise<string> {
  const kinds = await Promise.all(
    [false, true].map((handled) => port.list({ offset: 0, limit: GAPS_EXPORTED, handled })),
  );
  return gapsCsv(kinds.flatMap(({ gaps: some }) => some));
}

/** @throws UserError where the store is away */
async function fromStore<Result>({ log }: Desk, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    log.warn({ err: error, port: 'gaps' }, 'a store did not answer');
    throw new UserError(AWAY);
  }
}
