import type { Cell, Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { ORIGIN } from "./sourceMemory.js";

/** What the operator states of a source. */
export interface Declaration {
  /** Probability 0..1 that a value of this source is right; learned from agreement where null. */
  readonly reliability?: number | null;
  /** Under which licence or on which legal ground the data is held. */
  readonly legal_basis?: string | null;
  /** Days after its last import that a record is kept. */
  readonly retention_days?: number | null;
  /** The day that records without a date of their own were observed on: YYYY-MM-DD. */
  readonly observed_on?: string | null;
  /** Where a record can be looked at, to be shown with evidence: a URL in which `{key}` stands for the record's key. */
  readonly record_url?: string | null;
}

/** A source, what is stated of it, and what it holds. */
export interface Source extends Required<Declaration> {
  readonly name: string;
  readonly kind: string;
  /** A paused source takes nothing in, and its records are left out of people. */
  readonly paused: boolean;
  readonly records: number;
  readonly imported_at: string | null;
  /** The path or address that it was last read from, without passwords. */
  readonly read_from: string | null;
  /** What the database was asked, where it is one. */
  readonly query: string | null;
}

const DECLARED = ["reliability", "legal_basis", "retention_days", "observed_on", "record_url"] as const;
/** Tables that hold a source's records, by their number. */
const OF_RECORDS = ["normalized_record", "identifier", "pending_record"] as const;
/** Where the records of a paused source wait. */
const PAUSED = { normalized_record: "paused_record", identifier: "paused_identifier" } as const;

const RECORDS_OF = "SELECT record_id FROM source_record WHERE source_id = $1";

/** All sources by name. */
export async function listSources(engine: Engine): Promise<Source[]> {
  const rows = await engine.query<Record<keyof Source | "origin", string | number | boolean | null>>(
    `SELECT s.name, s.kind, d.reliability, d.legal_basis, d.retention_days, CAST(d.observed_on AS VARCHAR) AS observed_on,
       d.record_url, coalesce(d.paused, false) AS paused, coalesce(r.records, 0) AS records, r.imported_at, m.state AS origin
     FROM source s LEFT JOIN source_declaration d ON d.source_id = s.source_id
     LEFT JOIN (SELECT source_id, count(*) AS records, max(imported_at) AS imported_at FROM source_record GROUP BY source_id) r
       ON r.source_id = s.source_id
     LEFT JOIN source_memory m ON m.source_id = s.source_id AND m.place = $1
     ORDER BY s.name`,
    [ORIGIN],
  );
  return rows.map(
    (row): Source => ({
      name: String(row.name),
      kind: String(row.kind),
      reliability: numberOrNull(row.reliability),
      legal_basis: textOrNull(row.legal_basis),
      retention_days: numberOrNull(row.retention_days),
      observed_on: textOrNull(row.observed_on),
      record_url: textOrNull(row.record_url),
      paused: row.paused === true,
      records: Number(row.records),
      imported_at: textOrNull(row.imported_at),
      ...originIn(row.origin),
    }),
  );
}

function originIn(state: unknown): Pick<Source, "read_from" | "query"> {
  return typeof state === "string" ? JSON.parse(state) : { read_from: null, query: null };
}

const numberOrNull = (cell: unknown) => (cell === null ? null : Number(cell));
const textOrNull = (cell: unknown) => (cell === null ? null : String(cell));

/** A source by name; undefined where there is none. */
export async function findSource(engine: Engine, name: string): Promise<Source | undefined> {
  return (await listSources(engine)).find((source) => source.name === name);
}

async function sourceIdOf(engine: Engine, name: string): Promise<number> {
  const rows = await engine.query<{ source_id: number; name: string }>(
    "SELECT source_id, name FROM source ORDER BY name",
  );
  const found = rows.find((row) => row.name === name);
  if (found !== undefined) return found.source_id;
  const names = rows
    .map((row) => row.name)
    .slice(0, 20)
    .join(", ");
  throw new VouchError(
    "unknown_source",
    `There is no source "${name}"`,
    names === "" ? "Nothing has been imported yet." : `There are: ${names}.`,
  );
}

const makeDirty = (engine: Engine, sourceId: number) =>
  engine.execute(
    `INSERT INTO dirty_person SELECT DISTINCT person_id FROM cluster WHERE record_id IN (${RECORDS_OF})`,
    [sourceId],
  );

/**
 * States something of a source; what is not named stays as it was. A new reliability is used at the next resolve.
 * @throws VouchError unknown_source
 */
export async function declareSource(engine: Engine, name: string, declaration: Declaration): Promise<void> {
  const sourceId = await sourceIdOf(engine, name);
  await engine.transaction(async () => {
    await engine.execute(
      `INSERT INTO source_declaration (source_id, paused) SELECT $1, false
       WHERE NOT EXISTS (SELECT 1 FROM source_declaration WHERE source_id = $1)`,
      [sourceId],
    );
    for (const field of DECLARED) {
      const value = declaration[field];
      if (value === undefined) continue;
      await engine.execute(`UPDATE source_declaration SET ${field} = $2 WHERE source_id = $1`, [
        sourceId,
        value,
      ]);
    }
    if (declaration.reliability !== undefined) await makeDirty(engine, sourceId);
  });
}

/**
 * Leaves a source's records out of people from the next resolve on, and takes nothing more in, until it is resumed.
 * @throws VouchError unknown_source
 */
export async function pauseSource(engine: Engine, name: string): Promise<void> {
  const sourceId = await sourceIdOf(engine, name);
  await declareSource(engine, name, {});
  await engine.transaction(async () => {
    await engine.execute("UPDATE source_declaration SET paused = true WHERE source_id = $1", [sourceId]);
    for (const [table, aside] of Object.entries(PAUSED))
      await engine.execute(`INSERT INTO ${aside} SELECT * FROM ${table} WHERE record_id IN (${RECORDS_OF})`, [
        sourceId,
      ]);
    for (const table of OF_RECORDS)
      await engine.execute(`DELETE FROM ${table} WHERE record_id IN (${RECORDS_OF})`, [sourceId]);
    await noteGone(engine, RECORDS_OF, [sourceId, `${name} paused`]);
  });
}

/**
 * Takes a paused source's records back into people, at the next resolve.
 * @throws VouchError unknown_source
 */
export async function resumeSource(engine: Engine, name: string): Promise<void> {
  const sourceId = await sourceIdOf(engine, name);
  await engine.transaction(async () => {
    await engine.execute("UPDATE source_declaration SET paused = false WHERE source_id = $1", [sourceId]);
    await engine.execute(
      `INSERT INTO pending_record SELECT record_id, $2 FROM paused_record WHERE record_id IN (${RECORDS_OF})`,
      [sourceId, `${name} resumed`],
    );
    for (const [table, aside] of Object.entries(PAUSED)) {
      await engine.execute(`INSERT INTO ${table} SELECT * FROM ${aside} WHERE record_id IN (${RECORDS_OF})`, [
        sourceId,
      ]);
      await engine.execute(`DELETE FROM ${aside} WHERE record_id IN (${RECORDS_OF})`, [sourceId]);
    }
  });
}

/**
 * Notes why records of people go.
 * @param records SQL of their numbers, with the parameter $1; the cause is $2
 */
async function noteGone(engine: Engine, records: string, parameters: readonly Cell[]): Promise<void> {
  await engine.execute(
    `INSERT INTO pending_record SELECT record_id, $2 FROM cluster WHERE record_id IN (${records})`,
    parameters,
  );
}

const ALL_OF_RECORDS = [...OF_RECORDS, ...Object.values(PAUSED)];

/**
 * Removes a source with all that came from it; people are without it from the next resolve on.
 * @returns how many records went
 * @throws VouchError unknown_source
 */
export async function removeSource(engine: Engine, name: string): Promise<number> {
  const sourceId = await sourceIdOf(engine, name);
  const [counted] = await engine.query<{ records: number }>(
    "SELECT count(*) AS records FROM source_record WHERE source_id = $1",
    [sourceId],
  );
  await engine.transaction(async () => {
    for (const table of ALL_OF_RECORDS)
      await engine.execute(`DELETE FROM ${table} WHERE record_id IN (${RECORDS_OF})`, [sourceId]);
    await noteGone(engine, RECORDS_OF, [sourceId, `${name} removed`]);
    for (const table of ["judgement", "source_memory", "source_record", "source_declaration", "source"])
      await engine.execute(`DELETE FROM ${table} WHERE source_id = $1`, [sourceId]);
  });
  return counted?.records ?? 0;
}

/** The records that their source may not keep any longer; $1 is the day. */
const expiredSql = ({ dialect }: Engine) => `SELECT r.record_id FROM source_record r
  JOIN source_declaration d ON d.source_id = r.source_id WHERE d.retention_days IS NOT NULL
  AND ${dialect.daysBetween("CAST(r.imported_at AS DATE)", "CAST($1 AS DATE)")} > d.retention_days`;

/** How many records their source may not keep any longer. */
export async function countExpired(engine: Engine, now: Date): Promise<number> {
  const today = now.toISOString().slice(0, 10);
  const [row] = await engine.query<{ n: number }>(`SELECT count(*) AS n FROM (${expiredSql(engine)})`, [
    today,
  ]);
  return row?.n ?? 0;
}

/**
 * Removes the records that their source may not keep any longer.
 * @returns how many
 */
export async function dropExpired(engine: Engine, now: Date): Promise<number> {
  const [expired, today] = [expiredSql(engine), now.toISOString().slice(0, 10)];
  const count = await countExpired(engine, now);
  if (count === 0) return 0;
  await engine.transaction(async () => {
    for (const table of ALL_OF_RECORDS)
      await engine.execute(`DELETE FROM ${table} WHERE record_id IN (${expired})`, [today]);
    await noteGone(engine, expired, [today, "end of the time for which records are kept"]);
    await engine.execute(`DELETE FROM source_record WHERE record_id IN (${expired})`, [today]);
  });
  return count;
}
