import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { plans } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueKey } from "../src/accounts/keys.js";
import { ENRICH } from "./api.js";
import { ADA, publishAda } from "./people.js";
import { type TestDatabase, testDatabase } from "./postgres.js";
import { type Started, startVouch, stopped } from "./startedVouch.js";

const NODES = 3;

let database: TestDatabase;
let folder: string;
let nodes: Started[] = [];
let accounts = 0;

const start = (name: string) =>
  startVouch(["--no-demo", "--data", join(folder, name)], { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "vouch-nodes-"));
  await publishAda(database.sql);
  nodes = await Promise.all(Array.from({ length: NODES }, (_, at) => start(`node-${at}`)));
});
afterAll(async () => {
  for (const { child } of nodes) if (isRunning(child)) await stopped(child, "SIGTERM");
  rmSync(folder, { recursive: true, force: true });
  await database.close();
});

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

/** A key of a new account with so many credits. */
async function account(credits: number): Promise<{ name: string; key: string }> {
  const name = `account ${++accounts}`;
  const { key } = await issueKey(database.sql, { account: name, plan: "unlimited", credits }, plans, "req_t");
  return { name, key };
}

async function ask({ url }: Started, key: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url + ENRICH, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key, ...headers },
    body: JSON.stringify({ email: ADA.email }),
  });
  return { status: response.status, body: await response.text() };
}

/** Asks so many times at once, each time another node. */
function askAll(times: number, key: string, headers?: Readonly<Record<string, string>>) {
  const asked = Array.from({ length: times }, (_, at) => nodes[at % NODES]).filter(
    (node) => node !== undefined,
  );
  return Promise.all(asked.map((node) => ask(node, key, headers)));
}

async function charged(name: string): Promise<{ charges: number; balance: number }> {
  const [row] = await database.sql<{ charges: number; balance: number }[]>`
    SELECT balance::int, (SELECT count(*)::int FROM ledger l WHERE l.account_id = a.account_id AND kind = 'charge') AS charges
    FROM account a WHERE name = ${name}`;
  if (row === undefined) throw new Error("no such account");
  return row;
}

describe("three processes on one database", () => {
  it("pay one of a thousand calls at once from a balance that covers one", async () => {
    const { name, key } = await account(4);
    const answers = await askAll(1000, key);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 402)).toHaveLength(999);
    expect(await charged(name)).toEqual({ charges: 1, balance: 0 });
  });

  it("charge a hundred calls with one Idempotency-Key once, and answer each the same", async () => {
    const { name, key } = await account(1000);
    const answers = await askAll(100, key, { "idempotency-key": randomUUID() });
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await charged(name)).toEqual({ charges: 1, balance: 996 });
  });

  it("hear that a key was revoked", async () => {
    const { key } = await account(1000);
    await askAll(NODES, key);
    await database.sql`UPDATE api_key SET revoked_at = now() WHERE account_id = (SELECT max(account_id) FROM account)`;
    await sleep(2000);
    const answers = await askAll(NODES, key);
    expect(answers.map(({ status }) => status)).toEqual(Array(NODES).fill(401));
  });
});

describe("told to end while calls come", () => {
  it("answers what it charges, and ends within ten seconds", async () => {
    const leaving = await start("leaving");
    const { name, key } = await account(1_000_000);
    let answered = 0;
    const call = async (): Promise<void> => {
      try {
        const { status } = await ask(leaving, key);
        if (status === 200) answered += 1;
      } catch {
        // It listens no more.
      }
      if (isRunning(leaving.child)) await call();
    };
    const ended = once(leaving.child, "exit");
    const calls = Promise.all(Array.from({ length: 16 }, call));
    while (answered < 200) await sleep(5);
    const told = performance.now();
    leaving.child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect((performance.now() - told) / 1000).toBeLessThan(10);
    await calls;
    expect((await charged(name)).charges).toBe(answered);
  });
});
