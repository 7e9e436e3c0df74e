import { plans } from "@vouch/contract";
import type { Sql } from "postgres";
import { changeAccount } from "../src/accounts/accounts.js";
import { hashApiKey } from "../src/accounts/apiKey.js";
import { readCaller } from "../src/accounts/caller.js";
import type { Restrictions } from "../src/accounts/restrictions.js";
import type { RecordOrigin, StatedValue } from "../src/fusion/evidence.js";
import type { FusedPerson } from "../src/fusion/fusedPerson.js";
import { ADA } from "./people.js";

const origin = (source_id: number): RecordOrigin => ({
  source_id,
  source_key: "a",
  first_day: null,
  last_day: 20_000,
});

/** Values of a field, each said by the same sources. */
const said = (sources: readonly number[], ...values: readonly string[]): StatedValue[] =>
  values.map((value) => ({
    value,
    probability: 0.9 / values.length,
    statements: sources.map((id) => ({ record: origin(id), original: value })),
  }));

/** Publishes a source under a contract (1), and one under a licence that accounts may not be told of (2). */
export async function publishTwoSources(sql: Sql): Promise<void> {
  await sql`
    INSERT INTO published_source (source_id, name, legal_basis) VALUES (1, 'crm', 'contract'), (2, 'list', 'CC-BY-NC-4.0')`;
}

/** Ada in Berlin: both sources know the name, the licensed one alone her titles. @param others titles that are not shown */
export const adaOfTwoSources = (title: string, ...others: readonly string[]): FusedPerson => ({
  person_id: "per_aaaaaaaaaaaaaaaaaaaa",
  profile: {
    full_name: ADA.full_name,
    email: ADA.email,
    title,
    seniority: null,
    department: null,
    company_name: "Acme",
    company_domain: ADA.domain,
    linkedin_url: null,
    location: "Berlin, Germany",
  },
  evidence: {
    full_name: said([1, 2], ADA.full_name),
    email: said([1], ADA.email),
    title: said([2], title, ...others),
    company_name: said([1], "Acme"),
    company_domain: said([1], ADA.domain),
    location: said([1], "Berlin, Germany"),
  },
  emails: [{ email: ADA.email, probability: 0.99 }],
  names: [{ given_name: "ada", family_name: "byron", share: 1 }],
  domains: [{ domain: ADA.domain, probability: 0.95 }],
  cohesion: 0.99,
  record_count: 2,
});

/** Restricts what a key's account may be told. @returns the account's id, decimal text */
export async function restrictAccount(sql: Sql, key: string, restrictions: Restrictions): Promise<string> {
  const caller = await readCaller(sql, hashApiKey(key), plans);
  await changeAccount(sql, caller?.accountName ?? "", { restrictions }, plans);
  return caller?.accountId ?? "";
}
