import { fileURLToPath } from 'node:url';
import type { Config } from './config.js';
import { today } from './day.js';
import type { RunningBot } from './discord/bot.js';
import type { DrawTimeline } from './discord/ports.js';
import { explained } from './inspect.js';
import { openLibrary } from './library.js';
import { LiveKnowledge } from './live-knowledge.js';
import {
  laterMetrics,
  laterPorts,
  type OpenStore,
  once,
  openBeside,
  type Setting,
  storeOf,
  trialStore,
} from './opening.js';
import type { OperatorMetrics } from './operations/metrics.js';
import type { StopStep } from './operations/stop.js';

/** How long the bot may take to end when Discord has closed its connection, in milliseconds. */
const FAILURE_MS = 5_000;

/** Where the build puts the playground's page. */
const pageDir = fileURLToPath(new URL('playground/page', import.meta.url));

interface ServeOptions {
  /** Starts the playground beside the live bot. */
  readonly playground?: boolean | undefined;
}

/** The main job: the live bot when there is a token, else the playground and a prompt in the terminal. */
export async function serve(config: Config, { playground }: ServeOptions): Promise<void> {
  const live = config.discord.token !== undefined;
  const { createLog } = await import('./operations/log.js');
  const level = !live && config.logLevel === 'info' ? 'warn' : config.logLevel;
  const log = await createLog(level, { secrets: [config.discord.token ?? '', config.databaseUrl] });
  // The bot's code loads while the knowledge is read.
  const [library] = await Promise.all([
    openLibrary(config.knowledgeDir, () => process.stderr.write('Learning the knowledge, once …\n')),
    import('./discord/bot.js'),
  ]);
  const knowledge = new LiveKnowledge(config.knowledgeDir, library, log);
  const shared: Shared = { config, log, knowledge, parts: [] };
  if (live) await startPart(shared, (started) => startLive(shared, started));
  const page = live
    ? playground && (await startPlaygroundBeside(shared))
    : await startPart(shared, (started) => startPlaygroundWithBot(shared, started, () => storeOf(shared)));
  knowledge.follow();
  shared.parts.push([{ what: 'letting go of the knowledge', run: () => knowledge.close() }]);
  const { stopOnSignal } = await import('./operations/stop.js');
  stopOnSignal({ log, steps: [{ what: 'stopping', run: () => stopParts(shared) }] });
  if (page) await talk(page, shared, live);
}

interface Shared extends Setting {
  readonly knowledge: LiveKnowledge;
  /** What to do when the process is asked to stop: parts that need nothing of each other, the steps of each in order. */
  readonly parts: StopStep[][];
}

/** Side by side, so that together they take no longer than the slowest. */
async function stopParts({ parts, log }: Shared): Promise<void> {
  await Promise.all(parts.map((steps) => stopPart(steps, log)));
}

async function stopPart(steps: readonly StopStep[], log: Shared['log']): Promise<void> {
  for (const { what, run } of steps) {
    try {
      await run();
    } catch (err) {
      log.error({ err }, `${what} failed`);
    }
  }
}

/** Takes down how to stop what has just started. */
type Started = (step: StopStep) => void;

/** Starts a part, which is stopped in reverse: by the process's end, and at once when not all of it can start. */
async function startPart<Result>(
  { parts, log }: Shared,
  start: (started: Started) => Promise<Result>,
): Promise<Result> {
  const steps: StopStep[] = [];
  parts.push(steps);
  try {
    return await start((step) => steps.unshift(step));
  } catch (error) {
    await stopPart(steps.splice(0), log); // what runs would keep the process from ending
    throw error;
  }
}

async function startLive(shared: Shared, started: Started): Promise<void> {
  const { config, log, knowledge } = shared;
  const { startBot } = await import('./discord/bot.js');
  const store = openBeside(shared);
  started({ what: 'closing the store', run: () => store.close() });
  let running: RunningBot | undefined;
  const gateway = () => running?.gateway() ?? { ready: false, pingMs: -1 };
  const measured = once(async () => {
    const { createMetrics } = await import('./operations/metrics.js');
    return createMetrics({ gateway, store: store.figures });
  });
  const ports = {
    ...(await portsOf(knowledge, log)),
    ...laterPorts(store.opened),
    metrics: laterMetrics(measured, log),
  };
  const bot = await startBot({ config: config.discord, ...ports });
  started({ what: 'going offline', run: () => bot.stop() });
  running = bot;
  bot.onceClosed(() => endInFailure(shared));
  log.info({ user: bot.client.user.tag }, 'online');
  knowledge.setUp();
  await openHealth(shared, measured, () => gateway().ready);
}

/** Discord wants no more of this process: whoever runs it shall notice. */
function endInFailure(shared: Shared): void {
  const end = () => process.exit(1);
  setTimeout(end, FAILURE_MS);
  void stopParts(shared).finally(end);
}

/** Health and metrics are for operators: the bot goes on without where they cannot be had. */
async function openHealth(
  { config: { host, port }, log, knowledge, parts }: Shared,
  measured: () => Promise<OperatorMetrics>,
  connected: () => boolean,
): Promise<void> {
  const { openOperations } = await import('./operations/server.js');
  try {
    const metrics = await measured();
    const notReady = () => [
      ...(connected() ? [] : ['the gateway is not connected']),
      ...(knowledge.isEmpty ? ['no knowledge is loaded'] : []),
    ];
    const operations = await openOperations({ host, port, metrics, notReady });
    parts.push([{ what: 'closing the metrics', run: () => operations.close() }]);
    log.info({ url: operations.url }, 'health and metrics');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ reason }, 'the bot runs without health and metrics: set PORT to a free port and start again');
  }
}

/** Beside the live bot, which goes on where the playground cannot be had. */
async function startPlaygroundBeside(shared: Shared): Promise<string | undefined> {
  try {
    return await startPart(shared, (started) =>
      startPlaygroundWithBot(shared, started, () => trialStore(shared)),
    );
  } catch (err) {
    shared.log.warn({ err }, 'the bot runs without the playground');
    return undefined;
  }
}

/** @returns the playground's address */
async function startPlaygroundWithBot(
  shared: Shared,
  started: Started,
  openStore: () => Promise<OpenStore>,
): Promise<string> {
  const { config, log, knowledge } = shared;
  const [{ startLocalDiscord }, { startPlayground }, { startBot }] = await Promise.all([
    import('./playground/local-discord.js'),
    import('./playground/playground.js'),
    import('./discord/bot.js'),
  ]);
  const local = await startLocalDiscord();
  started({ what: 'closing the local Discord', run: () => local.close() });
  const store = await openStore();
  started({ what: 'closing the store', run: () => store.close() });
  const discord = { token: local.token, applicationId: local.applicationId, apiBase: local.apiBase };
  const bot = await startBot({ config: discord, ...(await portsOf(knowledge, log)), ...store.ports });
  started({ what: 'stopping the bot of the playground', run: () => bot.stop() });
  const page = await startPlayground({
    local,
    host: config.host,
    port: config.port,
    pageDir,
    inspect: (text, day) => {
      const explanation = knowledge.engine.explain(text, day);
      return explained(explanation, knowledge.compiled(explanation.answer.story));
    },
    knowledge: {
      current: () => statusOf(knowledge),
      subscribe: (listener) => knowledge.subscribe(() => listener(statusOf(knowledge))),
    },
  });
  started({ what: 'closing the playground', run: () => page.close() });
  return page.url;
}

function statusOf(knowledge: LiveKnowledge) {
  const status = knowledge.current();
  return status.state === 'ok' ? status : { state: 'faulty' as const, faults: [...status.faults] };
}

async function portsOf(knowledge: LiveKnowledge, log: Shared['log']) {
  const [{ repeatsFrom }, { RepeatGuard }] = await Promise.all([
    import('./discord/repeats.js'),
    import('./store/limits.js'),
  ]);
  const engine = () => knowledge.engine;
  return {
    engine,
    today,
    log,
    drawTimeline: drawing(knowledge),
    repeats: repeatsFrom(engine, () => new RepeatGuard()),
  };
}

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
