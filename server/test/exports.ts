import { stringify } from "csv-stringify/sync";
import type { RecordFields } from "../src/ingestion/sourceRecord.js";

/** A fictional person as an export knows them. */
export interface Exported {
  readonly at: number;
  readonly given: string;
  readonly family: string;
  readonly email: string;
  readonly other: string;
  readonly phone: string;
  readonly mobile: string;
  readonly title: string;
  readonly company: string;
  readonly domain: string;
  readonly slug: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly day: string;
}

const GIVEN = ["Mara", "Tobias", "Inés", "Anouk", "Jarek", "Søren", "Chiara", "Dmitri", "Yuki", "Amara"];
const FAMILY = [
  "Quillfeather",
  "Brückenwald",
  "Ilmari-Oja",
  "O'Tarragon",
  "Peñalta",
  "van der Linde",
  "Zając",
];
const TITLES = ["Head of Logistics", "Software Engineer", "Account Manager, EMEA", 'Designer "UX"', "CFO"];
const COMPANIES = ["Acme, Inc.", "Nordwind GmbH", "Fiction & Söhne", "Ríoverde S.A."];
const CITIES: readonly (readonly [string, string, string])[] = [
  ["Munich", "Bavaria", "Germany"],
  ["Lyon", "Auvergne-Rhône-Alpes", "France"],
  ["Austin", "Texas", "United States"],
];

const pick = <T>(from: readonly [T, ...T[]] | readonly T[], at: number): T => {
  const found = from[at % from.length];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
};

/** Fictional people, each different. */
export function exportedPeople(count: number): Exported[] {
  return Array.from({ length: count }, (_, at) => {
    const [city, region, country] = pick(CITIES, at);
    const domain = `${pick(["acme", "nordwind", "fiction", "rioverde"], at)}.example`;
    return {
      at,
      given: pick(GIVEN, at),
      family: `${pick(FAMILY, at)}`,
      email: `person.${at}@${domain}`,
      other: `p${at}@home.example`,
      phone: `+49 30 ${1_000_000 + at}`,
      mobile: `+1 512 555 ${String(at % 10_000).padStart(4, "0")}`,
      title: pick(TITLES, at),
      company: pick(COMPANIES, at),
      domain,
      slug: `person-${at}`,
      city,
      region,
      country,
      day: `2025-${String((at % 12) + 1).padStart(2, "0")}-${String((at % 28) + 1).padStart(2, "0")}`,
    };
  });
}

/** A column: its header, the field that it tells (null where it tells nothing of the person), and its cells. */
type Field = keyof RecordFields | "id";
type Column = readonly [header: string, field: Field | null, cell: (person: Exported) => string];

/** An export as a program writes it. */
export interface ExportKind {
  readonly name: string;
  readonly preamble?: string;
  readonly delimiter?: string;
  readonly columns: readonly Column[];
}

export const nothing = (header: string, cell = ""): Column => [header, null, () => cell];
export const nothings = (headers: string, cell: string): Column[] =>
  headers.split(",").map((header) => nothing(header, cell));

export const given = (header: string): Column => [header, "first_name", (p) => p.given];
export const family = (header: string): Column => [header, "last_name", (p) => p.family];
export const full = (header: string): Column => [header, "full_name", (p) => `${p.given} ${p.family}`];
export const email = (header: string): Column => [header, "emails", (p) => p.email];
export const other = (header: string): Column => [header, "emails", (p) => p.other];
export const phone = (header: string): Column => [header, "phones", (p) => p.phone];
export const mobile = (header: string): Column => [header, "phones", (p) => p.mobile];
export const title = (header: string): Column => [header, "title", (p) => p.title];
export const company = (header: string): Column => [header, "company_name", (p) => p.company];
export const domain = (header: string): Column => [header, "company_domain", (p) => p.domain];
export const website = (header: string): Column => [
  header,
  "company_domain",
  (p) => `https://www.${p.domain}/`,
];
export const city = (header: string): Column => [header, "city", (p) => p.city];
export const region = (header: string): Column => [header, "region", (p) => p.region];
export const country = (header: string): Column => [header, "country", (p) => p.country];
export const seen = (header: string): Column => [header, "last_seen", (p) => p.day];
export const made = (header: string): Column => [header, "first_seen", () => "2019-04-01"];
export const id = (header: string): Column => [header, "id", (p) => String(900_000 + p.at)];
export const linkedin = (header: string): Column => [
  header,
  "linkedin_url",
  (p) => `http://www.linkedin.com/in/${p.slug}`,
];

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
export const connectedOn = ({ day }: Exported) =>
  `${day.slice(8)} ${pick(MONTHS, Number(day.slice(5, 7)) - 1)} ${day.slice(0, 4)}`;

/** The text of an export. */
export function exportText(
  { preamble = "", delimiter = ",", columns }: ExportKind,
  people: readonly Exported[],
) {
  const rows = people.map((person) => columns.map(([, , cell]) => cell(person)));
  return preamble + stringify([columns.map(([header]) => header), ...rows], { delimiter });
}

/** What an export tells of a person. */
export function told({ columns }: ExportKind, person: Exported): { id: string | null; fields: RecordFields } {
  const fields: Record<string, string | string[]> = {};
  let own: string | null = null;
  for (const [, field, cell] of columns) {
    const value = cell(person);
    if (field === null || value === "") continue;
    if (field === "id") own = value;
    else if (field === "emails" || field === "phones" || field === "profile_urls")
      fields[field] = [...(fields[field] ?? []), ...value.split(" ::: ")];
    else fields[field] = value;
  }
  return { id: own, fields };
}
