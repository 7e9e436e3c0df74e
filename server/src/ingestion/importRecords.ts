import { basename } from "node:path";
import type { Cell, Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { findRecords, type SearchedTables } from "../privacy/findRecords.js";
import type { SuppressionList } from "../privacy/suppressionList.js";
import { hasAmbiguousDate } from "./assemble.js";
import type { ConnectorOptions } from "./connector.js";
import { formatOf } from "./formats.js";
import { expectedLines } from "./lines.js";
import { RejectsFile } from "./rejects.js";
import { isSensitive } from "./sensitive.js";
import type { SourceKind } from "./sourceKinds.js";
import { type HistoryRead, ORIGIN, SourceMemory } from "./sourceMemory.js";
import type { Connected, Reject, SourceRecord } from "./sourceRecord.js";
import { findSource } from "./sources.js";
import { Staging } from "./staging.js";

export interface ImportOptions extends ConnectorOptions {
  readonly path: string;
  /** Files that are one source; `path` is the folder that they lie in. */
  readonly files?: readonly string[];
  /** What tells whether the source has changed: where the last import had the same, nothing is read. */
  readonly fingerprint?: () => Promise<string>;
  readonly source: string;
  readonly kind: SourceKind;
  readonly dataDir: string;
  readonly now: Date;
  /** Whose records are rejected. */
  readonly suppressed?: SuppressionList;
  /** @param total how many there are, about, where the source's size tells */
  readonly onRead: (records: number, total?: number) => void;
}

/** read = accepted + rejected; unchanged ones are among the accepted. */
export interface ImportSummary {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unchanged: number;
  /** Columns that are never stored, where there are any. */
  readonly sensitive_columns?: readonly string[];
  /** Where the rejects stand, and the dates that were left out, if there are any. */
  readonly rejects_file?: string;
  /** Records whose date was left out because day and month could stand in either order, if there are any. */
  readonly ambiguous_dates?: number;
  /** Pages that were not read, because their host says that they are as they were at the last import, if any. */
  readonly not_modified?: number;
  /** Where the source is a history. */
  readonly history?: HistoryRead;
}

const NORMALIZED = NORMALIZED_COLUMNS.join(", ");
/** Place in a source's memory. */
const FINGERPRINT = "fingerprint";

/**
 * Imports a source whole or not at all: new records are added, changed ones replaced in place, and both wait for the
 * next resolve. Importing the same content again changes nothing.
 * @throws VouchError where the source as a whole cannot be read
 */
export async function importRecords(engine: Engine, options: ImportOptions): Promise<ImportSummary> {
  const declared = await findSource(engine, options.source);
  if (declared?.paused === true) {
    throw new VouchError(
      "source_paused",
      `The source "${options.source}" is paused`,
      `Take it up again: vouch sources resume ${options.source}`,
    );
  }
  const memory = await SourceMemory.open(engine, options.source);
  const fingerprint = await options.fingerprint?.();
  if (fingerprint !== undefined && fingerprint === memory.recall(FINGERPRINT))
    return { ...NOTHING, not_modified: options.files?.length ?? 1 };
  const staging = await Staging.open(engine, options.now.getTime());
  const origin = await originOf(options);
  const rejects = new RejectsFile(options.dataDir, options.source, nameOf(origin), options.now);
  memory.remember(ORIGIN, JSON.stringify({ read_from: origin, query: options.query ?? null }));
  const sensitive: string[] = [];
  const onColumns = (columns: readonly string[]) => sensitive.push(...columns.filter(isSensitive));
  try {
    const observedOn = declared?.observed_on ?? null;
    const { staged, ambiguous } = await stage(
      { ...options, onColumns, memory },
      staging,
      rejects,
      observedOn,
    );
    const read = staged + rejects.count;
    if (options.suppressed !== undefined)
      await rejects.add(await rejectSuppressed(engine, options.suppressed));
    for await (const batch of duplicateIds(engine)) await rejects.add(batch);
    if (fingerprint !== undefined) {
      await checkQuiet(options, fingerprint);
      memory.remember(FINGERPRINT, fingerprint);
    }
    const unchanged = await engine.transaction(() => land(engine, options, memory));
    return {
      read,
      accepted: read - rejects.count,
      rejected: rejects.count,
      unchanged,
      ...(sensitive.length === 0 ? {} : { sensitive_columns: sensitive }),
      ...(rejects.isMade ? { rejects_file: rejects.path } : {}),
      ...(ambiguous === 0 ? {} : { ambiguous_dates: ambiguous }),
      ...(memory.notModified === 0 ? {} : { not_modified: memory.notModified }),
      ...(memory.history === undefined ? {} : { history: memory.history }),
    };
  } finally {
    await rejects.close();
    await staging.drop();
  }
}

const NOTHING = { read: 0, accepted: 0, rejected: 0, unchanged: 0 };

/** Where a source is read from, as it may be told and kept. */
async function originOf({ path, kind }: ImportOptions): Promise<string> {
  const { shownPath } = await formatOf(kind);
  return shownPath?.(path) ?? path;
}

const nameOf = (origin: string) => (origin.includes("://") ? origin : basename(origin));

/** @throws VouchError source_changing */
async function checkQuiet({ path, fingerprint }: ImportOptions, before: string): Promise<void> {
  if ((await fingerprint?.()) === before) return;
  throw new VouchError(
    "source_changing",
    `${path} was written to while it was read`,
    "Import it again when it is complete.",
  );
}

interface Staged {
  /** Records that are no rejects. */
  readonly staged: number;
  /** Of these, with a date that could be read in two ways. */
  readonly ambiguous: number;
}

/** Of files with about a record a line, by the length of their first ones; undefined of others. */
async function expectedRecords({ kind, path, files }: ImportOptions): Promise<number | undefined> {
  const isOfLines = kind === "csv" || kind === "jsonl";
  return isOfLines && (files?.length ?? 1) === 1 ? await expectedLines(path) : undefined;
}

async function teller(options: ImportOptions): Promise<(read: number) => void> {
  const total = await expectedRecords(options);
  return (read) => options.onRead(read, total === undefined ? undefined : Math.max(total, read));
}

async function batchesOf(options: ImportOptions): Promise<AsyncGenerator<readonly Connected[]>> {
  const { path, files, kind } = options;
  const { read, readTogether } = await formatOf(kind);
  return files === undefined || readTogether === undefined
    ? read(path, options)
    : readTogether(files, options);
}

/** Reads the source into the staging tables. */
async function stage(
  options: ImportOptions,
  staging: Staging,
  rejects: RejectsFile,
  observedOn: string | null,
): Promise<Staged> {
  let [staged, ambiguous] = [0, 0];
  const tell = await teller(options);
  for await (const batch of await batchesOf(options)) {
    for (const one of batch) if (one.kind === "judgement") staging.addJudgement(one.judgement);
    const records = batch.flatMap((one) => (one.kind === "record" ? [one.record] : []));
    for (const record of records) {
      staging.addRecord(observedOn === null ? record : datedBy(record, observedOn));
      if (staging.isFull) await staging.flush();
    }
    staged += records.length;
    ambiguous += records.filter(({ fields }) => hasAmbiguousDate(fields)).length;
    await rejects.add(batch.flatMap((one) => (one.kind === "reject" ? [one.reject] : [])));
    await rejects.hint(batch.flatMap((one) => (one.kind === "hint" ? [one.hint] : [])));
    tell(staged + rejects.count);
  }
  await staging.finish();
  return { staged, ambiguous };
}

const STAGED: SearchedTables = {
  normalized: "staged_normalized",
  identifiers: "staged_identifier",
  given: "staged_record",
  id: "seq",
};

/** Takes the records of suppressed people out of what was staged, so that nothing of them is stored. */
async function rejectSuppressed(engine: Engine, list: SuppressionList): Promise<Reject[]> {
  const { byIdentifier, byName } = await findRecords(engine, list, STAGED);
  const found = [...new Set([...byIdentifier, ...byName])];
  if (found.length === 0) return [];
  await engine.execute("CREATE OR REPLACE TEMP TABLE suppressed_seq (seq INTEGER)");
  await engine.append("suppressed_seq", { rowCount: found.length, columns: [found] });
  const these = "WHERE seq IN (SELECT seq FROM suppressed_seq)";
  const rows = await engine.query<{ file: string | null; line: number }>(
    `SELECT file, line FROM staged_record ${these} ORDER BY seq`,
  );
  await engine.execute(`DELETE FROM staged_record ${these}`);
  await engine.execute("DROP TABLE suppressed_seq");
  const detail = "somebody who must not be kept: erased, or opted out";
  return rows.map(({ file, line }) => ({ ...inFile(file), line, code: "suppressed", detail }));
}

const inFile = (file: Cell | undefined) => (typeof file === "string" ? { file } : {});

/** A record that has no date of its own is of the day that its source was observed on. */
function datedBy(record: SourceRecord, observedOn: string): SourceRecord {
  const { first_seen, last_seen } = record.fields;
  if (first_seen !== undefined || last_seen !== undefined) return record;
  return { ...record, fields: { ...record.fields, last_seen: observedOn } };
}

/** Later records under an id that already stood for another content. */
async function* duplicateIds(engine: Engine): AsyncGenerator<Reject[]> {
  await engine.execute(
    `CREATE OR REPLACE TEMP TABLE staged_key AS
     SELECT seq, file, line, source_key, content_hash,
       row_number() OVER (PARTITION BY source_key ORDER BY seq) AS occurrence,
       first_value(content_hash) OVER (PARTITION BY source_key ORDER BY seq) AS first_hash,
       first_value(line) OVER (PARTITION BY source_key ORDER BY seq) AS first_line,
       first_value(file) OVER (PARTITION BY source_key ORDER BY seq) AS first_file
     FROM staged_record`,
  );
  const batches = engine.stream(
    "SELECT line, first_line, file, first_file FROM staged_key WHERE content_hash <> first_hash ORDER BY seq",
  );
  for await (const { columns } of batches) {
    const [lines = [], firstLines = [], files = [], firstFiles = []] = columns;
    yield lines.map((line, at) => {
      const of = files[at] === firstFiles[at] ? "" : ` of ${firstFiles[at]}`;
      const detail = `the id stands for another record in line ${firstLines[at]}${of}`;
      return { ...inFile(files[at]), line: Number(line), code: "duplicate_id", detail };
    });
  }
}

/** Moves what was staged into the store. @returns how many records were there already, with the same content */
async function land(engine: Engine, options: ImportOptions, memory: SourceMemory): Promise<number> {
  const { source, kind, now } = options;
  const sourceId = await sourceIdOf(engine, source, kind);
  await engine.execute(
    `CREATE OR REPLACE TEMP TABLE landing AS
     WITH known AS (SELECT record_id, source_key, content_hash FROM source_record WHERE source_id = $1),
     compared AS (
       SELECT s.seq, k.record_id AS known_id,
         CASE WHEN s.content_hash <> s.first_hash THEN 'rejected'
              WHEN s.occurrence > 1 THEN 'repeated'
              WHEN k.record_id IS NULL THEN 'new'
              WHEN k.content_hash = s.content_hash THEN 'unchanged' ELSE 'changed' END AS state
       FROM staged_key s LEFT JOIN known k ON k.source_key = s.source_key)
     SELECT seq, state, coalesce(known_id,
       (SELECT coalesce(max(record_id), 0) FROM
         (SELECT record_id FROM source_record UNION ALL SELECT record_id FROM cluster) numbered)
         + row_number() OVER (PARTITION BY state ORDER BY seq)) AS record_id
     FROM compared`,
    [sourceId],
  );
  await replaceRecords(engine, sourceId, options);
  await engine.execute(
    `UPDATE source_record SET imported_at = CAST($2 AS TIMESTAMP)
     WHERE record_id IN (SELECT record_id FROM landing WHERE state = 'unchanged')
     AND source_id IN (SELECT source_id FROM source_declaration WHERE source_id = $1 AND retention_days IS NOT NULL)`,
    [sourceId, now.toISOString()],
  );
  await replaceJudgements(engine, sourceId, source);
  await memory.store(engine, sourceId);
  const [counted] = await engine.query<{ unchanged: number }>(
    "SELECT count(*) AS unchanged FROM landing WHERE state IN ('unchanged', 'repeated')",
  );
  return counted?.unchanged ?? 0;
}

async function sourceIdOf(engine: Engine, name: string, kind: SourceKind): Promise<number> {
  const [known] = await engine.query<{ source_id: number }>("SELECT source_id FROM source WHERE name = $1", [
    name,
  ]);
  if (known !== undefined) return known.source_id;
  const [next] = await engine.query<{ source_id: number }>(
    "SELECT coalesce(max(source_id), 0) + 1 AS source_id FROM source",
  );
  const sourceId = next?.source_id ?? 1;
  await engine.execute("INSERT INTO source VALUES ($1, $2, $3)", [sourceId, name, kind]);
  return sourceId;
}

async function replaceRecords(
  engine: Engine,
  sourceId: number,
  { source, now }: ImportOptions,
): Promise<void> {
  const changed = "SELECT record_id FROM landing WHERE state = 'changed'";
  for (const table of ["source_record", "normalized_record", "identifier", "pending_record"]) {
    await engine.execute(`DELETE FROM ${table} WHERE record_id IN (${changed})`);
  }
  const landed = (staged: string) =>
    `landing l JOIN ${staged} s ON s.seq = l.seq WHERE l.state IN ('new', 'changed')`;
  await engine.execute(
    `INSERT INTO source_record SELECT l.record_id, $1, s.source_key, s.content_hash, s.fields, CAST($2 AS TIMESTAMP) FROM ${landed("staged_record")}`,
    [sourceId, now.toISOString()],
  );
  await engine.execute(
    `INSERT INTO normalized_record SELECT l.record_id, ${NORMALIZED} FROM ${landed("staged_normalized")}`,
  );
  await engine.execute(
    `INSERT INTO identifier SELECT l.record_id, s.kind, s.value FROM ${landed("staged_identifier")}`,
  );
  await engine.execute(
    "INSERT INTO pending_record SELECT record_id, $1 FROM landing WHERE state IN ('new', 'changed')",
    [`import of ${source}`],
  );
}

/** The judgements that came with this source's file replace those that came with it before; people stay judged. */
async function replaceJudgements(engine: Engine, sourceId: number, source: string): Promise<void> {
  const before = "SELECT left_key, right_key, verdict FROM judgement WHERE source_id = $1";
  const after = "SELECT DISTINCT left_key, right_key, verdict FROM staged_judgement";
  const touched = `SELECT left_key, right_key FROM ((${before} EXCEPT ${after}) UNION ALL (${after} EXCEPT ${before}))`;
  await engine.execute(
    `INSERT INTO pending_record SELECT DISTINCT r.record_id, $2 FROM source_record r
     JOIN (SELECT left_key AS touched_key FROM (${touched}) UNION SELECT right_key FROM (${touched})) t ON t.touched_key = r.source_key
     WHERE r.source_id = $1 AND r.record_id NOT IN (SELECT record_id FROM pending_record)`,
    [sourceId, `judgements that came with ${source}`],
  );
  await engine.execute("DELETE FROM judgement WHERE source_id = $1", [sourceId]);
  await engine.execute(
    `INSERT INTO judgement
     SELECT (SELECT coalesce(max(judgement_id), 0) FROM judgement) + row_number() OVER (ORDER BY j.left_key, j.right_key),
       $1, j.left_key, j.right_key, l.record_id, r.record_id, j.verdict, j.judged_by, j.why
     FROM staged_judgement j
     JOIN source_record l ON l.source_id = $1 AND l.source_key = j.left_key
     JOIN source_record r ON r.source_id = $1 AND r.source_key = j.right_key`,
    [sourceId],
  );
}
