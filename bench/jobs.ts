import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { operations } from "@vouch/contract";
import { connect } from "@vouch/server/dist/postgres/database.js";
import type { Sql } from "postgres";
import { openAccount } from "./enrichCalls.js";
import { personOf, seedPeople } from "./enrichPeople.js";
import { type BenchReport, bar, progress, rounded } from "./harness.js";
import { databaseUrlOf } from "./served.js";
import { type ServerProcess, startServer } from "./vouch.js";

const PEOPLE = 50_000;
const ROWS = 100_000;
const KILLS = 20;
const LEAST_PER_SECOND = 5000;
const PRICES = operations.enrichPerson.price;

/** Every fourth row is about nobody. */
const isKnown = (row: number) => row % 4 !== 0;
const emailAt = (row: number) => (isKnown(row) ? "" : "nobody.") + personOf((row * 7919) % PEOPLE).email;

function fileOf(rows: number): string {
  return `email,row\n${Array.from({ length: rows }, (_, row) => `${emailAt(row)},${row}\n`).join("")}`;
}

interface Account {
  readonly name: string;
  readonly key: string;
}

interface Finished {
  readonly seconds: number;
  readonly wrongRows: number;
  readonly kills: number;
}

/** A server that may be killed and started anew; where it answers changes with that. */
interface Place {
  server: ServerProcess;
  readonly dataDir: string;
}

function caller(place: Place, { key }: Account) {
  return async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { "x-api-key": key, "content-type": "text/csv" };
    const answer = await fetch(place.server.url + path, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
    return answer;
  };
}

type Call = ReturnType<typeof caller>;

async function doneRows(call: Call, job: string): Promise<number> {
  const status: unknown = await (await call(`/api/v1/async/status/${job}`)).json();
  return (status as { results_count: number }).results_count;
}

async function untilDone(call: Call, job: string, rows: number): Promise<void> {
  while ((await doneRows(call, job)) < rows) await sleep(20);
}

/** Rows of the result that are not what was asked, in its order, with what was to come of it. */
async function wrongRows(call: Call, job: string, rows: number): Promise<number> {
  const text = await (await call(`/api/v1/async/jobs/${job}/file`)).text();
  const lines = text.trim().split("\n").slice(1);
  let wrong = Math.abs(lines.length - rows);
  for (const [row, line] of lines.entries()) {
    const expected = `${emailAt(row)},${row},${isKnown(row) ? "success" : "not_found"}`;
    if (line.trim() !== expected && !line.startsWith(`${expected},`)) wrong += 1;
  }
  return wrong;
}

async function killServer(place: Place): Promise<void> {
  place.server.child.kill("SIGKILL");
  await once(place.server.child, "exit");
  place.server = await startServer(place.dataDir);
}

/** Has a file answered. @param kills times that the server is killed outright meanwhile, at random points */
async function runJob(place: Place, account: Account, rows: number, kills: number): Promise<Finished> {
  const call = caller(place, account);
  const body = fileOf(rows);
  const begun = performance.now();
  const submitted = await call("/api/v1/async/files", { method: "POST", body });
  const { job_id } = (await submitted.json()) as { job_id: string };
  for (let kill = 1; kill <= kills; kill++) {
    const from = await doneRows(call, job_id);
    await untilDone(call, job_id, from + Math.random() * ((rows - from) / (kills + 2 - kill)));
    await killServer(place);
    progress(`killed ${kill} of ${kills} times, the last time past row ${from}`);
  }
  await untilDone(call, job_id, rows);
  const seconds = (performance.now() - begun) / 1000;
  return { seconds, wrongRows: await wrongRows(call, job_id, rows), kills };
}

/** Charges of an account that are missing, double or of another sum than the prices make. */
async function wrongCharges(sql: Sql, { name }: Account, rows: number): Promise<number> {
  const [books] = await sql<{ charges: number; names: number; credits: number }[]>`
    SELECT count(*)::int AS charges, count(DISTINCT request_id)::int AS names, sum(credits)::int AS credits
    FROM ledger JOIN account USING (account_id) WHERE name = ${name} AND kind = 'charge'`;
  const known = Array.from({ length: rows }, (_, row) => isKnown(row)).filter(Boolean).length;
  const price = known * PRICES.success + (rows - known) * PRICES.not_found;
  if (books === undefined) return rows;
  const { charges, names, credits } = books;
  return Math.abs(charges - rows) + Math.abs(names - rows) + Math.abs(credits - price);
}

/** A file of 100 000 rows answered in the background: how fast, and what is left of it where the server is killed. */
export default async function jobs(rows = String(ROWS), kills = String(KILLS)): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-bench-jobs-"));
  const dataDir = join(folder, "data");
  const place: Place = { server: await startServer(dataDir), dataDir };
  const sql = connect(databaseUrlOf(dataDir));
  try {
    await seedPeople(sql, PEOPLE);
    await sql.end();
    const accountOf = async (name: string) => ({ name, key: await openAccount(dataDir, name, 10_000_000) });
    const [quiet, killed] = [await accountOf("quiet"), await accountOf("killed")];
    const fast = await runJob(place, quiet, Number(rows), 0);
    const resumed = await runJob(place, killed, Number(rows), Number(kills));
    const books = connect(databaseUrlOf(dataDir));
    const charges = {
      quiet: await wrongCharges(books, quiet, Number(rows)),
      killed: await wrongCharges(books, killed, Number(rows)),
    };
    await books.end();
    return report(Number(rows), fast, resumed, charges);
  } finally {
    await place.server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(
  rows: number,
  fast: Finished,
  resumed: Finished,
  charges: { readonly quiet: number; readonly killed: number },
): BenchReport {
  const perSecond = Math.round(rows / fast.seconds);
  return {
    bench: "jobs",
    results: {
      rows,
      seconds: rounded(fast.seconds, 2),
      kills: resumed.kills,
      seconds_with_kills: rounded(resumed.seconds, 2),
    },
    bars: [
      bar("rows a second, upload included", perSecond, ">=", LEAST_PER_SECOND),
      bar("rows of the result that are wrong", fast.wrongRows, "<=", 0),
      bar("rows that are wrong where the server was killed", resumed.wrongRows, "<=", 0),
      bar("charges that are missing, double or wrong", charges.quiet + charges.killed, "<=", 0),
    ],
  };
}
