import type { Sql } from "postgres";
import type { Profile } from "../fusion/fusedPerson.js";
import { parseDomain } from "../normalization/domains.js";
import { parseName } from "../normalization/names.js";
import { emailKey, nameKeys } from "../people/lookupKeys.js";
import { type LeadingValue, leadingValues, type SubjectFields } from "./suppressionKeys.js";
import type { SuppressionList } from "./suppressionList.js";

const ROWS_AT_ONCE = 5000;
const EMAIL = emailKey("");

interface ServedRow {
  readonly person_id: string;
  readonly profile: string;
  /** Parted by line breaks. */
  readonly emails: string | null;
}

/** All that is served of a person that leads to them. */
function valuesOf({ profile, emails }: ServedRow): LeadingValue[] {
  const { full_name, linkedin_url, company_name, company_domain }: Profile = JSON.parse(profile);
  const addresses = emails?.split("\n") ?? [];
  return [
    ...addresses.map((value): LeadingValue => ({ kind: "email", value })),
    ...leadingValues({
      profile_url: linkedin_url ?? undefined,
      full_name: full_name ?? undefined,
      company: company_name ?? undefined,
      domain: company_domain ?? undefined,
    }),
  ];
}

/** The prefix is cut off, not matched: the index of keys would be searched through for every person. */
const withEmails = (sql: Sql) => sql`
  SELECT person_id, profile, (
    SELECT string_agg(substr(lookup_key, ${EMAIL.length + 1}), E'\n') FROM person_lookup
    WHERE person_lookup.person_id = person.person_id AND left(lookup_key, ${EMAIL.length}) = ${EMAIL}
  ) AS emails FROM person`;

async function findByAddress(sql: Sql, list: SuppressionList): Promise<string[]> {
  const found: string[] = [];
  const addresses = sql<{ person_id: string; value: string }[]>`
    SELECT person_id, substr(lookup_key, ${EMAIL.length + 1}) AS value FROM person_lookup
    WHERE left(lookup_key, ${EMAIL.length}) = ${EMAIL}`;
  for await (const rows of addresses.cursor(ROWS_AT_ONCE)) {
    for (const { person_id, value } of rows) if (list.has({ kind: "email", value })) found.push(person_id);
  }
  return found;
}

async function findByProfile(sql: Sql, list: SuppressionList): Promise<string[]> {
  const found: string[] = [];
  const people = sql<ServedRow[]>`SELECT person_id, profile, NULL AS emails FROM person`;
  for await (const rows of people.cursor(ROWS_AT_ONCE)) {
    for (const row of rows) if (valuesOf(row).some((value) => list.has(value))) found.push(row.person_id);
  }
  return found;
}

/** The people served that a list has an entry for. All that is served of the list's kinds is looked at. */
export async function findServed(sql: Sql, list: SuppressionList): Promise<string[]> {
  const addressed = list.knows("email") ? await findByAddress(sql, list) : [];
  const others = list.knows("profile") || list.knows("name") ? await findByProfile(sql, list) : [];
  return [...new Set([...addressed, ...others])];
}

/** What leads to people who are served and to nobody else, as far as it is served. */
export async function servedValues(sql: Sql, personIds: readonly string[]): Promise<LeadingValue[]> {
  const ids = [...personIds];
  const rows = await sql<ServedRow[]>`${withEmails(sql)} WHERE person_id = ANY (${ids})`;
  const values = rows.flatMap(valuesOf);
  const keys = values.filter(({ kind }) => kind === "email").map(({ value }) => emailKey(value));
  const shared = await sql<{ lookup_key: string }[]>`
    SELECT lookup_key FROM person_lookup WHERE lookup_key = ANY (${keys}) AND person_id <> ALL (${ids})`;
  const ofOthers = new Set(shared.map(({ lookup_key }) => lookup_key));
  return values.filter(({ kind, value }) => kind !== "email" || !ofOthers.has(emailKey(value)));
}

/** The keys under which somebody who says these things may be found. */
function lookupKeysOf({ full_name = "", domain }: SubjectFields, values: readonly LeadingValue[]): string[] {
  const emails = values.filter(({ kind }) => kind === "email").map(({ value }) => emailKey(value));
  const { given_name, family_name } = parseName({ full_name });
  const name = given_name === null || family_name === null ? undefined : { given_name, family_name };
  const employer = domain === undefined ? undefined : parseDomain(domain)?.registrable;
  return name === undefined || employer === undefined ? emails : [...emails, ...nameKeys(name, employer)];
}

/**
 * The people served that somebody who says these things may be: who has one of the values, whatever the spelling.
 * A phone is not served, so it leads to nobody here.
 */
export async function findSubject(sql: Sql, subject: SubjectFields): Promise<string[]> {
  const values = leadingValues(subject);
  const profiles = values.filter(({ kind }) => kind === "profile").map(({ value }) => JSON.stringify(value));
  const rows = await sql<ServedRow[]>`
    ${withEmails(sql)} WHERE person_id IN (
      SELECT person_id FROM person_lookup WHERE lookup_key = ANY (${lookupKeysOf(subject, values)})
      UNION SELECT person_id FROM person, unnest(${profiles}::text[]) AS profile_url
      WHERE position('"linkedin_url":' || profile_url IN profile) > 0)`;
  const wanted = new Set(values.map(({ kind, value }) => `${kind} ${value}`));
  return rows
    .filter((row) => valuesOf(row).some(({ kind, value }) => wanted.has(`${kind} ${value}`)))
    .map(({ person_id }) => person_id);
}
