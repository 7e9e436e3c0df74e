import { setTimeout as sleep } from "node:timers/promises";

/** How calls at an even pace fared. */
export interface Paced {
  readonly calls: number;
  /** Calls that threw or were answered with anything but 200 and 404. */
  readonly failures: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
}

/** The value that a share of all are at or below. */
export function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

/**
 * Makes calls at an even pace, whether earlier ones were answered or not. A call's time counts from when it was due:
 * what a busy server holds up is not forgotten.
 * @param ask makes the call of that number and says the status of its answer
 * @param isOver asked before each call
 */
export async function callAtPace(
  ask: (call: number) => Promise<number>,
  perSecond: number,
  isOver: () => boolean,
): Promise<Paced> {
  const took: number[] = [];
  let failures = 0;
  const call = async (at: number, due: number) => {
    const status = await ask(at).catch(() => 0);
    took.push(performance.now() - due);
    if (status !== 200 && status !== 404) failures += 1;
  };
  const underWay = new Set<Promise<void>>();
  const begun = performance.now();
  for (let at = 0; !isOver(); at++) {
    const due = begun + (at * 1000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
    const made = call(at, due).finally(() => underWay.delete(made));
    underWay.add(made);
  }
  await Promise.all(underWay);
  return { calls: took.length, failures, p50_ms: percentile(took, 0.5), p99_ms: percentile(took, 0.99) };
}
