import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../../test/analytic.js";
import type { Engine } from "../../engine/engine.js";
import { type ImportSummary, importRecords } from "../importRecords.js";
import { declareSource } from "../sources.js";

let engine: Engine;
let folder: string;
let repository: string;

beforeEach(async () => {
  engine = await testEngine();
  folder = mkdtempSync(join(tmpdir(), "vouch-again-"));
  repository = join(folder, "repository.git");
  execFileSync("git", ["init", "-q", "--bare", "-b", "main", repository]);
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(args: readonly string[], input = ""): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", ["-C", repository, ...args], { encoding: "utf8", env, input });
}

interface Commit {
  readonly who: string;
  /** Days since 2020 began. */
  readonly day: number;
  readonly mailmap?: string;
}

const FIRST_DAY = Date.UTC(2020, 0, 1) / 1000;
const dayOf = (day: number) => new Date((FIRST_DAY + day * 86_400) * 1000).toISOString().slice(0, 10);

/** Adds commits to a branch, in one process. */
function commit(commits: readonly Commit[], branch = "main", from = branch): void {
  const isThere = run(["for-each-ref", `refs/heads/${from}`]) !== "";
  const texts = commits.map(({ who, day, mailmap }, at) => {
    const signature = `${who} <${who.toLowerCase().replaceAll(" ", ".")}@acme.example> ${FIRST_DAY + day * 86_400} +0000`;
    const parent = at === 0 && isThere ? `from refs/heads/${from}^0\n` : "";
    const file =
      mailmap === undefined
        ? ""
        : `M 100644 inline .mailmap\ndata ${Buffer.byteLength(mailmap)}\n${mailmap}\n`;
    return `commit refs/heads/${branch}\nauthor ${signature}\ncommitter ${signature}\ndata 4\nwork\n${parent}${file}\n`;
  });
  run(["fast-import", "--quiet", "--force"], texts.join(""));
}

const importInto = (into: Engine, path = repository): Promise<ImportSummary> =>
  importRecords(into, {
    path,
    source: "commits",
    kind: "git",
    map: new Map(),
    mailmap: true,
    dataDir: folder,
    now: new Date("2026-06-01"),
    onRead: () => {},
  });
const importAgain = () => importInto(engine);

const recordsIn = (one: Engine) =>
  one.query<{ source_key: string; content_hash: string; fields: string }>(
    "SELECT source_key, content_hash, fields FROM source_record ORDER BY source_key",
  );
const judgementsIn = (one: Engine) =>
  one.query("SELECT left_key, right_key, verdict, why FROM judgement ORDER BY left_key, right_key");

async function dates(): Promise<Record<string, string[]>> {
  const records = await recordsIn(engine);
  return Object.fromEntries(
    records.map(({ source_key, fields }) => {
      const { first_seen, last_seen } = JSON.parse(fields);
      return [source_key.split(" <")[0], [first_seen, last_seen]];
    }),
  );
}

describe("a history that has grown since it was imported", () => {
  it("is read from where the import before ended, and its dates go on", async () => {
    commit([
      { who: "Jane Doe", day: 10 },
      { who: "John Roe", day: 20 },
    ]);
    expect(await importAgain()).toMatchObject({ read: 2, history: { commits: 2, read: "whole" } });
    commit([
      { who: "Jane Doe", day: 30 },
      { who: "Kim Lee", day: 5 },
    ]);
    expect(await importAgain()).toMatchObject({
      read: 2,
      accepted: 2,
      unchanged: 0,
      history: { commits: 2, read: "news" },
    });
    expect(await dates()).toEqual({
      "Jane Doe": [dayOf(10), dayOf(30)],
      "John Roe": [dayOf(20), dayOf(20)],
      "Kim Lee": [dayOf(5), dayOf(5)],
    });
  });

  it("takes an older commit of a merged branch for an earlier date", async () => {
    commit([{ who: "Jane Doe", day: 10 }]);
    await importAgain();
    commit([{ who: "Jane Doe", day: 3 }], "topic", "main");
    expect(await importAgain()).toMatchObject({ history: { commits: 1, read: "news" } });
    expect(await dates()).toEqual({ "Jane Doe": [dayOf(3), dayOf(10)] });
  });

  it("that has not grown is not read", async () => {
    commit([{ who: "Jane Doe", day: 10 }]);
    await importAgain();
    expect(await importAgain()).toMatchObject({ read: 0, history: { commits: 0, read: "news" } });
    expect(await recordsIn(engine)).toHaveLength(1);
  });

  it("has its judgements by the mailmap of now, over old signatures and new ones", async () => {
    commit([
      { who: "Jane Doe", day: 1 },
      { who: "J Doe", day: 2 },
    ]);
    await importAgain();
    const mailmap = "Jane Doe <jane.doe@acme.example> <j.doe@acme.example>\n";
    commit([{ who: "Max Moe", day: 3, mailmap }]);
    await importAgain();
    expect(await judgementsIn(engine)).toMatchObject([
      {
        left_key: "J Doe <j.doe@acme.example>",
        right_key: "Jane Doe <jane.doe@acme.example>",
        verdict: "positive",
      },
    ]);
    commit([{ who: "Max Moe", day: 4, mailmap: "# nobody\n" }]);
    await importAgain();
    expect(await judgementsIn(engine)).toEqual([]);
  });

  it("is the same as one that is imported at once", async () => {
    const commits = fc.array(
      fc.record({ who: fc.constantFrom("Jane Doe", "John Roe", "Kim Lee"), day: fc.nat(300) }),
      { minLength: 1, maxLength: 4 },
    );
    const pushes = fc.array(fc.record({ commits, branch: fc.constantFrom("main", "topic") }), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(pushes, fc.nat(1_000_000), async (all, number) => {
        repository = join(folder, `${number}-${Math.random()}.git`);
        execFileSync("git", ["init", "-q", "--bare", "-b", "main", repository]);
        const [step, once] = [await testEngine(), await testEngine()];
        for (const push of all) {
          commit(push.commits, push.branch);
          await importInto(step);
        }
        await importInto(once);
        expect(await recordsIn(step)).toEqual(await recordsIn(once));
        await step.close();
        await once.close();
      }),
      { numRuns: 4 },
    );
  });
});

describe("a history of which commits are gone", () => {
  it("is read whole, and says so: dates of commits that are gone do not stay", async () => {
    commit([{ who: "Jane Doe", day: 10 }]);
    commit([{ who: "Jane Doe", day: 200 }], "topic", "main");
    await importAgain();
    run(["branch", "-D", "topic"]);
    commit([{ who: "John Roe", day: 30 }]);
    expect(await importAgain()).toMatchObject({ read: 2, history: { commits: 2, read: "rewritten" } });
    expect((await dates())["Jane Doe"]).toEqual([dayOf(10), dayOf(10)]);
    expect(await importAgain()).toMatchObject({ read: 0, history: { read: "news" } });
  });

  it("is read whole where another repository has come in its place, without what was read", async () => {
    commit([{ who: "Jane Doe", day: 10 }]);
    await importAgain();
    rmSync(repository, { recursive: true });
    execFileSync("git", ["init", "-q", "--bare", "-b", "main", repository]);
    commit([{ who: "Kim Lee", day: 30 }]);
    expect(await importAgain()).toMatchObject({ read: 1, history: { commits: 1, read: "rewritten" } });
  });
});

describe("a history is read whole each time", () => {
  it("where it is shallow: what is deepened stands before what was read", async () => {
    commit([
      { who: "Jane Doe", day: 10 },
      { who: "Jane Doe", day: 20 },
    ]);
    const origin = repository;
    repository = join(folder, "shallow.git");
    execFileSync("git", ["clone", "-q", "--bare", "--depth=1", `file://${origin}`, repository]);
    expect(await importAgain()).toMatchObject({ history: { commits: 1, read: "whole" } });
    run(["fetch", "-q", "--unshallow", "origin"]);
    expect(await importAgain()).toMatchObject({ history: { commits: 2, read: "whole" } });
    expect(await dates()).toEqual({ "Jane Doe": [dayOf(10), dayOf(20)] });
  });

  it("where records have a time to live: they would seem to be gone", async () => {
    commit([{ who: "Jane Doe", day: 10 }]);
    await importAgain();
    await declareSource(engine, "commits", { retention_days: 30 });
    expect(await importAgain()).toMatchObject({ read: 1, unchanged: 1, history: { read: "whole" } });
  });
});
