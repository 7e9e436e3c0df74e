import type { Cell } from "../engine/engine.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import type { RecordFields } from "./sourceRecord.js";

/** What normalising made of some records, by column. */
export interface NormalizedColumns {
  /** One for each of `NORMALIZED_COLUMNS`, with a cell for each record. */
  readonly columns: readonly (readonly Cell[])[];
  /** Which record, which kind and which value, for each identifier. */
  readonly identifiers: readonly (readonly Cell[])[];
}

/** Records that are to be normalised. */
export interface NormalizingTask {
  /** What each says, as `contentOf` writes it. */
  readonly contents: readonly string[];
  /** Number of the first; the others follow. */
  readonly first: number;
  /** Milliseconds; dates after it are none. */
  readonly now: number;
}

/** Normalises records. */
export function normalizedColumns({ contents, first, now }: NormalizingTask): NormalizedColumns {
  const columns = NORMALIZED_COLUMNS.map((): Cell[] => []);
  const [numbers, kinds, values]: [Cell[], Cell[], Cell[]] = [[], [], []];
  for (const [at, content] of contents.entries()) {
    const fields: RecordFields = JSON.parse(content);
    const { record, identifiers } = normalizeRecord(fields, now);
    for (const [column, name] of NORMALIZED_COLUMNS.entries()) columns[column]?.push(record[name]);
    for (const { kind, value } of identifiers) {
      numbers.push(first + at);
      kinds.push(kind);
      values.push(value);
    }
  }
  return { columns, identifiers: [numbers, kinds, values] };
}
