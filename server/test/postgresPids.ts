import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Pids of the processes that work in a data folder's cluster. */
export function postgresPids(dataDir: string): number[] {
  const log = join(dataDir, "postgres");
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && commandOf(pid).includes("postgres") && folderOf(pid).startsWith(log));
}

/** The command line of a process; empty where there is none. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function folderOf(pid: number): string {
  const { stdout } = spawnSync("readlink", [`/proc/${pid}/cwd`], { encoding: "utf8" });
  return stdout.trim();
}
