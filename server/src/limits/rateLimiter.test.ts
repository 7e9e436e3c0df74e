import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { type ClockedDatabase, clockedDatabase } from "../../test/testClock.js";
import { connectForStatements } from "../postgres/database.js";
import type { Exchange } from "./lease.js";
import { SharedRateLimiter } from "./rateLimiter.js";
import { type ExchangeRates, exchangeOver, RATE_SETTINGS } from "./rateStore.js";
import type { Verdict } from "./slidingWindow.js";

const BEGIN = Date.parse("2026-03-01T12:00:00.137Z");
/** A test machine may be slow; no test is about that. */
const PATIENT = 60_000;

let keys = 0;
const newKey = () => (++keys).toString(16).padStart(64, "0");

/** Times of calls that were let in, ascending, and the most of them in any 60 seconds. */
function mostWithinAMinute(times: readonly number[]): number {
  let from = 0;
  let most = 0;
  for (const [at, time] of times.entries()) {
    while ((times[from] ?? time) <= time - 60_000) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}

/** What an exact log would let in of these calls. */
function exactly(times: readonly number[], limit: number): number {
  const log: number[] = [];
  for (const time of times) if ((log.at(-limit) ?? -Infinity) <= time - 60_000) log.push(time);
  return log.length;
}

describe("three nodes on one database", () => {
  let database: TestDatabase;
  let stores: ClockedDatabase[];
  let nodes: SharedRateLimiter[];
  let now = BEGIN;

  beforeAll(async () => {
    database = await testDatabase();
    stores = [];
    for (let node = 0; node < 3; node++) stores.push(await clockedDatabase(database));
    // The nodes' clocks are minutes apart.
    nodes = stores.map(
      ({ sql }, at) => new SharedRateLimiter(exchangeOver(sql), () => now + at * 200_000, PATIENT),
    );
    await pass(0);
  });
  afterAll(async () => {
    await Promise.all(stores.map(({ sql }) => sql.end()));
    await database.close();
  });

  /** Time goes on, for nodes and database. */
  async function pass(milliseconds: number): Promise<void> {
    now += milliseconds;
    await Promise.all(stores.map(({ setTime }) => setTime(now)));
  }

  const take = async (node: number, key: string, limit: number): Promise<Verdict> => {
    const limiter = nodes[node % nodes.length];
    if (limiter === undefined) throw new Error("there is no such node");
    return limiter.take(key, limit);
  };

  it("never let in more than the limit in any 60 seconds, whatever comes where", async () => {
    const bursts = fc.array(
      fc.record({
        node: fc.nat(2),
        calls: fc.integer({ min: 1, max: 12 }),
        pause: fc.oneof(fc.nat(2000), fc.integer({ min: 2000, max: 62_000 })),
        tends: fc.boolean(),
      }),
      { minLength: 10, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(bursts, fc.integer({ min: 1, max: 60 }), async (run, limit) => {
        const key = newKey();
        const letIn: number[] = [];
        for (const { node, calls, pause, tends } of run) {
          await pass(pause);
          const verdicts = await Promise.all(Array.from({ length: calls }, () => take(node, key, limit)));
          letIn.push(...verdicts.filter(({ allowed }) => allowed).map(() => now));
          if (tends) await Promise.all(nodes.map((each) => each.tend()));
        }
        expect(mostWithinAMinute(letIn)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 20 },
    );
  });

  it("let in every call of a small limit, wherever it comes", async () => {
    const key = newKey();
    const verdicts: boolean[] = [];
    for (let call = 0; call < 12; call++) verdicts.push((await take(call, key, 10)).allowed);
    expect(verdicts).toEqual([...Array(10).fill(true), false, false]);
  });

  it("refuse nobody who waited as long as was said", async () => {
    const key = newKey();
    let [refusals, node] = [0, 0];
    while (refusals < 1000) {
      node = (node * 7 + 1) % 11;
      const { allowed, resetSeconds } = await take(node, key, 5);
      await pass(allowed ? (node * 331) % 900 : resetSeconds * 1000);
      if (allowed) continue;
      refusals += 1;
      expect((await take(node + 1, key, 5)).allowed).toBe(true);
    }
  });

  it("of one who floods a single node let in at least 99 % of what an exact log would", async () => {
    const [key, limit] = [newKey(), 60];
    const [calls, letIn]: number[][] = [[], []];
    for (let call = 0; call < 700; call++) {
      await pass(210);
      calls?.push(now);
      if ((await take(0, key, limit)).allowed) letIn?.push(now);
      if (call % 4 === 0) await nodes[0]?.tend();
    }
    expect(mostWithinAMinute(letIn ?? [])).toBeLessThanOrEqual(limit);
    expect(letIn?.length).toBeGreaterThanOrEqual(0.99 * exactly(calls ?? [], limit));
  });

  it("have again what one of them did not use", async () => {
    const key = newKey();
    await take(0, key, 80);
    await pass(1);
    await take(0, key, 80);
    expect((await take(1, key, 80)).remaining).toBeLessThan(77);
    await pass(1000);
    await nodes[0]?.tend();
    expect((await take(2, key, 80)).remaining).toBe(76);
  });
});

describe("nodes at the same moment", () => {
  it("let in no more than the limit together, and nearly all of it, whichever is asked", async () => {
    const database = await testDatabase();
    const pools = [0, 1, 2].map(() => connectForStatements(database.url, 1, RATE_SETTINGS));
    const nodes = pools.map(
      (sql) => new SharedRateLimiter(exchangeOver(sql), () => performance.now(), PATIENT),
    );
    const keysAsked = Array.from({ length: 20 }, newKey);
    const verdicts = await Promise.all(
      Array.from({ length: 150 }).flatMap(() =>
        nodes.flatMap((node) => keysAsked.map(async (key) => ({ key, verdict: await node.take(key, 100) }))),
      ),
    );
    for (const asked of keysAsked) {
      const letIn = verdicts.filter(({ key, verdict }) => key === asked && verdict.allowed).length;
      expect(letIn).toBeLessThanOrEqual(100);
      expect(letIn).toBeGreaterThan(70);
    }
    await Promise.all(pools.map((sql) => sql.end()));
    await database.close();
  });
});

describe("a node", () => {
  /** A store that gives whatever is asked for, and remembers what that was. */
  function generous() {
    const asked: Exchange[] = [];
    const exchange: ExchangeRates = async (exchanges) => {
      asked.push(...exchanges);
      return exchanges.map(({ waiting, ahead }) => ({
        granted: waiting + ahead,
        leaseTick: 1,
        used: waiting + ahead,
        freeAt: 60_000,
        now: 0,
      }));
    };
    return { asked, exchange };
  }

  it("asks once for many calls of a busy key, and answers the others at once", async () => {
    const { asked, exchange } = generous();
    let now = 0;
    const node = new SharedRateLimiter(exchange, () => now, PATIENT);
    let atOnce = 0;
    for (let call = 0; call < 1000; call++) {
      now += 2;
      const verdict = node.take("a", 100_000);
      if (!(verdict instanceof Promise)) atOnce += 1;
      expect((await verdict).allowed).toBe(true);
    }
    expect(atOnce).toBeGreaterThan(950);
    expect(asked.length).toBeLessThan(50);
  });

  it("that hears nothing from the database decides by its own calls, and soon without waiting", async () => {
    let now = 0;
    const node = new SharedRateLimiter(
      () => new Promise(() => {}),
      () => now,
      10,
    );
    expect(await node.take("a", 3)).toMatchObject({ allowed: true, remaining: 2 });
    now += 40;
    expect(node.take("a", 3)).toMatchObject({ allowed: true });
    expect(node.take("a", 3)).toMatchObject({ allowed: true });
    expect(node.take("a", 3)).toEqual({ allowed: false, remaining: 0, resetSeconds: 61 });
    expect(node.take("b", 3)).toMatchObject({ allowed: true });
  });

  it("tells the database afterwards what it let in by itself", async () => {
    const { asked, exchange } = generous();
    let isAway = true;
    const node = new SharedRateLimiter(
      (exchanges) => (isAway ? Promise.reject(new Error("away")) : exchange(exchanges)),
      () => 0,
      PATIENT,
    );
    for (let call = 0; call < 3; call++) await node.take("a", 10);
    isAway = false;
    await node.tend();
    expect(asked).toMatchObject([{ keyHash: "a", waiting: 0, calls: [3] }]);
  });

  it("forgets keys that have not called for longer than the window", async () => {
    let now = 0;
    const node = new SharedRateLimiter(generous().exchange, () => now, PATIENT);
    await Promise.all(Array.from({ length: 100 }, (_, key) => node.take(String(key), 1)));
    now = 30_000;
    await node.tend();
    expect(node.size).toBe(100);
    now = 61_000;
    await node.tend();
    expect(node.size).toBe(0);
  });
});
