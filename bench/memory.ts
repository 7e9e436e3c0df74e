import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Peak resident memory in MB of a process and all it started, PostgreSQL's own processes kept apart. */
export interface PeakMemory {
  vouch: number;
  postgres: number;
}

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

/**
 * Watches the processes under a child until it ends, a few times a second (Linux; elsewhere nothing is seen).
 * The peak of a kind is the sum of its processes' own peaks (VmHWM), hence an upper bound; PostgreSQL's processes
 * share their buffers, which are counted once for each.
 */
export function watchMemory(child: ChildProcess, peak: PeakMemory): void {
  const peaks = new Map<number, { kind: keyof PeakMemory; megabytes: number }>();
  const look = () => {
    for (const { pid, name } of descendants(child.pid ?? -1)) {
      const kind = name.startsWith("postgres") ? "postgres" : "vouch";
      peaks.set(pid, { kind, megabytes: peakOf(pid) ?? peaks.get(pid)?.megabytes ?? 0 });
    }
  };
  look();
  const timer = setInterval(look, 250);
  child.once("exit", () => {
    clearInterval(timer);
    for (const kind of ["vouch", "postgres"] as const) peak[kind] = Math.max(peak[kind], sum(peaks, kind));
  });
}

function sum(
  peaks: ReadonlyMap<number, { kind: keyof PeakMemory; megabytes: number }>,
  kind: keyof PeakMemory,
) {
  return [...peaks.values()].reduce((total, one) => total + (one.kind === kind ? one.megabytes : 0), 0);
}

/** A process and all that it started and that still run. */
export function descendants(root: number): Process[] {
  const all = readProcesses();
  const found = all.filter(({ pid }) => pid === root);
  for (const process of found) found.push(...all.filter(({ parent }) => parent === process.pid));
  return found;
}

function readProcesses(): Process[] {
  try {
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .flatMap((entry) => readProcess(Number(entry)));
  } catch {
    return [];
  }
}

function readProcess(pid: number): Process[] {
  const status = procStatus(pid);
  const [, name = ""] = /^Name:\s+(.*)$/m.exec(status) ?? [];
  const [, parent = "-1"] = /^PPid:\s+(\d+)$/m.exec(status) ?? [];
  return name === "" ? [] : [{ pid, name, parent: Number(parent) }];
}

function peakOf(pid: number): number | undefined {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(procStatus(pid)) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Memory in MB that a process holds now; NaN where there is no such process, or no Linux. */
export function residentOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(procStatus(pid)) ?? [];
  return Number(kilobytes) / 1024;
}

/** A process may end between two looks; then there is nothing to read. */
function procStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}
