import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../server/test/api.js";
import { ADA, publishAda } from "../server/test/people.js";
import { type TestDatabase, testDatabase } from "../server/test/postgres.js";
import { type Call, places } from "./contractCalls.js";
import { type Answer, faultsOf } from "./contractChecks.js";
import { fuzz } from "./contractFuzz.js";

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, {});
});
afterAll(() => database.close());

let senders = 0;

async function send({ method, url, headers, payload }: Call): Promise<Answer> {
  // Privacy requests are limited by network address: each comes from another.
  const remoteAddress = `10.${(++senders >> 16) & 255}.${(senders >> 8) & 255}.${senders & 255}`;
  const options = { method, url, headers, remoteAddress, ...(payload === undefined ? {} : { payload }) };
  const answer = await api.app.inject(options as InjectOptions);
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}

const KNOWN = [...Object.values(ADA), "p_ada", "certain@personas.example", "Acme", "analyst"];

describe("the contract", () => {
  it("is kept over all operations, whatever is sent", async () => {
    const keys = [
      ...(await Promise.all([
        api.newKey({ credits: 1_000_000 }),
        api.newKey({ credits: 1_000_000 }),
        api.newKey({ mode: "test" }),
        api.newKey({ credits: 3 }),
        api.newKey({ scopes: ["enrich"] }),
        api.newKey({ plan: "free", credits: 100 }),
      ])),
      "vouch_live_nonsense",
    ];
    const { calls, statuses, findings } = await fuzz({ send, keys, known: KNOWN }, 2000, 1);
    expect(findings.slice(0, 5)).toEqual([]);
    expect(calls).toBeGreaterThanOrEqual(2000);
    expect(Object.keys(statuses)).toHaveLength(places.length);
    // Ids of jobs, watches and calls, and a token of a confirmation, cannot be guessed, nor type, time and cursor
    // all at once; a file is no JSON.
    const unanswered = Object.entries(statuses).filter(([, seen]) => seen["200"] === undefined);
    expect(unanswered.map(([operation]) => operation).sort()).toEqual([
      "cancelJob",
      "confirmPrivacyRequest",
      "deleteWatch",
      "getChanges",
      "getJobFile",
      "getJobResults",
      "getJobStatus",
      "giveFeedback",
      "submitFileJob",
      "watchJob",
    ]);
  });

  it("would be seen broken", () => {
    const [place] = places;
    if (place === undefined) throw new Error("there is no operation");
    const call = { place, method: place.method, url: place.path, headers: {}, payload: "{}" };
    const headers = { "content-type": "application/json", "x-powered-by": "us" };
    const text = JSON.stringify({ status: "success", request_id: "r", credits_used: 4, secret: 1 });
    expect(faultsOf(call, { status: 200, headers, text })).toEqual([
      "undocumented header x-powered-by",
      "a body that its schema does not allow",
    ]);
    expect(
      faultsOf(call, { status: 418, headers: { "content-type": "text/html" }, text: "<p>" }),
    ).toHaveLength(2);
    const error = { status: "error", code: 500, message: "internal_error", detail: "at a.ts:1:1" };
    const { length } = faultsOf(call, { status: 500, headers, text: JSON.stringify(error) });
    expect(length).toBeGreaterThanOrEqual(4);
  });
});
