import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { operations } from "@vouch/contract";
import type { Sql } from "postgres";
import { openAccount } from "./enrichCalls.js";
import { bodies, seedPeople } from "./enrichPeople.js";
import { type BenchReport, bar, progress, rounded } from "./harness.js";
import { type Borne, type Loader, loaderOf } from "./load.js";
import { withServer } from "./served.js";
import type { RunningServer } from "./vouch.js";

const PEOPLE = 1_000_000;
const KINDS = ["email", "name"] as const;
/** Connections, with the least share of the bare route's throughput. */
const SIZES = [
  { connections: 64, leastRatio: 0.4 },
  { connections: 256, leastRatio: 0.6 },
] as const;
const LONGEST_P99_MS = 30;
const WARM_UP_SECONDS = 8;
const SECONDS = 5;
const ROUNDS = 3;
/** Different calls of a kind. */
const CALLS = 100_000;
const CREDITS = 1_000_000_000;

interface Measured {
  readonly kind: string;
  readonly connections: number;
  readonly bare_per_second: number;
  readonly per_second: number;
  readonly ratio: number;
  readonly bare_p99_ms: number;
  readonly p99_ms: number;
}

/** What was heard from the server and what stands in its ledger. */
interface Books {
  answers: number;
  /** Calls that may have been under way when a load ended: nobody counted their answers. */
  cut_off_at_most: number;
  charges: number;
  credits_charged: number;
  credits_left: number;
}

/**
 * The hot path over a million people, each charge durable before its answer, against a route that does nothing. Both
 * are loaded in turn.
 */
export default async function enrich(people = String(PEOPLE)): Promise<BenchReport> {
  return await withServer("enrich", async ({ server, folder, dataDir, sql }) => {
    await requireDurability(sql);
    await seedPeople(sql, Number(people));
    const key = await openAccount(dataDir, "bench", CREDITS);
    const books = { answers: 0, cut_off_at_most: 0, charges: 0, credits_charged: 0, credits_left: 0 };
    const bare = await startBareRoute();
    const place = { server, bare, key, folder, people: Number(people) };
    const measured = await measure(place, books).finally(bare.stop);
    await readBooks(sql, books);
    return report(Number(people), measured, books);
  });
}

async function requireDurability(sql: Sql): Promise<void> {
  const [row] = await sql<{ durable: boolean }[]>`
    SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') = 'on' AS durable`;
  if (row?.durable !== true) throw new Error("charges would not be durable");
}

async function startBareRoute(): Promise<RunningServer> {
  const program = fileURLToPath(new URL("./bareRoute.js", import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  const [line]: Buffer[] = await once(child.stdout, "data");
  const stop = async () => {
    child.kill();
    await once(child, "exit");
  };
  return { url: String(line).trim(), stop };
}

interface Place {
  readonly server: RunningServer;
  readonly bare: RunningServer;
  readonly key: string;
  readonly folder: string;
  readonly people: number;
}

async function measure({ server, bare, key, folder, people }: Place, books: Books): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const kind of KINDS) {
    const loader = async ({ url }: RunningServer, name: string) => {
      const own = join(folder, `${kind}-${name}`);
      mkdirSync(own);
      const load = { url: url + operations.enrichPerson.path, key, bodies: bodies(kind, CALLS, people) };
      return await loaderOf(load, own);
    };
    const loadBare = await loader(bare, "bare");
    const loadOurs = counted(await loader(server, "ours"), books);
    progress(`by ${kind}: warming up`);
    await loadOurs(256, WARM_UP_SECONDS);
    for (const { connections } of SIZES) measured.push(await compare(kind, connections, loadBare, loadOurs));
  }
  return measured;
}

function counted(loader: Loader, books: Books): Loader {
  return async (connections, seconds) => {
    const borne = await loader(connections, seconds);
    if (borne.failures > 0) throw new Error(`${borne.failures} of ${borne.requests} calls failed`);
    books.answers += borne.requests;
    books.cut_off_at_most += connections;
    return borne;
  };
}

async function compare(kind: string, connections: number, bare: Loader, ours: Loader): Promise<Measured> {
  const rounds: { bare: Borne; ours: Borne }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const next = { bare: await bare(connections, SECONDS), ours: await ours(connections, SECONDS) };
    progress(
      `by ${kind}, ${connections} connections: ${Math.round(next.ours.per_second)} a second, p99 ${next.ours.p99_ms} ms; ` +
        `bare ${Math.round(next.bare.per_second)}`,
    );
    rounds.push(next);
  }
  const middle = (value: (round: { bare: Borne; ours: Borne }) => number) => median(rounds.map(value));
  return {
    kind,
    connections,
    bare_per_second: Math.round(middle((round) => round.bare.per_second)),
    per_second: Math.round(middle((round) => round.ours.per_second)),
    ratio: rounded(
      middle((round) => round.ours.per_second / round.bare.per_second),
      3,
    ),
    bare_p99_ms: rounded(
      middle((round) => round.bare.p99_ms),
      1,
    ),
    p99_ms: rounded(
      middle((round) => round.ours.p99_ms),
      1,
    ),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function readBooks(sql: Sql, books: Books): Promise<void> {
  const [row] = await sql<Pick<Books, "charges" | "credits_charged" | "credits_left">[]>`
    SELECT count(*)::int AS charges, sum(credits)::float8 AS credits_charged,
      (SELECT balance FROM account WHERE name = 'bench')::float8 AS credits_left
    FROM ledger WHERE kind = 'charge'`;
  Object.assign(books, row);
}

function report(people: number, measured: readonly Measured[], books: Books): BenchReport {
  const uncounted = books.charges - books.answers;
  const isRight =
    uncounted >= 0 &&
    uncounted <= books.cut_off_at_most &&
    books.credits_left === CREDITS - books.credits_charged;
  const bars = measured.flatMap(({ kind, connections, ratio, p99_ms }) => {
    const least = SIZES.find((size) => size.connections === connections)?.leastRatio ?? 1;
    const name = `by ${kind}, ${connections} connections`;
    return [
      bar(`${name}: share of the bare route's throughput`, ratio, ">=", least),
      ...(connections === 256 ? [bar(`${name}: p99 in ms`, p99_ms, "<=", LONGEST_P99_MS)] : []),
    ];
  });
  return {
    bench: "enrich",
    results: { people, throughput: measured, books: [books] },
    bars: [...bars, bar("answers and ledger agree (1: yes)", Number(isRight), ">=", 1)],
  };
}
