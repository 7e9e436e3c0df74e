import fc from "fast-check";
import type { Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { connect } from "../postgres/database.js";
import { isOutage } from "../postgres/outage.js";
import { type Charge, charge } from "./charge.js";
import { grant } from "./grant.js";

const PRICE = 4;
let database: TestDatabase;
let sql: Sql;
let names = 0;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
});
afterAll(() => database.close());

/** An account with credits. @returns its id */
async function account(credits: number): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO account (name, plan) VALUES (${`account ${++names}`}, 'free') RETURNING account_id::text AS id`;
  const id = row?.id ?? "";
  if (credits > 0) await grant(sql, { accountId: id, credits, requestId: "req_grant" });
  return id;
}

const call = (accountId: string, credits = PRICE): Charge => ({
  accountId,
  requestId: `req_${++names}`,
  outcome: credits === PRICE ? "success" : "not_found",
  credits,
});

async function books(
  accountId: string,
): Promise<{ balance: number; granted: number; charged: number; charges: number }> {
  const [row] = await sql<{ balance: number; granted: number; charged: number; charges: number }[]>`
    SELECT balance::float8 AS balance,
      coalesce(sum(credits) FILTER (WHERE kind = 'grant'), 0)::float8 AS granted,
      coalesce(sum(credits) FILTER (WHERE kind = 'charge'), 0)::float8 AS charged,
      count(*) FILTER (WHERE kind = 'charge')::int AS charges
    FROM account LEFT JOIN ledger USING (account_id) WHERE account_id = ${accountId} GROUP BY account_id`;
  if (row === undefined) throw new Error("no such account");
  return row;
}

describe("charge", () => {
  it("takes the credits, enters each call in the ledger and tells the balance after each", async () => {
    const id = await account(10);
    const calls = [call(id), call(id, 1)];
    expect(await charge(sql, "enrichPerson", PRICE, calls)).toEqual([
      { paid: true, balance: 6 },
      { paid: true, balance: 5 },
    ]);
    const entries = await sql`
      SELECT kind, credits::int, operation, outcome, request_id AS "requestId" FROM ledger
      WHERE account_id = ${id} AND kind = 'charge' ORDER BY entry_id`;
    expect([...entries]).toEqual(
      calls.map(({ requestId, outcome, credits }) => ({
        kind: "charge",
        credits,
        operation: "enrichPerson",
        outcome,
        requestId,
      })),
    );
  });

  it("lets nobody in who cannot pay the highest price, whatever the call would cost", async () => {
    const id = await account(3);
    const refused = { paid: false, balance: 3 };
    expect(await charge(sql, "enrichPerson", PRICE, [call(id, 1), call(id)])).toEqual([refused, refused]);
    expect(await books(id)).toMatchObject({ balance: 3, charges: 0 });
  });

  it("pays in order until the balance does not cover the highest price", async () => {
    const id = await account(9);
    const receipts = await charge(sql, "enrichPerson", PRICE, [call(id), call(id, 1), call(id), call(id, 1)]);
    expect(receipts).toEqual([
      { paid: true, balance: 5 },
      { paid: true, balance: 4 },
      { paid: true, balance: 0 },
      { paid: false, balance: 0 },
    ]);
  });

  it("keeps accounts of one batch apart, and refuses one that does not exist", async () => {
    const [rich, poor] = [await account(100), await account(4)];
    const calls = [call(poor), call(rich), call("999999999"), call(poor), call(rich, 1)];
    expect(await charge(sql, "enrichPerson", PRICE, calls)).toEqual([
      { paid: true, balance: 0 },
      { paid: true, balance: 96 },
      { paid: false, balance: 0 },
      { paid: false, balance: 0 },
      { paid: true, balance: 95 },
    ]);
  });
});

const batch = fc.array(
  fc.record({ account: fc.nat({ max: 2 }), credits: fc.constantFrom(1, PRICE), grant: fc.nat({ max: 6 }) }),
  { minLength: 1, maxLength: 20 },
);

describe("whatever comes at the same time", () => {
  it("balance = grants − charges, never below zero, and the receipts add up to the ledger", async () => {
    const others = [sql, otherConnection()];
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
        const ids = await Promise.all([account(20), account(7), account(0)]);
        const idOf = (index: number) => ids[index] ?? "";
        const runs = batches.flatMap((calls, at) => {
          const charges = calls.map((next) => call(idOf(next.account), next.credits));
          const run = charge(others[at % 2] ?? sql, "enrichPerson", PRICE, charges).then((receipts) =>
            receipts.map((receipt, index) => ({ ...receipt, ...charges[index] })),
          );
          const [first] = calls;
          if (first === undefined || first.grant === 0) return [run];
          const given = { accountId: idOf(first.account), credits: first.grant, requestId: "req_grant" };
          return [run, grant(sql, given).then(() => [])];
        });
        const receipts = (await Promise.all(runs)).flat();
        for (const id of ids) {
          const { balance, granted, charged, charges } = await books(id);
          const paid = receipts.filter((receipt) => receipt.accountId === id && receipt.paid);
          expect(balance).toBe(granted - charged);
          expect(balance).toBeGreaterThanOrEqual(0);
          expect(paid.length).toBe(charges);
          expect(paid.reduce((sum, { credits = 0 }) => sum + credits, 0)).toBe(charged);
        }
      }),
      { numRuns: 60 },
    );
    await others[1]?.end();
  });

  it("a batch whose connection is killed charges nothing", async () => {
    const id = await account(100);
    const blocker = otherConnection();
    const victim = otherConnection();
    const [backend] = await victim<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await blocker.begin(async (tx) => {
      await tx`SELECT FROM account WHERE account_id = ${id} FOR UPDATE`;
      const dying = charge(victim, "enrichPerson", PRICE, [call(id)]).catch(isOutage);
      await waitsForLock(backend?.pid ?? 0);
      await sql`SELECT pg_terminate_backend(${backend?.pid ?? 0})`;
      expect(await dying).toBe(true);
    });
    expect(await books(id)).toMatchObject({ balance: 100, charges: 0 });
    expect(await charge(sql, "enrichPerson", PRICE, [call(id)])).toEqual([{ paid: true, balance: 96 }]);
    await Promise.all([blocker, victim].map((one) => one.end({ timeout: 1 })));
  });
});

function otherConnection(): Sql {
  return connect(database.url, 1);
}

async function waitsForLock(pid: number): Promise<void> {
  for (;;) {
    const [row] = await sql`SELECT FROM pg_stat_activity WHERE pid = ${pid} AND wait_event_type = 'Lock'`;
    if (row !== undefined) return;
  }
}
