import { mkdirSync } from "node:fs";
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

/** Calls a second that nodes answer together, each under its share of the connections. */
async function together(loaders: readonly Loader[]): Promise<number> {
  const connections = Math.round(CONNECTIONS / loaders.length);
  const borne = await Promise.all(loaders.map((load) => load(connections, SECONDS)));
  if (borne.some(({ failures }) => failures > 0)) throw new Error("calls failed");
  return borne.reduce((sum, { per_second }) => sum + per_second, 0);
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
    const rounds: { one: number; three: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const next = { one: await together(loaders.slice(0, 1)), three: await together(loaders) };
      progress(`one process ${Math.round(next.one)} a second, three ${Math.round(next.three)}`);
      rounds.push(next);
    }
    const best = (of: "one" | "three") => Math.round(Math.max(...rounds.map((round) => round[of])));
    return { one: best("one"), three: best("three"), ratio: rounded(best("three") / best("one"), 3) };
  } finally {
    for (const node of others) await node.stop();
  }
}
