import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { descendants } from "./memory.js";

/** Hundredths of a second, in which Linux tells the time that a process used. */
const TICKS = 100;

/** Seconds of processor that a process has used, in it and for the system; 0 where there is no such process, or no Linux. */
function secondsOf(pid: number): number {
  try {
    const behindName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "";
    const fields = behindName.split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

/** Watches what a child and all that it starts use of the processor, until it ends, ten times a second. */
export function watchProcessor(child: ChildProcess, used: { seconds: number }): void {
  const seconds = new Map<number, number>();
  const timer = setInterval(() => {
    for (const { pid } of descendants(child.pid ?? -1))
      seconds.set(pid, Math.max(seconds.get(pid) ?? 0, secondsOf(pid)));
  }, 100);
  child.once("exit", () => {
    clearInterval(timer);
    used.seconds = [...seconds.values()].reduce((sum, one) => sum + one, 0);
  });
}
