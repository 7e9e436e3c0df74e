import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TRUTH_PEOPLE_FILE, TRUTH_RECORDS_FILE, type TrueField, type TruePerson } from "@vouch/demo";

/** Whom a record is about, and which fields it states as they are today. */
export interface TrueRecord {
  readonly source: string;
  readonly source_key: string;
  readonly person: string;
  readonly rightly: readonly TrueField[];
}

/** A line of `vouch export records`. */
export interface ExportedRecord {
  readonly source: string;
  readonly source_key: string;
  readonly person_id: string | null;
}

/** Reads the truth that lies beside a demo's sources. */
export function readTruth(folder: string): { records: TrueRecord[]; people: TruePerson[] } {
  const rows = readFileSync(join(folder, TRUTH_RECORDS_FILE), "utf8").trim().split("\n").slice(1);
  const records = rows.map((row) => {
    const [source = "", source_key = "", person = "", rightly = ""] = row.split(",");
    return { source, source_key, person, rightly: rightly.split(" ") as TrueField[] };
  });
  const lines = readFileSync(join(folder, TRUTH_PEOPLE_FILE), "utf8").trim().split("\n");
  return { records, people: lines.map((line) => JSON.parse(line) as TruePerson) };
}

/** A record with the person it was put under. */
export interface JudgedRecord extends TrueRecord {
  readonly person_id: string;
}

/** Joins what was exported to the truth. @throws Error where a record of the truth is missing: nothing may be lost */
export function judge(truth: readonly TrueRecord[], exported: readonly ExportedRecord[]): JudgedRecord[] {
  const found = new Map(
    exported.map((record) => [`${record.source}|${record.source_key}`, record.person_id]),
  );
  return truth.map((record) => {
    const person_id = found.get(`${record.source}|${record.source_key}`);
    if (person_id === undefined || person_id === null)
      throw new Error(`record ${record.source_key} of ${record.source} was lost`);
    return { ...record, person_id };
  });
}

/** For each label the commonest partner: the published person of a true one, or the true person of a published one. */
export function majority<T>(
  records: readonly T[],
  label: (record: T) => string,
  partner: (record: T) => string,
): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const record of records) {
    const inner = counts.get(label(record)) ?? new Map<string, number>();
    counts.set(label(record), inner);
    inner.set(partner(record), (inner.get(partner(record)) ?? 0) + 1);
  }
  return new Map([...counts].map(([key, inner]) => [key, commonest(inner)]));
}

function commonest(counts: ReadonlyMap<string, number>): string {
  let best = "";
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most) [best, most] = [value, count];
  }
  return best;
}
