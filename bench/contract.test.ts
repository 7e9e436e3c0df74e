import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../server/test/postgres.js";
import { type Started, startVouch, stopped } from "../server/test/startedVouch.js";
import { places } from "./contractCalls.js";
import { faultsOf } from "./contractChecks.js";
import { fuzz } from "./contractFuzz.js";
import { makeTarget, TRUSTING } from "./contractTarget.js";

let database: TestDatabase;
let server: Started;
const folder = mkdtempSync(join(tmpdir(), "vouch-contract-"));

beforeAll(async () => {
  database = await testDatabase();
  server = await startVouch(["--no-demo", "--data", folder], { DATABASE_URL: database.url, ...TRUSTING });
});
afterAll(async () => {
  await stopped(server.child, "SIGTERM");
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the contract", () => {
  it("is kept over all operations, whatever is sent", async () => {
    const target = await makeTarget(server.url, database.sql);
    const { calls, statuses, findings } = await fuzz(target, 2500, 1);
    target.close();
    expect(findings.slice(0, 5)).toEqual([]);
    expect(calls).toBeGreaterThanOrEqual(2500);
    expect(Object.keys(statuses)).toHaveLength(places.length);
    // The token of a confirmation cannot be guessed, nor be read in any answer.
    const unanswered = Object.entries(statuses).filter(([, seen]) => seen["200"] === undefined);
    expect(unanswered.map(([operation]) => operation)).toEqual(["confirmPrivacyRequest"]);
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
