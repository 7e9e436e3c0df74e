import { knownPlace } from "../normalization/places.js";
import { addressesOf, displayAddress, type WeighedAddress } from "./addresses.js";
import { cohesionOf } from "./confidence.js";
import { type Employment, employmentOf } from "./employment.js";
import type { Evidence, StatedValue } from "./evidence.js";
import { calibrated } from "./fieldCalibration.js";
import { type FusedPerson, PROFILE_FIELDS, type Profile } from "./fusedPerson.js";
import { knownNames, rankedNames } from "./names.js";
import { placesSaid, profilesSaid } from "./said.js";
import type { SourceReliability } from "./sourceReliability.js";
import type { PersonRecord, Statement } from "./statements.js";
import { bestWritten, rankValues } from "./survivorship.js";

export type Fused = Omit<FusedPerson, "person_id">;

/** What was said of each field; first what the profile shows, where it shows anything. */
type Ranked = Readonly<Record<keyof Profile, readonly StatedValue[]>>;

/** No evidence of ours makes a value more certain than this. */
const MOST_CERTAIN = 0.995;

/**
 * One profile from all records of one person: for each field the value that most likely holds today, employer,
 * title, domain and address chosen together. The order of the records does not matter.
 * @param records at least one
 */
export function fuse(records: readonly PersonRecord[], reliability: SourceReliability): Fused {
  const ordered = [...records].sort((a, b) => a.record_id - b.record_id);
  const employment = employmentOf(ordered, reliability);
  const emails = addressesOf(ordered, reliability);
  const ranked: Ranked = {
    full_name: rankedNames(ordered, reliability),
    email: rankedAddresses(emails, employment),
    title: employment.titles,
    seniority: employment.seniorities,
    department: employment.departments,
    company_name: employment.names,
    company_domain: employment.mainDomains,
    linkedin_url: rankedProfiles(ordered, reliability),
    location: rankedPlaces(ordered, reliability),
  };
  const profile = profileOf(ranked, employment);
  return {
    profile,
    evidence: evidenceOf(ranked, profile),
    emails: emails.map(({ email, probability }) => ({ email, probability: rounded(probability) })),
    names: knownNames(ordered, reliability).map((name) => ({ ...name, share: rounded(name.share, 1) })),
    domains: employment.domains.map((known) => ({ ...known, probability: rounded(known.probability) })),
    cohesion: rounded(cohesionOf(ordered), 1),
    record_count: ordered.length,
  };
}

function rounded(probability: number, most = MOST_CERTAIN): number {
  return Math.round(Math.min(most, probability) * 10_000) / 10_000;
}

function profileOf(ranked: Ranked, employment: Employment): Profile {
  const { company_name, company_domain, title, seniority, department } = employment;
  const first = (field: keyof Profile) => ranked[field][0]?.value ?? null;
  return {
    full_name: first("full_name"),
    email: first("email"),
    title,
    seniority,
    department,
    company_name,
    company_domain,
    linkedin_url: first("linkedin_url"),
    location: first("location"),
  };
}

/** What the profile shows and what else was said, with probabilities as they are told. */
function evidenceOf(ranked: Ranked, profile: Profile): Evidence {
  const evidence: Partial<Record<keyof Profile, readonly StatedValue[]>> = {};
  for (const field of PROFILE_FIELDS) {
    const values = calibrated(field, ranked[field], profile[field] !== null);
    if (values.length > 0) evidence[field] = values.map(told);
  }
  return evidence;
}

function told({ value, probability, statements }: StatedValue): StatedValue {
  return { value, probability: rounded(probability), statements };
}

function rankedAddresses(addresses: readonly WeighedAddress[], employment: Employment): StatedValue[] {
  if (addresses.length < 2) return addresses.map(statedAddress);
  const { domains, company_domain } = employment;
  const currentFrom = domains[0]?.probability ?? 0;
  const current = domains.filter(
    ({ domain, probability }) => domain === company_domain || probability >= currentFrom * 0.5,
  );
  const chosen = displayAddress(
    addresses,
    new Set(current.map(({ domain }) => domain)),
    new Set(domains.map(({ domain }) => domain)),
  );
  const shown = addresses.find(({ email }) => email === mainAddress(chosen, employment)) ?? chosen;
  const ordered = shown === null ? [] : [shown, ...addresses.filter((address) => address !== shown)];
  return ordered.map(statedAddress);
}

/** The same mailbox at the current employer's main domain, of one at another of its domains. */
function mainAddress(
  address: WeighedAddress | null,
  { domains, company_domain }: Employment,
): string | undefined {
  const [local, host] = address?.email.split("@") ?? [];
  const isOther = domains.some(({ domain, main }) => domain === host && main === company_domain);
  return isOther ? `${local}@${company_domain}` : undefined;
}

function statedAddress({ email, probability, statements }: WeighedAddress): StatedValue {
  return { value: email, probability, statements };
}

function rankedProfiles(records: readonly PersonRecord[], reliability: SourceReliability): StatedValue[] {
  return rankValues(profilesSaid(records, reliability), "linkedin", reliability);
}

function rankedPlaces(records: readonly PersonRecord[], reliability: SourceReliability): StatedValue[] {
  return rankValues(placesSaid(records, reliability), "location", reliability).map(
    ({ probability, statements }) => ({ value: shownPlace(statements), probability, statements }),
  );
}

/** No place is written in more parts. */
const MOST_PARTS = 1000;

/** A place in its one displayed form where it is known for certain, else as it is written in most detail. */
function shownPlace(statements: readonly Statement[]): string | null {
  const placeOf = (text: string) => {
    for (const { original, record } of statements) {
      const known = original === text ? knownPlace(record) : null;
      if (known !== null) return known;
    }
    return null;
  };
  const best = bestWritten(
    statements,
    (text) => text.split(",").length + (placeOf(text) === null ? 0 : MOST_PARTS),
  );
  return best === null ? null : (placeOf(best) ?? best);
}
