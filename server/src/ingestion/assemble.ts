import { DATE_ORDERS, orderOfDate } from "../normalization/dates.js";
import { parseEmail } from "../normalization/emails.js";
import { beginningOf } from "../normalization/text.js";
import { parseLinkedin, parseProfile } from "../normalization/urls.js";
import { isBroken } from "./encoding.js";
import type { ColumnMeaning, ReadField } from "./headers.js";
import type { Connected, RecordFields } from "./sourceRecord.js";

/** A value longer than this is not a name, a title or an address. */
const LONGEST_VALUE = 2_000;
const LISTS: readonly string[] = ["emails", "phones", "profile_urls"];

type Draft = { -readonly [Field in keyof RecordFields]: RecordFields[Field] };
type ListField = "emails" | "phones" | "profile_urls";

const isList = (meaning: ColumnMeaning): meaning is ListField => LISTS.includes(meaning);

/** Several addresses, numbers or links may stand in a cell; a link may hold what parts the others. */
function addToList(draft: Draft, field: ListField, value: string): void {
  const parts = value.split(field === "profile_urls" ? /[\s,;|]+(?=https?:)/i : /\s*(?::::|[;,|\n])\s*/);
  draft[field] = [...(draft[field] ?? []), ...parts.filter((part) => part !== "")];
}

/** A column's field; what a map says of how it is read goes with the record. */
function fieldOf(draft: Draft, meaning: ColumnMeaning, value: string): Exclude<ColumnMeaning, ReadField> {
  if (meaning.startsWith("phones ")) {
    draft.phone_country ??= meaning.slice(-2);
    return "phones";
  }
  for (const order of DATE_ORDERS) {
    if (!meaning.endsWith(` ${order}`)) continue;
    if (orderOfDate(value) === "either") draft.date_order ??= order;
    return meaning.startsWith("first") ? "first_seen" : "last_seen";
  }
  return meaning as Exclude<ColumnMeaning, ReadField>;
}

function place(draft: Draft, understood: ColumnMeaning, value: string): void {
  const meaning = fieldOf(draft, understood, value);
  if (meaning === "id" || meaning === "ignore" || meaning === "sensitive") return;
  if (isList(meaning)) addToList(draft, meaning, value);
  else if (meaning !== "website") draft[meaning] ??= value;
  else if (parseLinkedin(value) === null && parseProfile(value) === null) draft.company_domain ??= value;
  else addToList(draft, "profile_urls", value);
}

/** A record's fields from its cells. */
export interface Assembled {
  readonly fields: RecordFields;
  /** The source's own id, where a column holds one. */
  readonly id: string | null;
}

/** Puts cells into the fields that their columns mean; of several columns for one field the first filled one counts. */
export function assemble(meanings: readonly (ColumnMeaning | null)[], cells: readonly string[]): Assembled {
  const draft: Draft = {};
  let id: string | null = null;
  for (const [at, meaning] of meanings.entries()) {
    const value = beginningOf((cells[at] ?? "").trim(), LONGEST_VALUE);
    if (meaning === null || value === "" || isBroken(value)) continue;
    if (meaning === "id") id ??= value;
    else place(draft, meaning, value);
  }
  return { fields: draft, id };
}

const isName = (text: string | undefined) => text !== undefined && /\p{L}/u.test(text);

/** Whether a record says who it is about: by a name, an address or a profile that can be one. */
export function hasIdentity(fields: RecordFields): boolean {
  const { full_name, first_name, last_name, emails = [], linkedin_url, profile_urls = [] } = fields;
  return (
    [full_name, first_name, last_name].some(isName) ||
    emails.some((email) => parseEmail(email) !== null) ||
    [linkedin_url ?? "", ...profile_urls].some((url) => parseLinkedin(url) ?? parseProfile(url))
  );
}

/** For each date of a record that could be read in two ways: where it stands, and how to say which it is. */
export function ambiguousDates(
  fields: RecordFields,
  columns: readonly string[],
  meanings: readonly (ColumnMeaning | null)[],
  cells: readonly string[],
  line: number,
): Connected[] {
  if (!hasAmbiguousDate(fields)) return [];
  return columns.flatMap((column, at): Connected[] => {
    const meaning = meanings[at];
    const isDate = meaning === "first_seen" || meaning === "last_seen";
    if (!isDate || orderOfDate(cells[at] ?? "") !== "either") return [];
    const detail = `day or month may come first; the record is kept without the date. Say which with --map FILE: {${JSON.stringify(column)}: "${meaning} dmy"} or "${meaning} mdy"`;
    return [{ kind: "hint", hint: { line, column, code: "ambiguous_date", detail } }];
  });
}

/** Whether a date of a record could be read with the day or the month first, and nothing says which. */
export function hasAmbiguousDate({ first_seen, last_seen, date_order }: RecordFields): boolean {
  return (
    date_order === undefined &&
    [first_seen, last_seen].some((date) => date !== undefined && orderOfDate(date) === "either")
  );
}
