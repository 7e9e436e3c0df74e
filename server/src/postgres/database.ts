import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { VouchError } from "../errors.js";
import { acquireLock } from "../processLock.js";
import { ARRAY_TYPES } from "./arrayTypes.js";
import { placesIn, startEmbedded } from "./embedded.js";
import { migrate } from "./migrate.js";
import { isOutage } from "./outage.js";
import { inUse, ownerFile } from "./owner.js";
import { survivingLoss } from "./survivingLoss.js";

export interface DatabaseConfig {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}

/** A database with the newest schema. */
export interface Database {
  readonly sql: Sql;
  readonly url: string;
}

/** How long a command waits for another process that starts or stops the embedded server. */
const PATIENCE_MS = 15_000;

/** Between tries to connect again. The driver's own pauses grow: callers would wait long for an outage to be told. */
const RECONNECT_SECONDS = 0.1;

/** Run-time parameters of a connection. */
type Settings = Readonly<Record<string, string>>;

const optionsOf = (connections: number, settings: Settings) => ({
  max: connections,
  connect_timeout: 10,
  backoff: () => RECONNECT_SECONDS,
  fetch_types: false,
  types: ARRAY_TYPES,
  onnotice: () => {},
  connection: { ...settings },
});

/** Connects lazily; notices are not printed. */
export function connect(url: string, connections = 10, settings: Settings = {}): Sql {
  return survivingLoss(postgres(url, optionsOf(connections, settings)));
}

/**
 * Connects for statements by themselves, as calls ask them by the thousand: no transactions. The driver forgets what it
 * sent on a connection that is just being lost, and hangs; here nothing is sent before the answer to the last.
 */
export function connectForStatements(url: string, connections: number, settings: Settings): Sql {
  return postgres(url, { ...optionsOf(connections, settings), ...{ max_pipeline: 0 } });
}

/**
 * Connects, and brings the schema to its newest form.
 * @throws VouchError database_unreachable, postgres_too_old, migration_changed, migration_unknown
 */
export async function openDatabase(url: string): Promise<Database> {
  const sql = connect(url);
  try {
    await migrate(sql);
    return { sql, url };
  } catch (failure) {
    await sql.end({ timeout: 1 });
    if (!isOutage(failure)) throw failure;
    const { host } = new URL(url);
    throw new VouchError(
      "database_unreachable",
      `No PostgreSQL answers at ${host}`,
      "Check DATABASE_URL and that the server runs.",
    );
  }
}

/** The address of an embedded server that runs already, or null. */
function runningUrl(dataDir: string): string | null {
  const { connection } = placesIn(dataDir);
  if (!existsSync(connection)) return null;
  try {
    const { url }: { url?: unknown } = JSON.parse(readFileSync(connection, "utf8"));
    return typeof url === "string" ? url : null;
  } catch {
    return null;
  }
}

async function attach(dataDir: string): Promise<Database | null> {
  const url = runningUrl(dataDir);
  return url === null ? null : await openDatabase(url).catch(() => null);
}

async function use<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await work(database);
  } finally {
    await database.sql.end({ timeout: 5 });
  }
}

async function own<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const embedded = await startEmbedded(dataDir);
  try {
    return await use(await openDatabase(embedded.url), work);
  } finally {
    await embedded.stop("smart");
  }
}

async function withEmbedded<T>(
  dataDir: string,
  command: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  for (;;) {
    const lock = acquireLock(ownerFile(dataDir), command);
    if ("release" in lock) return await own(dataDir, work).finally(() => lock.release());
    const running = await attach(dataDir);
    if (running !== null) return await use(running, work);
    if (performance.now() - begun > PATIENCE_MS) throw inUse(dataDir, lock);
    await sleep(100);
  }
}

/**
 * Runs work on the configured database: the operator's own, or the embedded one of the data folder, attached to where
 * it runs already, else started for the time of the work.
 * @param command what this process does, for others that find the folder in use
 */
export async function withDatabase<T>(
  { dataDir, databaseUrl }: DatabaseConfig,
  command: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (databaseUrl === undefined) return await withEmbedded(dataDir, command, work);
  return await use(await openDatabase(databaseUrl), work);
}
