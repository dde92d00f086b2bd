import type { Registry } from 'prom-client';

/** From the arrival of a question to Discord's having the answer; Discord gives up after three seconds. */
const LATENCY_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];

/** What is read only when the figures are asked for. */
export interface MetricSources {
  readonly gateway?: () => { readonly ready: boolean; readonly pingMs: number };
  readonly store?: () => {
    readonly written: number;
    readonly errors: number;
    readonly dropped: number;
    readonly waiting: number;
  };
}

/** Figures about the answers, to be read by Prometheus. */
export interface OperatorMetrics {
  /** @param ms from the arrival of the question to Discord's having the answer */
  answered(status: string, surface: string, ms: number): void;
  failed(failure: string): void;
  readonly contentType: string;
  /** All figures in Prometheus' text format. */
  render(): Promise<string>;
}

/** Makes the figures of this process. */
export async function createMetrics(sources: MetricSources = {}): Promise<OperatorMetrics> {
  const { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } = (await import('prom-client'))
    .default;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const answers = new Counter({
    name: 'factdesk_answers_total',
    help: 'Answers by status (answered, suggested, not_in_article) and surface',
    labelNames: ['status', 'surface'],
    registers,
  });
  const seconds = new Histogram({
    name: 'factdesk_answer_seconds',
    help: "From the arrival of a question to Discord's having the answer",
    labelNames: ['surface'],
    buckets: LATENCY_BUCKETS_S,
    registers,
  });
  const failures = new Counter({
    name: 'factdesk_failures_total',
    help: 'Questions that could not be answered, by reason',
    labelNames: ['failure'],
    registers,
  });
  mirrorSources(sources, { Counter, Gauge }, registers);
  return {
    answered(status, surface, ms) {
      answers.inc({ status, surface });
      seconds.observe({ surface }, ms / 1000);
    },
    failed: (failure) => failures.inc({ failure }),
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}

/** Figures that are kept elsewhere, read whenever they are asked for. */
function mirrorSources(
  { gateway, store }: MetricSources,
  { Counter, Gauge }: Pick<typeof import('prom-client'), 'Counter' | 'Gauge'>,
  registers: Registry[],
): void {
  const mirror = (name: string, help: string, read: () => number) => {
    const Kind = name.endsWith('_total') ? Counter : Gauge;
    new Kind({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  };
  if (gateway) {
    mirror('factdesk_gateway_ready', "Whether Discord's gateway is connected", () => Number(gateway().ready));
    mirror('factdesk_gateway_ping_seconds', "The gateway's last round trip", () => gateway().pingMs / 1000);
  }
  if (store) {
    mirror('factdesk_store_writes_total', 'Writes that are safe', () => store().written);
    mirror('factdesk_store_errors_total', 'Reads and writes that failed', () => store().errors);
    mirror('factdesk_store_dropped_total', 'Writes that were given up', () => store().dropped);
    mirror('factdesk_store_waiting', 'Writes that wait for the store', () => store().waiting);
  }
}
