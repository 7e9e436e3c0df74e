import { setTimeout as sleep } from "node:timers/promises";
import { plans } from "@vouch/contract";
import { issueKey } from "@vouch/server/dist/accounts/keys.js";
import { connect } from "@vouch/server/dist/postgres/database.js";
import { type EnrichCall, enrichCaller } from "./enrichCalls.js";
import { personOf } from "./enrichPeople.js";

const CLIENTS = 250;
/** How often each comes back when it was told to. */
const RETURNS = 4;
const LONGEST_PAUSE_MS = 1500;
const TOO_MANY = 429;

/** Calls until it was sent away and came back, as often as it should. @returns how often it was sent away again */
async function obey(call: EnrichCall): Promise<number> {
  const body = { email: personOf(1).email };
  let [returns, refusals] = [0, 0];
  while (returns < RETURNS) {
    const { status, headers } = await call(body);
    if (status === TOO_MANY) {
      await sleep(Number(headers.get("retry-after")) * 1000);
      returns += 1;
      if ((await call(body)).status === TOO_MANY) refusals += 1;
    }
    await sleep(Math.random() * LONGEST_PAUSE_MS);
  }
  return refusals;
}

/** Clients of a small plan that do what Retry-After says: how often are they sent away for coming then? */
export async function obeyRetryAfter(url: string, databaseUrl: string) {
  const sql = connect(databaseUrl);
  const keys: string[] = [];
  for (let client = 0; client < CLIENTS; client++) {
    const order = { account: `obedient-${client}`, plan: "free", credits: 1_000_000 };
    keys.push((await issueKey(sql, order, plans, "req_bench")).key);
  }
  await sql.end();
  const refusals = await Promise.all(keys.map((key) => obey(enrichCaller(url, key))));
  return { returns: CLIENTS * RETURNS, refused_again: refusals.reduce((sum, count) => sum + count, 0) };
}
