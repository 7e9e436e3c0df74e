import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  /** What it does, for people: "start", "resolve". */
  readonly command: string;
  /** When the process began, as the system counts; tells a later process with the same pid apart. */
  readonly began: string;
}

export interface ProcessLock {
  release(): void;
}

/** When a process began, in the kernel's ticks; empty where the system does not tell. */
function beganOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (failure) {
    const mayExist = failure instanceof Error && "code" in failure && failure.code === "EPERM";
    if (!mayExist) return false;
  }
  const now = beganOf(pid);
  return began === "" || now === "" || now === began;
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "began" in value
  );
}

/** The live process that holds a lock, or null where none does. */
export function holderOf(path: string): Holder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isHolder(value) && isAlive(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether the file at `path` became ours: a link is made whole or not at all. */
function claim(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes a lock for this process; one left by a dead process is taken over.
 * @returns the lock, or the live process that holds it
 */
export function acquireLock(path: string, command: string): ProcessLock | Holder {
  mkdirSync(dirname(path), { recursive: true });
  const content = JSON.stringify({ pid: process.pid, command, began: beganOf(process.pid) });
  for (;;) {
    if (claim(path, content)) return { release: () => rmSync(path, { force: true }) };
    const holder = holderOf(path);
    if (holder !== null) return holder;
    rmSync(path, { force: true });
  }
}
