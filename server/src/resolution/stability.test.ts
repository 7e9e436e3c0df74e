import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { putRecords } from "../../test/records.js";
import type { Engine } from "../engine/engine.js";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import { resolve } from "./resolve.js";

const ADA = { full_name: "Ada Byronova", emails: ["ada.byronova@acme.example"] };
const ADA_AT_HOME = { full_name: "A. Nystad", emails: ["nystad@mail.test"] };
const BEN = { full_name: "Ben Castellane", company_domain: "umbra.example" };
const CYRA = { full_name: "Cyra Drosselmeyer", emails: ["cyra@mail.test"] };

/** What the sources say in the end. Only `a3` shows that `a1` and `a4` are one person. */
const RECORDS: Readonly<Record<string, RecordFields>> = {
  a1: { ...ADA, company_domain: "acme.example" },
  a2: { ...ADA, company_domain: "other.example" },
  a3: { ...ADA, emails: [...ADA.emails, ...ADA_AT_HOME.emails] },
  a4: ADA_AT_HOME,
  a5: ADA_AT_HOME,
  b1: { ...BEN, emails: ["ben@umbra.example"] },
  b2: { ...BEN, full_name: "Benjamin Castellane", emails: ["ben@umbra.example"] },
  c1: CYRA,
  c2: { ...CYRA, full_name: "C. Drosselmeyer" },
  d1: { full_name: "Dina Eisenbach", emails: ["dina@beta.test"] },
};
const KEYS = Object.keys(RECORDS);
const IN_THE_END = ["a1 a2 a3 a4 a5", "b1 b2", "c1 c2", "d1"];

/** Records as they arrive, batch by batch. */
type Batches = readonly Readonly<Record<string, RecordFields>>[];

const pick = (keys: readonly string[], wordOf: (key: string) => string) =>
  Object.fromEntries(keys.map((key) => [key, RECORDS[wordOf(key)] ?? {}]));

/** Every record in some order and some number of batches; before that, some that still say what another record says. */
const arrivals = fc
  .record({
    order: fc.shuffledSubarray(KEYS, { minLength: KEYS.length }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: KEYS.length - 1 }), { maxLength: 3 }),
    drafts: fc.subarray(KEYS, { maxLength: 4 }),
    shift: fc.integer({ min: 1, max: KEYS.length - 1 }),
  })
  .map(({ order, cuts, drafts, shift }): Batches => {
    const bounds = [0, ...cuts.sort((a, b) => a - b), order.length];
    const batches = bounds.slice(1).map((end, at) => order.slice(bounds[at], end));
    const other = (key: string) => KEYS[(KEYS.indexOf(key) + shift) % KEYS.length] ?? key;
    const early = drafts.length === 0 ? [] : [pick(drafts, other)];
    return [...early, ...batches.map((keys) => pick(keys, (key) => key))];
  });

const engines: Engine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

async function emptyStore(): Promise<Engine> {
  const engine = await testEngine();
  engines.push(engine);
  await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
  return engine;
}

let minted = 0;
const run = (engine: Engine) =>
  resolve(engine, {
    now: new Date("2026-03-01T12:00:00Z"),
    newId: () => `per_${String(++minted).padStart(6, "0")}`,
    onProgress: () => {},
  });

/** Person id by source key. */
async function people(engine: Engine): Promise<Map<string, string>> {
  const rows = await engine.query<{ source_key: string; person_id: string }>(
    "SELECT s.source_key, c.person_id FROM cluster c JOIN source_record s ON s.record_id = c.record_id ORDER BY 1",
  );
  return new Map(rows.map(({ source_key, person_id }) => [source_key, person_id]));
}

function groups(people: ReadonlyMap<string, string>): string[] {
  const ids = [...new Set(people.values())];
  return ids.map((id) => [...people].flatMap(([key, one]) => (one === id ? [key] : [])).join(" ")).sort();
}

/** How many records both have: the old person before the run, the new one after it. */
function overlap(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  old: string,
  now: string,
) {
  return KEYS.filter((key) => before.get(key) === old && after.get(key) === now).length;
}

/** No cluster and old id could both do better with each other than with what they got. */
function expectMaximumOverlap(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  for (const [key, old] of before) {
    const now = after.get(key) ?? "";
    const shared = overlap(before, after, old, now);
    const keptByOld = overlap(before, after, old, old);
    const keptByNow = overlap(before, after, now, now);
    expect(Math.max(keptByOld, keptByNow)).toBeGreaterThanOrEqual(shared);
  }
}

/** Everything of the store that lasts, as text. */
async function lasting(engine: Engine): Promise<string> {
  const tables = ["cluster", "scored_pair", "person_event", "redirect", "dirty_person", "linkage_model"];
  const rows = tables.map((table) => engine.query(`SELECT * FROM ${table} ORDER BY ALL`));
  return JSON.stringify(await Promise.all(rows));
}

/** Brings a batch in, and holds what became of the ids against what they were. */
async function arrive(
  engine: Engine,
  batch: Readonly<Record<string, RecordFields>>,
  everSeen: Set<string>,
): Promise<void> {
  const before = await people(engine);
  const mintedBefore = minted;
  await putRecords(engine, batch);
  await run(engine);
  const after = await people(engine);
  expectMaximumOverlap(before, after);
  const alive = new Set(after.values());
  await expectAnswers(engine, everSeen, alive);
  const known = new Set(before.values());
  for (const id of alive) {
    if (!known.has(id)) expect(Number(id.slice("per_".length))).toBeGreaterThan(mintedBefore);
    everSeen.add(id);
  }
}

/** Every id there ever was is alive, or leads to one that is. */
async function expectAnswers(
  engine: Engine,
  everSeen: ReadonlySet<string>,
  alive: ReadonlySet<string>,
): Promise<void> {
  const rows = await engine.query<{ old_id: string; person_id: string }>("SELECT * FROM redirect");
  const leadsTo = new Map(rows.map(({ old_id, person_id }) => [old_id, person_id]));
  for (const id of everSeen) expect(alive).toContain(alive.has(id) ? id : leadsTo.get(id));
}

describe("whatever the order of arrival and the number of batches", () => {
  it("the people are those of one batch, their ids follow the most records, and a run without news changes nothing", async () => {
    const arrivedAtOnce = await emptyStore();
    await arrive(arrivedAtOnce, RECORDS, new Set());
    expect(groups(await people(arrivedAtOnce))).toEqual(IN_THE_END);
    await fc.assert(
      fc.asyncProperty(arrivals, async (batches) => {
        const engine = await emptyStore();
        const everSeen = new Set<string>();
        for (const batch of batches) await arrive(engine, batch, everSeen);
        expect(groups(await people(engine))).toEqual(IN_THE_END);
        const before = await lasting(engine);
        await run(engine);
        expect(await lasting(engine)).toBe(before);
      }),
      // The same arrivals each time: whether a change is good must not depend on luck.
      { numRuns: 3, seed: 7 },
    );
  }, 600_000);
});
