import { addressesOf, displayAddress } from "./addresses.js";
import { cohesionOf } from "./confidence.js";
import { type Employment, employmentOf } from "./employment.js";
import { type FusedPerson, PROFILE_FIELDS, type Profile } from "./fusedPerson.js";
import { displayName, knownNames } from "./names.js";
import type { SourceReliability } from "./sourceReliability.js";
import { type PersonRecord, statementsOf } from "./statements.js";
import { bestWritten, HALF_LIFE, rankValues, withSimilarMerged } from "./survivorship.js";

export type Fused = Omit<FusedPerson, "person_id">;

/** A value for a profile field with the probability that it is right. */
interface Chosen {
  readonly value: string | null;
  readonly probability: number;
}

const UNKNOWN: Chosen = { value: null, probability: 0 };
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
  const chosen: Record<keyof Profile, Chosen> = {
    full_name: nameOf(ordered, reliability),
    email: emailOf(emails, employment),
    ...employmentFields(employment),
    linkedin_url: linkedinOf(ordered, reliability),
    location: locationOf(ordered, reliability),
  };
  return {
    profile: profileOf(chosen),
    field_probability: probabilitiesOf(chosen),
    emails: emails.map(({ email, probability }) => ({ email, probability: rounded(probability) })),
    names: knownNames(ordered, reliability).map((name) => ({ ...name, share: rounded(name.share, 1) })),
    domains: employment.domains.map(({ domain, probability }) => ({
      domain,
      probability: rounded(probability),
    })),
    cohesion: rounded(cohesionOf(ordered), 1),
    record_count: ordered.length,
  };
}

function rounded(probability: number, most = MOST_CERTAIN): number {
  return Math.round(Math.min(most, probability) * 10_000) / 10_000;
}

function profileOf(chosen: Readonly<Record<keyof Profile, Chosen>>): Profile {
  return {
    full_name: chosen.full_name.value,
    email: chosen.email.value,
    title: chosen.title.value,
    seniority: chosen.seniority.value,
    department: chosen.department.value,
    company_name: chosen.company_name.value,
    company_domain: chosen.company_domain.value,
    linkedin_url: chosen.linkedin_url.value,
    location: chosen.location.value,
  };
}

function probabilitiesOf(chosen: Readonly<Record<keyof Profile, Chosen>>): FusedPerson["field_probability"] {
  const probabilities: Partial<Record<keyof Profile, number>> = {};
  for (const field of PROFILE_FIELDS) {
    const { value, probability } = chosen[field];
    if (value !== null) probabilities[field] = rounded(probability);
  }
  return probabilities;
}

function nameOf(records: readonly PersonRecord[], reliability: SourceReliability): Chosen {
  const { full_name, probability } = displayName(records, reliability);
  return { value: full_name, probability };
}

function employmentFields(
  employment: Employment,
): Record<"title" | "seniority" | "department" | "company_name" | "company_domain", Chosen> {
  const { probability, titleProbability } = employment;
  return {
    title: { value: employment.title, probability: titleProbability },
    seniority: { value: employment.seniority, probability: titleProbability },
    department: { value: employment.department, probability: titleProbability },
    company_name: { value: employment.company_name, probability },
    company_domain: { value: employment.company_domain, probability },
  };
}

function emailOf(emails: ReturnType<typeof addressesOf>, employment: Employment): Chosen {
  const { domains, company_domain } = employment;
  const currentFrom = domains[0]?.probability ?? 0;
  const current = domains.filter(
    ({ domain, probability }) => domain === company_domain || probability >= currentFrom * 0.5,
  );
  const address = displayAddress(
    emails,
    new Set(current.map(({ domain }) => domain)),
    new Set(domains.map(({ domain }) => domain)),
  );
  return address === null ? UNKNOWN : { value: address.email, probability: address.probability };
}

function linkedinOf(records: readonly PersonRecord[], reliability: SourceReliability): Chosen {
  const said = statementsOf(records, "linkedin", reliability, ({ linkedin_url }) =>
    linkedin_url === null ? null : { value: linkedin_url, original: linkedin_url },
  );
  return rankValues(said, HALF_LIFE.linkedin, reliability.today)[0] ?? UNKNOWN;
}

/** The latest place, in its most detailed writing; a mere region or country counts only where no city is known. */
function locationOf(records: readonly PersonRecord[], reliability: SourceReliability): Chosen {
  const placeOf = [
    ({ city }: PersonRecord) => city,
    ({ region }: PersonRecord) => region,
    ({ country, location }: PersonRecord) => country ?? location,
  ].find((place) => records.some((record) => place(record) !== null));
  if (placeOf === undefined) return UNKNOWN;
  const said = statementsOf(records, "location", reliability, (record) => {
    const value = placeOf(record);
    return value === null || record.location === null ? null : { value, original: record.location };
  });
  const best = rankValues(withSimilarMerged(said), HALF_LIFE.location, reliability.today)[0];
  if (best === undefined) return UNKNOWN;
  const detail = (text: string) => text.split(",").length;
  return { value: bestWritten(best.statements, detail), probability: best.probability };
}
