import type { Sql } from "postgres";
import type { FusedPerson } from "../src/fusion/fusedPerson.js";
import { linesOf } from "../src/fusion/servingLines.js";
import { writePeople } from "../src/fusion/servingTables.js";

/** What a test asks for, and who is to be answered. Her department is not known. */
export const ADA = {
  email: "ada.byron@acme.example",
  first_name: "Ada",
  last_name: "Byron",
  domain: "acme.example",
  full_name: "Ada Byron",
} as const;

/** Seen from 2024-01-01 to 2025-01-01, and before that on 2022-01-01. */
const RECORD = { source_id: 1, source_key: "a-1", first_day: 19_723, last_day: 20_089 };
const EARLIER = { source_id: 1, source_key: "a-0", first_day: null, last_day: 18_993 };

export const person: FusedPerson = {
  person_id: "p_ada",
  profile: {
    full_name: ADA.full_name,
    email: ADA.email,
    title: "Senior Analyst",
    seniority: "senior",
    department: null,
    company_name: "Acme",
    company_domain: ADA.domain,
    linkedin_url: "https://linkedin.com/in/ada-byron-acme",
    location: "London, England, United Kingdom",
  },
  evidence: {
    title: [
      {
        value: "Senior Analyst",
        probability: 0.9,
        statements: [{ record: RECORD, original: "Senior Analyst" }],
      },
      { value: "Analyst", probability: 0.05, statements: [{ record: EARLIER, original: "analyst" }] },
    ],
    company_name: [
      {
        value: "Acme",
        probability: 0.95,
        statements: [RECORD, EARLIER].map((record) => ({ record, original: "Acme" })),
      },
    ],
  },
  emails: [{ email: ADA.email, probability: 0.99 }],
  names: [{ given_name: "ada", family_name: "byron", share: 1 }],
  domains: [{ domain: ADA.domain, probability: 0.95 }],
  cohesion: 0.99,
  record_count: 4,
};

/** Ada, but for what is said. */
export const adaAs = (
  profile: Partial<FusedPerson["profile"]>,
  other: Partial<FusedPerson> = {},
): FusedPerson => ({
  ...person,
  ...other,
  profile: { ...person.profile, ...profile },
});

/** Publishes Ada from the source crm, and nobody else. */
export function publishAda(sql: Sql): Promise<void> {
  return publishOne(sql, {});
}

/** Publishes somebody, and nobody else: like Ada, but for what is said. */
export async function publishOne(sql: Sql, other: Partial<FusedPerson>): Promise<void> {
  await sql`INSERT INTO published_source (source_id, name, legal_basis) VALUES (1, 'crm', 'contract')`;
  await writePeople(sql, linesOf([{ ...person, ...other }]));
}
