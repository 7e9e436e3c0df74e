import type { Cell, Engine } from "../engine/engine.js";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import { emailForms, type LeadingValue, namedAt, type SuppressionKind } from "./suppressionKeys.js";
import type { SuppressionList } from "./suppressionList.js";

/** Where records are looked for: names of tables, or queries in brackets, each with `record_id`. */
export interface SearchedTables {
  /** With the columns of `normalized_record`. */
  readonly normalized: string;
  /** With `kind` and `value`. */
  readonly identifiers: string;
  /** With `fields`, as the source gave them. */
  readonly given: string;
}

/** Everything that the store holds, records of paused sources too. */
export const ALL_RECORDS: SearchedTables = {
  normalized: "(SELECT * FROM normalized_record UNION ALL SELECT * FROM paused_record)",
  identifiers: "(SELECT * FROM identifier UNION ALL SELECT * FROM paused_identifier)",
  given: "source_record",
};

const NEWS = "WHERE record_id IN (SELECT record_id FROM pending_record)";

/** What is new since the last resolution. */
export const NEW_RECORDS: SearchedTables = {
  normalized: `(SELECT * FROM normalized_record ${NEWS})`,
  identifiers: `(SELECT * FROM identifier ${NEWS})`,
  given: `(SELECT * FROM source_record ${NEWS})`,
};

/** Records that a list has entries for. */
export interface SuppressedRecords {
  /** By what belongs to one person: an address, a phone, a profile. */
  readonly byIdentifier: ReadonlySet<number>;
  /** By a name at an employer, which another person may have, too. */
  readonly byName: ReadonlySet<number>;
}

const KINDS: Readonly<Record<string, SuppressionKind>> = {
  email: "email",
  phone: "phone",
  linkedin: "profile",
  profile: "profile",
};

const textOf = (cell: Cell | undefined) => (typeof cell === "string" ? cell : null);

/** An identifier of the store as what leads to its person. */
export function leadingIdentifier(kind: unknown, value: unknown): LeadingValue {
  return { kind: KINDS[String(kind)] ?? "profile", value: String(value) };
}

/** The numbers of the records, in the first column, of whose other columns something is suppressed. */
async function findIn(
  engine: Engine,
  sql: string,
  isSuppressed: (...cells: (Cell | undefined)[]) => boolean,
): Promise<Set<number>> {
  const found = new Set<number>();
  for await (const { rowCount, columns } of engine.stream(sql)) {
    const [ids = [], ...others] = columns;
    for (let row = 0; row < rowCount; row += 1)
      if (isSuppressed(...others.map((column) => column[row]))) found.add(Number(ids[row]));
  }
  return found;
}

const findIdentifiers = (engine: Engine, list: SuppressionList, { identifiers }: SearchedTables) =>
  findIn(engine, `SELECT i.record_id, i.kind, i.value FROM ${identifiers} i`, (kind, value) =>
    list.has(leadingIdentifier(kind, value)),
  );

/** Addresses whose mailbox is another text than what was written: a register may have hashed either. */
const WRITTEN_OTHERWISE =
  "(g.fields LIKE '%+%@%' OR lower(g.fields) LIKE '%@gmail.%' OR lower(g.fields) LIKE '%@googlemail.%')";

const findWrittenAddresses = (engine: Engine, list: SuppressionList, { given }: SearchedTables) =>
  findIn(engine, `SELECT g.record_id, g.fields FROM ${given} g WHERE ${WRITTEN_OTHERWISE}`, (text) => {
    const { emails = [] }: RecordFields = JSON.parse(String(text));
    return emails.flatMap(emailForms).some((value) => list.has({ kind: "email", value }));
  });

const findNames = (engine: Engine, list: SuppressionList, { normalized }: SearchedTables) =>
  findIn(
    engine,
    `SELECT n.record_id, n.given_root, n.family_key, n.company_key, n.employer_domain FROM ${normalized} n
     WHERE n.given_root IS NOT NULL AND n.family_key IS NOT NULL`,
    (given, family, company, domain) =>
      namedAt(textOf(given), textOf(family), [textOf(company), textOf(domain)]).some((value) =>
        list.has(value),
      ),
  );

/** Finds the records that a list has entries for. */
export async function findRecords(
  engine: Engine,
  list: SuppressionList,
  tables: SearchedTables,
): Promise<SuppressedRecords> {
  const nobody = new Set<number>();
  if (list.size === 0) return { byIdentifier: nobody, byName: nobody };
  const identified = await findIdentifiers(engine, list, tables);
  const written = list.knows("email") ? await findWrittenAddresses(engine, list, tables) : nobody;
  const byName = list.knows("name") ? await findNames(engine, list, tables) : nobody;
  return { byIdentifier: new Set([...identified, ...written]), byName };
}
