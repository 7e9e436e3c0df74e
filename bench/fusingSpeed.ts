import { join } from "node:path";
import { openDuckdb } from "@vouch/server/dist/engine/duckdb/duckdbEngine.js";
import { type FusedPeople, type FusingTask, fusePeople } from "@vouch/server/dist/fusion/fusing.js";
import { readReliability } from "@vouch/server/dist/fusion/learnSources.js";
import { forgetPublished, queuePeople, streamPeople } from "@vouch/server/dist/fusion/peopleToFuse.js";
import { readPeople } from "@vouch/server/dist/fusion/queuedPerson.js";
import { SharedWork } from "@vouch/server/dist/sharedWork.js";

const RECORDS = 1_000_000;
const MEASURED = 250_000;

/** How long a million records take. */
export interface FusingSpeed {
  readonly seconds: number;
  /** Of all threads together. */
  readonly processor: number;
}

/**
 * Fuses the records of a store over and over, as `publish` does it in its threads: from the rows that the engine gives
 * to the lines that are written. The store is left with everybody to be published anew.
 */
export async function fusingSpeed(dataDir: string): Promise<FusingSpeed> {
  const engine = await openDuckdb({ path: join(dataDir, "analytic.duckdb") });
  const fusing = new SharedWork<FusingTask, FusedPeople>(fusePeople, "fusion/fusingThread.js");
  try {
    await forgetPublished(engine);
    await queuePeople(engine);
    const learned = await readReliability(engine);
    const batches: (readonly string[])[] = [];
    for await (const rows of streamPeople(engine)) batches.push(rows);
    const people = batches.flatMap((rows) => [...readPeople(rows)]);
    const records = people.reduce((sum, person) => sum + person.records.length, 0);
    const rounds = Math.ceil(MEASURED / records);
    const [begun, used] = [performance.now(), process.cpuUsage()];
    for (let round = 0; round < rounds; round += 1) {
      await Promise.all(
        batches.map((rows) => fusing.do({ rows, learned, corrections: new Map(), labels: new Map() }, true)),
      );
    }
    const share = RECORDS / (rounds * records);
    const { user, system } = process.cpuUsage(used);
    return {
      seconds: ((performance.now() - begun) / 1000) * share,
      processor: ((user + system) / 1_000_000) * share,
    };
  } finally {
    await fusing.close();
    await engine.close();
  }
}
