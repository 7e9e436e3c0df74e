import { renewDemoKey } from "./accounts/demoKey.js";
import type { Config } from "./config.js";
import { loadDemo, wantsDemo } from "./demo.js";
import { newRequestId } from "./ids.js";
import type { Progress } from "./jobs/job.js";
import { type Database, openDatabase } from "./postgres/database.js";
import { startEmbedded } from "./postgres/embedded.js";
import { serve } from "./server.js";

export interface RunOptions {
  readonly demo: boolean;
  /** Ends the run, in order. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** The server answers, with everything that was to be there. `key` is null where no demo is served. */
  readonly onReady: (ready: { readonly url: string; readonly key: string | null }) => void;
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

async function run(config: Config, options: RunOptions, database: Database): Promise<void> {
  const server = await serve(config, database);
  try {
    const demo = options.demo && wantsDemo(config);
    if (demo) await loadDemo(config, database.url, options.onProgress, options.signal);
    const key = options.demo ? await renewDemoKey(database.sql, config.plans, newRequestId()) : null;
    options.onReady({ url: server.url, key });
    await aborted(options.signal);
  } catch (failure) {
    if (!options.signal.aborted) throw failure;
  } finally {
    await server.close();
  }
}

/** Runs the server until it is told to end: database, API, demo. Whatever was started is stopped again. */
export async function runServer(config: Config, options: RunOptions): Promise<void> {
  const embedded = config.databaseUrl === undefined ? await startEmbedded(config.dataDir) : null;
  try {
    const database = await openDatabase(embedded?.url ?? config.databaseUrl ?? "");
    await run(config, options, database).finally(() => database.sql.end({ timeout: 5 }));
  } finally {
    await embedded?.stop("fast");
  }
}
