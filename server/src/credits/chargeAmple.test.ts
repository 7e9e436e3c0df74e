import fc from "fast-check";
import type { Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { connect } from "../postgres/database.js";
import { charge } from "./charge.js";
import { chargeAmple, type PlainCharge } from "./chargeAmple.js";
import { grant } from "./grant.js";

const PRICE = 4;
let database: TestDatabase;
let sql: Sql;
let other: Sql;
let names = 0;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
  other = connect(database.url, 1);
});
afterAll(async () => {
  await other.end({ timeout: 1 });
  await database.close();
});

async function account(credits: number): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO account (name, plan) VALUES (${`ample ${++names}`}, 'free') RETURNING account_id::text AS id`;
  const id = row?.id ?? "";
  if (credits > 0) await grant(sql, { accountId: id, credits, requestId: "req_grant" });
  return id;
}

const call = (accountId: string, credits: number): PlainCharge => ({
  accountId,
  requestId: `req_${++names}`,
  outcome: credits === PRICE ? "success" : "not_found",
  credits,
  personIds: credits === PRICE ? ["per_1", "per_2"] : [],
  confidence: credits === PRICE ? 0.75 : undefined,
});

const entriesOf = async (id: string) => [
  ...(await sql`
    SELECT kind, credits::int, operation, outcome, person_ids, confidence FROM ledger
    WHERE account_id = ${id} AND kind = 'charge' ORDER BY entry_id`),
];

const balanceOf = async (id: string) =>
  (await sql`SELECT balance::int FROM account WHERE account_id = ${id}`)[0]?.["balance"];

const prices = fc.array(fc.constantFrom(0, 1, PRICE), { minLength: 1, maxLength: 12 });

describe("charging accounts that have enough", () => {
  it("does what charging call by call does where all can be paid, else nothing", async () => {
    await fc.assert(
      fc.asyncProperty(prices, fc.nat({ max: 40 }), async (credits, balance) => {
        const [id, twin] = [await account(balance), await account(balance)];
        const calls = credits.map((each) => call(id, each));
        const receipts = await chargeAmple(sql, "enrichPerson", PRICE, calls);
        const expected = await charge(
          sql,
          "enrichPerson",
          PRICE,
          calls.map((one) => ({ ...one, accountId: twin })),
        );
        if (expected.every(({ paid }) => paid)) {
          expect(receipts).toEqual(expected);
          expect(await entriesOf(id)).toEqual(await entriesOf(twin));
          expect(await balanceOf(id)).toBe(await balanceOf(twin));
        } else {
          expect(receipts).toEqual(calls.map(() => undefined));
          expect(await entriesOf(id)).toEqual([]);
          expect(await balanceOf(id)).toBe(balance);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the accounts of a batch apart, and leaves one out that does not exist", async () => {
    const [rich, poor] = [await account(100), await account(7)];
    const calls = [call(poor, PRICE), call(rich, PRICE), call("999999999", 1), call(poor, 1), call(rich, 1)];
    expect(await chargeAmple(sql, "enrichPerson", PRICE, calls)).toEqual([
      undefined,
      { paid: true, balance: 96 },
      undefined,
      undefined,
      { paid: true, balance: 95 },
    ]);
    expect([await balanceOf(rich), await balanceOf(poor)]).toEqual([95, 7]);
  });

  it("stays right and never deadlocks where nodes charge the same accounts in any order", async () => {
    const start = 2000;
    const ids = await Promise.all(Array.from({ length: 12 }, () => account(start)));
    const rounds = Array.from({ length: 40 }, (_, round) => {
      const order = round % 2 === 0 ? ids : [...ids].reverse();
      const calls = order.flatMap((id) => [call(id, PRICE), call(id, 1)]);
      const verb = round % 5 === 0 ? charge : chargeAmple;
      return verb(round % 3 === 0 ? other : sql, "enrichPerson", PRICE, calls);
    });
    const receipts = (await Promise.all(rounds)).flat();
    expect(receipts.every((receipt) => receipt?.paid === true)).toBe(true);
    for (const id of ids) {
      expect(await balanceOf(id)).toBe(start - 40 * (PRICE + 1));
      expect(await entriesOf(id)).toHaveLength(80);
    }
  });
});
