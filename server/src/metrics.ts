import { createServer } from "node:http";
import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { VouchError } from "./errors.js";
import type { Observe } from "./observe.js";

/** Bounds in seconds: a call takes a millisecond or two; what takes longer than a second is in trouble. */
const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Prometheus' text format. */
const TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

/** Figures about the service for Prometheus. */
export interface Metrics {
  readonly observe: Observe;
  /** In Prometheus' text format. */
  render(): string;
  close(): void;
}

type Labels = Readonly<Record<string, string | number>>;

/** No label of ours can hold a quotation mark, a backslash or a line break: all come from the contract. */
const labelled = (labels: Labels) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",");

/** Figures of one name, one for each set of labels. */
class Counts {
  private readonly values = new Map<string, number>();

  add(labels: Labels, by = 1): void {
    const key = labelled(labels);
    this.values.set(key, (this.values.get(key) ?? 0) + by);
  }

  render(name: string): string[] {
    return [...this.values].map(([labels, value]) => `${name}{${labels}} ${value}`);
  }
}

/** A histogram: how many were within each bound, their sum and their number. */
class Spread {
  private readonly within = new Counts();
  private readonly sum = new Counts();
  private readonly count = new Counts();

  add(labels: Labels, value: number): void {
    for (const bound of BUCKETS) this.within.add({ ...labels, le: bound }, value <= bound ? 1 : 0);
    this.within.add({ ...labels, le: "+Inf" });
    this.sum.add(labels, value);
    this.count.add(labels);
  }

  render(name: string): string[] {
    return [
      ...this.within.render(`${name}_bucket`),
      ...this.sum.render(`${name}_sum`),
      ...this.count.render(`${name}_count`),
    ];
  }
}

const family = (
  name: string,
  type: "counter" | "gauge" | "histogram",
  help: string,
  lines: readonly string[],
) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];

/** What any process tells of itself, under the names that Prometheus' clients give it. */
function processLines(delay: IntervalHistogram): string[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const figure = (name: string, type: "counter" | "gauge", help: string, value: number) =>
    family(name, type, help, [`${name} ${value}`]);
  const lag = (quantile: number) => (delay.count === 0 ? 0 : delay.percentile(quantile) / 1e9);
  return [
    ...figure("process_cpu_seconds_total", "counter", "Processor time, in seconds", (user + system) / 1e6),
    ...figure("process_resident_memory_bytes", "gauge", "Memory that is held", rss),
    ...figure("nodejs_heap_size_used_bytes", "gauge", "Memory that objects take", heapUsed),
    ...figure("nodejs_eventloop_lag_p50_seconds", "gauge", "Event-loop delay since the last look", lag(50)),
    ...figure("nodejs_eventloop_lag_p99_seconds", "gauge", "Event-loop delay since the last look", lag(99)),
  ];
}

/** Makes figures of a process: of its calls, and of its memory, processor time and event loop. */
export function createMetrics(): Metrics {
  const [calls, credits, seconds] = [new Counts(), new Counts(), new Spread()];
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return {
    observe({ operation, status, word, milliseconds, creditsUsed }) {
      const of = { operation: operation ?? "none" };
      calls.add({ ...of, status, message: word ?? "success" });
      seconds.add(of, milliseconds / 1000);
      if (creditsUsed > 0) credits.add(of, creditsUsed);
    },
    render() {
      const [called, lasted, cost] = [
        "vouch_calls_total",
        "vouch_call_seconds",
        "vouch_credits_charged_total",
      ] as const;
      const lines = [
        ...family(called, "counter", "Calls that were answered", calls.render(called)),
        ...family(
          lasted,
          "histogram",
          "Time from a call's headers to the end of its answer",
          seconds.render(lasted),
        ),
        ...family(cost, "counter", "Credits that calls cost", credits.render(cost)),
        ...processLines(delay),
      ];
      delay.reset();
      return `${lines.join("\n")}\n`;
    },
    close: () => delay.disable(),
  };
}

/** Where figures are answered. */
export interface MetricsServer {
  /** 0 where none was asked for takes a free one. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `GET /metrics` at a port of its own, which need not be open to clients.
 * @throws VouchError metrics_port_unusable
 */
export async function serveMetrics({ render }: Metrics, host: string, port: number): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") response.writeHead(404).end();
    else response.setHeader("content-type", TEXT_FORMAT).end(render());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  }).catch((failure: Error) => {
    throw new VouchError(
      "metrics_port_unusable",
      `Metrics cannot be served at port ${port}: ${failure.message}`,
      "Give another one: VOUCH_METRICS_PORT.",
    );
  });
  const address = server.address();
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: typeof address === "object" && address !== null ? address.port : port, close };
}
