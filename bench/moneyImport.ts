import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { EnrichCall } from "./enrichCalls.js";
import { personOf } from "./enrichPeople.js";
import { progress, rounded } from "./harness.js";
import { callAtPace } from "./pacedCalls.js";
import { vouch } from "./vouch.js";

const ROWS = 1_000_000;
const ROWS_AT_ONCE = 5000;
const PER_SECOND = 200;

const HEADER = "id,first_name,last_name,email,title,company,domain,linkedin_url,location,updated_at\n";

function rowOf(index: number): string {
  const { first_name, last_name, email, domain } = personOf(index);
  const company = `Company ${domain.replace(/\D/g, "")}`;
  const profile = `https://linkedin.com/in/person-${index}`;
  return `${index},${first_name},${last_name},${email},Software Engineer,${company},${domain},${profile},"Lyon, France",2026-01-31\n`;
}

function* table(): Generator<string> {
  yield HEADER;
  for (let from = 0; from < ROWS; from += ROWS_AT_ONCE)
    yield Array.from({ length: ROWS_AT_ONCE }, (_, at) => rowOf(from + at)).join("");
}

/** The 99th percentile of the event loop's delay since the last look, in milliseconds. */
async function readDelay(metricsPort: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const [, seconds] = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text) ?? [];
  return Number(seconds) * 1000;
}

/** A large import beside callers: how long they wait. */
export async function importBeside(call: EnrichCall, dataDir: string, metricsPort: number) {
  const path = join(dataDir, "many.csv");
  progress(`writing ${ROWS} rows`);
  await pipeline(Readable.from(table()), createWriteStream(path));
  await readDelay(metricsPort);
  let isOver = false;
  const begun = performance.now();
  const importing = vouch<{ accepted: number }>([
    "import",
    path,
    "--source",
    "many",
    "--data",
    dataDir,
    "--json",
  ]);
  const ended = importing.finally(() => {
    isOver = true;
  });
  const ask = async (at: number) => (await call({ email: personOf(at % ROWS_AT_ONCE).email })).status;
  const paced = await callAtPace(ask, PER_SECOND, () => isOver);
  const { accepted } = await ended;
  const seconds = rounded((performance.now() - begun) / 1000, 1);
  return { rows: accepted, seconds, ...paced, event_loop_delay_p99_ms: await readDelay(metricsPort) };
}
