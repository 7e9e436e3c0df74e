import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { VouchError } from "../errors.js";
import { type Binaries, findBinaries, isReachable } from "./binaries.js";
import type { KeeperTask } from "./keeper.js";
import { type SystemUser, unprivilegedUser } from "./systemUser.js";

/** A PostgreSQL of our own, running. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Stops it: "fast" disconnects clients, "smart" waits for them to go. */
  stop(mode: "fast" | "smart"): Promise<void>;
}

const KEEPER = fileURLToPath(new URL("../../dist/postgres/keeper.js", import.meta.url));
const USER = "vouch";
const DATABASE = "postgres";
const MEGABYTE = 2 ** 20;
const MOST_SHARED_BUFFERS_MB = 1536;

/** A quarter of the memory, as PostgreSQL's manual advises; a million people and their keys fit below the cap. */
function sharedBuffersMb(): number {
  return Math.min(MOST_SHARED_BUFFERS_MB, Math.floor(totalmem() / MEGABYTE / 4));
}

/** One machine, one application: no replication, small statements, answers that wait for the disk. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: `${sharedBuffersMb()}MB`,
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  synchronous_commit: "on",
  jit: "off",
  logging_collector: "off",
};

export interface Places {
  /** The cluster. */
  readonly cluster: string;
  readonly log: string;
  /** Where the address of a running server stands. */
  readonly connection: string;
  readonly password: string;
}

export function placesIn(dataDir: string): Places {
  return {
    cluster: join(dataDir, "postgres"),
    log: join(dataDir, "postgres.log"),
    connection: join(dataDir, "postgres.json"),
    password: join(dataDir, "postgres.password"),
  };
}

/** A path for the server's own user: where it cannot pass the folders above, the folder it is started in. */
function asSeenBy(user: SystemUser | null, folder: string): string {
  return user === null || isReachable(join(folder, "..")) ? folder : "/proc/self/cwd";
}

function readPassword({ password }: Places): string {
  if (!existsSync(password)) writeFileSync(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(password, "utf8").trim();
}

function initialise(places: Places, { initdb }: Binaries, user: SystemUser | null): void {
  rmSync(places.cluster, { recursive: true, force: true });
  mkdirSync(places.cluster, { recursive: true, mode: 0o700 });
  const secrets = mkdtempSync(join(tmpdir(), "vouch-initdb-"));
  const words = join(secrets, "password");
  writeFileSync(words, `${readPassword(places)}\n`, { mode: 0o600 });
  if (user !== null) for (const path of [places.cluster, secrets, words]) chownSync(path, user.uid, user.gid);
  const args = ["-U", USER, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"];
  try {
    execFileSync(initdb, [...args, "-D", asSeenBy(user, places.cluster), `--pwfile=${words}`], {
      cwd: places.cluster,
      stdio: ["ignore", "ignore", "pipe"],
      ...user,
    });
  } catch (failure) {
    const said =
      failure instanceof Error && "stderr" in failure ? String(failure.stderr).trim() : String(failure);
    rmSync(places.cluster, { recursive: true, force: true });
    throw new VouchError(
      "postgres_init_failed",
      `PostgreSQL could not make its files in ${places.cluster}: ${said}`,
      "Check the folder's permissions, or set DATABASE_URL.",
    );
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Lines of postmaster.pid: pid, folder, start, port, …, status. */
function readPostmaster({ cluster }: Places): { pid: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return null;
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return false;
  }
}

/** A server whose keeper was killed with it in charge is stopped before another is started on its files. */
async function stopOrphan(places: Places): Promise<void> {
  const orphan = readPostmaster(places);
  if (orphan === null || !isPostgres(orphan.pid)) return;
  process.kill(orphan.pid, "SIGINT");
  for (let waited = 0; waited < 100 && isPostgres(orphan.pid); waited += 1) await sleep(100);
}

function spawnKeeper(
  places: Places,
  { postgres }: Binaries,
  user: SystemUser | null,
  port: number,
): ChildProcess {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const task: KeeperTask = {
    postgres,
    args: ["-D", asSeenBy(user, places.cluster), "-p", String(port), ...settings],
    cwd: places.cluster,
    log: places.log,
    ...user,
  };
  const keeper = spawn(process.execPath, [KEEPER, JSON.stringify(task)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  keeper.unref();
  return keeper;
}

function lastLog({ log }: Places): string {
  const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  return lines
    .filter((line) => /FATAL|ERROR|LOG/.test(line))
    .slice(-2)
    .join("; ");
}

async function untilReady(places: Places, keeper: ChildProcess): Promise<void> {
  while (readPostmaster(places)?.ready !== true) {
    if (keeper.exitCode !== null || keeper.signalCode !== null) {
      throw new VouchError(
        "postgres_start_failed",
        `PostgreSQL did not start: ${lastLog(places)}`,
        `See ${places.log}.`,
      );
    }
    await sleep(10);
  }
}

/**
 * Starts the embedded PostgreSQL in a data folder, making its cluster the first time. It ends with this process,
 * however that ends; where it ends before, it is started again.
 * @throws VouchError where it cannot be made or started
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedPostgres> {
  const places = placesIn(dataDir);
  mkdirSync(dataDir, { recursive: true });
  const user = unprivilegedUser();
  const binaries = findBinaries(user !== null);
  if (!existsSync(join(places.cluster, "global", "pg_control"))) initialise(places, binaries, user);
  await stopOrphan(places);
  rmSync(join(places.cluster, "postmaster.pid"), { force: true });
  const port = await freePort();
  const start = () => spawnKeeper(places, binaries, user, port);
  const keeper = start();
  await untilReady(places, keeper);
  const kept = new KeptServer(keeper, start);
  const url = `postgres://${USER}:${readPassword(places)}@127.0.0.1:${port}/${DATABASE}`;
  writeFileSync(places.connection, JSON.stringify({ url }), { mode: 0o600 });
  return { url, stop: (mode) => stopServer(places, kept, mode) };
}

/** Milliseconds after which a server that ended by itself is started again. */
const RESTART_MS = 200;

/** A server that is started again where it ends without being told to, at the same port. */
class KeptServer {
  readonly #start: () => ChildProcess;
  #keeper: ChildProcess;
  #isWanted = true;

  constructor(keeper: ChildProcess, start: () => ChildProcess) {
    this.#start = start;
    this.#keeper = this.#watched(keeper);
  }

  /** The process that keeps it, from now on never replaced by another. */
  release(): ChildProcess {
    this.#isWanted = false;
    return this.#keeper;
  }

  #watched(keeper: ChildProcess): ChildProcess {
    keeper.once("exit", () => setTimeout(() => this.#restart(), RESTART_MS).unref());
    return keeper;
  }

  #restart(): void {
    if (this.#isWanted) this.#keeper = this.#watched(this.#start());
  }
}

async function stopServer(places: Places, kept: KeptServer, mode: "fast" | "smart"): Promise<void> {
  rmSync(places.connection, { force: true });
  const keeper = kept.release();
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => keeper.once("exit", () => resolve()));
  keeper.ref();
  if (mode === "smart") keeper.stdin?.write("smart\n");
  else keeper.stdin?.end();
  await exited;
}
