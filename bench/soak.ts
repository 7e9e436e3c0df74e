import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@vouch/server/dist/postgres/database.js";
import { enrichCaller, openAccount } from "./enrichCalls.js";
import { personOf, seedPeople } from "./enrichPeople.js";
import { type BenchReport, BenchUsageError, bar, progress, rounded } from "./harness.js";
import { residentOf } from "./memory.js";
import { callAtPace } from "./pacedCalls.js";
import { databaseUrlOf } from "./served.js";
import { type Sample, steadyTrend } from "./trend.js";
import { type ServerProcess, startServer } from "./vouch.js";

const HOUR = 3600;
const PEOPLE = 100_000;
const PER_SECOND = 200;
const CREDITS = 1_000_000_000;
const SAMPLE_MS = 10_000;
/**
 * Share of the time in which the process may still grow to its size at work: code is compiled, caches fill and the heap
 * finds its size for half an hour. What leaks goes on leaking after it.
 */
const WARM_UP = 1 / 2;
/** Every so many calls ask for nobody. */
const UNKNOWN_EVERY = 10;

/** What calls ask for, by turns by address and by name, spread over all people. */
function bodyOf(call: number): object {
  const { email, ...name } = personOf((call * 7919) % PEOPLE);
  if (call % UNKNOWN_EVERY === 0) return { email: `nobody.${email}` };
  return call % 2 === 0 ? { email } : name;
}

async function callFor(server: ServerProcess, key: string, seconds: number) {
  const call = enrichCaller(server.url, key);
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  const samples: Sample[] = [];
  const sampling = setInterval(() => {
    const sample = { seconds: elapsed(), value: residentOf(server.child.pid ?? -1) };
    samples.push(sample);
    if (samples.length % 6 === 0)
      progress(`${Math.round(sample.seconds / 60)} min: ${Math.round(sample.value)} MB`);
  }, SAMPLE_MS);
  const paced = await callAtPace(
    async (at) => (await call(bodyOf(at))).status,
    PER_SECOND,
    () => elapsed() >= seconds,
  );
  clearInterval(sampling);
  return { paced, samples };
}

/**
 * An even load for a long time: does the process that answers grow? Its trend is that of the second half (`steadyTrend`).
 * @param duration in seconds, an hour if absent
 */
export default async function soak(duration = String(HOUR)): Promise<BenchReport> {
  const seconds = Number(duration);
  if (!Number.isInteger(seconds) || seconds < 60)
    throw new BenchUsageError(`How many seconds? A whole number from 60, not "${duration}".`);
  const dataDir = mkdtempSync(join(tmpdir(), "vouch-bench-soak-"));
  const server = await startServer(dataDir);
  try {
    const sql = connect(databaseUrlOf(dataDir));
    await seedPeople(sql, PEOPLE).finally(() => sql.end());
    const key = await openAccount(dataDir, "soak", CREDITS);
    const { paced, samples } = await callFor(server, key, seconds);
    const settled = samples.filter((sample) => sample.seconds >= seconds * WARM_UP);
    const most = Math.max(...samples.map(({ value }) => value));
    return {
      bench: "soak",
      results: {
        seconds,
        calls_per_second: PER_SECOND,
        people: PEOPLE,
        ...paced,
        most_rss_mb: rounded(most, 1),
        rss_mb_by_minute: samples.filter((_, at) => at % 6 === 5).map(({ value }) => Math.round(value)),
      },
      bars: [
        bar("growth of memory, percent an hour", rounded(steadyTrend(settled), 2), "<=", 1),
        bar("most memory of the API process, MB", rounded(most, 1), "<=", 600),
        bar("calls that failed", paced.failures, "<=", 0),
      ],
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
