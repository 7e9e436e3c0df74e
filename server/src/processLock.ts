import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf, VouchError } from "./errors.js";

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

/** What the kernel says of a process: its state, and when it began, in ticks. Empty where it does not tell. */
function statOf(pid: number): { readonly state: string; readonly began: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", began: fields[19] ?? "" };
  } catch {
    return { state: "", began: "" };
  }
}

const beganOf = (pid: number) => statOf(pid).began;
/** Has ended, and nobody has asked yet how. */
const ZOMBIE = "Z";

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (failure) {
    if (codeOf(failure) !== "EPERM") return false;
  }
  const now = statOf(pid);
  if (now.state === ZOMBIE) return false;
  return began === "" || now.began === "" || now.began === began;
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

/** What stands in a file, or null where there is none. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (failure) {
    if (codeOf(failure) === "ENOENT") return null;
    throw failure;
  }
}

/** The live process that a lock's text names, or null. */
function liveHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) && isAlive(value) ? value : null;
  } catch {
    return null;
  }
}

/** The live process that holds a lock, or null where none does. */
export function holderOf(path: string): Holder | null {
  return liveHolder(textOf(path) ?? "");
}

/** Whether the file at `path` became ours: a link is made whole or not at all. */
function claim(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (failure) {
    if (codeOf(failure) === "EEXIST") return false;
    throw failure;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeStale(path: string): void {
  const text = textOf(path);
  if (text !== null && liveHolder(text) === null) rmSync(path, { force: true });
}

/**
 * Removes a lock that a dead process left. Whoever does so holds a lock for it: of two that find the same one, the
 * later would else remove the lock that the earlier has taken meanwhile.
 */
function clear(path: string, content: string): void {
  const clearing = `${path}.clearing`;
  if (!claim(clearing, content)) {
    removeStale(clearing);
    return;
  }
  try {
    removeStale(path);
  } finally {
    rmSync(clearing, { force: true });
  }
}

function take(path: string, command: string): ProcessLock | Holder {
  mkdirSync(dirname(path), { recursive: true });
  const content = JSON.stringify({ pid: process.pid, command, began: beganOf(process.pid) });
  for (;;) {
    if (claim(path, content)) return { release: () => rmSync(path, { force: true }) };
    const holder = holderOf(path);
    if (holder !== null) return holder;
    clear(path, content);
  }
}

/**
 * Takes a lock for this process; one left by a dead process is taken over.
 * @returns the lock, or the live process that holds it
 * @throws VouchError folder_unusable, where no lock can be made
 */
export function acquireLock(path: string, command: string): ProcessLock | Holder {
  try {
    return take(path, command);
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    throw new VouchError(
      "folder_unusable",
      `${dirname(path)} cannot be used: ${reason}`,
      "Give a folder that you may write to with --data.",
    );
  }
}
