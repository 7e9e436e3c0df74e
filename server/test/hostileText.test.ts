import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../src/engine/engine.js";
import { publish } from "../src/fusion/publish.js";
import { importRecords } from "../src/ingestion/importRecords.js";
import type { SourceKind } from "../src/ingestion/sourceKinds.js";
import { createEnricher } from "../src/people/enrich.js";
import { newPersonId } from "../src/resolution/identity.js";
import { resolve } from "../src/resolution/resolve.js";
import { ADVERSE_TEXTS, adverseText } from "./adverseText.js";
import { testEngine } from "./analytic.js";
import { TestApi } from "./api.js";
import { type TestDatabase, testDatabase } from "./postgres.js";

let engine: Engine;
let database: TestDatabase;
let api: TestApi;
let key: string;
let folder: string;

beforeAll(async () => {
  engine = await testEngine();
  database = await testDatabase();
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
  key = await api.newKey({ credits: 1_000_000 });
  folder = mkdtempSync(join(tmpdir(), "vouch-hostile-"));
});
afterAll(async () => {
  await engine.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

type Row = Readonly<Record<string, unknown>>;

const COLUMNS = [
  "id",
  "first_name",
  "last_name",
  "name",
  "email",
  "title",
  "company",
  "domain",
  "city",
  "region",
  "country",
  "location",
  "phone",
  "linkedin_url",
  "updated_at",
] as const;

/** Rows in which every column, and with JSON every key, may hold anything. */
const adverseRow = fc
  .tuple(
    fc.record(Object.fromEntries(COLUMNS.map((column) => [column, adverseText])), { requiredKeys: [] }),
    fc.dictionary(adverseText, fc.oneof(adverseText, fc.jsonValue()), { maxKeys: 3 }),
  )
  .map(([row, more]): Row => ({ ...more, ...row }));

const WORDS = ["Alba", "Bruno", "Celia", "Dario", "Elsa", "Fabio", "Greta", "Hugo", "Irma", "Jonas"];
const goodName = (at: number) => [WORDS[at % 10], `${WORDS[Math.floor(at / 10)]}sen`] as const;
const goodEmail = (at: number) => `${goodName(at).join(".").toLowerCase()}@acme.example`;

function goodRow(at: number): Row {
  const [first_name, last_name] = goodName(at);
  return { id: `good ${at}`, first_name, last_name, email: goodEmail(at), company: "Acme" };
}

const quoted = (value: unknown) => `"${String(value ?? "").replaceAll('"', '""')}"`;
const csvRow = (row: Row) => COLUMNS.map((column) => quoted(row[column])).join(",");

/** Puts a good row before each of the others, and writes them. */
function write(kind: SourceKind, others: readonly Row[]): string {
  const rows = others.flatMap((row, at) => [goodRow(at), row]);
  const path = join(folder, `people.${kind}`);
  const csv = [COLUMNS.join(","), ...rows.map(csvRow)];
  const lines = kind === "csv" ? csv : rows.map((row) => JSON.stringify(row));
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

let sources = 0;

async function importRows(kind: SourceKind, rows: readonly Row[]): Promise<void> {
  const source = `${kind} ${++sources}`;
  const { read, accepted, rejected } = await importRecords(engine, {
    path: write(kind, rows),
    source,
    kind,
    map: new Map(),
    mailmap: true,
    dataDir: folder,
    now: new Date("2026-06-01"),
    onRead: () => {},
  });
  expect(accepted + rejected).toBe(read);
  const kept = await engine.query(
    `SELECT source_key FROM source_record JOIN source USING (source_id)
     WHERE name = $1 AND source_key LIKE 'good %' ORDER BY CAST(source_key[6:] AS INTEGER)`,
    [source],
  );
  expect(kept).toEqual(rows.map((_, at) => ({ source_key: `good ${at}` })));
}

const INVISIBLE = /[\p{Cc}\p{Surrogate}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/u;

async function isServedWell(goods: number): Promise<void> {
  await resolve(engine, { now: new Date("2026-06-01"), newId: newPersonId, onProgress: () => {} });
  await publish(engine, database.sql, () => {});
  const profiles = await database.sql<{ profile: string }[]>`SELECT profile FROM person`;
  for (const { profile } of profiles)
    for (const value of Object.values(JSON.parse(profile))) expect(String(value)).not.toMatch(INVISIBLE);
  for (let at = 0; at < goods; at += 1) {
    const { status, body } = await api.enrich(key, { email: goodEmail(at) });
    expect([status, body.data?.full_name]).toEqual([200, goodName(at).join(" ")]);
  }
}

describe("bad text beside good", () => {
  it.each(["csv", "jsonl"] as const)(
    "takes nothing with it on its way through %s",
    async (kind) => {
      const every = ADVERSE_TEXTS.map((text) => Object.fromEntries(COLUMNS.map((column) => [column, text])));
      await importRows(kind, every);
      await fc.assert(
        fc.asyncProperty(fc.array(adverseRow, { minLength: 1, maxLength: 40 }), (rows) =>
          importRows(kind, rows),
        ),
        { numRuns: 6 },
      );
      await isServedWell(every.length);
    },
    60_000,
  );
});
