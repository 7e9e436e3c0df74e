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

const person: FusedPerson = {
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
  field_probability: { full_name: 0.99, email: 0.99, title: 0.9, company_domain: 0.95 },
  emails: [{ email: ADA.email, probability: 0.99 }],
  names: [{ given_name: "ada", family_name: "byron", share: 1 }],
  domains: [{ domain: ADA.domain, probability: 0.95 }],
  cohesion: 0.99,
  record_count: 4,
};

/** Publishes Ada, and nobody else. */
export function publishAda(sql: Sql): Promise<void> {
  return publishOne(sql, {});
}

/** Publishes somebody, and nobody else: like Ada, but for what is said. */
export async function publishOne(sql: Sql, other: Partial<FusedPerson>): Promise<void> {
  await writePeople(sql, linesOf({ ...person, ...other }), true);
}
