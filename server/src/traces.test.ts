import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withoutDatabase } from "../test/api.js";
import { readTraceSettings, type TraceSettings } from "./traceSettings.js";
import { createTracer } from "./traces.js";

interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

const received: Received[] = [];
let collector: Server;
let settings: TraceSettings;
let status = 200;

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body: JSON.parse(text) });
      response.writeHead(status).end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const address = collector.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const read = readTraceSettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20x",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=test",
  });
  if (read === undefined) throw new Error("nothing was set");
  settings = read;
});
afterAll(() => new Promise((resolve) => collector.close(resolve)));
beforeEach(() => {
  received.length = 0;
  status = 200;
});

/** What the collector hears of a call. */
async function traced(headers: Readonly<Record<string, string>>, share = 1): Promise<unknown[]> {
  const tracer = createTracer({ ...settings, share }, () => {});
  const { app } = withoutDatabase({ observers: [tracer.observe] });
  await app.inject({ method: "POST", url: "/api/v1/people/enrich", headers });
  await tracer.close();
  return received.map(({ body }) => body);
}

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

describe("traces", () => {
  it("are a span a call, with its route, status and why it was refused", async () => {
    const [sent] = await traced({});
    expect(received[0]?.headers).toMatchObject({ authorization: "Bearer x" });
    expect(sent).toMatchObject({
      resourceSpans: [
        {
          resource: {
            attributes: [
              { key: "deployment.environment", value: { stringValue: "test" } },
              { key: "service.name", value: { stringValue: "vouch" } },
            ],
          },
          scopeSpans: [
            {
              spans: [
                {
                  traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
                  spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
                  name: "POST /api/v1/people/enrich",
                  kind: 2,
                  startTimeUnixNano: expect.stringMatching(/^\d{19}$/),
                  attributes: expect.arrayContaining([
                    { key: "http.response.status_code", value: { intValue: 401 } },
                    { key: "error.type", value: { stringValue: "invalid_api_key" } },
                  ]),
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("go on where the caller began them", async () => {
    const sent = await traced({ traceparent: `00-${TRACE}-${PARENT}-01` });
    expect(JSON.stringify(sent)).toContain(`"traceId":"${TRACE}"`);
    expect(JSON.stringify(sent)).toContain(`"parentSpanId":"${PARENT}"`);
  });

  it("are kept or left out as the caller says, else by their share", async () => {
    expect(await traced({ traceparent: `00-${TRACE}-${PARENT}-00` })).toEqual([]);
    expect(await traced({}, 0)).toEqual([]);
    expect(await traced({ traceparent: `00-${TRACE}-${PARENT}-01` }, 0)).toHaveLength(1);
  });

  it("begin anew where a caller's cannot be one", async () => {
    const sent = await traced({ traceparent: "00-nonsense" });
    expect(JSON.stringify(sent)).not.toContain("nonsense");
    expect(sent).toHaveLength(1);
  });

  it("are lost where nobody takes them, and the log says so", async () => {
    status = 503;
    const lines: unknown[] = [];
    const tracer = createTracer(settings, (entry) => lines.push(entry));
    const { app } = withoutDatabase({ observers: [tracer.observe] });
    await app.inject({ method: "GET", url: "/healthz" });
    await tracer.close();
    expect(lines).toEqual([{ level: "warn", error: "1 spans are lost: the collector answered 503" }]);
  });
});

describe("OpenTelemetry's environment variables", () => {
  const base = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.test:4318" };

  it("switch traces on, and off", () => {
    expect(readTraceSettings({})).toBeUndefined();
    expect(readTraceSettings(base)?.endpoint).toBe("http://collector.test:4318/v1/traces");
    expect(readTraceSettings({ ...base, OTEL_SDK_DISABLED: "true" })).toBeUndefined();
    expect(readTraceSettings({ ...base, OTEL_TRACES_EXPORTER: "none" })).toBeUndefined();
    const own = { ...base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://other.test/traces" };
    expect(readTraceSettings(own)?.endpoint).toBe("http://other.test/traces");
  });

  it("say whose they are, and how many are kept", () => {
    expect(readTraceSettings({ ...base, OTEL_SERVICE_NAME: "people" })?.attributes).toEqual({
      "service.name": "people",
    });
    const ratio = { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.25" };
    expect(readTraceSettings({ ...base, ...ratio })?.share).toBe(0.25);
    expect(readTraceSettings({ ...base, OTEL_TRACES_SAMPLER: "always_off" })?.share).toBe(0);
    expect(readTraceSettings(base)?.share).toBe(1);
  });
});
