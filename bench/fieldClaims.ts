import type { TruePerson } from "@vouch/demo";
import { type Evidence, unpackEvidence } from "@vouch/server/dist/fusion/evidence.js";
import { PROFILE_FIELDS, type Profile } from "@vouch/server/dist/fusion/fusedPerson.js";
import { fold } from "@vouch/server/dist/normalization/text.js";
import { parseTitle } from "@vouch/server/dist/normalization/titles.js";
import { withDatabase } from "@vouch/server/dist/postgres/database.js";
import { isAmong, rightValues } from "./demoFields.js";
import { majority } from "./demoTruth.js";
import type { ResolvedDemo } from "./demoWorld.js";
import type { Claim } from "./reliability.js";

type Field = keyof Profile;

/**
 * Of every published person and every field it shows: the probability it gives to the value, and whether the value is
 * true today of the person that most of its records are about.
 */
export async function fieldClaims(demo: ResolvedDemo): Promise<Record<Field, Claim[]>> {
  const trueOf = majority(
    demo.records,
    ({ person_id }) => person_id,
    ({ person }) => person,
  );
  const truth = new Map(demo.truth.map((person) => [String(person.person), person]));
  const claims = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, []])) as unknown as Record<
    Field,
    Claim[]
  >;
  const evidence = await evidenceByPerson(demo.dataDir);
  for (const person of demo.published) {
    const about = truth.get(trueOf.get(person.person_id) ?? "");
    if (about === undefined) continue;
    for (const field of PROFILE_FIELDS) {
      const shown = person[field];
      const confidence = evidence.get(person.person_id)?.[field]?.[0]?.probability;
      if (shown === null || confidence === undefined) continue;
      claims[field].push({ confidence, right: isTrue(field, shown, about) });
    }
  }
  return claims;
}

async function evidenceByPerson(dataDir: string): Promise<Map<string, Evidence>> {
  const rows = await withDatabase(
    { dataDir, databaseUrl: undefined },
    "bench",
    ({ sql }) =>
      sql<{ person_id: string; evidence: string }[]>`SELECT person_id, evidence FROM person_evidence`,
  );
  return new Map(rows.map(({ person_id, evidence }) => [person_id, unpackEvidence(evidence)]));
}

function isTrue(field: Field, shown: string, person: TruePerson): boolean {
  switch (field) {
    case "full_name":
      return isName(shown, person);
    case "email":
      return person.emails.includes(shown);
    case "linkedin_url":
      return shown === person.linkedin_url;
    case "seniority":
    case "department":
      return parseTitle(person.titles[0] ?? "")?.[field] === shown;
    default:
      return isAmong(field, shown, rightValues(field, person));
  }
}

/** In any order, with or without initials between: the given name or nickname, and today's family name. */
function isName(shown: string, { first_name, nickname, last_name }: TruePerson): boolean {
  const bare = (text: string) =>
    fold(text)
      .split(/[^a-z]+/u)
      .filter((word) => word.length > 1)
      .sort()
      .join(" ");
  const said = bare(shown);
  return [first_name, nickname ?? first_name].some((given) => bare(`${given} ${last_name}`) === said);
}
