import { randomBytes } from "node:crypto";
import { type Operation, type OperationId, operations } from "@vouch/contract";
import type { Log } from "./log.js";
import type { AnsweredCall, Observe } from "./observe.js";
import type { TraceSettings } from "./traceSettings.js";

/** Spans go together every so many milliseconds. */
const INTERVAL = 5000;
/** Spans that wait at most; more are dropped, for nothing may wait for traces. */
const MOST_WAITING = 2048;
const TIMEOUT = 10_000;
/** OTLP's numbers for a span of a server, and for one that failed. */
const SERVER_KIND = 2;
const FAILED = 2;

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

const attribute = (key: string, value: string | number) => ({
  key,
  value: typeof value === "number" ? { intValue: value } : { stringValue: value },
});

/** Nanoseconds since the epoch, which are too many for a number. */
const nanoseconds = (milliseconds: number) => `${BigInt(Math.round(milliseconds * 1000)) * 1000n}`;

const routes: Readonly<Record<OperationId, Operation>> = operations;

function spanOf(call: AnsweredCall, endedAt: number, share: number): object | undefined {
  const [, traceId, parentSpanId, flags] = TRACEPARENT.exec(call.traceparent ?? "") ?? [];
  const isKept = flags === undefined ? Math.random() < share : Number.parseInt(flags, 16) % 2 === 1;
  if (!isKept) return undefined;
  const route = call.operation === null ? undefined : routes[call.operation];
  return {
    traceId: traceId ?? randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name: route === undefined ? "no operation" : `${route.method} ${route.path}`,
    kind: SERVER_KIND,
    startTimeUnixNano: nanoseconds(endedAt - call.milliseconds),
    endTimeUnixNano: nanoseconds(endedAt),
    attributes: [
      ...(route === undefined
        ? []
        : [attribute("http.request.method", route.method), attribute("http.route", route.path)]),
      attribute("http.response.status_code", call.status),
      attribute("vouch.request_id", call.requestId),
      attribute("vouch.credits_used", call.creditsUsed),
      ...(call.word === null ? [] : [attribute("error.type", call.word)]),
    ],
    status: call.status >= 500 ? { code: FAILED } : {},
  };
}

/** Sends a span for each call. */
export interface Tracer {
  readonly observe: Observe;
  /** Sends what waits. */
  flush(): Promise<void>;
  /** Sends what waits, and ends. */
  close(): Promise<void>;
}

/**
 * Makes a tracer: one span a call, of the trace that the caller began (header `traceparent`) or of a new one. Spans
 * wait in memory and go together; what cannot be sent is lost, and the log says so.
 */
export function createTracer(settings: TraceSettings, log: Log): Tracer {
  let waiting: object[] = [];
  const resource = {
    attributes: Object.entries(settings.attributes).map(([key, value]) => attribute(key, value)),
  };

  const send = async (spans: readonly object[]) => {
    const body = JSON.stringify({
      resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "vouch" }, spans }] }],
    });
    const headers = { ...settings.headers, "content-type": "application/json" };
    const signal = AbortSignal.timeout(TIMEOUT);
    const answer = await fetch(settings.endpoint, { method: "POST", headers, body, signal });
    if (!answer.ok) throw new Error(`the collector answered ${answer.status}`);
  };
  const flush = async () => {
    const spans = waiting;
    waiting = [];
    if (spans.length === 0) return;
    await send(spans).catch(({ message }: Error) =>
      log({ level: "warn", error: `${spans.length} spans are lost: ${message}` }),
    );
  };
  const timer = setInterval(flush, INTERVAL);
  timer.unref();
  return {
    observe(call) {
      const span = waiting.length < MOST_WAITING ? spanOf(call, Date.now(), settings.share) : undefined;
      if (span !== undefined) waiting.push(span);
    },
    flush,
    close() {
      clearInterval(timer);
      return flush();
    },
  };
}
