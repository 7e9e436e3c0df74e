import type { Config } from "./config.js";
import type { Log } from "./log.js";
import { logCalls, type Observe } from "./observe.js";

/** Those who watch the calls of a server. */
export interface Watch {
  readonly observers: readonly Observe[];
  close(): Promise<void>;
}

/**
 * Sets up what the configuration asks for: a line about each call, metrics, traces. What it does not ask for is not
 * even loaded.
 * @throws VouchError metrics_port_unusable
 */
export async function watchCalls({ logsCalls, metricsPort, traces, host }: Config, log: Log): Promise<Watch> {
  const observers: Observe[] = [];
  const closes: (() => void | Promise<void>)[] = [];
  if (logsCalls) observers.push(logCalls(log));
  if (metricsPort !== undefined) {
    const { createMetrics, serveMetrics } = await import("./metrics.js");
    const metrics = createMetrics();
    const server = await serveMetrics(metrics, host, metricsPort);
    observers.push(metrics.observe);
    closes.push(server.close, metrics.close);
  }
  if (traces !== undefined) {
    const { createTracer } = await import("./traces.js");
    const tracer = createTracer(traces, log);
    observers.push(tracer.observe);
    closes.push(tracer.close);
  }
  const close = async () => {
    for (const end of closes) await end();
  };
  return { observers, close };
}
