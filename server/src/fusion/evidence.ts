import { PROFILE_FIELDS, type Profile } from "./fusedPerson.js";

/** A source record as evidence names it. */
export interface RecordOrigin {
  readonly source_id: number;
  readonly source_key: string;
  /** Days since 1970 on which the source first and last saw this to be so. */
  readonly first_day: number | null;
  readonly last_day: number | null;
}

/** A value of a field with the statements that say it. */
export interface StatedValue {
  /** As it is shown; null where the employer it belongs to has none. */
  readonly value: string | null;
  /** Probability that it is the one that holds today. */
  readonly probability: number;
  /** What each record says, as it says it. */
  readonly statements: readonly { readonly record: RecordOrigin; readonly original: string }[];
}

/**
 * All that was said of a person's fields: the value that the profile shows first, then the others, best first. Where
 * the profile shows none, all are others. Names and domains of employers stand in the same places of their lists.
 */
export type Evidence = Readonly<Partial<Record<keyof Profile, readonly StatedValue[]>>>;

type PackedRecord = readonly [source: number, key: string, first: number | null, last: number | null];
/** Probability and value, then the places of the records that say it; before those that say it otherwise, how. */
type PackedValue = readonly (number | string | null)[];

/** Writes evidence down in little space: each record once, a text once for all records in a row that say it. */
export function packEvidence(evidence: Evidence): string {
  const origins: RecordOrigin[] = [];
  const fields = PROFILE_FIELDS.map(
    (field) => evidence[field]?.map((value) => packValue(value, origins)) ?? [],
  );
  const records = origins.map(
    ({ source_id, source_key, first_day, last_day }): PackedRecord => [
      source_id,
      source_key,
      first_day,
      last_day,
    ],
  );
  return JSON.stringify([records, ...fields]);
}

/** @param origins records that have a place; further ones are added */
function packValue({ value, probability, statements }: StatedValue, origins: RecordOrigin[]): PackedValue {
  const packed: (number | string | null)[] = [probability, value];
  let said = value ?? "";
  for (const { record, original } of statements) {
    if (original !== said) packed.push(original);
    said = original;
    let place = origins.indexOf(record);
    if (place === -1) place = origins.push(record) - 1;
    packed.push(place);
  }
  return packed;
}

/** Reads what `packEvidence` wrote. */
export function unpackEvidence(text: string): Evidence {
  const [packed = [], ...fields]: [PackedRecord[], ...PackedValue[][]] = JSON.parse(text);
  const records = packed.map(
    ([source_id, source_key, first_day, last_day]): RecordOrigin => ({
      source_id,
      source_key,
      first_day,
      last_day,
    }),
  );
  const evidence: { -readonly [Field in keyof Evidence]: Evidence[Field] } = {};
  for (const [at, field] of PROFILE_FIELDS.entries()) {
    const values = fields[at];
    if (values !== undefined && values.length > 0)
      evidence[field] = values.map((one) => unpackValue(one, records));
  }
  return evidence;
}

function unpackValue(packed: PackedValue, records: readonly RecordOrigin[]): StatedValue {
  const [probability, value] = packed;
  const statements: { record: RecordOrigin; original: string }[] = [];
  let original = typeof value === "string" ? value : "";
  for (let at = 2; at < packed.length; at += 1) {
    const part = packed[at];
    const record = typeof part === "number" ? records[part] : undefined;
    if (record !== undefined) statements.push({ record, original });
    else if (typeof part === "string") original = part;
  }
  return { value: typeof value === "string" ? value : null, probability: Number(probability), statements };
}
