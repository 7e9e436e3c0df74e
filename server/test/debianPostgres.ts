import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { unprivilegedUser } from "../src/postgres/systemUser.js";

const INSTALLED = "/usr/lib/postgresql";

/** A server that the machine's own package runs, with a database and a role that may do nothing beside it. */
export interface DebianPostgres {
  readonly url: string;
  /** Makes another database of the same owner's. @returns its address */
  readonly createDatabase: (name: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Where the oldest PostgreSQL that Debian's packages put here has its programs; null where there is none. */
export function debianPrograms(): string | null {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).map(Number) : [];
  const [oldest] = versions
    .filter((version) => existsSync(join(INSTALLED, String(version), "bin", "initdb")))
    .sort((one, other) => one - other);
  return oldest === undefined ? null : join(INSTALLED, String(oldest), "bin");
}

/** A port of this machine on which nothing listens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function untilAnswering(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    try {
      await sql`CREATE ROLE people_owner LOGIN`;
      await sql`CREATE DATABASE people OWNER people_owner`;
      return;
    } catch (failure) {
      if (server.exitCode !== null) throw failure;
      await sleep(100);
    } finally {
      await sql.end();
    }
  }
}

/** Starts a server of a distribution's programs with its usual settings. */
export async function startDebianPostgres(programs: string): Promise<DebianPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-debian-"));
  const user = unprivilegedUser();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const options = { cwd: "/", ...user };
  const cluster = join(folder, "cluster");
  execFileSync(join(programs, "initdb"), ["-D", cluster, "-U", "administrator", "--auth=trust"], {
    stdio: "ignore",
    ...options,
  });
  const port = await freePort();
  const args = ["-D", cluster, "-p", String(port), "-c", `unix_socket_directories=${folder}`];
  const server = spawn(join(programs, "postgres"), args, { stdio: "ignore", ...options });
  const ended = once(server, "exit");
  await untilAnswering(`postgres://administrator@127.0.0.1:${port}/postgres`, server);
  const close = async () => {
    server.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const createDatabase = async (name: string) => {
    const sql = postgres(`postgres://administrator@127.0.0.1:${port}/postgres`, { max: 1 });
    await sql`CREATE DATABASE ${sql(name)} OWNER people_owner`.finally(() => sql.end());
    return `postgres://people_owner@127.0.0.1:${port}/${name}`;
  };
  return { url: `postgres://people_owner@127.0.0.1:${port}/people`, createDatabase, close };
}
