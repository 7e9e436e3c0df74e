import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { commandOf, postgresPids } from "./postgresPids.js";
import { launchVouch, type Started, startVouch, stopped } from "./startedVouch.js";

const program = fileURLToPath(new URL("../bin/vouch.js", import.meta.url));
let parent: string;
let dataDir: string;
const running = new Set<ChildProcess>();

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "vouch-lifecycle-"));
  chmodSync(parent, 0o700);
  dataDir = join(parent, "data");
});
afterEach(async () => {
  for (const child of running) {
    child.kill("SIGKILL");
    running.delete(child);
  }
  await untilNoPostgres();
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

function launch(args: readonly string[]): ChildProcess {
  const child = launchVouch([...args, "--data", dataDir]);
  running.add(child);
  child.on("exit", () => running.delete(child));
  return child;
}

async function start(args: readonly string[] = ["--no-demo"], environment = {}): Promise<Started> {
  const started = await startVouch([...args, "--data", dataDir], environment);
  running.add(started.child);
  return started;
}

function vouch(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...args, "--data", dataDir], { encoding: "utf8" });
}

async function untilNoPostgres(): Promise<number> {
  const begun = performance.now();
  while (postgresPids(dataDir).length > 0 && performance.now() - begun < 20_000) await sleep(50);
  return (performance.now() - begun) / 1000;
}

describe.runIf(process.platform === "linux")("the server's life", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("%s stops everything, in order", async (signal) => {
    const { child, url } = await start();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(postgresPids(dataDir).length).toBeGreaterThan(0);
    expect(await stopped(child, signal)).toBe(0);
    expect(postgresPids(dataDir)).toEqual([]);
    expect(existsSync(join(dataDir, "vouch.pid"))).toBe(false);
  });

  it("killed outright, it leaves no PostgreSQL after ten seconds, and starts again", async () => {
    const { child } = await start();
    await stopped(child, "SIGKILL");
    expect(await untilNoPostgres()).toBeLessThan(10);
    const again = await start();
    expect(again.pid).toBeGreaterThan(0);
    expect(await stopped(again.child, "SIGTERM")).toBe(0);
  });

  it("killed together with its keeper, it stops the orphan when it starts again", async () => {
    const { child } = await start();
    const keepers = readdirSync("/proc")
      .map(Number)
      .filter((pid) => commandOf(pid).includes("keeper.js") && commandOf(pid).includes(dataDir));
    for (const pid of keepers) process.kill(pid, "SIGKILL");
    await stopped(child, "SIGKILL");
    expect(keepers).toHaveLength(1);
    expect(postgresPids(dataDir).length).toBeGreaterThan(0);
    const again = await start();
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
    await stopped(again.child, "SIGTERM");
  });

  it("starts where a dead process left its lock", async () => {
    writeFileSync(
      join(dataDir, "vouch.pid"),
      JSON.stringify({ pid: 2 ** 22 - 1, command: "start", began: "1" }),
    );
    const { child } = await start();
    expect(await stopped(child, "SIGTERM")).toBe(0);
  });

  it("a second one on the same folder ends at once and names the first", async () => {
    const { child, pid } = await start();
    const begun = performance.now();
    const second = vouch("start", "--port", "0");
    const seconds = (performance.now() - begun) / 1000;
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(`process ${pid}`);
    expect(seconds).toBeLessThan(5);
    await stopped(child, "SIGTERM");
  });

  it("of several at once, one wins", async () => {
    const children = [1, 2, 3].map(() => launch(["start", "--port", "0", "--no-demo", "--json"]));
    const ends = await Promise.all(
      children.map((child) =>
        Promise.race([
          once(child.stdout ?? child, "data").then(() => "started"),
          once(child, "exit").then(([code]) => code),
        ]),
      ),
    );
    expect(ends.sort()).toEqual([1, 1, "started"]);
    for (const child of children) if (child.exitCode === null) await stopped(child, "SIGTERM");
  });

  it("says in a line that its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { status, stderr } = vouch("start", "--no-demo", "--port", String(port));
    other.close();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: Port \d+ is in use/);
    expect(stderr.trim().split("\n")).toHaveLength(2);
    expect(postgresPids(dataDir)).toEqual([]);
  });
});

describe("a PostgreSQL of the user's own", () => {
  it("is used, and no other is started", async () => {
    const { child, url } = await start(["--no-demo"], {
      DATABASE_URL: inject("postgresUrl"),
    });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(postgresPids(dataDir)).toEqual([]);
    expect(await stopped(child, "SIGTERM")).toBe(0);
  });

  it("that does not answer is named in a line", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [program, "start", "--no-demo", "--port", "0", "--data", dataDir],
      {
        encoding: "utf8",
        env: { ...process.env, DATABASE_URL: "postgres://vouch:secret@127.0.0.1:1/vouch" },
      },
    );
    expect(status).toBe(1);
    expect(stderr).toContain("No PostgreSQL answers at 127.0.0.1:1");
    expect(stderr).not.toContain("secret");
  });
});

describe("the command line", () => {
  const people = () => {
    const path = join(parent, "people.csv");
    writeFileSync(
      path,
      "id,name,email,company\n1,Jane Doe,jane@acme.example,Acme\n2,Jane Doe,j.doe@acme.example,Acme\n3,,,\n",
    );
    return path;
  };

  it("goes from a file to an answer, while the server runs and while it does not", async () => {
    const imported = vouch("import", people(), "--source", "crm", "--json");
    expect(JSON.parse(imported.stdout)).toEqual({
      read: 3,
      accepted: 2,
      rejected: 1,
      unchanged: 0,
      rejects_file: expect.any(String),
    });
    const { child, url } = await start();
    const resolved = JSON.parse(vouch("resolve", "--json").stdout);
    expect(Object.keys(resolved)).toEqual([
      "records",
      "people",
      "created",
      "changed",
      "merged",
      "split",
      "seconds",
      "peak_rss_mb",
    ]);
    expect(resolved).toMatchObject({ records: 2, created: resolved.people });
    const { account, key } = JSON.parse(
      vouch("keys", "create", "--account", "sales", "--credits", "10", "--json").stdout,
    );
    expect(account).toBe("sales");
    const answer = await fetch(`${url}/api/v1/people/enrich`, {
      method: "POST",
      headers: { "X-API-Key": key, "Content-Type": "application/json" },
      body: '{"email":"jane@acme.example"}',
    });
    expect(await answer.json()).toMatchObject({
      status: "success",
      data: { full_name: "Jane Doe", company_domain: "acme.example" },
    });
    await stopped(child, "SIGTERM");
    expect(
      vouch("export", "records", "--format", "jsonl")
        .stdout.trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { source: "crm", source_key: "1", person_id: expect.stringMatching(/^per_/) },
      { source: "crm", source_key: "2", person_id: expect.stringMatching(/^per_/) },
    ]);
    expect(JSON.parse(vouch("resolve", "--json").stdout)).toMatchObject({
      created: 0,
      changed: 0,
      merged: 0,
      split: 0,
    });
    expect(JSON.parse(vouch("status", "--json").stdout)).toMatchObject({
      running: false,
      people: resolved.people,
    });
  });

  it("ends with 0, 1 or 2, and says what to do", () => {
    expect(vouch("status").status).toBe(0);
    expect(vouch("import", join(parent, "nothing.csv"), "--source", "x")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("no such file"),
    });
    expect(vouch("import", people())).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--source"),
    });
    expect(vouch("nonsense").status).toBe(2);
    expect(vouch("start", "--port", "x").status).toBe(2);
  });

  it("names who is busy with the store", async () => {
    const slow = join(parent, "slow.csv");
    writeFileSync(
      slow,
      `id,name,email\n${Array.from({ length: 60_000 }, (_, at) => `${at},Jane Doe${at},jane${at}@acme.example`).join("\n")}\n`,
    );
    const first = launch(["import", slow, "--source", "slow"]);
    while (!existsSync(join(dataDir, "analytic.lock")) && first.exitCode === null) await sleep(10);
    const second = vouch("import", people(), "--source", "crm");
    expect(second).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/in use by process \d+ \(import\)/),
    });
    first.kill("SIGKILL");
    await once(first, "exit");
    for (let waited = 0; waited < 100 && existsSync(join(dataDir, "analytic.lock")); waited += 1)
      await sleep(20);
    expect(vouch("import", people(), "--source", "crm").status).toBe(0);
    const sources = new Set(
      vouch("export", "records", "--format", "csv")
        .stdout.trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[0]),
    );
    expect([...sources]).toEqual(["crm"]);
  });
});
