import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acquireLock, type Holder, holderOf } from "./processLock.js";

const BUILT = new URL("../dist/processLock.js", import.meta.url).href;

let folder: string;
let path: string;
const running = new Set<ChildProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-lock-"));
  path = join(folder, "some.lock");
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Runs code that has `acquireLock` and the lock's `path`, in another process. */
function inAnotherProcess(code: string): ChildProcess {
  const preamble = `import { acquireLock } from ${JSON.stringify(BUILT)}; import fs from "node:fs"; const path = ${JSON.stringify(path)};`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", `${preamble}${code}`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  running.add(child);
  child.on("exit", () => running.delete(child));
  return child;
}

/** A process that holds the lock until it is killed. */
async function anOwner(): Promise<ChildProcess> {
  const child = inAnotherProcess(
    'const lock = acquireLock(path, "owning"); console.log("release" in lock); process.stdin.resume();',
  );
  const [said] = await once(child.stdout ?? child, "data");
  expect(String(said).trim()).toBe("true");
  return child;
}

const isOurs = (lock: ReturnType<typeof acquireLock>) => {
  const holder = holderOf(path);
  return "release" in lock && holder?.pid === process.pid && holder.command === "testing";
};

describe("a lock", () => {
  it("is held until it is released", () => {
    const lock = acquireLock(path, "testing");
    expect(isOurs(lock)).toBe(true);
    expect(acquireLock(path, "testing again")).toMatchObject({ pid: process.pid, command: "testing" });
    if ("release" in lock) lock.release();
    expect(existsSync(path)).toBe(false);
    expect(isOurs(acquireLock(path, "testing"))).toBe(true);
  });

  it("names its owner to others, and is theirs once that was killed", async () => {
    const owner = await anOwner();
    expect(acquireLock(path, "testing")).toMatchObject({ pid: owner.pid, command: "owning" });
    owner.kill("SIGKILL");
    await once(owner, "exit");
    expect(isOurs(acquireLock(path, "testing"))).toBe(true);
  });

  it.each([
    "",
    "{",
    "null",
    '{"pid": "1"}',
    JSON.stringify({ pid: 2 ** 22 - 1, command: "start", began: "1" }),
  ])("is taken over where %j stands in its place", (text) => {
    writeFileSync(path, text);
    expect(isOurs(acquireLock(path, "testing"))).toBe(true);
  });

  it.runIf(process.platform === "linux")(
    "is taken over where its owner's pid is another process's now",
    async () => {
      const other = await anOwner();
      const held: Holder = JSON.parse(readFileSync(path, "utf8"));
      writeFileSync(path, JSON.stringify({ ...held, began: String(Number(held.began) - 1) }));
      expect(isOurs(acquireLock(path, "testing"))).toBe(true);
      expect(other.exitCode).toBeNull();
    },
  );

  it("is taken over though who took it over before died meanwhile", () => {
    for (const stale of [path, `${path}.clearing`]) writeFileSync(stale, "{}");
    expect(isOurs(acquireLock(path, "testing"))).toBe(true);
  });

  it("that cannot be made is told in a line", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => acquireLock(join(folder, "file", "some.lock"), "testing")).toThrow(/cannot be used/);
  });
});

describe("of several processes at once", () => {
  /** Takes the lock again and again; leaves it behind as a dead process would. Two at a time end in an error. */
  const CONTENDER = `
    console.log("ready");
    while (!fs.existsSync(path + ".go")) ;
    let taken = 0;
    const until = Date.now() + 1_500;
    while (Date.now() < until) {
      const lock = acquireLock(path, "contending");
      if (!("release" in lock)) continue;
      fs.writeFileSync(path + ".alone", "", { flag: "wx" });
      taken += 1;
      fs.rmSync(path + ".alone");
      if (taken % 5 === 0) lock.release();
      else {
        fs.writeFileSync(path + "." + process.pid + ".left", '{"pid": ${2 ** 22 - 1}, "began": "1"}');
        fs.renameSync(path + "." + process.pid + ".left", path);
      }
    }
    process.exitCode = taken > 0 ? 0 : 2;`;

  it("one has it, however it was left", async () => {
    const contenders = [1, 2, 3, 4].map(() => inAnotherProcess(CONTENDER));
    await Promise.all(contenders.map((child) => once(child.stdout ?? child, "data")));
    writeFileSync(`${path}.go`, "");
    const codes = await Promise.all(contenders.map(async (child) => (await once(child, "exit"))[0]));
    // A process that never had its turn is no fault.
    expect(codes.filter((code) => code !== 2)).not.toEqual([]);
    expect(codes.filter((code) => code !== 2 && code !== 0)).toEqual([]);
  });
});
