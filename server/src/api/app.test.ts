import { connect } from "node:net";
import { errorAnswer } from "@vouch/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adverseText } from "../../test/adverseText.js";
import { ENRICH, TestApi } from "../../test/api.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { createEnricher } from "../people/enrich.js";

let database: TestDatabase;
let api: TestApi;
let key: string;
let port: number;

beforeAll(async () => {
  database = await testDatabase();
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
  key = await api.newKey({ credits: 1_000_000 });
  const address = await api.app.listen({ port: 0, host: "127.0.0.1" });
  port = Number(new URL(address).port);
});
afterAll(async () => {
  await api.app.close();
  await database.close();
});

/** What a server says to raw bytes, until it hangs up or falls silent. */
function exchange(bytes: string): Promise<{ head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    let text = "";
    const finish = () => {
      const [head = "", body = ""] = text.split("\r\n\r\n");
      resolve({ head, body });
    };
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      if (text.includes("\r\n\r\n") && text.endsWith("}")) socket.end();
    });
    socket.on("error", reject).on("close", finish);
  });
}

describe("a route that is not there", () => {
  it.each([
    ["GET", "/"],
    ["GET", "/api/v1/people"],
    ["POST", "/api/v1/people/enrich/"],
    ["POST", "/api/v1/persons/find"],
    ["GET", "/%"],
    ["GET", "/%ff%00"],
    ["DELETE", "/api/../etc"],
  ] as const)("%s %s is no_such_route", async (method, url) => {
    const response = await api.app.inject({ method, url });
    expect(response.statusCode).toBe(404);
    expect(errorAnswer.strict().parse(response.json())).toMatchObject({ message: "no_such_route" });
    expect(response.headers["x-request-id"]).toBe(response.json().request_id);
  });

  it.each([
    ["application/json", "{"],
    ["text/xml", "<a/>"],
    ["application/json", "x".repeat(100_000)],
  ])("stays one whatever its body is (%s)", async (type, payload) => {
    const headers = { "content-type": type };
    const response = await api.app.inject({ method: "POST", url: "/nowhere", headers, payload });
    expect(response.json()).toMatchObject({ code: 404, message: "no_such_route" });
  });
});

describe("a method that a route does not have", () => {
  it.each([
    ["GET", ENRICH, "POST"],
    ["PUT", ENRICH, "POST"],
    ["DELETE", `${ENRICH}?x=1`, "POST"],
    ["OPTIONS", ENRICH, "POST"],
    ["POST", "/api/v1/account", "GET, HEAD"],
    ["POST", "/healthz", "GET, HEAD"],
  ] as const)("%s %s is method_not_allowed, and Allow says %s", async (method, url, allow) => {
    const response = await api.app.inject({ method, url });
    expect(response.statusCode).toBe(405);
    expect(response.headers["allow"]).toBe(allow);
    expect(errorAnswer.strict().parse(response.json())).toMatchObject({ message: "method_not_allowed" });
  });
});

describe("a body of another kind", () => {
  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "json",
    "application/xml",
  ])("%s is unsupported_media_type", async (type) => {
    const { status, body } = await api.enrich(key, "{}", { "content-type": type });
    expect(status).toBe(415);
    expect(body).toMatchObject({ message: "unsupported_media_type", credits_used: 0 });
  });

  it.each(["application/json; charset=utf-8", "Application/JSON", "application/json;x=y"])(
    "%s is JSON",
    async (type) => {
      const { body } = await api.enrich(key, "{}", { "content-type": type });
      expect(body).toMatchObject({ message: "missing_param" });
    },
  );
});

describe("a body that is too long", () => {
  const long = JSON.stringify({ email: `${"a".repeat(1_000_000)}@acme.example` });

  it("is payload_too_large, which a client that sends it whole can read", async () => {
    const response = await fetch(`http://127.0.0.1:${port}${ENRICH}`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: long,
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ message: "payload_too_large", credits_used: 0 });
  });

  it("is so too where its length is not announced", async () => {
    const body = new Blob([long]).stream();
    const response = await fetch(`http://127.0.0.1:${port}${ENRICH}`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body,
      duplex: "half",
    });
    expect(response.status).toBe(413);
  });

  it("is read up to 64 KiB", async () => {
    const padded = (length: number) => `{}${" ".repeat(length - 2)}`;
    expect((await api.enrich(key, padded(65_536))).status).toBe(400);
    expect((await api.enrich(key, padded(65_537))).status).toBe(413);
  });
});

describe("what is not even a request", () => {
  it.each([
    ["a line of noise", "noise\r\n\r\n", 400, "bad_request"],
    ["an unknown method", "FETCH / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_request"],
    [
      "headers of 20 KiB",
      `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"a".repeat(20_000)}\r\n\r\n`,
      431,
      "headers_too_large",
    ],
  ])("%s is answered in the one shape", async (_, bytes, status, message) => {
    const { head, body } = await exchange(bytes);
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const answer = errorAnswer.strict().parse(JSON.parse(body));
    expect(answer).toMatchObject({ code: status, message, credits_used: 0 });
    expect(head).toContain(`X-Request-Id: ${answer.request_id}`);
  });

  it("is not an expectation that nobody knows", async () => {
    const { head } = await exchange("GET /openapi HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1.1 404 /);
    expect(head.toLowerCase()).toContain("x-request-id: req_");
  });

  it("leaves the server able to answer", async () => {
    await exchange("\0\0\0\r\n\r\n");
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });
});

describe("an answer", () => {
  it.each([
    ["GET", "/healthz"],
    ["GET", "/nowhere"],
    ["POST", ENRICH],
  ] as const)("is kept by nobody, and taken for nothing else (%s %s)", async (method, url) => {
    const { headers } = await api.app.inject({ method, url });
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(headers).not.toHaveProperty("server");
    expect(headers).not.toHaveProperty("x-powered-by");
  });

  it.each(["req_0123456789", "b9c0ffee-0000-4000-8000-0123456789ab", "a".repeat(64)])(
    "has the id that the caller gave (%s), in the ledger too",
    async (id) => {
      const { headers, body } = await api.enrich(
        key,
        { email: "grace.hopper@acme.example" },
        { "x-request-id": id },
      );
      expect(headers["x-request-id"]).toBe(id);
      expect(body).toMatchObject({ request_id: id, credits_used: 1 });
      expect((await api.charges(key)).map(({ request_id }) => request_id)).toContain(id);
    },
  );

  it.each(["short", "a".repeat(65), "ada@acme.example", "a,b,c,d,e,f", "two words", '"; DROP', ""])(
    "has an id of ours where the caller's cannot be one (%j)",
    async (id) => {
      const { headers } = await api.enrich(key, {}, { "x-request-id": id });
      expect(headers["x-request-id"]).toMatch(/^req_test\d+$/);
    },
  );
});

describe("whatever is sent", () => {
  const isAnswered = async (body: unknown) => {
    const answer = await api.enrich(key, body);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers["x-request-id"]).toBe(answer.body.request_id);
    if (answer.status !== 200) errorAnswer.strict().parse(answer.body);
  };
  const word = fc.oneof(
    adverseText,
    fc.string({ unit: "binary" }),
    fc.emailAddress(),
    fc.domain(),
    fc.webUrl(),
    fc.jsonValue(),
  );
  const likely = fc.record(
    {
      email: word,
      first_name: word,
      last_name: word,
      domain: word,
      min_confidence: fc.jsonValue(),
      required: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );

  it("any bytes are answered in the contract's words", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => isAnswered(Buffer.from(bytes))),
      { numRuns: 300 },
    );
  });

  it("any JSON is", async () => {
    await fc.assert(fc.asyncProperty(fc.json(), isAnswered), { numRuns: 300 });
  });

  it("anything in the fields is", async () => {
    await fc.assert(fc.asyncProperty(likely, isAnswered), { numRuns: 500 });
    await fc.assert(
      fc.asyncProperty(adverseText, adverseText, (first_name, last_name) =>
        isAnswered({ first_name, last_name, domain: "acme.example" }),
      ),
      { numRuns: 300 },
    );
  });

  const byte = fc.integer({ min: 0, max: 255 });
  const encoded = byte.map((code) => `%${code.toString(16).padStart(2, "0")}`);

  it("any path is", async () => {
    const part = fc.oneof(
      encoded,
      fc.constantFrom("/", "//", "..", "?", "#", "api/v1/people/enrich", "%", "%u0000"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const response = await api.app.inject({ method: "GET", url: `/${parts.join("")}` });
        expect(response.statusCode).toBeLessThan(500);
        if (response.statusCode !== 200) errorAnswer.strict().parse(response.json());
      }),
      { numRuns: 300 },
    );
  });

  it("any header is, of any caller", async () => {
    const value = fc.array(byte, { maxLength: 40 }).map((codes) => String.fromCharCode(...codes));
    const header = fc.constantFrom(
      "x-api-key",
      "content-type",
      "x-forwarded-for",
      "accept",
      "idempotency-key",
    );
    const limited = await api.newKey({ credits: 1_000_000, addresses: ["192.0.2.0/24"] });
    const behindProxy = new TestApi(database.sql, {
      enrich: createEnricher(database.sql),
      trustedProxies: ["127.0.0.1"],
    });
    await fc.assert(
      fc.asyncProperty(header, value, fc.constantFrom(key, limited), async (name, text, caller) => {
        const answer = await behindProxy.enrich(
          caller,
          { email: "grace.hopper@acme.example" },
          { [name]: text },
        );
        expect(answer.status).toBeLessThan(500);
        errorAnswer.strict().parse(answer.body);
      }),
      { numRuns: 300 },
    );
  });

  it("any bytes in the place of a request are", async () => {
    const noise = fc
      .array(byte, { minLength: 1, maxLength: 60 })
      .map((codes) => String.fromCharCode(...codes));
    await fc.assert(
      fc.asyncProperty(noise, noise, async (path, value) => {
        const { head } = await exchange(`GET /${path} HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${value}\r\n\r\n`);
        expect(head).toMatch(/^HTTP\/1.1 4\d\d /);
      }),
      { numRuns: 60 },
    );
  });
});
