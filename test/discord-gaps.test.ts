import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GAPS_SHOWN } from '../src/discord/limits.js';
import { unanswered } from './discord/mayor.js';
import { buttonsOf } from './discord/running-bot.js';
import { botWithStore, faultsOf, withoutPermissions } from './discord/stored-bot.js';

const running = await botWithStore();
const { discord, ana, max, atBot, kept } = running;

/** More than a page, the first asked most often; `<@1>` and such are not kept at all. */
const questions = Array.from(
  { length: GAPS_SHOWN + 3 },
  (_, index) => `who painted boat number ${index} *red*`,
);

beforeAll(async () => {
  const { feedback } = running.store();
  for (const [index, question] of questions.entries()) {
    const times = questions.length - index;
    await Promise.all(Array.from({ length: times }, () => feedback.unanswered(unanswered(question))));
  }
  await Promise.all([
    feedback.voted('arrival', true, '1'),
    feedback.voted('arrival', false, '2'),
    ...['1', '2', '3'].map((voter) => feedback.voted('storm', false, voter)),
  ]);
});

afterAll(async () => {
  expect(faultsOf(running)).toEqual({ refused: [], pings: [], slow: false });
  await running.close();
});

describe('/gaps', () => {
  it('is offered to members who may manage the server', async () => {
    await expect(async () => ana.slash('gaps')).rejects.toThrow('not offered to Ana');
  });

  it('lists the most asked first with what comes nearest, to the one who asks', async () => {
    const page = await kept(max.slash('gaps'));
    expect(page).toMatchObject({ ephemeral: true, thinking: false });
    expect(page.text).toMatch(
      /not in the article\*\* · 9\n\*\*9×\*\* who painted boat number 0 red\n-# \d{4}-\d\d-\d\d · nearest: When did the mayor arrive\? `arrival`\n\*\*8×/,
    );
    expect(buttonsOf(page)).toEqual([
      'v1|mark|0|open',
      'v1|gaps|1|open',
      'v1|gaps|0|handled',
      'v1|votes|0',
      'v1|export',
    ]);
  });

  it('turns its pages in place, also after a restart', async () => {
    const page = await kept(max.slash('gaps'));
    await running.restart();
    const next = await kept(max.click(page, 'v1|gaps|1|open'));
    expect(next).toMatchObject({ id: page.id, updated: true });
    expect(next.text).toContain('boat number 8');
    expect(buttonsOf(next).slice(0, 2)).toEqual(['v1|mark|1|open', 'v1|gaps|0|open']);
    expect((await kept(max.click(next, 'v1|gaps|0|open'))).text).toBe(page.text);
  });

  it('counts what was asked in vain, wherever', async () => {
    await kept(ana.slash('ask', { question: 'Who fed the gulls?' }));
    await kept(ana.dm('who fed the gulls'));
    await kept(ana.say(`${atBot} who fed, the gulls`, { channel: discord.channels.news }));
    await expect
      .poll(async () => (await running.store().gaps.list({ offset: 0, limit: 99 })).gaps)
      .toContainEqual(expect.objectContaining({ question: 'who fed the gulls', count: 3 }));
  });

  it('marks one as handled, shows the handled ones, and opens it again', async () => {
    const page = await kept(max.slash('gaps'));
    const [gap] = (await running.store().gaps.list({ offset: 0, limit: 1 })).gaps;
    const id = gap?.id ?? '';
    const marked = await kept(max.choose(page, 'v1|mark|0|open', [id]));
    expect(marked).toMatchObject({ id: page.id, updated: true });
    expect(marked.text).not.toContain('boat number 0');
    const handled = await kept(max.click(marked, 'v1|gaps|0|handled'));
    expect(handled.text).toMatch(/^\*\*Handled questions\*\* · 1\n.*boat number 0/);
    const opened = await kept(max.choose(handled, 'v1|mark|0|handled', [id]));
    expect(opened.text).toContain('None has been marked as handled');
    expect((await kept(max.click(opened, 'v1|gaps|0|open'))).text).toContain('boat number 0');
  });

  it('shows the last page where marking has emptied one', async () => {
    const { gaps } = running.store();
    const page = await kept(max.click(await kept(max.slash('gaps')), 'v1|gaps|1|open'));
    const onPage = (await gaps.list({ offset: GAPS_SHOWN, limit: 99 })).gaps;
    await Promise.all(onPage.slice(1).map(({ id }) => gaps.mark(id, true)));
    const left = await kept(max.choose(page, 'v1|mark|1|open', [onPage[0]?.id ?? '']));
    expect(left.text).toContain(`· ${GAPS_SHOWN}\n**9×**`);
    await Promise.all(onPage.map(({ id }) => gaps.mark(id, false)));
  });

  it('shows the votes, worst first', async () => {
    const page = await kept(max.slash('gaps'));
    const votes = await kept(max.click(page, 'v1|votes|0'));
    expect(votes.text).toMatch(/👎 3 👍 0 · Was there a storm\? `storm`\n👎 1 👍 1 · When did the mayor/);
    expect(buttonsOf(votes)).toEqual(['v1|gaps|0|open']);
  });

  it('exports all of them as a table, open and handled', async () => {
    const page = await kept(max.slash('gaps'));
    const [gap] = (await running.store().gaps.list({ offset: 0, limit: 1 })).gaps;
    await running.store().gaps.mark(gap?.id ?? '', true);
    const table = await kept(max.click(page, 'v1|export'));
    expect(table).toMatchObject({ ephemeral: true, updated: false });
    const [file] = table.attachments;
    const csv = String(discord.file(new URL(file?.url ?? '').pathname)?.bytes);
    expect(file?.filename).toBe('factdesk-gaps.csv');
    expect(csv.split('\r\n')[0]).toBe('question,asked,nearest,first asked,last asked,handled');
    expect(csv).toMatch(/who painted boat number 0 red,9,arrival,.*,yes\r\n/);
    expect(csv).toMatch(/who painted boat number 8 red,1,arrival,.*,no\r\n/);
  });

  it('is refused at every press to who may no longer manage the server', async () => {
    const page = await kept(max.slash('gaps'));
    await withoutPermissions(max.member, async () => {
      for (const id of buttonsOf(page).filter((each) => !each.startsWith('v1|mark'))) {
        const refused = await kept(max.click(page, id));
        expect(refused).toMatchObject({ ephemeral: true, updated: false });
        expect(refused.text).toContain('members who may manage this server');
      }
    });
  });
});

it('a store that is away: managers are told, kindly, and changes hold meanwhile', async () => {
  const away = await botWithStore({}, 'file:/dev/null/factdesk.db');
  const gaps = await away.kept(away.max.slash('gaps'));
  expect(gaps).toMatchObject({ ephemeral: true });
  expect(gaps.text).toContain('cannot reach my records right now');
  const page = await away.kept(away.max.slash('settings'));
  const changed = await away.kept(away.max.click(page, 'v1|set|private|on'));
  expect(changed).toMatchObject({ id: page.id, updated: true });
  expect(changed.text).toMatch(/Private by default: on[\s\S]*cannot reach my records/);
  const answer = await away.kept(away.ana.slash('ask', { question: 'the mayor?' }));
  expect(answer).toMatchObject({ ephemeral: true });
  expect((await away.kept(away.ana.click(answer, 'v1|up|arrival'))).text).toContain('Thank you');
  expect(faultsOf(away)).toEqual({ refused: [], pings: [], slow: false });
  await away.close();
});
