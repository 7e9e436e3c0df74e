import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { EnrichClient } from "./enrichClient.js";

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that gives these answers, one a call, the last one for ever. */
async function answering(
  answers: readonly { status: number; body: object }[],
): Promise<{ url: string; calls: number[] }> {
  const calls: number[] = [];
  server = createServer((_request, response) => {
    const { status, body } = answers[Math.min(calls.length, answers.length - 1)] ?? { status: 500, body: {} };
    calls.push(Date.now());
    response.writeHead(status).end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, calls };
}

const found = { status: 200, body: { status: "success", credits_used: 4, data: { full_name: "Ada Byron" } } };
const busy = { status: 429, body: { message: "rate_limit_exceeded", retry_after: 1 } };

describe("the client of the enrich command", () => {
  it("waits as long as the server says, then asks again", async () => {
    const { url, calls } = await answering([busy, found]);
    const outcome = await new EnrichClient(url, "key").enrich({ email: "ada@acme.example" }, "call");
    expect(outcome.status).toBe("success");
    expect((calls[1] ?? 0) - (calls[0] ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it("asks again after a failure of the server", async () => {
    const { url } = await answering([
      { status: 503, body: { message: "service_unavailable", retry_after: 0 } },
      found,
    ]);
    expect(await new EnrichClient(url, "key").enrich({ email: "ada@acme.example" }, "call")).toMatchObject({
      credits: 4,
    });
  });

  it("gives up on a server that keeps failing, and says how to go on", async () => {
    const { url } = await answering([
      { status: 500, body: { message: "internal_error", detail: "it broke", retry_after: 0 } },
    ]);
    const asked = new EnrichClient(url, "key").enrich({ email: "ada@acme.example" }, "call");
    await expect(asked).rejects.toMatchObject({ code: "server_unreachable" });
  });

  it("tells a refused row by its word", async () => {
    const { url } = await answering([{ status: 422, body: { message: "unprocessable", credits_used: 0 } }]);
    expect(await new EnrichClient(url, "key").enrich({ email: "info@acme.example" }, "call")).toEqual({
      status: "unprocessable",
      credits: 0,
    });
  });
});
