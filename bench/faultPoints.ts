import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import type { ServerProcess } from "./vouch.js";

/** What a fault happens to, while calls come in all the time. */
export interface Scene {
  readonly dataDir: string;
  readonly server: ServerProcess;
  readonly sql: Sql;
  /** The calls have begun to be answered: what is asked for the first time only has been asked. */
  readonly underWay: Promise<void>;
}

/** Who was killed: after the API, it has to be started again. */
export type Killed = "api" | "postgres";

/** Kills something at a point of a call's life. */
export type FaultPoint = (scene: Scene) => Promise<Killed>;

/** Longest time that calls come undisturbed before a kill that may fall anywhere. */
const MOST_MS = 150;
const POLL_MS = 5;
/** What stands early in the statement of every charge, and in no other: PostgreSQL shows the first kilobyte. */
const CHARGE = "%FROM account WHERE account_id = ANY (%";

async function killApi({ server }: Scene): Promise<Killed> {
  const ended = once(server.child, "exit");
  server.child.kill("SIGKILL");
  await ended;
  return "api";
}

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

/** Backends that hold a charge up to the lock of its account. */
async function waitingCharges(sql: Sql): Promise<number[]> {
  const rows = await sql<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE query LIKE ${CHARGE} AND wait_event_type = 'Lock'`;
  return rows.map(({ pid }) => pid);
}

/** Acts while a charge waits for its account, which is let go as soon as `act` lets it. */
async function whileCharging(
  { sql, underWay }: Scene,
  act: (backend: number, letGo: () => void) => Promise<void>,
): Promise<void> {
  await underWay;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let lock = () => {};
  const locked = new Promise<void>((resolve) => {
    lock = resolve;
  });
  const holding = sql
    .begin(async (tx) => {
      await tx`SELECT FROM account ORDER BY account_id FOR UPDATE`;
      lock();
      await held;
    })
    .catch(() => undefined);
  await Promise.race([locked, holding]);
  let [backend] = await waitingCharges(sql);
  while (backend === undefined) {
    await sleep(POLL_MS);
    [backend] = await waitingCharges(sql);
  }
  await act(backend, letGo);
  // Not awaited: a transaction whose server was killed may never end.
  letGo();
}

async function untilCharged(sql: Sql): Promise<void> {
  let busy = true;
  while (busy) {
    await sleep(POLL_MS);
    const [row] = await sql<{ busy: boolean }[]>`
      SELECT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE query LIKE ${CHARGE} AND state = 'active' AND pid <> pg_backend_pid()) AS busy`;
    busy = row?.busy ?? false;
  }
}

/** The points at which something is killed, by name. */
export const FAULT_POINTS: Readonly<Record<string, FaultPoint>> = {
  "API, at any moment": async (scene) => {
    await sleep(Math.random() * MOST_MS);
    return await killApi(scene);
  },
  "API, while the charge waits": async (scene) => {
    await whileCharging(scene, async () => void (await killApi(scene)));
    return "api";
  },
  "API, charged and not yet answered": async (scene) => {
    await whileCharging(scene, async (_backend, letGo) => {
      scene.server.child.kill("SIGSTOP");
      letGo();
      await untilCharged(scene.sql);
      await killApi(scene);
    });
    return "api";
  },
  "PostgreSQL, the process of a charge": async (scene) => {
    await whileCharging(scene, async (backend) => void process.kill(backend, "SIGKILL"));
    return "postgres";
  },
  "PostgreSQL, at any moment": async ({ dataDir }) => {
    await sleep(Math.random() * MOST_MS);
    process.kill(postmasterOf(dataDir), "SIGKILL");
    return "postgres";
  },
};
