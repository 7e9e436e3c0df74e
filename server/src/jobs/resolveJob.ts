import type { Engine } from "../engine/engine.js";
import { publish } from "../fusion/publish.js";
import { dropExpired } from "../ingestion/sources.js";
import { connect } from "../postgres/database.js";
import { isAnybodySuppressed } from "../privacy/isAnybodySuppressed.js";
import { newPersonId } from "../resolution/identity.js";
import { resolve } from "../resolution/resolve.js";
import type { ResolveJob, ResultOf } from "./job.js";
import { privacyFolderOf } from "./privacyFolderOf.js";
import type { Report } from "./runners.js";

/** Resolves what is news in the store, and publishes whom it touches. */
export async function runResolve(
  engine: Engine,
  { databaseUrl, dataDir }: ResolveJob,
  report: Report,
): Promise<ResultOf["resolve"]> {
  const begun = performance.now();
  const sql = connect(databaseUrl);
  try {
    const folder = privacyFolderOf(dataDir);
    const sweep = async () => {
      if (await isAnybodySuppressed(sql, folder))
        await (await import("../privacy/sweep.js")).sweepStore(engine, sql, folder);
    };
    await sweep();
    await dropExpired(engine, new Date());
    const resolution = await resolve(engine, { now: new Date(), newId: newPersonId, onProgress: report });
    const published = await publish(engine, sql, (done, total) =>
      report({ phase: "publishing people", done, total }),
    );
    // Somebody may have been suppressed meanwhile.
    await sweep();
    return {
      ...resolution,
      publish: published,
      seconds: (performance.now() - begun) / 1000,
      peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    await sql.end();
  }
}
