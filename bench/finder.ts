import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { operations } from "@vouch/contract";
import { linesOf } from "@vouch/server/dist/fusion/servingLines.js";
import { writePeople } from "@vouch/server/dist/fusion/servingTables.js";
import type { Sql } from "postgres";
import { openAccount } from "./enrichCalls.js";
import { bodies, seedPeople } from "./enrichPeople.js";
import { type FinderWorld, type Held, makeFinderWorld } from "./finderWorld.js";
import { type BenchReport, bar, progress, rounded } from "./harness.js";
import { type Borne, type Loader, loaderOf } from "./load.js";
import { type Claim, expectedCalibrationError, reliabilityTable } from "./reliability.js";
import { withServer } from "./served.js";

/** Nobody fits or calibrates on this seed. */
const SEED = "finder-measured";
const COMPANIES = 1500;
const STRANGERS = 200_000;
const BATCH = 5000;
const CONCURRENCY = 16;
/** From this confidence on, an answer says that it is right in eight cases of ten. */
const SURE = 0.8;
const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 64;
const CALLS = 40_000;
const CREDITS = 1_000_000_000;

/** Known addresses of the employer, from and to. */
const KNOWN = [
  [0, 0],
  [1, 1],
  [2, 4],
  [5, 9],
  [10, Number.POSITIVE_INFINITY],
] as const;

interface Found {
  readonly email: string;
  readonly confidence: number;
  readonly status: string;
  readonly alternatives: readonly { readonly email: string }[];
}

/** Somebody who was asked for, and at which place the right address stood, from 0; -1: nowhere. */
interface Asked {
  readonly held: Held;
  readonly found: Found | undefined;
  readonly place: number;
}

/**
 * The Email Finder over HTTP: people of generated employers whose address is not published, whether the confidence of what
 * is inferred holds, and how fast it is beside enrichment.
 */
export default async function finder(seed = SEED, people = String(STRANGERS)): Promise<BenchReport> {
  return await withServer("finder", async ({ server, folder, dataDir, sql }) => {
    await seedPeople(sql, Number(people));
    const world = makeFinderWorld(seed, COMPANIES);
    await publish(sql, world);
    const key = await openAccount(dataDir, "bench", CREDITS);
    progress(`asking for ${world.held.length} people whose address nobody states`);
    const inferred = await askAll(server.url, key, world.held);
    const known = await askAll(server.url, key, world.published);
    const speed = await measure(server.url, key, folder, Number(people));
    return report(world, inferred, known, speed);
  });
}

async function publish(sql: Sql, { people }: FinderWorld): Promise<void> {
  for (let from = 0; from < people.length; from += BATCH)
    await writePeople(sql, linesOf(people.slice(from, from + BATCH)));
  await sql`VACUUM (ANALYZE) person, person_lookup`;
}

async function askOne(url: string, key: string, held: Held): Promise<Asked> {
  const { first_name, last_name, domain, addresses } = held;
  const response = await fetch(url + operations.findEmail.path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key },
    body: JSON.stringify({ first_name, last_name, domain }),
  });
  const { data: found }: { data?: Found } = (await response.json()) as { data?: Found };
  if (!response.ok && response.status !== 404) throw new Error(`findEmail answered ${response.status}`);
  const told = found === undefined ? [] : [found, ...found.alternatives];
  return { held, found, place: told.findIndex(({ email }) => addresses.includes(email)) };
}

async function askAll(url: string, key: string, all: readonly Held[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (let from = 0; from < all.length; from += CONCURRENCY)
    asked.push(
      ...(await Promise.all(all.slice(from, from + CONCURRENCY).map((one) => askOne(url, key, one)))),
    );
  return asked;
}

const share = (some: number, all: number) => rounded(all === 0 ? Number.NaN : some / all, 3);

function byKnown(asked: readonly Asked[]) {
  return KNOWN.map(([from, to]) => {
    const some = asked.filter(({ held: { known } }) => known >= from && known <= to);
    const within = (places: number) => some.filter(({ place }) => place >= 0 && place < places).length;
    const confidence = some.reduce((sum, { found }) => sum + (found?.confidence ?? 0), 0);
    return {
      "known addresses": from === to ? String(from) : `${from}–${Number.isFinite(to) ? to : ""}`,
      asked: some.length,
      "top 1": share(within(1), some.length),
      "top 3": share(within(3), some.length),
      "mean confidence": share(confidence, some.length),
    };
  });
}

const claimsOf = (asked: readonly Asked[]): Claim[] =>
  asked.flatMap(({ found, place }) =>
    found === undefined ? [] : [{ confidence: found.confidence, right: place === 0 }],
  );

interface Speed {
  readonly enrich_per_second: number;
  readonly find_per_second: number;
  readonly ratio: number;
}

/** Half of the people are known, half are not. */
function findBodies(people: number): string[] {
  return bodies("name", CALLS, people).map((text, at) => {
    if (at % 2 === 0) return text;
    const body: { first_name: string } = JSON.parse(text);
    return JSON.stringify({ ...body, first_name: "Quentin", last_name: `Ostrander${"abcdefgh"[at % 8]}` });
  });
}

async function measure(url: string, key: string, folder: string, people: number): Promise<Speed> {
  const loader = async (name: string, path: string, texts: readonly string[]): Promise<Loader> => {
    const own = join(folder, name);
    mkdirSync(own);
    return await loaderOf({ url: url + path, key, bodies: texts }, own);
  };
  const enrich = await loader("enrich", operations.enrichPerson.path, bodies("name", CALLS, people));
  const find = await loader("find", operations.findEmail.path, findBodies(people));
  await enrich(CONNECTIONS, SECONDS);
  await find(CONNECTIONS, SECONDS);
  const rounds: { enrich: Borne; find: Borne }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ enrich: await enrich(CONNECTIONS, SECONDS), find: await find(CONNECTIONS, SECONDS) });
  if (rounds.some((round) => round.enrich.failures + round.find.failures > 0))
    throw new Error("calls failed");
  const middle = (value: (round: { enrich: Borne; find: Borne }) => number) =>
    rounds.map(value).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  return {
    enrich_per_second: Math.round(middle((round) => round.enrich.per_second)),
    find_per_second: Math.round(middle((round) => round.find.per_second)),
    ratio: rounded(
      middle((round) => round.find.per_second / round.enrich.per_second),
      3,
    ),
  };
}

function report(
  world: FinderWorld,
  asked: readonly Asked[],
  known: readonly Asked[],
  speed: Speed,
): BenchReport {
  const inferred = asked.filter(({ found }) => found?.status === "inferred");
  const claims = claimsOf(inferred);
  const table = reliabilityTable(claims);
  const sure = claims.filter(({ confidence }) => confidence >= SURE);
  const precision = share(sure.filter(({ right }) => right).length, sure.length);
  const knownClaims = claimsOf(known);
  return {
    bench: "finder",
    results: {
      published: world.people.length,
      asked: asked.length,
      inferred: inferred.length,
      "by known addresses of the employer": byKnown(asked),
      reliability: table.map(({ from, to, n, meanConfidence, right }) => ({
        confidence: `${from}–${to}`,
        n,
        "mean confidence": rounded(meanConfidence, 3),
        right: rounded(right, 3),
      })),
      sure: sure.length,
      known: {
        asked: known.length,
        right: share(known.filter(({ place }) => place === 0).length, known.length),
        ece: rounded(expectedCalibrationError(reliabilityTable(knownClaims))),
      },
      speed,
    },
    bars: [
      bar("ECE of inferred addresses", rounded(expectedCalibrationError(table)), "<=", 0.03),
      bar(`right where confidence is ${SURE} or more`, precision, ">=", 0.8),
      bar("calls a second, as a share of enrichment's by name", speed.ratio, ">=", 0.5),
    ],
  };
}
