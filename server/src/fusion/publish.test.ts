import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sql } from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { testDatabase } from "../../test/postgres.js";
import type { Engine } from "../engine/engine.js";
import { NORMALIZED_COLUMNS, type NormalizedRecord } from "../normalization/normalizedRecord.js";
import { unpackEvidence } from "./evidence.js";
import { exportPeople } from "./exportPeople.js";
import { collapsed, publish } from "./publish.js";

let engine: Engine;
let sql: Sql;
let close: () => Promise<void>;
beforeEach(async () => {
  engine = await testEngine();
  ({ sql, close } = await testDatabase());
  await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv'), (2, 'directory', 'jsonl')");
});
afterEach(async () => {
  await engine.close();
  await close();
});

let lastRecord = 0;

/** A record of Ana or whoever, put into a person's cluster, the person dirty. */
async function sighting(person: string, fields: Partial<NormalizedRecord>, source = 1): Promise<number> {
  lastRecord += 1;
  const cells = NORMALIZED_COLUMNS.map((column) => [fields[column] ?? null]);
  await engine.append("normalized_record", { rowCount: 1, columns: [[lastRecord], ...cells] });
  await engine.execute(
    "INSERT INTO source_record VALUES ($1, $2, $3, 'hash', '{}', TIMESTAMP '2026-01-01')",
    [lastRecord, source, `key ${lastRecord}`],
  );
  await engine.execute("INSERT INTO cluster VALUES ($1, $2)", [lastRecord, person]);
  await engine.execute("INSERT INTO dirty_person VALUES ($1)", [person]);
  return lastRecord;
}

const ana: Partial<NormalizedRecord> = {
  full_name: "Ana Lima",
  given_name: "ana",
  family_name: "lima",
  given_root: "ana",
  family_key: "lima",
  name_key: "ana lima",
  email: "ana@acme.example",
  company_name: "Acme\tLabs \\ Söhne",
  company_key: "acmelabs",
  employer_domain: "acme.example",
  last_seen: "2025-03-01",
};

async function published() {
  const people = await sql<
    { person_id: string; profile: string; record_count: number; content_hash: string }[]
  >`SELECT person_id, profile, record_count, content_hash FROM person ORDER BY person_id`;
  const keys = await sql<{ person_id: string; lookup_key: string }[]>`
    SELECT person_id, lookup_key FROM person_lookup ORDER BY person_id, lookup_key`;
  const redirects = await sql`SELECT old_id, person_id FROM person_redirect ORDER BY old_id`;
  return { people: people.map((row) => ({ ...row })), keys: [...keys], redirects: [...redirects] };
}

/** Many small people, so that a publication takes several transactions. */
async function crowd(size: number): Promise<void> {
  await engine.execute(`INSERT INTO cluster SELECT 1000 + range, 'crowd_' || range FROM range(${size})`);
  await engine.execute(
    `INSERT INTO source_record SELECT 1000 + range, 1, 'c' || range, 'hash', '{}', TIMESTAMP '2026-01-01' FROM range(${size})`,
  );
  await engine.execute(
    `INSERT INTO normalized_record (record_id, full_name, given_name, family_name, family_key, email, last_seen)
     SELECT 1000 + range, 'Ana L' || range, 'ana', 'l' || range, 'l' || range, range || '@crowd.example', DATE '2025-01-01'
     FROM range(${size})`,
  );
  await engine.execute(`INSERT INTO dirty_person SELECT 'crowd_' || range FROM range(${size})`);
}

describe("publish", () => {
  it("publishes a person with the profile of all its records and the keys it is found by", async () => {
    const first = await sighting("p1", ana);
    const second = await sighting("p1", { ...ana, title: "Engineer", title_key: "engineer" }, 2);
    await engine.execute("INSERT INTO identifier VALUES ($1, 'email', 'ana.lima@mail.test')", [first]);
    await engine.execute("INSERT INTO scored_pair VALUES ($1, $2, 9.5, 1)", [first, second]);
    expect(await publish(engine, sql)).toMatchObject({ fused: 1, written: 1, removed: 0 });
    const { people, keys } = await published();
    expect(people).toMatchObject([{ person_id: "p1", record_count: 2 }]);
    expect(JSON.parse(people[0]?.profile ?? "")).toMatchObject({
      full_name: "Ana Lima",
      email: "ana@acme.example",
      title: "Engineer",
      company_name: "Acme\tLabs \\ Söhne",
      company_domain: "acme.example",
    });
    const found = keys.map(({ lookup_key }) => lookup_key);
    expect(found).toEqual(expect.arrayContaining(["e|ana.lima@mail.test", "e|ana@acme.example"]));
  });

  it("leaves the tables as they are made, with their indexes, when it is the first", async () => {
    const made = async () => ({
      columns: await sql`
        SELECT table_name, column_name, data_type, collation_name, column_default, is_nullable
        FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`,
      indexes:
        await sql`SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1`,
      constraints: await sql`
        SELECT conname, contype, conrelid::regclass::text AS of FROM pg_constraint
        WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 3`,
    });
    const before = await made();
    await sighting("p1", ana);
    await publish(engine, sql);
    expect(await made()).toEqual(before);
    expect((await published()).people).toHaveLength(1);
  });

  it("finds people at their employers though no source gives a date", async () => {
    await sighting("p1", { ...ana, last_seen: null });
    await publish(engine, sql);
    const rows = await sql<{ strength: number }[]>`
      SELECT strength FROM person_lookup WHERE lookup_key LIKE 'n|acme.example|%'`;
    expect(rows.length).toBeGreaterThan(0);
    for (const { strength } of rows) expect(strength).toBeGreaterThan(0.5);
  });

  it("writes only what changed", async () => {
    await sighting("p1", ana);
    await sighting("p2", { ...ana, email: "al@beta.example" });
    await publish(engine, sql);
    expect(await publish(engine, sql)).toMatchObject({ fused: 0, written: 0 });
    await engine.execute("INSERT INTO dirty_person VALUES ('p1'), ('p2')");
    await engine.execute("UPDATE normalized_record SET title = 'Engineer' WHERE email = 'ana@acme.example'");
    expect(await publish(engine, sql)).toMatchObject({ fused: 2, written: 1 });
  });

  it("keeps what vouches for each value, with the sources by name, and writes it anew where only that changed", async () => {
    const evidence = async () => {
      const rows = await sql<{ evidence: string }[]>`SELECT evidence FROM person_evidence`;
      return rows.map((row) => unpackEvidence(row.evidence));
    };
    const first = await sighting("p1", ana);
    await sighting("p1", { ...ana, last_seen: "2024-03-01" }, 2);
    await publish(engine, sql);
    const [before] = await evidence();
    expect(before?.email?.[0]).toMatchObject({
      value: "ana@acme.example",
      statements: [
        {
          record: { source_id: 1, source_key: `key ${first}`, last_day: 20_148 },
          original: "ana@acme.example",
        },
        { record: { source_id: 2 } },
      ],
    });
    expect([...(await sql`SELECT name, legal_basis FROM published_source ORDER BY source_id`)]).toEqual([
      { name: "crm", legal_basis: null },
      { name: "directory", legal_basis: null },
    ]);
    await engine.execute("UPDATE normalized_record SET last_seen = DATE '2025-02-27' WHERE record_id = $1", [
      first,
    ]);
    await engine.execute("INSERT INTO dirty_person VALUES ('p1')");
    expect(await publish(engine, sql)).toMatchObject({ written: 1 });
    const after = await evidence();
    expect(after).toHaveLength(1);
    expect(after[0]?.email?.[0]?.statements[0]?.record.last_day).toBe(20_146);
    await engine.execute("DELETE FROM cluster");
    await engine.execute("INSERT INTO dirty_person VALUES ('p1')");
    await publish(engine, sql);
    expect(await evidence()).toEqual([]);
  });

  it("replaces the keys of a person that lost an address", async () => {
    const record = await sighting("p1", ana);
    await publish(engine, sql);
    await engine.execute("UPDATE normalized_record SET email = 'new@acme.example' WHERE record_id = $1", [
      record,
    ]);
    await engine.execute("INSERT INTO dirty_person VALUES ('p1')");
    await publish(engine, sql);
    const found = (await published()).keys.map(({ lookup_key }) => lookup_key);
    expect(found).toContain("e|new@acme.example");
    expect(found).not.toContain("e|ana@acme.example");
  });

  it("takes down a person that became part of another, and leads the old ids to where they ended", async () => {
    await sighting("p1", ana);
    await sighting("p2", ana, 2);
    await sighting("p3", ana, 2);
    await publish(engine, sql);
    for (const [old, now] of [
      ["p3", "p2"],
      ["p2", "p1"],
    ] as const) {
      await engine.execute("UPDATE cluster SET person_id = $2 WHERE person_id = $1", [old, now]);
      await engine.execute("INSERT INTO redirect VALUES ($1, $2)", [old, now]);
      await engine.execute("INSERT INTO dirty_person VALUES ($1), ($2)", [old, now]);
      await publish(engine, sql);
    }
    const { people, keys, redirects } = await published();
    expect(people.map(({ person_id }) => person_id)).toEqual(["p1"]);
    expect(new Set(keys.map(({ person_id }) => person_id))).toEqual(new Set(["p1"]));
    expect(redirects).toEqual([
      { old_id: "p2", person_id: "p1" },
      { old_id: "p3", person_id: "p1" },
    ]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["the first one", () => sql`TRUNCATE person, person_lookup, person_evidence, publication`],
    ["one of many changes", () => sql`DELETE FROM person WHERE person_id > 'crowd_5'`],
  ])("ends in the same state when %s is interrupted midway and run again", async (_which, undo) => {
    await crowd(9000);
    await publish(engine, sql);
    const whole = await published();
    await undo();
    await sql`DELETE FROM publication`;
    const dying = publish(engine, sql, (done) => {
      if (done >= 8000) throw new Error("power cut");
    });
    await expect(dying).rejects.toThrow("power cut");
    expect((await published()).people.length).toBeLessThan(9000);
    await publish(engine, sql);
    expect(await published()).toEqual(whole);
  });

  it("repeats a publication of which PostgreSQL took note and the analytic store did not", async () => {
    await sighting("p1", ana);
    await publish(engine, sql);
    await sql`UPDATE publication SET sequence = sequence + 1`;
    await engine.execute("INSERT INTO dirty_person VALUES ('p1')");
    expect(await publish(engine, sql)).toMatchObject({ fused: 1, written: 0 });
  });

  it("publishes everybody where PostgreSQL is another one, and nobody whom this store does not know", async () => {
    await sighting("p1", ana);
    await publish(engine, sql);
    await sql`DELETE FROM person`;
    await sql`UPDATE publication SET id = 'another store'`;
    await sql`INSERT INTO person (person_id, profile, cohesion, record_count, content_hash)
      VALUES ('stranger', '{}', 1, 1, '')`;
    await sql`INSERT INTO person_lookup (lookup_key, person_id, strength) VALUES ('e|x@y.example', 'stranger', 1)`;
    expect(await publish(engine, sql)).toMatchObject({ written: 1 });
    const { people, keys } = await published();
    expect(people.map(({ person_id }) => person_id)).toEqual(["p1"]);
    expect(keys.map(({ person_id }) => person_id)).not.toContain("stranger");
  });

  it("counts a positive judgement as much as the best match, and an unscored pair against", async () => {
    const cohesion = async (person: string) => {
      const [row] = await sql<
        { cohesion: number }[]
      >`SELECT cohesion FROM person WHERE person_id = ${person}`;
      return row?.cohesion ?? 0;
    };
    for (const person of ["judged", "loose"]) {
      await sighting(person, ana);
      await sighting(person, ana);
    }
    await engine.execute(
      `INSERT INTO judgement (judgement_id, source_id, left_key, right_key, verdict)
       VALUES (1, 1, $1, $2, 'positive')`,
      [`key ${lastRecord - 3}`, `key ${lastRecord - 2}`],
    );
    await publish(engine, sql);
    expect(await cohesion("judged")).toBeGreaterThan(0.99);
    expect(await cohesion("loose")).toBeLessThan(0.5);
  });

  it("learns how far each source agrees with the others, and trusts it so", async () => {
    for (let person = 0; person < 40; person += 1) {
      const city = (name: string) => ({ ...ana, city: name, location: name, last_seen: "2025-03-01" });
      await sighting(`p${person}`, city(`town ${person}`), 1);
      await sighting(`p${person}`, city(`town ${person}`), 2);
      await sighting(`p${person}`, city("nowhere"), 3);
    }
    await engine.execute("INSERT INTO source VALUES (3, 'old list', 'csv')");
    await publish(engine, sql);
    const rows = await engine.query<{ source_id: number; accuracy: number }>(
      "SELECT source_id, accuracy FROM source_accuracy WHERE field = 'location' ORDER BY source_id",
    );
    const [crm = 0, directory = 0, list = 1] = rows.map(({ accuracy }) => accuracy);
    expect(Math.min(crm, directory)).toBeGreaterThan(list + 0.3);
  });
});

describe("exportPeople", () => {
  it("writes one line per published person with the fields of its profile", async () => {
    await sighting("p1", ana);
    await publish(engine, sql);
    const folder = mkdtempSync(join(tmpdir(), "vouch-export-"));
    const output = join(folder, "people.jsonl");
    expect(await exportPeople(sql, "jsonl", output)).toEqual({ rows: 1 });
    expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({
      person_id: "p1",
      full_name: "Ana Lima",
      company_domain: "acme.example",
      title: null,
      cohesion: 1,
      record_count: 1,
    });
    rmSync(folder, { recursive: true });
  });
});

describe("collapsed", () => {
  it("leads every id to the end of its chain, and ends where a chain bites its tail", () => {
    const chains = new Map([
      ["a", "b"],
      ["b", "c"],
      ["x", "y"],
      ["y", "x"],
    ]);
    const ends = collapsed(chains);
    expect(ends.get("a")).toBe("c");
    expect(ends.get("b")).toBe("c");
    expect(ends.size).toBe(4);
  });
});
