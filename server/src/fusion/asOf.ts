import { parseDomain } from "../normalization/domains.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { FEEDBACK, SELF } from "./corrections.js";
import type { Evidence, RecordOrigin, StatedValue } from "./evidence.js";
import { type Fused, fuse } from "./fuse.js";
import { PROFILE_FIELDS, type Profile } from "./fusedPerson.js";
import {
  HIGHEST,
  type LearnedReliability,
  reliabilityFrom,
  SOURCE_FIELDS,
  sourceFieldKey,
} from "./sourceReliability.js";
import type { PersonRecord } from "./statements.js";

type Said = { readonly [Field in keyof Profile]?: StatedValue & { readonly original: string } };

/** What one record says, with all of its addresses. */
interface Saying {
  readonly said: { -readonly [Field in keyof Said]: Said[Field] };
  readonly emails: string[];
}

const firstDayOf = ({ first_day, last_day }: RecordOrigin) => first_day ?? last_day;

/** Whether what a record says was seen by a day. Of a record without dates nobody knows when it was. */
function isSeenBy(record: RecordOrigin, day: number): boolean {
  const first = firstDayOf(record);
  return first !== null && first <= day;
}

/** What each record says of each field, of the records that were seen by a day. */
function saidBy(evidence: Evidence, day: number): ReadonlyMap<RecordOrigin, Saying> {
  const records = new Map<RecordOrigin, Saying>();
  const hear = (field: keyof Profile, stated: StatedValue) => {
    for (const { record, original } of stated.statements) {
      if (!isSeenBy(record, day)) continue;
      const known = records.get(record) ?? { said: {}, emails: [] };
      records.set(record, known);
      if (field === "email") known.emails.push(original);
      known.said[field] ??= { ...stated, original };
    }
  };
  for (const field of PROFILE_FIELDS) for (const stated of evidence[field] ?? []) hear(field, stated);
  return records;
}

const isDomain = (text: string) => parseDomain(text)?.registrable === text;

/** Of employers a record states the name, the domain, or both; evidence shows the one where it vouches for the other. */
function employerOf({ company_name: name, company_domain: domain }: Said) {
  const [named, at] = [name?.original ?? "", domain?.original ?? ""];
  return {
    company_name: named === "" || named === at ? null : named,
    company_domain: isDomain(at) ? at : null,
    usual_domain: domain !== undefined && domain.value !== at ? domain.value : null,
    usual_company_name: name !== undefined && named === at ? name.value : null,
  };
}

/** A record as fusion reads it, as far as evidence tells what it says. */
function recordOf(
  origin: RecordOrigin,
  { said, emails }: Saying,
  day: number,
  record_id: number,
): PersonRecord {
  const employer = employerOf(said);
  const given = {
    full_name: said.full_name?.original,
    title: said.title?.original,
    location: said.location?.original,
    linkedin_url: said.linkedin_url?.original,
    company_name: employer.company_name,
    company_domain: employer.company_domain,
  };
  const fields = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const { record, identifiers } = normalizeRecord({ ...Object.fromEntries(fields), emails });
  const addresses = identifiers.flatMap(({ kind, value }) => (kind === "email" ? [value] : []));
  return {
    ...record,
    ...origin,
    record_id,
    last_day: Math.min(day, origin.last_day ?? origin.first_day ?? day),
    employer_domain: employer.company_domain,
    usual_domain: employer.usual_domain,
    usual_company_name: employer.usual_company_name,
    other_domains: null,
    is_torn: false,
    support: null,
    more_emails: addresses.slice(1),
  };
}

/** What was learned, with what people say of themselves, and accounts of answers, above it. */
function withTold(learned: LearnedReliability): LearnedReliability {
  const told = SOURCE_FIELDS.flatMap((field) =>
    [SELF, FEEDBACK].map((source): [string, number] => [sourceFieldKey(source, field), HIGHEST]),
  );
  return { ...learned, accuracies: new Map([...learned.accuracies, ...told]) };
}

/**
 * A person as they were on a day, as far as evidence tells: fused anew from what was seen by then. What was first seen later
 * is left out, and so is what nobody dates; a value that was seen before and after holds on the day.
 * @param day since 1970
 * @returns undefined where nothing was seen by then
 */
export function fusedAsOf(evidence: Evidence, day: number, learned: LearnedReliability): Fused | undefined {
  const records = [...saidBy(evidence, day)].map(([origin, what], at) => recordOf(origin, what, day, at));
  if (records.length === 0) return undefined;
  return fuse(records, reliabilityFrom({ ...withTold(learned), today: Math.min(day, learned.today) }));
}
