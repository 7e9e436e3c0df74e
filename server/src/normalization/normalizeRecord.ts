import type { RecordFields } from "../ingestion/sourceRecord.js";
import { companyKey, companyName } from "./companies.js";
import { imitates } from "./confusables.js";
import { parseDate } from "./dates.js";
import { parseDomain } from "./domains.js";
import { accountOfNoReply, type ParsedEmail, parseEmail } from "./emails.js";
import { isFreeHost } from "./mailHosts.js";
import { incomparable, type ParsedName, parseName } from "./names.js";
import type { Identifier, Normalized, NormalizedRecord } from "./normalizedRecord.js";
import { parsePhone } from "./phones.js";
import { parsePlace } from "./places.js";
import { memoized } from "./text.js";
import { parseTitle } from "./titles.js";
import { parseLinkedin, parseProfile } from "./urls.js";

/** A record with more addresses, phones or profiles than this is a list, not a person. */
const MOST_IDENTIFIERS = 20;

const isPersonal = ({ role, noReply, disposable, reserved }: ParsedEmail) =>
  !role && !noReply && !disposable && !reserved;

const isParsed = (email: ParsedEmail | null): email is ParsedEmail => email !== null;

/** The employer's domain: the given one, else that of an address at no free host, a desk's address included. */
function employerDomain({ company_domain }: RecordFields, emails: readonly ParsedEmail[]): string | null {
  const given = company_domain === undefined ? null : parseDomain(company_domain);
  if (given !== null && !given.reserved && !isFreeHost(given.registrable)) return given.registrable;
  const employed = (email: ParsedEmail) =>
    !email.free && !email.reserved && !email.noReply && !email.disposable;
  const found = emails.find((email) => isPersonal(email) && employed(email)) ?? emails.find(employed);
  return found?.registrable ?? null;
}

function identifiersOf(
  fields: RecordFields,
  emails: readonly ParsedEmail[],
  linkedin: string | null,
): Identifier[] {
  const found: Identifier[] = emails.map(({ canonical }) => ({ kind: "email", value: canonical }));
  if (linkedin !== null) found.push({ kind: "linkedin", value: linkedin });
  const add = (kind: Identifier["kind"], value: string | null) => {
    if (value !== null) found.push({ kind, value });
  };
  for (const url of fields.profile_urls?.slice(0, MOST_IDENTIFIERS) ?? []) add("profile", parseProfile(url));
  for (const phone of fields.phones?.slice(0, MOST_IDENTIFIERS) ?? [])
    add("phone", parsePhone(phone, fields.phone_country));
  for (const email of fields.emails?.slice(0, MOST_IDENTIFIERS) ?? [])
    if (email.includes("noreply")) add("profile", accountOfNoReply(email));
  return found.length < 2 ? found : withoutRepetitions(found);
}

function withoutRepetitions(found: readonly Identifier[]): Identifier[] {
  return found.filter(
    ({ kind, value }, at) => found.findIndex((other) => other.kind === kind && other.value === value) === at,
  );
}

function linkedinOf({ linkedin_url, profile_urls }: RecordFields): string | null {
  for (const url of [linkedin_url, ...(profile_urls ?? [])]) {
    const found = url === undefined ? null : parseLinkedin(url);
    if (found !== null) return found;
  }
  return null;
}

function datesOf(
  { first_seen, last_seen, date_order }: RecordFields,
  now: number,
): Pick<NormalizedRecord, "first_seen" | "last_seen"> {
  const last = last_seen === undefined ? null : parseDate(last_seen, now, date_order);
  const first = first_seen === undefined ? null : parseDate(first_seen, now, date_order);
  return { first_seen: first ?? last, last_seen: last ?? first };
}

function emailColumns([email]: readonly ParsedEmail[]): Pick<
  NormalizedRecord,
  "email" | "email_local" | "email_domain"
> {
  if (email === undefined) return { email: null, email_local: null, email_domain: null };
  return {
    email: email.canonical,
    email_local: email.local,
    email_domain: email.free ? null : email.registrable,
  };
}

const NO_COMPANY = { name: null, key: null };
const companyOf = memoized((written: string) => {
  const name = companyName(written);
  return { name, key: name === null ? null : companyKey(name) };
});

const SHORTEST_HANDLE = 3;
const lettersAndDigits = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** What machines call somebody whose name they do not know, or wrote in one word. */
function handleOf(
  { full_name, first_name, last_name, emails = [] }: RecordFields,
  { given_name }: ParsedName,
  email: ParsedEmail | undefined,
): string | null {
  const name = full_name ?? (last_name === undefined ? first_name : undefined);
  const isOneWord = given_name !== null && name !== undefined && ONE_WORD.test(name);
  const account = emails.map(accountOfNoReply).find((url) => url !== null);
  const text = isOneWord ? name : (account?.split("/").at(-1) ?? email?.local ?? "");
  const handle = lettersAndDigits(text);
  return handle.length < SHORTEST_HANDLE ? null : handle;
}

const ONE_WORD = /^[\w.-]+$/;

/**
 * One source record in comparable form, with the identifiers that belong to its person. Values that cannot be read
 * become null; the record itself keeps them as they came.
 * @param now milliseconds since 1970; dates more than a year later are not believed
 */
export function normalizeRecord(fields: RecordFields, now: number = Date.now()): Normalized {
  const addresses = (fields.emails ?? []).slice(0, MOST_IDENTIFIERS).map(parseEmail).filter(isParsed);
  const emails = addresses.filter(isPersonal);
  const linkedin_url = linkedinOf(fields);
  const company = fields.company_name === undefined ? NO_COMPANY : companyOf(fields.company_name);
  const title = fields.title === undefined ? null : parseTitle(fields.title);
  const written = parseName(fields);
  const isImitation = emails.some(({ local, domain }) => imitates(local, domain));
  const name = isImitation ? incomparable(written) : written;
  const email = emailColumns(emails);
  const place = parsePlace(fields);
  const dates = datesOf(fields, now);
  // Field by field: several spreads into one object of this width take three times as long as all the parsing.
  const record: NormalizedRecord = {
    full_name: name.full_name,
    given_name: name.given_name,
    family_name: name.family_name,
    given_root: name.given_root,
    given_initial: name.given_initial,
    family_key: name.family_key,
    given_phonetic: name.given_phonetic,
    family_phonetic: name.family_phonetic,
    name_key: name.name_key,
    email: email.email,
    email_local: email.email_local,
    email_domain: email.email_domain,
    company_name: company.name,
    company_key: company.key,
    employer_domain: employerDomain(fields, addresses),
    title: title?.title ?? null,
    title_key: title?.key ?? null,
    seniority: title?.seniority ?? null,
    department: title?.department ?? null,
    linkedin_url,
    location: place.location,
    city: place.city,
    region: place.region,
    country: place.country,
    first_seen: dates.first_seen,
    last_seen: dates.last_seen,
    name_joined: name.name_joined,
    handle: isImitation ? null : handleOf(fields, name, emails[0]),
  };
  return { record, identifiers: identifiersOf(fields, emails, linkedin_url) };
}
