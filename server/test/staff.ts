import type { Evidence, RecordOrigin, StatedValue } from "../src/fusion/evidence.js";
import { type FusedPerson, PROFILE_FIELDS, type Profile } from "../src/fusion/fusedPerson.js";

/** What a test says of somebody; the rest is not known. */
export interface Member extends Partial<Profile> {
  readonly id: string;
  /** Days since 1970 on which a source last saw them. */
  readonly seen?: number;
  /** Further names of the current employer, as records write them. */
  readonly aliases?: readonly string[];
  /** Names and domains of past employers. */
  readonly past?: readonly (readonly [name: string, domain: string])[];
}

function stated(value: string, record: RecordOrigin, originals: readonly string[] = [value]): StatedValue {
  return { value, probability: 0.9, statements: originals.map((original) => ({ record, original })) };
}

/** Somebody as fusion would make them of one source's records. */
export function member({ id, seen = 20_000, aliases = [], past = [], ...fields }: Member): FusedPerson {
  const record = { source_id: 1, source_key: id, first_day: null, last_day: seen };
  const profile = Object.fromEntries(
    PROFILE_FIELDS.map((field) => [field, fields[field] ?? null]),
  ) as unknown as Profile;
  const evidence: Partial<Record<keyof Profile, readonly StatedValue[]>> = {};
  for (const field of PROFILE_FIELDS) {
    const value = profile[field];
    if (value !== null) evidence[field] = [stated(value, record)];
  }
  const { company_name: name, company_domain: domain } = profile;
  const now = name === null ? [] : [stated(name, record, [name, ...aliases])];
  evidence.company_name = [...now, ...past.map(([one]) => stated(one, record))];
  evidence.company_domain = [
    ...(domain === null ? [] : [stated(domain, record)]),
    ...past.map(([, one]) => stated(one, record)),
  ];
  return {
    person_id: id,
    profile,
    evidence: evidence satisfies Evidence,
    emails: [],
    names: [],
    domains: [],
    cohesion: 0.99,
    record_count: 1,
  };
}
