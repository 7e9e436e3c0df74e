import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { MOST_COUNTED, operations } from "@vouch/contract";
import type { Sql } from "postgres";
import { openAccount } from "./enrichCalls.js";
import { bodies, seedPeople } from "./enrichPeople.js";
import { type BenchReport, bar, progress, rounded, timed } from "./harness.js";
import { loaderOf } from "./load.js";
import { type MeasuredQuery, mixedQueries, searchedPerson, traitsOf } from "./searchPeople.js";
import { withServer } from "./served.js";

const PEOPLE = 1_000_000;
const QUERIES = 500;
const WARM_UP = 50;
const CREDITS = 1_000_000_000;
const CONNECTIONS = 64;
const SECONDS = 5;
const BARS = { p50_ms: 15, p99_ms: 120, ratio: 0.5 } as const;

interface Place {
  readonly url: string;
  readonly key: string;
  readonly folder: string;
  readonly people: number;
}

/** Searches over a million people: how long one takes, whether totals are right, and how many fit into a second. */
export default async function search(people = String(PEOPLE)): Promise<BenchReport> {
  return await withServer("search", async ({ server, folder, dataDir, sql }) => {
    const seeded = await timed(() => seedPeople(sql, Number(people), searchedPerson));
    const index = await readIndex(sql);
    const key = await openAccount(dataDir, "bench", CREDITS);
    const place = { url: server.url, key, folder, people: Number(people) };
    const queries = mixedQueries(QUERIES, Number(people));
    const latency = await measureLatency(place, queries);
    const throughput = await measureThroughput(place, queries);
    return report({
      seconds: rounded(seeded.seconds, 1),
      index,
      latency,
      throughput,
      people: Number(people),
    });
  });
}

/** How large what searches read is, and how long its indexes take to build. */
async function readIndex(sql: Sql) {
  const rebuilt = await timed(() => sql`REINDEX TABLE person_search`);
  await sql`VACUUM (ANALYZE) person_search`;
  const [sizes] = await sql<{ table_mb: number; terms_mb: number; seen_mb: number }[]>`
    SELECT table_mb, terms_mb, seen_mb
    FROM (SELECT (sum(pg_table_size(relid)) / 1e6)::float8 AS table_mb FROM pg_partition_tree('person_search')),
      (SELECT (sum(pg_relation_size(relid)) / 1e6)::float8 AS terms_mb FROM pg_partition_tree('person_search_terms')),
      (SELECT (sum(pg_relation_size(relid)) / 1e6)::float8 AS seen_mb FROM pg_partition_tree('person_search_seen'))`;
  return { ...sizes, build_seconds: rounded(rebuilt.seconds, 1) };
}

async function ask({ url, key }: Place, body: object) {
  const begun = performance.now();
  const answer = await fetch(url + operations.searchPeople.path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key },
    body: JSON.stringify(body),
  });
  const found = (await answer.json()) as { readonly total: number; readonly total_is_exact: boolean };
  if (!answer.ok) throw new Error(`${JSON.stringify(body)}: ${JSON.stringify(found)}`);
  return { ...found, milliseconds: performance.now() - begun };
}

/** Whom a search means, counted one by one, as far as totals are exact. */
function countMeant({ means }: MeasuredQuery, people: number): number {
  let count = 0;
  for (let index = 0; index < people && count <= MOST_COUNTED; index++) if (means(traitsOf(index))) count++;
  return count;
}

const quantile = (sorted: readonly number[], share: number) =>
  rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN, 1);

async function measureLatency(place: Place, queries: readonly MeasuredQuery[]) {
  for (const { body } of mixedQueries(QUERIES + WARM_UP, place.people).slice(QUERIES)) await ask(place, body);
  const times: number[] = [];
  let wrong = 0;
  for (const query of queries) {
    const { total, total_is_exact, milliseconds } = await ask(place, query.body);
    times.push(milliseconds);
    const meant = countMeant(query, place.people);
    const isRight = total === Math.min(meant, MOST_COUNTED) && total_is_exact === meant <= MOST_COUNTED;
    if (!isRight) {
      wrong += 1;
      progress(`${JSON.stringify(query.body)}: ${total}, but ${meant} are meant`);
    }
  }
  times.sort((one, other) => one - other);
  return {
    queries: times.length,
    p50_ms: quantile(times, 0.5),
    p99_ms: quantile(times, 0.99),
    wrong_totals: wrong,
  };
}

async function measureThroughput(place: Place, queries: readonly MeasuredQuery[]) {
  const { url, key, people, folder } = place;
  const load = async (name: string, path: string, texts: readonly string[]) => {
    const own = join(folder, name);
    mkdirSync(own);
    const loader = await loaderOf({ url: url + path, key, bodies: texts }, own);
    await loader(CONNECTIONS, SECONDS);
    const { per_second, p99_ms, failures } = await loader(CONNECTIONS, SECONDS);
    if (failures > 0) throw new Error(`${failures} calls failed`);
    return { per_second: Math.round(per_second), p99_ms: rounded(p99_ms, 1) };
  };
  const enrich = await load("enrich", operations.enrichPerson.path, bodies("name", 10_000, people));
  const texts = queries.map(({ body }) => JSON.stringify(body));
  const searching = await load("search", operations.searchPeople.path, texts);
  return { enrich, search: searching, ratio: rounded(searching.per_second / enrich.per_second, 3) };
}

interface Measured {
  readonly people: number;
  readonly seconds: number;
  readonly index: Awaited<ReturnType<typeof readIndex>>;
  readonly latency: Awaited<ReturnType<typeof measureLatency>>;
  readonly throughput: Awaited<ReturnType<typeof measureThroughput>>;
}

function report({ people, seconds, index, latency, throughput }: Measured): BenchReport {
  return {
    bench: "search",
    results: { people, publication_seconds: seconds, index, latency, throughput },
    bars: [
      bar("p50 in ms", latency.p50_ms, "<=", BARS.p50_ms),
      bar("p99 in ms", latency.p99_ms, "<=", BARS.p99_ms),
      bar("wrong totals", latency.wrong_totals, "<=", 0),
      bar("share of enrichment's throughput", throughput.ratio, ">=", BARS.ratio),
    ],
  };
}
