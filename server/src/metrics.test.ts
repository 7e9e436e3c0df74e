import { afterEach, describe, expect, it } from "vitest";
import { withoutDatabase } from "../test/api.js";
import { createMetrics, type MetricsServer, serveMetrics } from "./metrics.js";
import type { AnsweredCall } from "./observe.js";

const metrics = createMetrics();
let server: MetricsServer | undefined;

afterEach(async () => {
  await server?.close();
});

const call: AnsweredCall = {
  requestId: "req_1",
  operation: "enrichPerson",
  status: 200,
  word: null,
  milliseconds: 3,
  creditsUsed: 4,
  caller: null,
  traceparent: undefined,
};

async function scrape(path = "/metrics", method = "GET") {
  server = await serveMetrics(metrics, "127.0.0.1", 0);
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

describe("metrics", () => {
  it("count calls, their time and what they cost, and tell how the process does", async () => {
    metrics.observe(call);
    metrics.observe({ ...call, status: 404, word: "not_found", creditsUsed: 1 });
    metrics.observe({ ...call, operation: null, status: 400, word: "bad_request", creditsUsed: 0 });
    const { status, type, text } = await scrape();
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/plain; version=/);
    expect(text).toContain('vouch_calls_total{operation="enrichPerson",status="200",message="success"} 1');
    expect(text).toContain('vouch_calls_total{operation="none",status="400",message="bad_request"} 1');
    expect(text).toContain('vouch_call_seconds_bucket{operation="enrichPerson",le="0.005"} 2');
    expect(text).toContain('vouch_call_seconds_bucket{operation="enrichPerson",le="0.002"} 0');
    expect(text).toContain('vouch_credits_charged_total{operation="enrichPerson"} 5');
    expect(text).toContain('vouch_call_seconds_bucket{operation="enrichPerson",le="+Inf"} 2');
    expect(text).toContain('vouch_call_seconds_count{operation="enrichPerson"} 2');
    expect(text).toContain("process_resident_memory_bytes");
    expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
  });

  it("are lines that Prometheus reads: each family with its type, each figure a number", async () => {
    metrics.observe(call);
    const { text } = await scrape();
    expect(text.endsWith("\n")).toBe(true);
    for (const line of text.trim().split("\n"))
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+(\{([a-z]+="[^"\\]*",?)+\})? [0-9.e+-]+)$/,
      );
    expect(text.match(/# TYPE vouch_calls_total counter/g)).toHaveLength(1);
  });

  it("hear of the calls of an app, those included that lead nowhere", async () => {
    const { app } = withoutDatabase({ observers: [metrics.observe] });
    await app.inject({ method: "GET", url: "/healthz" });
    await app.inject({ method: "GET", url: "/somewhere/else" });
    const { text } = await scrape();
    expect(text).toContain('vouch_calls_total{operation="getHealth",status="200",message="success"} 1');
    expect(text).toContain('vouch_calls_total{operation="none",status="404",message="no_such_route"} 1');
    expect(text).not.toContain("somewhere");
  });

  it.each([
    ["/", "GET"],
    ["/metrics", "POST"],
    ["/metrics/x", "GET"],
  ])("are at /metrics, and nothing is at %s (%s)", async (path, method) => {
    expect((await scrape(path, method)).status).toBe(404);
  });

  it("say so in a line where their port is taken", async () => {
    server = await serveMetrics(metrics, "127.0.0.1", 0);
    await expect(serveMetrics(metrics, "127.0.0.1", server.port)).rejects.toMatchObject({
      code: "metrics_port_unusable",
    });
  });
});
