import { type Identifier, NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { contentHash } from "./connector.js";
import type { RecordFields } from "./sourceRecord.js";

/** What parts rows, their cells, a cell's columns and its identifiers; stands in no value. */
export const PARTED_BY = { rows: 30, cells: 31, columns: 29, identifiers: 28 } as const;

/** Records that are to be normalised, each at its place in every list. */
export interface NormalizingTask {
  /** What each says, as `contentOf` writes it. */
  readonly contents: readonly string[];
  readonly keys: readonly string[];
  readonly files: readonly string[];
  readonly lines: readonly number[];
  /** Number of the first; the others follow. */
  readonly first: number;
  /** Milliseconds; dates after it are none. */
  readonly now: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
const PARTING = /[\u001c-\u001f]/g;
const [ROWS, CELLS, COLUMNS, IDENTIFIERS] = [
  PARTED_BY.rows,
  PARTED_BY.cells,
  PARTED_BY.columns,
  PARTED_BY.identifiers,
].map((code) => String.fromCharCode(code)) as [string, string, string, string];

const safe = (text: string) => text.replace(PARTING, " ");
/** JSON writes such characters as \u001c to \u001f. */
const hasParting = (content: string) => content.includes("\\u001");

function withoutParting(fields: RecordFields): RecordFields {
  const safeValue = (_: string, value: unknown) => (typeof value === "string" ? safe(value) : value);
  return JSON.parse(JSON.stringify(fields, safeValue));
}

function packedIdentifiers(identifiers: readonly Identifier[]): string {
  const [first, ...others] = identifiers;
  if (first === undefined) return "";
  const one = `${first.kind} ${first.value}`;
  return others.length === 0
    ? one
    : [one, ...others.map(({ kind, value }) => `${kind} ${value}`)].join(IDENTIFIERS);
}

/**
 * Normalises records, and packs all that is staged of them into one text: thousands of cells cost more on their way to
 * another thread and into the engine than what they hold.
 */
export function packRecords({ contents, keys, files, lines, first, now }: NormalizingTask): string {
  let packed = "";
  for (const [at, content] of contents.entries()) {
    const given: RecordFields = JSON.parse(content);
    const { record, identifiers } = normalizeRecord(hasParting(content) ? withoutParting(given) : given, now);
    if (at > 0) packed += ROWS;
    packed += `${first + at}${CELLS}${files[at] ?? ""}${CELLS}${lines[at] ?? 0}${CELLS}${safe(keys[at] ?? "")}${CELLS}`;
    packed += `${contentHash(content)}${CELLS}${content}${CELLS}`;
    let column = "";
    for (const name of NORMALIZED_COLUMNS) {
      packed += column + (record[name] ?? "");
      column = COLUMNS;
    }
    packed += CELLS + packedIdentifiers(identifiers);
  }
  return packed;
}
