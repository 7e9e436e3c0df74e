import { setTimeout as sleep } from "node:timers/promises";
import { processClock } from "@vouch/server/dist/clock.js";
import { SharedRateLimiter } from "@vouch/server/dist/limits/rateLimiter.js";
import { exchangeOver, RATE_SETTINGS } from "@vouch/server/dist/limits/rateStore.js";
import { connectForStatements } from "@vouch/server/dist/postgres/database.js";

const LIMIT = 600;
const SECONDS = 130;
/** Calls a second of all nodes together: three times what the limit allows. */
const PACE = 30;
const WINDOW_MS = 60_000;

let keys = 0;

/** Calls that an exact log would let in. */
function exactly(times: readonly number[]): number {
  const log: number[] = [];
  for (const time of times)
    if ((log.at(-LIMIT) ?? Number.NEGATIVE_INFINITY) <= time - WINDOW_MS) log.push(time);
  return log.length;
}

function mostInAWindow(times: readonly number[]): number {
  let [from, most] = [0, 0];
  for (const [at, time] of times.entries()) {
    while ((times[from] ?? time) <= time - WINDOW_MS) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}

/** A key that floods nodes on one database, in real time: how much is let in. */
export async function flood(url: string, nodes: number) {
  const pools = Array.from({ length: nodes }, () => connectForStatements(url, 1, RATE_SETTINGS));
  const limiters = pools.map((sql) => new SharedRateLimiter(exchangeOver(sql), processClock));
  const key = (++keys).toString(16).padStart(64, "0");
  const [asked, letIn]: [number[], number[]] = [[], []];
  const tending = setInterval(() => limiters.forEach((limiter) => void limiter.tend()), 500);
  const begun = processClock();
  for (let call = 0; call < SECONDS * PACE; call++) {
    const verdict = limiters[call % nodes]?.take(key, LIMIT);
    asked.push(processClock());
    if ((await verdict)?.allowed === true) letIn.push(processClock());
    await sleep(Math.max(0, begun + (call * 1000) / PACE - processClock()));
  }
  clearInterval(tending);
  await Promise.all(pools.map((sql) => sql.end()));
  const most = mostInAWindow(letIn);
  return {
    nodes,
    limit: LIMIT,
    most_in_60_s: most,
    over: most / LIMIT - 1,
    let_in: letIn.length / exactly(asked),
  };
}
