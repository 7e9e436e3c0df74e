import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { plans } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueKey } from "../src/accounts/keys.js";
import { ADA, publishAda } from "./people.js";
import { type TestDatabase, testDatabase } from "./postgres.js";
import { type Started, startVouch, stopped } from "./startedVouch.js";

const ROWS = 8000;
const KILLS = 3;

let database: TestDatabase;
let folder: string;
let server: Started;

const start = () => startVouch(["--no-demo", "--data", folder], { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "vouch-jobs-"));
  await publishAda(database.sql);
  server = await start();
}, 30_000);
afterAll(async () => {
  await stopped(server.child, "SIGTERM");
  rmSync(folder, { recursive: true, force: true });
  await database.close();
});

/** Every third row is about somebody. */
const emailAt = (row: number) => (row % 3 === 0 ? ADA.email : `person${row}@acme.example`);
const file = `email,row\n${Array.from({ length: ROWS }, (_, row) => `${emailAt(row)},${row}\n`).join("")}`;

async function call(key: string, path: string, init: RequestInit = {}) {
  return fetch(server.url + path, { ...init, headers: { "x-api-key": key, "content-type": "text/csv" } });
}

async function doneRows(key: string, job: string): Promise<number> {
  const status = await call(key, `/api/v1/async/status/${job}`);
  return ((await status.json()) as { results_count: number }).results_count;
}

describe("a server that is killed while it works on a file", () => {
  it("goes on where it was, with the same result, and each row is charged once", async () => {
    const order = { account: "killed", plan: "unlimited", credits: 1_000_000 };
    const { key } = await issueKey(database.sql, order, plans, "req_t");
    const submitted = await call(key, "/api/v1/async/files", { method: "POST", body: file });
    const { job_id } = (await submitted.json()) as { job_id: string };
    for (let kill = 1; kill <= KILLS; kill++) {
      const from = await doneRows(key, job_id);
      // Anywhere in what is left, with a part of it behind every kill.
      const until = from + Math.random() * ((ROWS - from) / (KILLS + 2 - kill));
      while ((await doneRows(key, job_id)) < until) await sleep(5);
      await stopped(server.child, "SIGKILL");
      server = await start();
    }
    while ((await doneRows(key, job_id)) < ROWS) await sleep(50);
    const result = await (await call(key, `/api/v1/async/jobs/${job_id}/file`)).text();
    const rows = result.trim().split("\n").slice(1);
    expect(rows.map((row) => row.split(",").slice(0, 3).join())).toEqual(
      Array.from({ length: ROWS }, (_, row) => {
        return [emailAt(row), row, row % 3 === 0 ? "success" : "not_found"].join();
      }),
    );
    const [{ charges, names, credits, balance } = {}] = await database.sql`
      SELECT count(*)::int AS charges, count(DISTINCT request_id)::int AS names, sum(credits)::int AS credits,
        (SELECT balance::int FROM account WHERE name = 'killed') AS balance
      FROM ledger WHERE kind = 'charge'`;
    const found = Math.ceil(ROWS / 3);
    const price = found * 4 + (ROWS - found);
    expect({ charges, names, credits, balance }).toEqual({
      charges: ROWS,
      names: ROWS,
      credits: price,
      balance: 1_000_000 - price,
    });
  }, 60_000);
});
