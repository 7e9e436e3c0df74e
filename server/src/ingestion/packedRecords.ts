import { type Identifier, NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { ByteText } from "./byteText.js";
import { contentHash } from "./connector.js";
import type { RecordFields } from "./sourceRecord.js";

/** What parts rows and their cells; stands in no value. */
export const PARTED_BY = { rows: 30, cells: 31 } as const;

/** Records that are to be normalised, each at its place in every list. */
export interface NormalizingTask {
  /** What each says, as `contentOf` writes it. */
  readonly contents: readonly string[];
  /** The same, where it is at hand; to another thread it goes as text, which is copied faster than objects. */
  readonly fields?: readonly RecordFields[];
  readonly keys: readonly string[];
  /** Number of the first; the others follow. */
  readonly first: number;
  /** Milliseconds; dates after it are none. */
  readonly now: number;
}

/** Rows for the tables of the store, as UTF-8; each begins with the number of its record. */
export interface PackedRecords {
  /** Key, hash of the content, content. */
  readonly given: Uint8Array<ArrayBuffer>;
  /** The columns of the normalised record; empty for null. */
  readonly normalized: Uint8Array<ArrayBuffer>;
  /** Kind, value. */
  readonly identifiers: Uint8Array<ArrayBuffer>;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
const PARTING = /[\u001c-\u001f]/g;

const safe = (text: string) => text.replace(PARTING, " ");
/** JSON writes such characters as \u001c to \u001f. */
const hasParting = (content: string) => content.includes("\\u001");

function withoutParting(fields: RecordFields): RecordFields {
  const safeValue = (_: string, value: unknown) => (typeof value === "string" ? safe(value) : value);
  return JSON.parse(JSON.stringify(fields, safeValue));
}

/** Rows that are written one after the other. */
class Rows {
  readonly #text = new ByteText();
  #isFirst = true;

  begin(number: string): void {
    if (!this.#isFirst) this.#text.addCode(PARTED_BY.rows);
    this.#isFirst = false;
    this.#text.add(number);
  }

  cell(value: string | null): void {
    this.#text.addCode(PARTED_BY.cells);
    if (value !== null) this.#text.add(value);
  }

  /** All of them; none is left. */
  take(): Uint8Array<ArrayBuffer> {
    this.#isFirst = true;
    return this.#text.take();
  }
}

/** Their room is used again for the next task. */
const [given, normalized, identifiers] = [new Rows(), new Rows(), new Rows()];
const takeAll = (): PackedRecords => ({
  given: given.take(),
  normalized: normalized.take(),
  identifiers: identifiers.take(),
});

function packIdentifiers(number: string, found: readonly Identifier[]): void {
  for (const { kind, value } of found) {
    identifiers.begin(number);
    identifiers.cell(kind);
    identifiers.cell(value);
  }
}

/**
 * Normalises records, and packs all that is stored of them into few texts: thousands of cells cost more on their way to
 * another thread and into the engine than what they hold.
 */
export function packRecords({ contents, fields, keys, first, now }: NormalizingTask): PackedRecords {
  // What is left of a task that failed.
  takeAll();
  for (const [at, content] of contents.entries()) {
    const said: RecordFields = fields?.[at] ?? JSON.parse(content);
    const found = normalizeRecord(hasParting(content) ? withoutParting(said) : said, now);
    const number = String(first + at);
    given.begin(number);
    given.cell(safe(keys[at] ?? ""));
    given.cell(contentHash(content));
    given.cell(content);
    normalized.begin(number);
    for (const name of NORMALIZED_COLUMNS) normalized.cell(found.record[name]);
    packIdentifiers(number, found.identifiers);
  }
  return takeAll();
}

/** What of packed records goes to another thread without a copy. */
export const buffersOf = (packed: PackedRecords): ArrayBuffer[] => [
  packed.given.buffer,
  packed.normalized.buffer,
  packed.identifiers.buffer,
];
