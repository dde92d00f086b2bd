import type { Explanation } from './answer/ask.js';
import type { CompiledStory } from './answer/model.js';
import type { Config } from './config.js';
import { today } from './day.js';
import type { Desk, DrawTimeline } from './discord/ports.js';
import { openLibrary } from './library.js';
import { LiveKnowledge } from './live-knowledge.js';
import type { StopStep } from './operations/stop.js';
import type { Explained } from './playground/protocol.js';

interface ServeOptions {
  /** Starts the playground beside the live bot. */
  readonly playground?: boolean | undefined;
}

/** The main job: the live bot when there is a token, else the playground and a prompt in the terminal. */
export async function serve(config: Config, { playground }: ServeOptions): Promise<void> {
  const live = config.discord.token !== undefined;
  const { createLog } = await import('./operations/log.js');
  const level = !live && config.logLevel === 'info' ? 'warn' : config.logLevel;
  const log = await createLog(level, { secrets: [config.discord.token ?? ''] });
  // The bot's code loads while the knowledge is read.
  const [library] = await Promise.all([
    openLibrary(config.knowledgeDir, () => process.stderr.write('Learning the knowledge, once …\n')),
    import('./discord/bot.js'),
  ]);
  const knowledge = new LiveKnowledge(config.knowledgeDir, library, log);
  knowledge.follow();
  const steps: StopStep[] = [];
  const shared = { config, log, knowledge, steps };
  if (live) await startLive(shared);
  const page = !live || playground ? await startPlaygroundWithBot(shared) : undefined;
  steps.push({ what: 'letting go of the knowledge', run: () => knowledge.close() });
  const { stopOnSignal } = await import('./operations/stop.js');
  stopOnSignal({ log, steps });
  if (page) await talk(page, shared, live);
}

interface Shared {
  readonly config: Config;
  readonly log: Awaited<ReturnType<typeof import('./operations/log.js').createLog>>;
  readonly knowledge: LiveKnowledge;
  /** What to do when the process is asked to stop, in order. */
  readonly steps: StopStep[];
}

async function startLive({ config, log, knowledge, steps }: Shared): Promise<void> {
  const [{ startBot }, { RepeatGuard }] = await Promise.all([
    import('./discord/bot.js'),
    import('./store/limits.js'),
  ]);
  // What coming online need not wait for is opened by the first who uses it, or right after.
  const opened = once(() => storeOf({ config, log }));
  const measured = once(async () => {
    const [{ createMetrics }, { figures }] = await Promise.all([import('./operations/metrics.js'), opened()]);
    return createMetrics({ gateway: () => ({ ready, pingMs: bot.client.ws.ping }), store: figures });
  });
  let ready = false;
  const ports = {
    ...portsOf(knowledge, log),
    ...laterPorts(opened),
    repeats: new RepeatGuard(),
    metrics: laterMetrics(measured),
  };
  const bot = await startBot({ config: config.discord, ...ports });
  ready = true;
  bot.client.on('shardDisconnect', () => (ready = false));
  bot.client.on('shardReady', () => (ready = true));
  bot.client.on('shardResume', () => (ready = true));
  log.info({ user: bot.client.user.tag }, 'online');
  const { openOperations } = await import('./operations/server.js');
  knowledge.setUp();
  const [store, metrics] = await Promise.all([opened(), measured()]);
  const operations = await openOperations({
    host: config.host,
    port: config.port,
    metrics,
    notReady: () => (ready ? [] : ['the gateway is not connected']),
  });
  log.info({ url: operations.url }, 'health and metrics');
  steps.push(
    { what: 'going offline', run: () => bot.stop() },
    { what: 'closing the store', run: () => store.close() },
    { what: 'closing the metrics', run: () => operations.close() },
  );
}

/** The playground's address. */
async function startPlaygroundWithBot({ config, log, knowledge, steps }: Shared): Promise<string> {
  const [{ startLocalDiscord }, { startPlayground }, { startBot }] = await Promise.all([
    import('./playground/local-discord.js'),
    import('./playground/playground.js'),
    import('./discord/bot.js'),
  ]);
  const store = await storeOf({ config, log });
  const local = await startLocalDiscord();
  const discord = { token: local.token, applicationId: local.applicationId, apiBase: local.apiBase };
  const bot = await startBot({ config: discord, ...portsOf(knowledge, log), ...store.ports });
  const page = await startPlayground({
    local,
    host: config.host,
    port: config.port,
    inspect: (text, day) => {
      const explanation = knowledge.engine.explain(text, day);
      return explained(explanation, knowledge.compiled(explanation.answer.story));
    },
    knowledge: {
      current: () => statusOf(knowledge),
      subscribe: (listener) => knowledge.subscribe(() => listener(statusOf(knowledge))),
    },
  });
  steps.push(
    { what: 'closing the playground', run: () => page.close() },
    { what: 'stopping the bot of the playground', run: () => bot.stop() },
    { what: 'closing the store', run: () => store.close() },
    { what: 'closing the local Discord', run: () => local.close() },
  );
  return page.url;
}

function statusOf(knowledge: LiveKnowledge) {
  const status = knowledge.current();
  return status.state === 'ok' ? status : { state: 'faulty' as const, faults: [...status.faults] };
}

const portsOf = (knowledge: LiveKnowledge, log: Shared['log']) => ({
  engine: () => knowledge.engine,
  today,
  log,
  drawTimeline: drawing(knowledge),
});

/** Draws the story in use; the code for it is loaded with the first picture. */
function drawing(knowledge: LiveKnowledge): DrawTimeline {
  const drawers = new WeakMap<object, DrawTimeline>();
  return async (filter) => {
    const { createTimelinePicture } = await import('./picture/timeline-picture.js');
    const { story } = knowledge.engine;
    const draw = drawers.get(story) ?? createTimelinePicture(story);
    drawers.set(story, draw);
    return draw(filter);
  };
}

async function storeOf({ config, log }: Pick<Shared, 'config' | 'log'>) {
  const [{ openStore }, { RepeatGuard }] = await Promise.all([
    import('./store/store.js'),
    import('./store/limits.js'),
  ]);
  const store = await openStore(config.databaseUrl, { log });
  const { feedback, settings, limiter, gaps, votes } = store;
  return {
    ports: { feedback, settings, limiter, gaps, votes, repeats: new RepeatGuard() },
    figures: () => store.figures(),
    close: () => store.close(),
  };
}

type OpenStore = Awaited<ReturnType<typeof storeOf>>;

/** The store's ports while it may still have to be opened. */
function laterPorts(
  opened: () => Promise<OpenStore>,
): Pick<Desk, 'feedback' | 'settings' | 'limiter' | 'gaps' | 'votes'> {
  const ports = async () => (await opened()).ports;
  return {
    feedback: {
      voted: async (...vote) => (await ports()).feedback.voted(...vote),
      unanswered: async (answer) => (await ports()).feedback.unanswered(answer),
    },
    settings: {
      of: async (guildId) => (await ports()).settings.of(guildId),
      change: async (...change) => (await ports()).settings.change(...change),
      forget: async (guildId) => (await ports()).settings.forget(guildId),
    },
    limiter: { take: async (userId) => (await ports()).limiter.take(userId) },
    gaps: {
      list: async (page) => (await ports()).gaps.list(page),
      mark: async (...mark) => (await ports()).gaps.mark(...mark),
    },
    votes: { list: async (page) => (await ports()).votes.list(page) },
  };
}

const laterMetrics = (measured: () => Promise<Desk['metrics']>): Desk['metrics'] => ({
  answered: (...answer) => void measured().then((metrics) => metrics.answered(...answer)),
  failed: (failure) => void measured().then((metrics) => metrics.failed(failure)),
});

/** Does it when first called; every call gives the same. */
function once<Result>(run: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => {
    made ??= { result: run() };
    return made.result;
  };
}

/** What the inspector shows of a question. */
function explained(
  { question, ranked, answer, why }: Explanation,
  { story, model }: CompiledStory,
): Explained {
  const phrasings = model.phrasingTexts();
  return {
    question: question.text,
    kind: question.kind,
    ...(question.language && { language: question.language }),
    corrected: question.tokens.flatMap(({ typed, text }) => (typed ? [{ typed, read: text }] : [])),
    strange: question.tokens.flatMap(({ known, text }) => (known ? [] : [text])),
    names: question.names.map((id) => ({ id, name: story.names.get(id)?.name ?? id })),
    dates: question.dates.map(({ from, to }) => ({ from, to })),
    events: [...new Set(question.events.map(({ event }) => event))].map((id) => ({
      id,
      title: story.events.get(id)?.title ?? id,
    })),
    ranked: ranked.map(({ topic, score, probability, coverage, phrasing }) => {
      const nearest = phrasings[phrasing];
      const fact = story.facts.get(topic);
      const unknown = story.unknowns.get(topic);
      return {
        topic,
        kind: fact ? 'fact' : unknown ? 'unknown' : 'computation',
        says: fact?.text ?? (unknown ? `not in the article: ${unknown.missing}` : 'computed from the dates'),
        score,
        probability,
        coverage,
        ...(nearest !== undefined && { phrasing: nearest }),
      };
    }),
    decision: { status: answer.status, ...(answer.topic !== undefined && { topic: answer.topic }), why },
  };
}

async function talk(page: string, { config, knowledge }: Shared, live: boolean): Promise<void> {
  const { stdin, stdout } = process;
  stdout.write(`The playground: ${page}\n`);
  if (config.hasDesktop) (await import('./playground/browser.js')).openBrowser(page);
  if (live) return;
  stdout.write(
    'No DISCORD_TOKEN is set, so this is the bot on a Discord of its own, on this computer only.\n',
  );
  const { converse } = await import('./terminal/converse.js');
  await converse({ engine: () => knowledge.engine, today, input: stdin, output: stdout });
  // Ctrl+D at the prompt ends everything; input that was piped in or absent leaves the page running.
  if (stdin.isTTY) process.kill(process.pid, 'SIGTERM');
}
