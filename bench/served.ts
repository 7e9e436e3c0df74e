import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@vouch/server/dist/postgres/database.js";
import type { Sql } from "postgres";
import { type RunningServer, startServer } from "./vouch.js";

/** A server with a data folder of its own. */
export interface Served {
  readonly server: RunningServer;
  /** For what a benchmark writes beside the data. */
  readonly folder: string;
  readonly dataDir: string;
  readonly sql: Sql;
}

/** Where the database of a data folder answers, while a server runs on it. */
export function databaseUrlOf(dataDir: string): string {
  const { url }: { url: string } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
  return url;
}

/** Works with a server that is started for it; nothing of it is left afterwards. */
export async function withServer<T>(bench: string, work: (served: Served) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `vouch-bench-${bench}-`));
  const dataDir = join(folder, "data");
  const stops: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const server = await startServer(dataDir);
    stops.push(server.stop);
    const sql = connect(databaseUrlOf(dataDir));
    stops.push(() => sql.end());
    return await work({ server, folder, dataDir, sql });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
