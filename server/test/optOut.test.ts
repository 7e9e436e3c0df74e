import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { vouch } from "./commandLine.js";
import { databaseUrl } from "./globalSetup.js";
import { type TestDatabase, testDatabase } from "./postgres.js";
import { type Started, startVouch, stopped } from "./startedVouch.js";

const messages: string[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, done) {
    let text = "";
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    stream.on("end", () => {
      messages.push(text.replace(/=\r\n/g, "").replaceAll("=3D", "="));
      done();
    });
  },
});

let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;
const backup = `backup_${process.pid}`;
const running: ChildProcess[] = [];

beforeAll(async () => {
  const listening = smtp.listen(0, "127.0.0.1");
  await once(listening, "listening");
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "vouch-opt-out-"));
  environment = {
    DATABASE_URL: database.url,
    VOUCH_PRIVACY: join(folder, "kept"),
    VOUCH_SMTP_URL: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    VOUCH_MAIL_FROM: "privacy@vouch.example",
    VOUCH_PUBLIC_URL: "https://vouch.example",
  };
  const rows = Array.from(
    { length: 30 },
    (_, at) => `Jane Roe${at},jane.roe${at}@acme-widgets.com,Acme Widgets`,
  );
  writeFileSync(join(folder, "people.csv"), `name,email,company\n${rows.join("\n")}\n`);
});
afterAll(async () => {
  await Promise.all(running.map((child) => (child.exitCode === null ? stopped(child, "SIGTERM") : null)));
  await administer((sql) => sql`DROP DATABASE IF EXISTS ${sql(backup)} WITH (FORCE)`);
  await database.close();
  smtp.close();
  rmSync(folder, { recursive: true, force: true });
});

async function administer(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(inject("postgresUrl"), { max: 1, onnotice: () => {} });
  await work(sql).finally(() => sql.end());
}

/** A node with a data folder of its own, but for the first, which has the analytic store. */
async function start(node: string, url = database.url): Promise<Started> {
  const args = ["--no-demo", "--data", join(folder, node)];
  const started = await startVouch(args, { ...environment, DATABASE_URL: url });
  running.push(started.child);
  return started;
}

const run = (...args: string[]) => vouch([...args, "--data", join(folder, "first")], environment);

const ASKED = { email: "jane.roe7@acme-widgets.com" };

async function enrich(
  url: string,
  key: string,
  once?: string,
): Promise<{ status: number; body: { message?: string } }> {
  const answer = await fetch(`${url}/api/v1/people/enrich`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-api-key": key,
      ...(once === undefined ? {} : { "idempotency-key": once }),
    },
    body: JSON.stringify(ASKED),
  });
  return { status: answer.status, body: (await answer.json()) as { message?: string } };
}

async function post(url: string, body: object): Promise<number> {
  const headers = { "content-type": "application/json" };
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).status;
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !(await isTrue()); ) {
    if (Date.now() > end) throw new Error("a minute passed");
    await sleep(100);
  }
}

describe("an opt-out", () => {
  it("is effective within a minute on every node, in replays and in what is kept, and in a restored backup", async () => {
    await run("import", join(folder, "people.csv"), "--source", "crm");
    await run("resolve");
    const { key } = JSON.parse(
      (await run("keys", "create", "--account", "sales", "--plan", "unlimited", "--json")).stdout,
    );
    // Of a moment at which nobody is connected.
    await database.sql.end();
    await administer(
      (sql) => sql`CREATE DATABASE ${sql(backup)} TEMPLATE ${sql(new URL(database.url).pathname.slice(1))}`,
    );

    const [first, second] = await Promise.all([start("first"), start("second")]);
    const urls = [first.url, second.url];
    for (const url of urls) expect((await enrich(url, key, `call at ${url}`)).status).toBe(200);
    expect(await post(`${second.url}/privacy/requests`, { type: "opt_out", ...ASKED })).toBe(200);
    await until(() => messages.length > 0);
    const token = /privacy\/confirm#([\w-]+)/.exec(messages[0] ?? "")?.[1];
    expect(await post(`${first.url}/privacy/confirmations`, { token })).toBe(200);
    for (const url of urls) {
      await until(async () => (await enrich(url, key)).status === 404);
      expect(await enrich(url, key, `call at ${url}`)).toMatchObject({
        status: 410,
        body: { message: "answer_erased" },
      });
    }
    await until(
      async () =>
        JSON.parse((await run("privacy", "list", "--all", "--json")).stdout)[0].state === "completed",
    );
    const { stdout: records } = await run("export", "records");
    expect(records.trim().split("\n").length).toBe(1 + 29);
    expect((await run("audit", "verify")).code).toBe(0);

    const restored = await start("third", databaseUrl(inject("postgresUrl"), backup));
    expect((await enrich(restored.url, key)).status).toBe(404);
    expect((await enrich(second.url, key)).status).toBe(404);
  }, 180_000);
});
