import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@vouch/server/dist/postgres/database.js";
import { enrichCaller, openAccount } from "./enrichCalls.js";
import { personOf, seedPeople } from "./enrichPeople.js";
import { type BenchReport, bar, progress, rounded } from "./harness.js";
import { flood } from "./moneyRates.js";
import { slowClients } from "./moneySlowClients.js";
import { tellApart } from "./moneyTiming.js";
import { startServer } from "./vouch.js";

const PEOPLE = 10_000;
const BALANCES = [0, 1, 2, 3];

/** A way to ask for one person with a key of a new account. */
async function asker(url: string, dataDir: string, account: string, credits: number) {
  const call = enrichCaller(url, await openAccount(dataDir, account, credits));
  return (email: string) => call({ email });
}

async function timing(url: string, dataDir: string) {
  const rows: { balance: number; p: number }[] = [];
  for (const balance of BALANCES) {
    const ask = await asker(url, dataDir, `poor-${balance}`, balance);
    const known = personOf(1).email;
    const p = await tellApart(
      () => ask(known),
      () => ask(known.replace("@", "x@")),
    );
    progress(`balance ${balance}: known and unknown people are told apart with p = ${p}`);
    rows.push({ balance, p: rounded(p) });
  }
  return rows;
}

/** What callers may rely on: rates over several nodes, slow clients, nothing to be read from the time of a refusal. */
export default async function money(): Promise<BenchReport> {
  const dataDir = mkdtempSync(join(tmpdir(), "vouch-bench-money-"));
  const server = await startServer(dataDir);
  try {
    const databaseUrl: string = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8")).url;
    const sql = connect(databaseUrl);
    await seedPeople(sql, PEOPLE);
    await sql.end();
    const tellable = await timing(server.url, dataDir);
    const ask = await asker(server.url, dataDir, "rich", 1_000_000_000);
    const slow = await slowClients(server.url, () => ask(personOf(1).email));
    progress(`the last of ${slow.sockets} slow clients was cut off after ${slow.last_cut_seconds} s`);
    const rates = [await flood(databaseUrl, 1), await flood(databaseUrl, 3)];
    const [one, three] = rates;
    return {
      bench: "money",
      results: { timing: tellable, slow_clients: [slow], rates },
      bars: [
        bar(
          "balances 0 to 3: least p of telling people apart",
          Math.min(...tellable.map(({ p }) => p)),
          ">=",
          0.01,
        ),
        bar("slow clients: seconds until the last is cut off", slow.last_cut_seconds, "<=", 15),
        bar("slow clients: others' p99, times what it was", slow.p99_during_ms / slow.p99_before_ms, "<=", 2),
        bar("one node: share over the limit", one?.over ?? Number.NaN, "<=", 0),
        bar("one node: share of the allowed let in", one?.let_in ?? Number.NaN, ">=", 0.99),
        bar("three nodes: share over the limit", three?.over ?? Number.NaN, "<=", 0.01),
      ],
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
