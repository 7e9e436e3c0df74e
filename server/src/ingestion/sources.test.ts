import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import type { Engine } from "../engine/engine.js";
import { learnSources, readReliability } from "../fusion/learnSources.js";
import { reliabilityFrom } from "../fusion/sourceReliability.js";
import { newPersonId } from "../resolution/identity.js";
import { resolve } from "../resolution/resolve.js";
import { importRecords } from "./importRecords.js";
import {
  declareSource,
  dropExpired,
  listSources,
  pauseSource,
  removeSource,
  resumeSource,
} from "./sources.js";

let engine: Engine;
let folder: string;
const NOW = new Date("2026-06-01T12:00:00Z");

beforeEach(async () => {
  engine = await testEngine();
  folder = mkdtempSync(join(tmpdir(), "vouch-sources-"));
  await importPeople("crm", ["Jane Doe,jane@acme.example", "Mara Quillfeather,mara@acme.example"]);
  await importPeople("events", ["Jane Doe,jane@acme.example", "John Roe,john@fiction.example"]);
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function importPeople(source: string, rows: readonly string[], now = NOW) {
  const path = join(folder, `${source}.csv`);
  writeFileSync(path, `name,email\n${rows.join("\n")}\n`);
  const options = {
    path,
    source,
    kind: "csv" as const,
    map: new Map(),
    mailmap: false,
    dataDir: folder,
    now,
    onRead: () => {},
  };
  return await importRecords(engine, options);
}

const resolvePeople = () => resolve(engine, { now: NOW, newId: newPersonId, onProgress: () => {} });
/** Addresses of each person, as the store has them. */
async function people(): Promise<string[]> {
  const rows = await engine.query<{ emails: string }>(
    `SELECT string_agg(DISTINCT n.email, ' ') || ' x' || count(*) AS emails FROM cluster c
     JOIN normalized_record n ON n.record_id = c.record_id GROUP BY c.person_id ORDER BY 1`,
  );
  return rows.map(({ emails }) => emails);
}

const ALL = ["jane@acme.example x2", "john@fiction.example x1", "mara@acme.example x1"];

it("sources are listed with what they hold and what is stated of them", async () => {
  await declareSource(engine, "crm", { legal_basis: "contract", retention_days: 400, reliability: 0.95 });
  await declareSource(engine, "crm", { observed_on: "2026-05-01", record_url: "https://crm.example/{key}" });
  const nothing = {
    reliability: null,
    legal_basis: null,
    retention_days: null,
    observed_on: null,
    record_url: null,
  };
  const held = { kind: "csv", query: null, paused: false, records: 2, imported_at: NOW.toISOString() };
  expect(await listSources(engine)).toEqual([
    {
      name: "crm",
      ...held,
      reliability: 0.95,
      legal_basis: "contract",
      retention_days: 400,
      observed_on: "2026-05-01",
      record_url: "https://crm.example/{key}",
      read_from: expect.stringMatching(/crm\.csv$/),
    },
    { name: "events", ...held, ...nothing, read_from: expect.stringMatching(/events\.csv$/) },
  ]);
});

it("a source that does not exist is answered with those that do", async () => {
  for (const verb of [pauseSource, resumeSource, removeSource])
    await expect(verb(engine, "cmr")).rejects.toMatchObject({
      code: "unknown_source",
      hint: "There are: crm, events.",
    });
});

describe("people are without a source", () => {
  beforeEach(async () => {
    await resolvePeople();
    expect(await people()).toEqual(ALL);
  });

  it("that was removed, and who has no other record is nobody any longer", async () => {
    const before = await engine.query(
      "SELECT DISTINCT person_id FROM cluster c JOIN normalized_record n ON n.record_id = c.record_id WHERE n.email LIKE 'jane%'",
    );
    expect(await removeSource(engine, "crm")).toBe(2);
    await resolvePeople();
    expect(await people()).toEqual(["jane@acme.example x1", "john@fiction.example x1"]);
    expect(
      await engine.query(
        "SELECT DISTINCT person_id FROM cluster c JOIN normalized_record n ON n.record_id = c.record_id WHERE n.email LIKE 'jane%'",
      ),
    ).toEqual(before);
    for (const table of ["source_record", "normalized_record", "cluster"])
      expect(await engine.query(`SELECT count(*) AS n FROM ${table}`)).toEqual([{ n: 2 }]);
    expect((await listSources(engine)).map(({ name }) => name)).toEqual(["events"]);
  });

  it("that is paused, until it is resumed", async () => {
    await pauseSource(engine, "crm");
    await resolvePeople();
    expect(await people()).toEqual(["jane@acme.example x1", "john@fiction.example x1"]);
    expect((await listSources(engine))[0]).toMatchObject({ name: "crm", paused: true, records: 2 });
    await resumeSource(engine, "crm");
    await resolvePeople();
    expect(await people()).toEqual(ALL);
  });

  it("whose records were kept for as long as it may, except those that came again", async () => {
    await declareSource(engine, "crm", { retention_days: 30 });
    const later = new Date("2026-07-15T00:00:00Z");
    expect(await dropExpired(engine, new Date("2026-07-01T00:00:00Z"))).toBe(0);
    await importPeople("crm", ["Jane Doe,jane@acme.example"], later);
    expect(await dropExpired(engine, later)).toBe(1);
    await resolvePeople();
    expect(await people()).toEqual(ALL.slice(0, 2));
  });

  it("removed before others come: nobody inherits the person of somebody else", async () => {
    const before = await engine.query<{ person_id: string }>("SELECT DISTINCT person_id FROM cluster");
    await removeSource(engine, "events");
    await removeSource(engine, "crm");
    await importPeople("list", ["Yuki Hoshizora,yuki@hoshi.example", "Amara Lindqvist,amara@lind.example"]);
    await resolvePeople();
    const after = await engine.query<{ person_id: string }>("SELECT DISTINCT person_id FROM cluster");
    expect(after.length).toBe(2);
    for (const { person_id } of after) expect(before.map((row) => row.person_id)).not.toContain(person_id);
  });
});

it("what is stated of a source's reliability stands above what was learned, and its people are published anew", async () => {
  await resolvePeople();
  await learnSources(engine);
  await engine.execute("DELETE FROM dirty_person");
  await declareSource(engine, "events", { reliability: 0.5 });
  const { accuracy } = reliabilityFrom(await readReliability(engine));
  expect([accuracy(2, "title"), accuracy(1, "title")]).toEqual([0.5, 0.8]);
  expect(await engine.query("SELECT count(*) AS n FROM dirty_person")).toEqual([{ n: 2 }]);
  await declareSource(engine, "events", { reliability: null });
  expect(reliabilityFrom(await readReliability(engine)).accuracy(2, "title")).toBe(0.8);
});

it("a paused source takes nothing in", async () => {
  await pauseSource(engine, "crm");
  await expect(importPeople("crm", ["Max Moe,max@acme.example"])).rejects.toMatchObject({
    code: "source_paused",
  });
});

it("records without a date are taken to be observed when their source says", async () => {
  await declareSource(engine, "crm", { observed_on: "2025-02-03" });
  await importPeople("crm", ["Max Moe,max@acme.example"]);
  const rows = await engine.query("SELECT last_seen FROM normalized_record WHERE email = 'max@acme.example'");
  expect(rows).toEqual([{ last_seen: "2025-02-03" }]);
});
