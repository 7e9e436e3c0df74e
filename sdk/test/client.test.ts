import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { personaErrors } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { createEnricher } from "../../server/src/people/enrich.js";
import { TestApi } from "../../server/test/api.js";
import { ADA, publishAda } from "../../server/test/people.js";
import { type TestDatabase, testDatabase } from "../../server/test/postgres.js";
import {
  ApiError,
  ConnectionError,
  createVouch,
  type DryRunAnswer,
  type EnrichPersonAnswer,
  InsufficientCreditsError,
  InvalidApiKeyError,
  NotFoundError,
  RateLimitExceededError,
} from "../src/index.js";

const run = promisify(execFile);

let database: TestDatabase;
let api: TestApi;
let baseUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
  baseUrl = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await api.app.close();
  await database.close();
});

const clientOf = async (credits = 100, options: { fetch?: typeof fetch } = {}) => {
  const apiKey = await api.newKey({ credits });
  return { apiKey, vouch: createVouch({ apiKey, baseUrl, ...options }) };
};

/** A network on which the first tries fail: before the call arrives, or after it was answered. */
function failing(times: number, when: "before" | "after"): typeof fetch {
  let failures = 0;
  return async (...call) => {
    const fails = failures++ < times;
    if (fails && when === "before") throw new TypeError("fetch failed");
    const response = await fetch(...call);
    if (fails) throw new TypeError("terminated");
    return response;
  };
}

describe("a call", () => {
  it("answers what the API answers, typed", async () => {
    const { vouch } = await clientOf();
    const answer = await vouch.enrichPerson({ email: ADA.email });
    expectTypeOf(answer).toEqualTypeOf<EnrichPersonAnswer>();
    expect(answer).toMatchObject({ credits_used: 4, data: { full_name: ADA.full_name } });
  });

  it("that is a dry run answers what it could cost", async () => {
    const { vouch } = await clientOf();
    const answer = await vouch.enrichPerson({ email: ADA.email, dry_run: true });
    expectTypeOf(answer).toEqualTypeOf<DryRunAnswer>();
    expect(answer).toMatchObject({ credits_used: 0, max_credits: 4 });
  });

  it("takes parameters of the query, and needs no input where there is none", async () => {
    const { vouch } = await clientOf();
    await vouch.enrichPerson({ email: ADA.email });
    expect((await vouch.getLedger({ limit: 1 })).data).toHaveLength(1);
    expect((await vouch.getAccount()).status).toBe("success");
  });
});

describe("an error", () => {
  it.each([
    ["nobody is found", 100, { email: "nobody.here@acme.example" }, NotFoundError, 1],
    ["the balance does not suffice", 3, { email: ADA.email }, InsufficientCreditsError, 0],
  ])("has the class of its word: %s", async (_, credits, input, Class, creditsUsed) => {
    const { vouch } = await clientOf(credits);
    const failure = await vouch.enrichPerson(input).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Class);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ creditsUsed, requestId: expect.stringMatching(/^req_/) });
  });

  it("of each word is told apart", async () => {
    const apiKey = await api.newKey({ mode: "test" });
    const vouch = createVouch({ apiKey, baseUrl, retries: 0 });
    for (const word of personaErrors) {
      const failure = await vouch
        .enrichPerson({ email: `${word}@personas.example` })
        .catch((error: unknown) => error);
      expect(failure, word).toBeInstanceOf(ApiError);
      expect(failure).toMatchObject({ word });
    }
  });

  it("says so where no key was given, or one that nobody has", async () => {
    const nameless = createVouch({ baseUrl });
    await expect(nameless.getAccount()).rejects.toBeInstanceOf(InvalidApiKeyError);
  });

  it("says so where there is no API", async () => {
    const lost = createVouch({ baseUrl: "http://127.0.0.1:9", retries: 0 });
    await expect(lost.getAccount()).rejects.toBeInstanceOf(ConnectionError);
    const elsewhere = createVouch({ baseUrl: `${baseUrl}/elsewhere`, retries: 0 });
    await expect(elsewhere.getAccount()).rejects.toMatchObject({ word: "no_such_route" });
  });
});

describe("trying again", () => {
  it.each(["before", "after"] as const)("charges once, where the network fails %s it", async (when) => {
    const { apiKey, vouch } = await clientOf(100, { fetch: failing(2, when) });
    const answer = await vouch.enrichPerson({ email: ADA.email });
    expect(answer.data.full_name).toBe(ADA.full_name);
    expect(await api.charges(apiKey)).toHaveLength(1);
  });

  it("ends after the tries that it was given", async () => {
    const { apiKey } = await clientOf();
    const vouch = createVouch({ apiKey, baseUrl, retries: 1, fetch: failing(2, "before") });
    await expect(vouch.enrichPerson({ email: ADA.email })).rejects.toBeInstanceOf(ConnectionError);
    expect(await api.charges(apiKey)).toHaveLength(0);
  });

  it("is of no use where the server asks for more time than anyone waits, or the call is at fault", async () => {
    let tries = 0;
    const counting: typeof fetch = (...call) => {
      tries += 1;
      return fetch(...call);
    };
    const apiKey = await api.newKey({ credits: 100, plan: "free" });
    const vouch = createVouch({ apiKey, baseUrl, fetch: counting, retries: 0 });
    for (let call = 0; call < 10; call++) await vouch.getAccount();
    await expect(vouch.getAccount()).rejects.toBeInstanceOf(RateLimitExceededError);
    tries = 0;
    await expect(createVouch({ baseUrl, fetch: counting }).getAccount()).rejects.toThrow();
    expect(tries).toBe(1);
  });

  it("takes the name that it was given, so that a later program is answered as the earlier one was", async () => {
    const { apiKey, vouch } = await clientOf();
    const first = await vouch.enrichPerson({ email: ADA.email }, { idempotencyKey: "row-17" });
    const later = createVouch({ apiKey, baseUrl });
    expect(await later.enrichPerson({ email: ADA.email }, { idempotencyKey: "row-17" })).toEqual(first);
    expect(await api.charges(apiKey)).toHaveLength(1);
  });
});

describe("a call that takes too long", () => {
  const never: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
    });

  it("ends at its time limit", async () => {
    const vouch = createVouch({ baseUrl, fetch: never, retries: 0 });
    await expect(vouch.getAccount({}, { timeout: 20 })).rejects.toThrow(/within 20 ms/);
  });

  it("ends when its signal is aborted, also between two tries", async () => {
    const vouch = createVouch({ baseUrl, fetch: never });
    const reason = new Error("enough");
    const controller = new AbortController();
    const call = vouch.getAccount({}, { signal: controller.signal });
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    const late = new AbortController();
    const waiting = createVouch({ baseUrl, fetch: failing(9, "before") });
    const second = waiting.getAccount({}, { signal: late.signal });
    setTimeout(() => late.abort(reason), 50);
    await expect(second).rejects.toBe(reason);
  });
});

describe("pages", () => {
  it("are walked through to the end", async () => {
    const { vouch } = await clientOf(100);
    for (let call = 0; call < 3; call++) await vouch.enrichPerson({ email: ADA.email });
    const entries = [];
    for await (const entry of vouch.each.getLedger({ limit: 2 })) entries.push(entry.kind);
    expect(entries).toEqual(["charge", "charge", "charge", "grant"]);
  });
});

describe("the reference page's own example", () => {
  // As it stands there, but for the address of the person, which the page does not show.
  const EXAMPLE = `
const response = await fetch('https://apione.store/api/v1/people/enrich', {
  method: 'POST',
  headers: { 'X-API-Key': process.env.APIONE_API_KEY, 'Content-Type': 'application/json' },
  body: JSON.stringify({ email: '${ADA.email}' }),
});
const result = await response.json();
console.log(result.data.title); // "Senior Software Engineer"`;

  it("runs as a program with another host and key alone", async () => {
    const program = EXAMPLE.replace("https://apione.store", baseUrl);
    const key = await api.newKey({ credits: 10 });
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], {
      env: { ...process.env, APIONE_API_KEY: key },
    });
    expect(stdout).toBe("Senior Analyst\n");
  });
});
