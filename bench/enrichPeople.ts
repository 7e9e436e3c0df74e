import type { Evidence, RecordOrigin } from "@vouch/server/dist/fusion/evidence.js";
import { loadPeople } from "@vouch/server/dist/fusion/firstPublication.js";
import { type FusedPerson, PROFILE_FIELDS, type Profile } from "@vouch/server/dist/fusion/fusedPerson.js";
import { linesOf } from "@vouch/server/dist/fusion/servingLines.js";
import { parseName } from "@vouch/server/dist/normalization/names.js";
import type { Sql } from "postgres";
import { progress } from "./harness.js";

/** People of one company. */
export const STAFF = 50;
const BATCH = 5000;

const GIVEN =
  `Alice Amara Anders Bao Beatriz Benjamin Carla Daniel David Elena Elizabeth Emil Fatima Felix Gloria Hana
  Henrik Ines Ivan James Jana Jorge Katherine Kofi Laura Lena Liam Lucia Magnus Maria Mateo Michael Mina Nadia Nicholas
  Noor Olga Omar Oskar Pavel Petra Priya Rafael Robert Rosa Samuel Sara Sofia Stefan Susan Tariq Thomas Ulla Vera Victor
  William Yara Yusuf Zofia Zoltan`.split(/\s+/);
const STARTS =
  `Al Bar Bren Cor Dal Dor El Fal Gar Hal Hol Ing Jor Kel Lam Lin Mar Mor Nor Ol Par Pel Quin Ran Ros Sal
  Sor Tal Tor Ul Van Ver Wal Win Yar Zel`.split(/\s+/);
const MIDDLES = "a e i o u an en in on un ar er ir or ul".split(" ");
const ENDS =
  `berg dahl dez dottir feld gard holm ian itz kin land lund man mark mond nen nik quist rios ron sen ska son
  stad stein stone ton vall vik wick wood worth yan`.split(/\s+/);

const pick = (list: readonly string[], at: number) => list[at % list.length] ?? "";

/** One of the fictional people of this benchmark: the same for the same number, whatever the number of people. */
export function personOf(index: number) {
  const company = Math.floor(index / STAFF);
  // Steps that share no factor with the lists' lengths: staff of one company differ, names spread over all.
  const first_name = pick(GIVEN, index * 7 + company);
  const family = index * 11 + company * 13;
  const middle = pick(MIDDLES, Math.floor(family / STARTS.length));
  const last_name = pick(STARTS, family) + middle + pick(ENDS, Math.floor(family / 540) + index);
  const domain = `company${company}.example`;
  return {
    first_name,
    last_name,
    domain,
    email: `${first_name}.${last_name}.${index}@${domain}`.toLowerCase(),
  };
}

/** Three records that say the same, and one that gives an earlier title. */
function evidenceOf(profile: Profile, earlierTitle: string, seen: number): Evidence {
  const record = (at: number) => ({
    source_id: at,
    source_key: `record-${at}`,
    first_day: 19_000,
    last_day: seen + at,
  });
  const records = [1, 2, 3].map(record);
  const said = (value: string | null, probability: number, by: readonly RecordOrigin[]) => ({
    value,
    probability,
    statements: by.map((one) => ({ record: one, original: value ?? "" })),
  });
  const fields = PROFILE_FIELDS.map((field) => [field, [said(profile[field], 0.95, records)]] as const);
  const titles = [said(profile.title, 0.9, records.slice(1)), said(earlierTitle, 0.05, [record(0)])];
  return { ...Object.fromEntries(fields), title: titles };
}

/**
 * One of the people as fusion would make them.
 * @param other what is said of them otherwise than of all
 * @param seen days since 1970
 */
export function fusedPerson(index: number, other: Partial<Profile> = {}, seen = 20_000): FusedPerson {
  const { first_name, last_name, domain, email } = personOf(index);
  const { given_name, family_name } = parseName({ first_name, last_name });
  const profile = {
    full_name: `${first_name} ${last_name}`,
    email,
    title: "Senior Software Engineer",
    seniority: "senior",
    department: "Engineering",
    company_name: `Company ${Math.floor(index / STAFF)}`,
    company_domain: domain,
    linkedin_url: `https://linkedin.com/in/person-${index}`,
    location: "San Francisco, CA, USA",
    ...other,
  };
  return {
    person_id: `per_${String(index).padStart(12, "0")}`,
    profile,
    evidence: evidenceOf(profile, other.title === undefined ? "Software Engineer" : "Trainee", seen),
    emails: [{ email, probability: 0.99 }],
    names: [{ given_name: given_name ?? "", family_name: family_name ?? "", share: 1 }],
    domains: [{ domain, probability: 0.95 }],
    cohesion: 0.98,
    record_count: 3,
  };
}

/** Fills an empty database with people as publishing would. */
export async function seedPeople(
  sql: Sql,
  count: number,
  make: (index: number) => FusedPerson = (index) => fusedPerson(index),
): Promise<void> {
  await loadPeople(sql, async (write) => {
    for (let from = 0; from < count; from += BATCH) {
      const people = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => make(from + at));
      await write(linesOf(people));
      if ((from / BATCH) % 20 === 0) progress(`seeding: ${from} of ${count} people`);
    }
  });
  await sql`
    INSERT INTO published_source (source_id, name, legal_basis)
    SELECT at, 'source ' || at, 'contract' FROM generate_series(0, 3) AS at`;
  await sql`VACUUM (ANALYZE) person, person_lookup, person_evidence, person_search`;
  await sql`CHECKPOINT`;
}

/** Bodies of calls that all find somebody, spread over all people. */
export function bodies(kind: "email" | "name", count: number, people: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const { email, ...name } = personOf((at * 7919) % people);
    return JSON.stringify(kind === "email" ? { email } : name);
  });
}
