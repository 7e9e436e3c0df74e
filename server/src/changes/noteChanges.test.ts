import type { Sql } from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { testDatabase } from "../../test/postgres.js";
import { putRecords } from "../../test/records.js";
import type { Engine } from "../engine/engine.js";
import { publish } from "../fusion/publish.js";
import { takeDown } from "../privacy/takeDown.js";
import { resolve } from "../resolution/resolve.js";
import { readPage } from "./changeStore.js";

let engine: Engine;
let sql: Sql;
let close: () => Promise<void>;
let minted = 0;
beforeEach(async () => {
  engine = await testEngine();
  ({ sql, close } = await testDatabase());
  await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
  minted = 0;
});
afterEach(async () => {
  await engine.close();
  await close();
});

const ADA = { full_name: "Ada Byronova", emails: ["ada@acme.example"], company_domain: "acme.example" };
const ZOE = { full_name: "Zoe Quist", emails: ["zoe@globex.example"] };
const BEN = {
  full_name: "Ben Castellane",
  emails: ["ben@umbra.example"],
  title: "Clerk",
  location: "Rome, Italy",
};

/** Resolves and publishes, as `vouch resolve` does. */
async function published(records: Parameters<typeof putRecords>[1] = {}): Promise<void> {
  await putRecords(engine, records);
  const now = new Date("2026-03-01T12:00:00Z");
  await resolve(engine, { now, newId: () => `per_${++minted}`, onProgress: () => {} });
  await publish(engine, sql);
}

async function judge(verdict: string): Promise<void> {
  await engine.execute(
    `INSERT INTO judgement SELECT coalesce(max(judgement_id), 0) + 1, 1, 'a', 'a2', NULL, NULL, $1, 'a reviewer', 'why'
     FROM judgement`,
    [verdict],
  );
  await engine.execute(
    "INSERT INTO pending_record SELECT record_id, 'judgement 1 by Kim' FROM source_record WHERE source_key IN ('a', 'a2')",
  );
}

const changes = async () => (await readPage(sql, "0", { types: undefined, limit: 100 })).changes;
const idOf = async (name: string) => {
  const [row] = await sql<{ person_id: string }[]>`
    SELECT person_id FROM person WHERE position(${name} IN profile) > 0`;
  return row?.person_id;
};

describe("a publication", () => {
  it("notes no change where it is the first, and none where nothing that is shown is another", async () => {
    await published({ a: ADA, b: BEN });
    await published({ b: { ...BEN, last_seen: "2026-01-05" } });
    expect(await changes()).toEqual([]);
  });

  it("notes with what changed why, and who is new", async () => {
    await published({ a: ADA, b: BEN });
    await published({
      b: { ...BEN, title: "VP Sales" },
      c: { ...BEN, full_name: "Cleo Duval", emails: ["c@d.example"] },
    });
    expect(await changes()).toMatchObject(
      [
        {
          person_id: await idOf("Ben"),
          types: ["job_change"],
          before: { title: "Clerk" },
          after: { title: "VP Sales" },
          cause: "import of crm",
          countries: ["it"],
        },
        { person_id: await idOf("Cleo"), types: ["added"], before: {}, after: { full_name: "Cleo Duval" } },
      ].sort((one, other) => ((one.person_id ?? "") < (other.person_id ?? "") ? -1 : 1)),
    );
  });

  it("notes what a person corrected, and what accounts said of them that was confirmed, as any other change", async () => {
    await published({ a: ADA, b: BEN });
    const [ada, ben] = [await idOf("Ada"), await idOf("Ben")];
    await sql`
      INSERT INTO correction (person_id, field, value, privacy_request_id) VALUES (${ada ?? ""}, 'title', 'Countess', 1)`;
    await sql`
      INSERT INTO feedback (account_id, request_id, operation, person_id, verdict, field, wrong_value, correct_value, accepted)
      VALUES (1, 'req_1', 'enrichPerson', ${ben ?? ""}, 'wrong_value', 'title', 'Clerk', 'VP Sales', true)`;
    await published();
    const told = await changes();
    const of = (id: string | undefined) => told.filter(({ person_id }) => person_id === id);
    expect(of(ada)).toMatchObject([
      { before: { title: null }, after: { title: "Countess" }, cause: "a correction by the person" },
    ]);
    expect(of(ben)).toMatchObject([
      {
        types: ["job_change"],
        before: { title: "Clerk" },
        after: { title: "VP Sales" },
        cause: "what an account said of an answer",
      },
    ]);
  });

  it("notes who became part of somebody, and who was split off again", async () => {
    await published({ a: ADA, a2: ZOE, b: BEN });
    const [one, other] = [await idOf("Ada"), await idOf("Zoe")];
    expect(one).not.toBe(other);
    await judge("positive");
    await published();
    const merged = (await changes()).find(({ types }) => types.includes("merged"));
    expect([merged?.person_id, merged?.other_id].sort()).toEqual([one, other].sort());
    expect(merged).toMatchObject({ before: {}, after: {}, cause: "judgement 1 by Kim" });
    await judge("negative");
    await published();
    const split = (await changes()).find(({ types }) => types.includes("split"));
    expect(split).toMatchObject({ other_id: merged?.person_id, after: { full_name: expect.any(String) } });
  });

  it("notes who is gone, and forgets what it told of them", async () => {
    await published({ a: ADA, b: BEN });
    await published({ b: { ...BEN, title: "VP Sales" } });
    const gone = await idOf("Ben");
    for (const table of ["source_record", "normalized_record", "identifier"])
      await engine.execute(`DELETE FROM ${table} WHERE record_id = 2`);
    await published();
    expect(await changes()).toMatchObject([{ person_id: gone, types: ["removed"], before: {}, after: {} }]);
    expect(JSON.stringify(await sql`SELECT * FROM person_change`)).not.toContain("VP Sales");
  });

  it("keeps no value that was told of who lost records: a source may have taken it back", async () => {
    await published({ a: ADA, b: BEN });
    await published({
      b: { ...BEN, title: "VP Sales" },
      b2: { ...BEN, title: "VP Sales", location: "Paris, France" },
    });
    await published({ b: { ...BEN, title: "CEO", location: "Paris, France" } });
    for (const table of ["source_record", "normalized_record", "identifier"])
      await engine.execute(`DELETE FROM ${table} WHERE record_id = 3`);
    await engine.execute("INSERT INTO pending_record VALUES (3, 'list removed')");
    await published({ b: { ...BEN, title: "Advisor", location: "Paris, France" } });
    const last = (await changes()).at(-1);
    expect(last).toMatchObject({
      types: ["job_change"],
      before: { title: null },
      after: { title: "Advisor" },
    });
    expect(JSON.stringify(await sql`SELECT * FROM person_change`)).not.toMatch(/VP Sales|CEO|Clerk/);
  });

  it("notes nothing of who was erased while it was under way", async () => {
    await published({ a: ADA, b: BEN });
    await takeDown(sql, [(await idOf("Ben")) ?? ""]);
    await published({ b: { ...BEN, title: "VP Sales" } });
    expect(await changes()).toEqual([]);
  });

  it("of another store takes nobody for somebody who changed", async () => {
    await published({ a: ADA, b: BEN });
    await engine.close();
    engine = await testEngine();
    await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
    await published({ b: { ...BEN, title: "VP Sales" } });
    expect(await changes()).toEqual([]);
    expect(await sql`SELECT FROM person`).toHaveLength(1);
  });

  it("that is made anew after a crash notes each change once", async () => {
    await published({ a: ADA, b: BEN });
    const [row] = await engine.query<{ sequence: number }>("SELECT sequence FROM publication");
    await published({ b: { ...BEN, title: "VP Sales" } });
    await engine.execute("UPDATE publication SET sequence = $1", [row?.sequence ?? 0]);
    await engine.execute("DELETE FROM published");
    await engine.execute("INSERT INTO dirty_person SELECT DISTINCT person_id FROM cluster");
    await publish(engine, sql);
    expect(await changes()).toHaveLength(1);
  });
});
