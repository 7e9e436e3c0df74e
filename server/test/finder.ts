import type { Sql } from "postgres";
import { recordTypesOf } from "../src/api/recordTypes.js";
import type { RecordTypes } from "../src/bulk/recordType.js";
import type { CheckDeliverability } from "../src/deliverability/deliverability.js";
import type { FusedPerson } from "../src/fusion/fusedPerson.js";
import { linesOf } from "../src/fusion/servingLines.js";
import { writePeople } from "../src/fusion/servingTables.js";
import { createEnrichment } from "../src/people/enrich.js";
import { createFinder, createFinding } from "../src/people/finder/find.js";
import type { Find } from "../src/people/finder/finding.js";
import { readInferencePolicy } from "../src/people/finder/inference.js";
import type { IsSuppressed } from "../src/privacy/askSuppressed.js";

/** Says nothing of any address. */
export const saysNothing: CheckDeliverability = async (emails) => emails.map(() => "unknown");

/** What jobs ask about records, over a test's database. */
export function recordTypesOver(sql: Sql): RecordTypes {
  const means = { checkDeliverability: saysNothing, isSuppressed: async () => false };
  const findEmail = createFinding({ lookups: sql, inference: readInferencePolicy("on"), ...means });
  return recordTypesOf({ enrichPerson: createEnrichment(sql), findEmail });
}

/** The finder over a test's database. @param inferred as `VOUCH_INFERRED_ADDRESSES` is written */
export function finderOver(
  sql: Sql,
  {
    inferred = "on",
    checkDeliverability = saysNothing,
    isSuppressed = async () => false,
  }: { inferred?: string; checkDeliverability?: CheckDeliverability; isSuppressed?: IsSuppressed } = {},
): Find {
  return createFinder({
    lookups: sql,
    charges: sql,
    checkDeliverability,
    isSuppressed,
    inference: readInferencePolicy(inferred),
  });
}

/** Somebody at a company, whose local part is known or not. */
export interface Colleague {
  readonly name: string;
  readonly local?: string | undefined;
  readonly domain?: string;
  /** A further domain of the same company, at which the address is, if there is one. */
  readonly other?: string;
  readonly location?: string;
}

let ids = 0;

function fused({ name, local, domain = "acme.example", other, location }: Colleague): FusedPerson {
  const [given_name = "", ...family] = name.toLowerCase().split(" ");
  const email = local === undefined ? null : `${local}@${other ?? domain}`;
  const further = other === undefined ? [] : [{ domain: other, probability: 0.85, main: domain }];
  return {
    person_id: `per_${String(++ids).padStart(6, "0")}`,
    profile: {
      full_name: name,
      email,
      title: null,
      seniority: null,
      department: null,
      company_name: null,
      company_domain: domain,
      linkedin_url: null,
      location: location ?? null,
    },
    evidence: {},
    emails: email === null ? [] : [{ email, probability: 0.98 }],
    names: [{ given_name, family_name: family.join(" "), share: 1 }],
    domains: [{ domain, probability: 0.95 }, ...further],
    cohesion: 0.99,
    record_count: 3,
  };
}

/** Publishes people. @returns their ids */
export async function publishColleagues(sql: Sql, colleagues: readonly Colleague[]): Promise<string[]> {
  const people = colleagues.map(fused);
  await writePeople(sql, linesOf(people));
  return people.map(({ person_id }) => person_id);
}
