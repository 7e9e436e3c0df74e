import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { program, vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let folder: string;
let drop: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vouch-watch-"));
  drop = join(folder, "drop");
  mkdirSync(drop);
  database = await testDatabase();
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Event {
  readonly event: string;
  readonly read?: number;
  readonly people?: number;
  readonly gone?: readonly string[];
  readonly failed?: readonly { readonly source: string }[];
}

/** A watch that runs, and what it says. */
class Watching {
  readonly child: ChildProcess;
  #said: Event[] = [];
  #errors = "";

  constructor() {
    const args = [
      "watch",
      drop,
      "--source",
      "drop",
      "--quiet",
      "1",
      "--json",
      "--data",
      join(folder, "data"),
    ];
    const env = { ...process.env, DATABASE_URL: database.url };
    this.child = spawn(process.execPath, [program, ...args], { env });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n")) if (line !== "") this.#said.push(JSON.parse(line));
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors += text;
    });
  }

  /** The next event of that name. */
  async next(name: string): Promise<Event> {
    for (let tries = 0; tries < 600; tries += 1) {
      const at = this.#said.findIndex(({ event }) => event === name);
      const [found] = at < 0 ? [] : this.#said.splice(0, at + 1).slice(-1);
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) break;
      await sleep(50);
    }
    throw new Error(`no "${name}": ${this.#errors}`);
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, "exit");
    return this.child.exitCode;
  }
}

const NAMES = ["", "Jane Doe", "John Roe", "Kim Lee", "Ann Poe", "Max Moe", "Eva Zimmer"];
const row = (at: number) => `${at},${NAMES[at]},person${at}@acme.example\n`;

/** Says that a file of the folder has not been written to for an hour: it is complete when the watch begins. */
function age(name: string): void {
  const then = Date.now() / 1000 - 3600;
  utimesSync(join(drop, name), then, then);
}

it("takes a file when it is complete, what changes and what goes, goes on after it was killed, and ends at Ctrl-C", async () => {
  writeFileSync(join(drop, "first.csv"), `id,name,email\n${row(1)}`);
  age("first.csv");
  const watching = new Watching();
  await watching.next("watching");
  expect(await watching.next("imported")).toMatchObject({ read: 1 });
  expect(await watching.next("resolved")).toMatchObject({ people: 1 });

  // It comes in pieces, and is read once.
  writeFileSync(join(drop, "slow.csv"), "id,name,email\n");
  for (const at of [2, 3, 4, 5]) {
    await sleep(400);
    appendFileSync(join(drop, "slow.csv"), row(at));
  }
  expect(await watching.next("imported")).toMatchObject({ read: 4 });
  expect(await watching.next("resolved")).toMatchObject({ people: 5 });

  await watching.end("SIGKILL");
  rmSync(join(drop, "slow.csv"));
  appendFileSync(join(drop, "first.csv"), row(6));
  writeFileSync(join(drop, "bad.csv"), "x,y\n1,2\n");
  age("first.csv");
  age("bad.csv");
  const again = new Watching();
  expect(await again.next("imported")).toMatchObject({
    read: 2,
    gone: ["drop/slow.csv"],
    failed: [{ source: "drop/bad.csv" }],
  });
  expect(await again.next("resolved")).toMatchObject({ people: 6 });
  expect(await again.end("SIGINT")).toBe(0);
}, 120_000);

it("refuses what is no folder", async () => {
  const { code, stderr } = await vouch(["watch", join(folder, "nothing"), "--source", "drop"]);
  expect(code).toBe(1);
  expect(stderr).toContain("is not a folder");
});
