import type { Engine } from "../engine/engine.js";
import { connect } from "../postgres/database.js";
import { sweepStore } from "../privacy/sweep.js";
import type { ResultOf, SweepJob } from "./job.js";
import { privacyFolderOf } from "./privacyFolderOf.js";

/** Erases from the store, and from what is served, whoever is suppressed. */
export async function runSweep(
  engine: Engine,
  { databaseUrl, dataDir }: SweepJob,
): Promise<ResultOf["sweep"]> {
  const sql = connect(databaseUrl);
  try {
    return await sweepStore(engine, sql, privacyFolderOf(dataDir));
  } finally {
    await sql.end();
  }
}
