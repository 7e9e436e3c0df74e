import { createHash } from "node:crypto";
import fc from "fast-check";
import type { Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { connect } from "../postgres/database.js";
import { type Charge, charge } from "./charge.js";
import { grant } from "./grant.js";
import { eraseAnswers, forgetAnswers, readAnswers } from "./storedAnswers.js";

const PRICE = 4;
let database: TestDatabase;
let sql: Sql;
let names = 0;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
});
afterAll(() => database.close());

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

async function account(credits: number): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO account (name, plan) VALUES (${`account ${++names}`}, 'free') RETURNING account_id::text AS id`;
  const accountId = row?.id ?? "";
  if (credits > 0) await grant(sql, { accountId, credits, requestId: "req_grant" });
  return accountId;
}

/** A call; with a key, one that is answered once. */
function call(accountId: string, key?: string, credits = PRICE): Charge {
  const requestId = `req_${++names}`;
  const plain = { accountId, requestId, outcome: credits === PRICE ? "success" : "not_found", credits };
  if (key === undefined) return plain;
  const answer = JSON.stringify({ request_id: requestId, text: "one,\ntwo 'three' \u001f" });
  return {
    ...plain,
    store: { keyHash: hashOf(key), fingerprint: hashOf("body"), answer },
    personIds: [`p_${accountId}`],
  };
}

const pay = (calls: readonly Charge[], over = sql) => charge(over, "enrichPerson", PRICE, calls);

async function stored(accountId: string, key: string) {
  const [answer] = await readAnswers(sql, [{ accountId, keyHash: hashOf(key) }]);
  return answer;
}

interface Books {
  readonly balance: number;
  readonly charged: number;
  /** Calls that are in the ledger, and those of them that have an answer. */
  readonly charges: string[];
  readonly answers: string[];
}

async function books(accountId: string): Promise<Books> {
  const [row] = await sql<Books[]>`
    SELECT balance::float8,
      (SELECT coalesce(sum(credits), 0)::float8 FROM ledger WHERE account_id = ${accountId} AND kind = 'charge') AS charged,
      ARRAY(SELECT request_id FROM ledger WHERE account_id = ${accountId} AND kind = 'charge' ORDER BY 1) AS charges,
      ARRAY(SELECT request_id FROM stored_answer WHERE account_id = ${accountId} ORDER BY 1) AS answers
    FROM account WHERE account_id = ${accountId}`;
  if (row === undefined) throw new Error("no such account");
  return row;
}

describe("a charge with an answer", () => {
  it("stores the answer byte for byte", async () => {
    const id = await account(10);
    const asked = call(id, "one");
    expect(await pay([asked])).toEqual([{ paid: true, balance: 6 }]);
    expect(await stored(id, "one")).toEqual({
      fingerprint: asked.store?.fingerprint,
      outcome: "success",
      answer: asked.store?.answer,
      requestId: asked.requestId,
    });
  });

  it("stores nothing and charges nothing where the balance does not cover the highest price", async () => {
    const id = await account(3);
    expect(await pay([call(id, "one", 1)])).toEqual([{ paid: false, balance: 3 }]);
    expect(await books(id)).toMatchObject({ balance: 3, charges: [], answers: [] });
  });

  it("is not made twice, in one batch or in two", async () => {
    const id = await account(20);
    const first = call(id, "one");
    const again = { paid: false, isAnswered: true, balance: 16 };
    expect(await pay([first, call(id, "one")])).toEqual([{ paid: true, balance: 16 }, again]);
    expect(await pay([call(id, "one")])).toEqual([again]);
    expect(await books(id)).toMatchObject({ charges: [first.requestId], answers: [first.requestId] });
  });

  it("is told by its key alone: clients may give calls the same name", async () => {
    const id = await account(20);
    await pay([call(id, "one")]);
    const named = (key: string) => ({ ...call(id, key), requestId: "req_same" });
    const receipts = await pay([named("one"), named("two"), named("two")]);
    expect(receipts.map(({ paid }) => paid)).toEqual([false, true, false]);
    expect((await books(id)).balance).toBe(12);
  });

  it("belongs to its account: another's key of the same name is another key", async () => {
    const [one, other] = [await account(4), await account(4)];
    const receipts = await pay([call(one, "same"), call(other, "same")]);
    expect(receipts).toEqual([
      { paid: true, balance: 0 },
      { paid: true, balance: 0 },
    ]);
    expect((await stored(one, "same"))?.answer).not.toBe((await stored(other, "same"))?.answer);
  });

  it("leaves the price of one that was answered before to those behind it", async () => {
    const id = await account(8);
    await pay([call(id, "one")]);
    const receipts = await pay([call(id, "one"), call(id), call(id)]);
    expect(receipts.map(({ paid }) => paid)).toEqual([false, true, false]);
    expect(receipts[0]?.isAnswered).toBe(true);
    expect((await books(id)).balance).toBe(0);
  });
});

describe("whatever is asked, by several at a time", () => {
  it("charges a key once, stores an answer for each charge with a key, and never overdraws", async () => {
    const connections = [connect(database.url, 1), connect(database.url, 1), connect(database.url, 1)];
    const asked = fc.array(
      fc.array(
        fc.record({
          account: fc.nat(1),
          key: fc.option(fc.constantFrom("a", "b", "c", "d"), { nil: undefined }),
          credits: fc.constantFrom(1, PRICE),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      { minLength: 3, maxLength: 9 },
    );
    const holds = async (
      batches: readonly (readonly { account: number; key: string | undefined; credits: number }[])[],
    ) => {
      const ids = [await account(15), await account(6)];
      const calls = batches.map((batch) =>
        batch.map(({ account: at, key, credits }) => call(ids[at] ?? "", key, credits)),
      );
      const receipts = await Promise.all(
        calls.map((batch, at) => pay(batch, connections[at % connections.length])),
      );
      const paid = calls.flatMap((batch, at) => batch.filter((_, index) => receipts[at]?.[index]?.paid));
      for (const [at, id] of ids.entries()) {
        const own = paid.filter(({ accountId }) => accountId === id);
        const keyed = own.filter(({ store }) => store !== undefined);
        const kept = await books(id);
        expect(kept.charges).toEqual(own.map(({ requestId }) => requestId).sort());
        expect(kept.answers).toEqual(keyed.map(({ requestId }) => requestId).sort());
        expect(new Set(keyed.map(({ store }) => store?.keyHash)).size).toBe(keyed.length);
        expect(kept.balance).toBe((at === 0 ? 15 : 6) - kept.charged);
      }
      for (const [at, batch] of receipts.entries()) {
        const answered = calls[at]?.filter((_, index) => batch[index]?.isAnswered) ?? [];
        const found = await readAnswers(
          sql,
          answered.map(({ accountId, store }) => ({ accountId, keyHash: store?.keyHash ?? "" })),
        );
        expect(found).not.toContain(undefined);
      }
    };
    try {
      await fc.assert(fc.asyncProperty(asked, holds), { numRuns: 60 });
    } finally {
      await Promise.all(connections.map((connection) => connection.end()));
    }
  });
});

describe("stored answers", () => {
  it("are read in the order in which they are asked for", async () => {
    const id = await account(10);
    await pay([call(id, "one"), call(id, "two")]);
    const keys = ["two", "none", "one"].map((key) => ({ accountId: id, keyHash: hashOf(key) }));
    const [two, none, one] = await readAnswers(sql, keys);
    expect(none).toBeUndefined();
    expect([one?.answer, two?.answer]).toEqual([
      (await stored(id, "one"))?.answer,
      (await stored(id, "two"))?.answer,
    ]);
  });

  it("are erased with the person, and what is left says nothing of anybody", async () => {
    const id = await account(20);
    const asked = call(id, "one");
    await pay([asked]);
    expect(await eraseAnswers(sql, ["p_nobody"])).toBe(0);
    expect(await eraseAnswers(sql, [`p_${id}`, "p_nobody"])).toBe(1);
    expect(await stored(id, "one")).toEqual({
      fingerprint: null,
      outcome: "success",
      answer: null,
      requestId: asked.requestId,
    });
    expect(await pay([call(id, "one")])).toEqual([{ paid: false, isAnswered: true, balance: 16 }]);
  });

  it("are kept for 72 hours", async () => {
    const id = await account(20);
    await pay([call(id, "old"), call(id, "young")]);
    const age = async (key: string, hours: number) => sql`
      UPDATE stored_answer SET created_at = now() - make_interval(hours => ${hours})
      WHERE account_id = ${id} AND key_hash = ${Buffer.from(hashOf(key), "hex")}`;
    await age("old", 73);
    await age("young", 71);
    await forgetAnswers(sql);
    expect(await stored(id, "old")).toBeUndefined();
    expect(await stored(id, "young")).toBeDefined();
  });
});
