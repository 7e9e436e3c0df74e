import { FUSED_COLUMNS, type PersonRecord } from "./statements.js";

/** A person whose records are to be fused, with the hash of what was published of them last. */
export interface QueuedPerson {
  readonly person_id: string;
  readonly published_hash: string | null;
  readonly records: readonly PersonRecord[];
}

/**
 * A record travels from the engine as one text, because crossing cell by cell is most of the cost of reading. An empty
 * text is null. The separator is a character that no text holds.
 */
export const SEPARATOR = "\u001f";

/** What a record's row says, in this order. A row of a further address has the first three, and the address. */
export const ROW_COLUMNS = [
  "person_id",
  "record_id",
  "kind",
  "source_id",
  "source_key",
  "support",
  "published_hash",
  "first_day",
  "last_day",
  "is_torn",
  ...FUSED_COLUMNS,
  "usual_domain",
  "other_domains",
  "usual_company_name",
] as const;
type RowColumn = (typeof ROW_COLUMNS)[number];

const AT = Object.fromEntries(ROW_COLUMNS.map((column, at) => [column, at])) as Record<RowColumn, number>;
/** The kind of a row of a further address. */
export const FURTHER_ADDRESS = "address";
const ADDRESS = AT.source_id;

/** Whom a row is of. */
export function personOf(row: string): string {
  return row.slice(0, row.indexOf(SEPARATOR));
}

/**
 * Reads people from their rows, one after the other, so that each is forgotten before the next.
 * @param rows all of each person's, together; a record's further addresses follow it
 */
export function* readPeople(rows: readonly string[]): Generator<QueuedPerson> {
  let person: { person_id: string; published_hash: string | null; records: PersonRecord[] } | undefined;
  let addresses: string[] = [];
  for (const row of rows) {
    const cells = row.split(SEPARATOR);
    if (cells[AT.kind] === FURTHER_ADDRESS) {
      addresses.push(cells[ADDRESS] ?? "");
      continue;
    }
    const person_id = cells[AT.person_id] ?? "";
    if (person?.person_id !== person_id) {
      if (person !== undefined) yield person;
      person = { person_id, published_hash: cells[AT.published_hash] || null, records: [] };
    }
    addresses = [];
    person.records.push(recordOf(cells, addresses));
  }
  if (person !== undefined) yield person;
}

function recordOf(cells: readonly string[], more_emails: readonly string[]): PersonRecord {
  const text = (at: number) => cells[at] || null;
  const number = (at: number) => {
    const cell = cells[at];
    return cell === undefined || cell === "" ? null : Number(cell);
  };
  return {
    record_id: number(AT.record_id) ?? 0,
    source_id: number(AT.source_id) ?? 0,
    source_key: text(AT.source_key) ?? "",
    support: number(AT.support),
    first_day: number(AT.first_day),
    last_day: number(AT.last_day),
    is_torn: cells[AT.is_torn] === "1",
    more_emails,
    usual_domain: text(AT.usual_domain),
    other_domains: text(AT.other_domains),
    usual_company_name: text(AT.usual_company_name),
    full_name: text(AT.full_name),
    given_name: text(AT.given_name),
    family_name: text(AT.family_name),
    given_root: text(AT.given_root),
    family_key: text(AT.family_key),
    name_key: text(AT.name_key),
    email: text(AT.email),
    company_name: text(AT.company_name),
    company_key: text(AT.company_key),
    employer_domain: text(AT.employer_domain),
    title: text(AT.title),
    title_key: text(AT.title_key),
    seniority: text(AT.seniority),
    department: text(AT.department),
    linkedin_url: text(AT.linkedin_url),
    location: text(AT.location),
    city: text(AT.city),
    region: text(AT.region),
    country: text(AT.country),
  };
}
