import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const program = fileURLToPath(new URL("../bin/vouch.js", import.meta.url));
const MEGABYTE = 2 ** 20;
const MOST_MEMORY = 512;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-hostile-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes texts one after the other; a number is so many megabytes of the text before it. */
function file(name: string, ...parts: readonly (string | number)[]): string {
  const path = join(folder, name);
  const output = openSync(path, "w");
  for (const [at, part] of parts.entries()) {
    if (typeof part === "string") {
      writeSync(output, part);
      continue;
    }
    const text = String(parts[at - 1]);
    const megabyte = text.repeat(Math.ceil(MEGABYTE / text.length));
    for (let written = 0; written < part; written += 1) writeSync(output, megabyte);
  }
  closeSync(output);
  return path;
}

/** The most memory that a process has had, in megabytes; 0 where it is gone. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").map(Number);
  } catch {
    return [];
  }
}

/** Watches the processes that a child starts, and itself. @returns a look at the most that one of them had */
function watch(child: ChildProcess): () => number {
  let most = 0;
  const look = () => {
    const pid = child.pid ?? 0;
    if (child.exitCode !== null) return;
    for (const one of [pid, ...childrenOf(pid)]) most = Math.max(most, peakOf(one));
  };
  const timer = setInterval(look, 20);
  child.on("exit", () => clearInterval(timer));
  return () => most;
}

async function importFile(path: string): Promise<{ said: string; code: unknown; megabytes: number }> {
  const args = [program, "import", path, "--source", "hostile", "--json", "--data", join(folder, "data")];
  const child = spawn(process.execPath, args);
  const megabytes = watch(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
  const [code] = await once(child, "close");
  return { said, code, megabytes: megabytes() };
}

const HEADER = "id,name,email\n1,Jane Doe,jane@acme.example\n";
const LAST = "3,John Roe,john@acme.example\n";
const JSON_LAST = '{"id": "3", "name": "John Roe", "email": "john@acme.example"}';

describe.runIf(process.platform === "linux")("a file that is meant to break something", () => {
  it.each<[string, string, readonly (string | number)[]]>([
    ["a line of 200 MB", "line.csv", [HEADER, '2,"', "y", 200, '"\n', LAST]],
    ["a row of 450 000 columns", "row.csv", [HEADER, `2${",b".repeat(450_000)}\n`, LAST]],
    ["lists in lists in lists", "deep.jsonl", [`${"[".repeat(450_000)}${"]".repeat(450_000)}\n`, JSON_LAST]],
    ["objects without an end", "deep.json", ["[", JSON_LAST, ',{"a":', '{"a":', 5]],
  ])("costs a reject and little memory: %s", async (_, name, parts) => {
    const { said, code, megabytes } = await importFile(file(name, ...parts));
    const { read, accepted, rejected } = JSON.parse(said);
    expect([code, rejected, accepted]).toEqual([0, 1, read - 1]);
    expect(accepted).toBeGreaterThan(0);
    expect(megabytes).toBeGreaterThan(0);
    expect(megabytes).toBeLessThan(MOST_MEMORY);
  });

  it.each<[string, string, readonly (string | number)[], RegExp]>([
    ["a million columns", "wide.csv", [`name${",a".repeat(1_000_000)}\n`, LAST], /first line is longer than/],
    ["400 000 columns", "columns.csv", [`name,email${",a".repeat(400_000)}\n`], /has 400002 columns/],
    ["one line of 20 MB", "one.csv", ["x", 20], /first line is longer than/],
  ])("is refused in a line, and costs little memory: %s", async (_, name, parts, message) => {
    const { said, code, megabytes } = await importFile(file(name, ...parts));
    expect(code).toBe(1);
    expect(said).toMatch(message);
    expect(said.trim().split("\n")).toHaveLength(2);
    expect(megabytes).toBeLessThan(MOST_MEMORY);
  });
});
