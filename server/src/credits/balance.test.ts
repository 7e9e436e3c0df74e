import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { type ClockedDatabase, clockedDatabase } from "../../test/testClock.js";
import { charge } from "./charge.js";
import { grant } from "./grant.js";
import type { MonthlyTerms } from "./purse.js";
import { settleAccount } from "./settleAccount.js";

const PRICE = 4;
const HOUR = 3_600_000;
const BEGIN = Date.parse("2026-01-30T22:00:00Z");
const TERMS: Readonly<Record<string, MonthlyTerms>> = {
  free: { monthly_credits: 0, unused_credits: "expire" },
  expiring: { monthly_credits: 30, unused_credits: "expire" },
  rolling: { monthly_credits: 20, unused_credits: "roll_over" },
};
const termsOf = (plan: string): MonthlyTerms =>
  TERMS[plan] ?? { monthly_credits: 0, unused_credits: "expire" };

let database: TestDatabase;
let clocked: ClockedDatabase;
let names = 0;

beforeAll(async () => {
  database = await testDatabase();
  clocked = await clockedDatabase(database);
});
afterAll(async () => {
  await clocked.sql.end();
  await database.close();
});

interface Lot {
  left: number;
  readonly expiresAt: number;
}

/** What an account should have, kept the plain way: every hour is lived through, every credit burnt as it is charged. */
class Model {
  private lots: Lot[] = [];
  private readonly plan: string;
  now = BEGIN;
  charged = 0;

  constructor(plan: string) {
    this.plan = plan;
    this.giveMonthly();
  }

  get balance(): number {
    return this.lots.reduce((sum, { left }) => sum + left, 0);
  }

  private giveMonthly(): void {
    const { monthly_credits, unused_credits } = termsOf(this.plan);
    const date = new Date(this.now);
    const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    if (monthly_credits > 0) this.give(monthly_credits, unused_credits === "expire" ? next : Infinity);
  }

  give(left: number, expiresAt: number): void {
    this.lots.push({ left, expiresAt });
    this.lots.sort((one, other) => (one.expiresAt === other.expiresAt ? 0 : one.expiresAt - other.expiresAt));
  }

  pay(credits: number): boolean {
    if (this.balance < PRICE) return false;
    for (let rest = credits; rest > 0; rest -= 1) {
      const lot = this.lots.find(({ left }) => left > 0);
      if (lot !== undefined) lot.left -= 1;
    }
    this.charged += credits;
    return true;
  }

  live(hours: number): void {
    for (let hour = 0; hour < hours; hour += 1) {
      this.now += HOUR;
      this.lots = this.lots.filter(({ expiresAt }) => expiresAt > this.now);
      const date = new Date(this.now);
      if (date.getUTCDate() === 1 && date.getUTCHours() === 0) this.giveMonthly();
    }
  }
}

type Operation =
  | { readonly kind: "charge"; readonly credits: readonly number[] }
  | { readonly kind: "grant"; readonly credits: number; readonly hours: number }
  | { readonly kind: "wait"; readonly hours: number }
  | { readonly kind: "settle" };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("charge" as const),
      credits: fc.array(fc.constantFrom(1, PRICE), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("grant" as const),
      credits: fc.integer({ min: 1, max: 12 }),
      hours: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.constant(Infinity)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1800 })),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "settle" as const }) },
);

interface Books {
  readonly balance: number;
  readonly granted: number;
  readonly charged: number;
  readonly expired: number;
}

async function books(accountId: string): Promise<Books> {
  const [row] = await clocked.sql<[Books]>`
    SELECT balance::float8,
      coalesce(sum(credits) FILTER (WHERE kind = 'grant'), 0)::float8 AS granted,
      coalesce(sum(credits) FILTER (WHERE kind = 'charge'), 0)::float8 AS charged,
      coalesce(sum(credits) FILTER (WHERE kind = 'expiry'), 0)::float8 AS expired
    FROM account LEFT JOIN ledger USING (account_id) WHERE account_id = ${accountId} GROUP BY account_id`;
  return row;
}

async function newAccount(plan: string): Promise<string> {
  const [row] = await clocked.sql<[{ id: string }]>`
    INSERT INTO account (name, plan) VALUES (${`books ${++names}`}, ${plan}) RETURNING account_id::text AS id`;
  await settleAccount(clocked.sql, row.id, termsOf);
  return row.id;
}

/** Does an operation in the database and in the model. What both say of it must be the same. */
async function perform(accountId: string, model: Model, next: Operation): Promise<void> {
  const { sql, setTime } = clocked;
  if (next.kind === "wait") {
    model.live(next.hours);
    await setTime(model.now);
    return;
  }
  if (next.kind === "grant") {
    const expiresAt = next.hours === Infinity ? {} : { expiresAt: new Date(model.now + next.hours * HOUR) };
    await grant(sql, { accountId, credits: next.credits, requestId: "req_grant", ...expiresAt });
    model.give(next.credits, model.now + next.hours * HOUR);
    return;
  }
  await settleAccount(sql, accountId, termsOf);
  if (next.kind === "settle") return;
  const calls = next.credits.map((credits) => ({
    accountId,
    requestId: `req_${++names}`,
    outcome: "any",
    credits,
  }));
  const receipts = await charge(sql, "enrichPerson", PRICE, calls);
  expect(receipts.map(({ paid }) => paid)).toEqual(next.credits.map((credits) => model.pay(credits)));
}

describe("whatever is granted, charged, waited for and left to expire", () => {
  it("balance = grants − charges − expired throughout, never negative, as a plain model says (10 000 operations)", async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(TERMS)),
        fc.array(operation, { minLength: 100, maxLength: 100 }),
        async (plan, operations) => {
          await clocked.setTime(BEGIN);
          const accountId = await newAccount(plan);
          const model = new Model(plan);
          for (const next of operations) {
            await perform(accountId, model, next);
            const { balance, granted, charged, expired } = await books(accountId);
            expect(balance).toBe(granted - charged - expired);
            expect(balance).toBeGreaterThanOrEqual(0);
            expect(charged).toBe(model.charged);
            done += 1;
          }
          expect(await settleAccount(clocked.sql, accountId, termsOf)).toBe(model.balance);
        },
      ),
      { numRuns: 100, endOnFailure: true },
    );
    expect(done).toBe(10_000);
  }, 300_000);
});

describe("the beginning of a month", () => {
  it("gives its grant once, whoever comes first and however many at once", async () => {
    await clocked.setTime(BEGIN);
    const accountId = await newAccount("rolling");
    await clocked.setTime(Date.parse("2026-02-01T00:00:00Z") - 1);
    expect(await settleAccount(clocked.sql, accountId, termsOf)).toBe(20);
    await clocked.setTime(Date.parse("2026-02-01T00:00:00Z"));
    const nodes = await Promise.all([
      clockedDatabase(database),
      clockedDatabase(database),
      clockedDatabase(database),
    ]);
    await Promise.all(nodes.map(({ setTime }) => setTime(Date.parse("2026-02-01T00:00:00Z"))));
    const balances = await Promise.all(nodes.map(({ sql }) => settleAccount(sql, accountId, termsOf)));
    expect(balances).toEqual([40, 40, 40]);
    expect(await books(accountId)).toEqual({ balance: 40, granted: 40, charged: 0, expired: 0 });
    await Promise.all(nodes.map(({ sql }) => sql.end()));
  });
});
