import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { operations } from "@vouch/contract";
import { bodies } from "./enrichPeople.js";
import { progress, rounded } from "./harness.js";
import { type Loader, loaderOf } from "./load.js";
import { startServer } from "./vouch.js";

const NODES = 3;
/** Of all nodes together. */
const CONNECTIONS = 192;
const SECONDS = 5;
const ROUNDS = 3;

interface Place {
  /** Where the first of them listens. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly key: string;
  readonly people: number;
}

/** What nodes bear together. */
interface Borne {
  readonly per_second: number;
  /** Share of all cores' time in which they worked, those who call and the database included, 0 to 1. */
  readonly busy: number;
}

/** Milliseconds that all cores worked and did not, since the machine was started. */
function coreTimes() {
  const times = cpus().map(({ times }) => times);
  const sum = (of: (core: (typeof times)[number]) => number) =>
    times.reduce((all, core) => all + of(core), 0);
  return {
    idle: sum(({ idle }) => idle),
    all: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
  };
}

/** Loads nodes together, each with its share of the connections. */
async function together(loaders: readonly Loader[]): Promise<Borne> {
  const connections = Math.round(CONNECTIONS / loaders.length);
  const before = coreTimes();
  const borne = await Promise.all(loaders.map((load) => load(connections, SECONDS)));
  if (borne.some(({ failures }) => failures > 0)) throw new Error("calls failed");
  const after = coreTimes();
  return {
    per_second: borne.reduce((sum, { per_second }) => sum + per_second, 0),
    busy: 1 - (after.idle - before.idle) / (after.all - before.all),
  };
}

/** Three processes on one database against one of them, in turn. */
export async function compareNodes({ url, databaseUrl, dataDir, key, people }: Place) {
  const shared = { DATABASE_URL: databaseUrl, VOUCH_PRIVACY: join(dataDir, "privacy") };
  const startAnother = (at: number) => startServer(join(dataDir, `node-${at}`), shared);
  const others = await Promise.all(Array.from({ length: NODES - 1 }, (_, at) => startAnother(at)));
  try {
    const loaders = await Promise.all(
      [{ url }, ...others].map(({ url }, at) => {
        const folder = join(dataDir, `load-${at}`);
        mkdirSync(folder);
        return loaderOf(
          { url: url + operations.enrichPerson.path, key, bodies: bodies("email", people, people) },
          folder,
        );
      }),
    );
    await together(loaders);
    const rounds: { one: Borne; three: Borne }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const next = { one: await together(loaders.slice(0, 1)), three: await together(loaders) };
      progress(
        `one process ${Math.round(next.one.per_second)} a second, three ${Math.round(next.three.per_second)}`,
      );
      rounds.push(next);
    }
    const best = (of: "one" | "three") =>
      rounds
        .map((round) => round[of])
        .reduce((most, next) => (next.per_second > most.per_second ? next : most));
    const [one, three] = [best("one"), best("three")];
    return {
      one: Math.round(one.per_second),
      one_busy: rounded(one.busy, 3),
      three: Math.round(three.per_second),
      three_busy: rounded(three.busy, 3),
      ratio: rounded(three.per_second / one.per_second, 3),
    };
  } finally {
    for (const node of others) await node.stop();
  }
}
