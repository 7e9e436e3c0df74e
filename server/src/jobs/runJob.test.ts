import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holderOf } from "../processLock.js";
import type { ImportJob, Progress } from "./job.js";
import { runJob } from "./runJob.js";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "vouch-job-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function people(count: number): string {
  const path = join(dataDir, "people.csv");
  const rows = Array.from({ length: count }, (_, at) => `${at},Jane Doe${at},jane${at}@acme.example\n`);
  writeFileSync(path, `id,name,email\n${rows.join("")}`);
  return path;
}

const importOf = (path: string): ImportJob => ({
  kind: "import",
  dataDir,
  memoryLimit: "512MB",
  path,
  source: "crm",
  mailmap: true,
});

const lockPath = () => join(dataDir, "analytic.lock");

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries > 600) throw new Error("waited in vain");
    await wait(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("a job", () => {
  it("answers with its result, tells how far it is, and leaves the store free", async () => {
    const told: Progress[] = [];
    const summary = await runJob<"import">(importOf(people(20_000)), (progress) => told.push(progress));
    expect(summary).toEqual({ read: 20_000, accepted: 20_000, rejected: 0, unchanged: 0 });
    expect(told.length).toBeGreaterThan(0);
    expect(told[0]).toMatchObject({ phase: "reading records" });
    expect(existsSync(lockPath())).toBe(false);
  });

  it("fails with the code, the sentence and the hint of what failed in it", async () => {
    await expect(runJob<"import">(importOf(join(dataDir, "nothing.csv")))).rejects.toMatchObject({
      code: "file_not_found",
      message: expect.stringContaining("nothing.csv"),
      hint: "Check the path.",
    });
    expect(existsSync(lockPath())).toBe(false);
  });

  it("does not take a folder for a repository because one lies around it", async () => {
    await expect(runJob<"import">(importOf(import.meta.dirname))).rejects.toMatchObject({
      code: "not_a_file",
    });
  });
});

describe("the store", () => {
  it("is held by one job at a time; the second is told by whom", async () => {
    const job = importOf(people(200_000));
    const first = runJob<"import">(job);
    await until(() => existsSync(lockPath()));
    await expect(runJob<"import">(job)).rejects.toMatchObject({
      code: "analytic_store_busy",
      message: expect.stringMatching(/process \d+ \(import\)/),
    });
    await first;
  });

  it("is taken over from a process that died with the lock", async () => {
    writeFileSync(lockPath(), JSON.stringify({ pid: 2 ** 22 - 1, command: "resolve", began: "1" }));
    expect(await runJob<"import">(importOf(people(3)))).toMatchObject({ accepted: 3 });
  });

  it("is as it was before when a job is interrupted, and the job can be run again", async () => {
    await runJob<"import">(importOf(people(10)));
    const interruption = new AbortController();
    const job = runJob<"import">(importOf(people(300_000)), () => interruption.abort(), interruption.signal);
    await expect(job).rejects.toMatchObject({ code: "interrupted" });
    expect(await runJob<"import">(importOf(people(10)))).toMatchObject({ accepted: 10, unchanged: 10 });
  });

  it("is not even opened for a job that was interrupted before it began", async () => {
    const job = runJob<"import">(importOf(people(10)), () => {}, AbortSignal.abort());
    await expect(job).rejects.toMatchObject({ code: "interrupted" });
    expect(existsSync(join(dataDir, "analytic.duckdb"))).toBe(false);
  });

  it("is as it was before when the worker is killed", async () => {
    const job = runJob<"import">(importOf(people(300_000)), () => {
      const holder = holderOf(lockPath());
      if (holder !== null) process.kill(holder.pid, "SIGKILL");
    });
    await expect(job).rejects.toMatchObject({
      code: "worker_crashed",
      message: expect.stringContaining("SIGKILL"),
    });
    expect(await runJob<"import">(importOf(people(10)))).toMatchObject({ accepted: 10, unchanged: 0 });
  });
});

it("a job ends with the process that started it", async () => {
  const module = new URL("../../dist/jobs/runJob.js", import.meta.url).href;
  const program = `import { runJob } from ${JSON.stringify(module)};
    await runJob(JSON.parse(process.argv[1]), () => process.stdout.write("."));`;
  const job = JSON.stringify(importOf(people(300_000)));
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program, job]);
  await new Promise((resolve) => parent.stdout.once("data", resolve));
  const { pid }: { pid: number } = JSON.parse(readFileSync(lockPath(), "utf8"));
  expect(isAlive(pid)).toBe(true);
  parent.kill("SIGKILL");
  await until(() => !isAlive(pid));
});
