import { basename } from "node:path";
import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { findRecords } from "../privacy/findRecords.js";
import type { SuppressionList } from "../privacy/suppressionList.js";
import { hasAmbiguousDate } from "./assemble.js";
import type { ConnectorOptions } from "./connector.js";
import { formatOf } from "./formats.js";
import { findRepetitions, land } from "./landing.js";
import { expectedLines } from "./lines.js";
import { RejectsFile } from "./rejects.js";
import { isSensitive } from "./sensitive.js";
import type { SourceKind } from "./sourceKinds.js";
import { type HistoryRead, ORIGIN, SourceMemory } from "./sourceMemory.js";
import type { Connected, Reject, SourceRecord } from "./sourceRecord.js";
import { findSource } from "./sources.js";
import { dropStaged, Staging } from "./staging.js";

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
  const origin = await originOf(options);
  memory.remember(ORIGIN, JSON.stringify({ read_from: origin, query: options.query ?? null }));
  const rejects = new RejectsFile(options.dataDir, options.source, nameOf(origin), options.now);
  try {
    const observedOn = declared?.observed_on ?? null;
    return await engine.transaction(() =>
      readAndLand(engine, { ...options, memory }, rejects, { fingerprint, observedOn }),
    );
  } finally {
    await rejects.close();
    await dropStaged(engine);
  }
}

interface Before {
  readonly fingerprint: string | undefined;
  readonly observedOn: string | null;
}

async function readAndLand(
  engine: Engine,
  options: ImportOptions & { readonly memory: SourceMemory },
  rejects: RejectsFile,
  { fingerprint, observedOn }: Before,
): Promise<ImportSummary> {
  const { source, kind, now, memory, suppressed } = options;
  const sourceId = await sourceIdOf(engine, source, kind);
  const isNew = !(await hasRecords(engine, sourceId));
  const staging = await Staging.open(engine, { sourceId, now, isNew });
  const sensitive: string[] = [];
  const onColumns = (columns: readonly string[]) => sensitive.push(...columns.filter(isSensitive));
  try {
    const { staged, ambiguous } = await stage({ ...options, onColumns }, staging, rejects, observedOn);
    const read = staged + rejects.count;
    if (suppressed !== undefined) await rejects.add(await rejectSuppressed(engine, staging, suppressed));
    await findRepetitions(engine, staging);
    for await (const batch of duplicateIds(engine, staging)) await rejects.add(batch);
    if (fingerprint !== undefined) {
      await checkQuiet(options, fingerprint);
      memory.remember(FINGERPRINT, fingerprint);
    }
    const unchanged = await land(engine, staging, { source, sourceId, now });
    await memory.store(engine, sourceId);
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
    await staging.close();
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

/** Takes the records of suppressed people out of what was staged, so that nothing of them is stored. */
async function rejectSuppressed(engine: Engine, staging: Staging, list: SuppressionList): Promise<Reject[]> {
  const { byIdentifier, byName } = await findRecords(engine, list, staging.searched);
  const found = [...new Set([...byIdentifier, ...byName])].sort((one, other) => one - other);
  if (found.length === 0) return [];
  await engine.execute("CREATE OR REPLACE TEMP TABLE suppressed_id (record_id INTEGER)");
  await engine.append("suppressed_id", { rowCount: found.length, columns: [found] });
  await staging.remove("(SELECT record_id FROM suppressed_id)");
  await engine.execute("DROP TABLE suppressed_id");
  const detail = "somebody who must not be kept: erased, or opted out";
  return found.map((id) => ({ ...staging.placeOf(id), code: "suppressed", detail }));
}

/** A record that has no date of its own is of the day that its source was observed on. */
function datedBy(record: SourceRecord, observedOn: string): SourceRecord {
  const { first_seen, last_seen } = record.fields;
  if (first_seen !== undefined || last_seen !== undefined) return record;
  return { ...record, fields: { ...record.fields, last_seen: observedOn } };
}

/** Later records under an id that already stood for another content. */
async function* duplicateIds(engine: Engine, staging: Staging): AsyncGenerator<Reject[]> {
  const batches = engine.stream(
    "SELECT record_id, first_id FROM staged_repetition WHERE NOT is_same ORDER BY record_id",
  );
  for await (const { columns } of batches) {
    const [ids = [], firstIds = []] = columns;
    yield ids.map((id, at) => {
      const place = staging.placeOf(Number(id));
      const first = staging.placeOf(Number(firstIds[at]));
      const of = place.file === first.file ? "" : ` of ${first.file}`;
      const detail = `the id stands for another record in line ${first.line}${of}`;
      return { ...place, code: "duplicate_id", detail };
    });
  }
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

async function hasRecords(engine: Engine, sourceId: number): Promise<boolean> {
  const found = await engine.query("SELECT 1 AS one FROM source_record WHERE source_id = $1 LIMIT 1", [
    sourceId,
  ]);
  return found.length > 0;
}
