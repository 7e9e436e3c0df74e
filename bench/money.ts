import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@vouch/server/dist/postgres/database.js";
import { enrichCaller, openAccount } from "./enrichCalls.js";
import { personOf, seedPeople } from "./enrichPeople.js";
import { type BenchReport, bar, progress, rounded } from "./harness.js";
import { importBeside } from "./moneyImport.js";
import { compareNodes } from "./moneyNodes.js";
import { flood } from "./moneyRates.js";
import { obeyRetryAfter } from "./moneyRetries.js";
import { slowClients } from "./moneySlowClients.js";
import { tellApart } from "./moneyTiming.js";
import { databaseUrlOf } from "./served.js";
import { freePort, startServer } from "./vouch.js";

const PEOPLE = 10_000;
const BALANCES = [0, 1, 2, 3];
const RICH = 1_000_000_000;

async function timing(url: string, dataDir: string) {
  const rows: { balance: number; p: number }[] = [];
  for (const balance of BALANCES) {
    const ask = enrichCaller(url, await openAccount(dataDir, `poor-${balance}`, balance));
    const { email } = personOf(1);
    const p = await tellApart(
      () => ask({ email }),
      () => ask({ email: email.replace("@", "x@") }),
    );
    progress(`balance ${balance}: known and unknown people are told apart with p = ${p}`);
    rows.push({ balance, p: rounded(p) });
  }
  return rows;
}

/** Rates over one node and over three, while clients elsewhere do what they are told. */
async function rates(url: string, databaseUrl: string) {
  const obedient = obeyRetryAfter(url, databaseUrl);
  const [one, three] = [await flood(databaseUrl, 1), await flood(databaseUrl, 3)];
  return { one, three, obedient: await obedient };
}

async function measure(url: string, dataDir: string, metricsPort: number) {
  const databaseUrl = databaseUrlOf(dataDir);
  const sql = connect(databaseUrl);
  await seedPeople(sql, PEOPLE).finally(() => sql.end());
  const tellable = await timing(url, dataDir);
  const key = await openAccount(dataDir, "rich", RICH);
  const call = enrichCaller(url, key);
  const slow = await slowClients(url, () => call({ email: personOf(1).email }));
  progress(`the last of ${slow.sockets} slow clients was cut off after ${slow.last_cut_seconds} s`);
  const nodes = await compareNodes({ url, databaseUrl, dataDir, key, people: PEOPLE });
  const beside = await importBeside(call, dataDir, metricsPort);
  return { tellable, slow, nodes, beside, ...(await rates(url, databaseUrl)) };
}

/**
 * What callers may rely on: rates over several nodes, slow clients, nothing to be read from the time of a refusal, and
 * answers in time beside an import.
 */
export default async function money(): Promise<BenchReport> {
  const dataDir = mkdtempSync(join(tmpdir(), "vouch-bench-money-"));
  const metricsPort = await freePort();
  const server = await startServer(dataDir, { VOUCH_METRICS_PORT: String(metricsPort) });
  const measured = await measure(server.url, dataDir, metricsPort).finally(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const { tellable, slow, nodes, beside, one, three, obedient } = measured;
  const leastP = Math.min(...tellable.map(({ p }) => p));
  return {
    bench: "money",
    results: {
      timing: tellable,
      slow_clients: [slow],
      nodes: [nodes],
      import_beside: [beside],
      rates: [one, three],
      retry_after: [obedient],
    },
    bars: [
      bar("balances 0 to 3: least p of telling people apart", leastP, ">=", 0.01),
      bar("slow clients: seconds until the last is cut off", slow.last_cut_seconds, "<=", 15),
      bar("slow clients: others' p99, times what it was", slow.p99_during_ms / slow.p99_before_ms, "<=", 2),
      bar("three processes on one database, times one's throughput", nodes.ratio, ">=", 1.3),
      bar("a million rows imported beside: p99 in ms", beside.p99_ms, "<=", 50),
      bar(
        "a million rows imported beside: event-loop delay, p99 in ms",
        beside.event_loop_delay_p99_ms,
        "<=",
        100,
      ),
      bar("one node: share over the limit", one.over, "<=", 0),
      bar("one node: share of the allowed let in", one.let_in, ">=", 0.99),
      bar("three nodes: share over the limit", three.over, "<=", 0.01),
      bar("clients that obey Retry-After: sent away again", obedient.refused_again, "<=", 0),
    ],
  };
}
