import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DemoSource, writeDemo } from "@vouch/demo";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vouch } from "./commandLine.js";
import { type TestDatabase, testDatabase } from "./postgres.js";
import { launchVouch } from "./startedVouch.js";

const PEOPLE = 400;
const KILLS = 6;

let folder: string;
let sources: readonly DemoSource[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vouch-killed-"));
  sources = await writeDemo(join(folder, "sources"), { seed: "killed", people: PEOPLE });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A data folder with a PostgreSQL of its own beside it. */
class Store {
  readonly #dataDir: string;
  readonly database: TestDatabase;

  constructor(name: string, database: TestDatabase) {
    this.#dataDir = join(folder, name);
    this.database = database;
  }

  get #environment() {
    return { DATABASE_URL: this.database.url };
  }

  async run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await vouch([...args, "--data", this.#dataDir], this.#environment);
    if (code !== 0) throw new Error(`vouch ${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** Resolves, and kills all processes of that outright after so many milliseconds, unless it is done before. */
  async resolveKilled(afterMs: number): Promise<void> {
    const child = launchVouch(["resolve", "--data", this.#dataDir], this.#environment);
    const ended = once(child, "exit");
    await Promise.race([sleep(afterMs), ended]);
    if (child.exitCode === null) process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
    await ended;
  }

  async publishedPeople(): Promise<number> {
    const [row] = await this.database.sql<{ people: number }[]>`SELECT count(*)::int AS people FROM person`;
    return row?.people ?? Number.NaN;
  }

  /** Who is one person with whom, and what is published, whatever the ids. */
  async outcome(): Promise<{ people: string[]; profiles: string[] }> {
    const parse = (text: string) =>
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    const members = new Map<string, string[]>();
    for (const { source, source_key, person_id } of parse(
      await this.run("export", "records", "--format", "jsonl"),
    )) {
      members.set(person_id, [...(members.get(person_id) ?? []), `${source}/${source_key}`]);
    }
    const profiles = parse(await this.run("export", "people", "--format", "jsonl"));
    return {
      people: [...members.values()].map((records) => records.sort().join(" ")).sort(),
      profiles: profiles.map(({ person_id: _, ...profile }) => JSON.stringify(profile)).sort(),
    };
  }
}

async function opened(name: string): Promise<Store> {
  return new Store(name, await testDatabase());
}

async function importInto(store: Store, some: readonly DemoSource[]): Promise<void> {
  for (const { name, path } of some) await store.run("import", path, "--source", name);
}

describe.runIf(process.platform === "linux")("resolve, killed outright again and again", () => {
  it("leaves what was published, goes on, and ends in the same people", async () => {
    const [calm, killed] = [await opened("calm"), await opened("killed")];
    const [first, later] = [sources.slice(0, -1), sources.slice(-1)];
    try {
      for (const news of [first, later]) {
        const before = await calm.publishedPeople();
        await importInto(calm, news);
        await importInto(killed, news);
        const begun = performance.now();
        await calm.run("resolve");
        const whole = performance.now() - begun;
        for (let kill = 0; kill < KILLS; kill++) {
          await killed.resolveKilled((whole * (kill + 0.5)) / KILLS);
          if (before === 0)
            expect([0, await calm.publishedPeople()]).toContain(await killed.publishedPeople());
        }
        await killed.run("resolve");
        expect(await killed.outcome()).toEqual(await calm.outcome());
      }
    } finally {
      await calm.database.close();
      await killed.database.close();
    }
  });
});
