import type { Sql } from "postgres";
import { BATCH } from "../credits/billing.js";
import { isSpelling } from "../fusion/confirmation.js";
import { corrected, correctionBy, FEEDBACK, withoutShown } from "../fusion/corrections.js";
import { PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { isSeenAfter, meantValue } from "../fusion/label.js";
import { ACCOUNTS } from "../fusion/publishedSources.js";
import { createBatcher } from "../postgres/batcher.js";
import type { VouchedProfile } from "./vouched.js";

/** Who would be answered, and to whom. */
interface AnsweredPerson {
  /** Decimal text. */
  readonly accountId: string;
  readonly personId: string;
}

/** What an account said is wrong of a person: it is not answered it again, whatever others are. */
export interface Objection {
  readonly field: keyof Profile;
  readonly wrong_value: string | null;
  readonly correct_value: string | null;
  /** Day since 1970 on which it was said. */
  readonly day: number;
  /** Decimal text. */
  readonly feedback_id: string;
}

const READ = `
SELECT position::int, field, wrong_value, correct_value, feedback_id::text,
  extract(day FROM given_at - '1970-01-01'::timestamptz)::int AS day
FROM ROWS FROM (unnest(string_to_array($1, ',')::bigint[]), unnest(string_to_array($2, ',')))
  WITH ORDINALITY AS asked (account_id, id, position)
JOIN feedback ON feedback.account_id = asked.account_id AND feedback.person_id = ANY (
  ARRAY(SELECT asked.id UNION ALL SELECT old_id FROM person_redirect WHERE person_redirect.person_id = asked.id))
WHERE verdict = 'wrong_value' AND accepted IS DISTINCT FROM false ORDER BY feedback.feedback_id`;

/** Reads of many people at once what accounts said is wrong of them, oldest first, by the ids of today, in order. */
async function readObjections(sql: Sql, asked: readonly AnsweredPerson[]): Promise<Objection[][]> {
  const rows = await sql.unsafe<(Objection & { readonly position: number })[]>(
    READ,
    [asked.map(({ accountId }) => accountId).join(","), asked.map(({ personId }) => personId).join(",")],
    { prepare: true },
  );
  const objections = asked.map((): Objection[] => []);
  for (const { position, ...objection } of rows) objections[position - 1]?.push(objection);
  return objections;
}

/**
 * Makes what reads the objections of who asks to people; of many calls at once.
 * @returns for each person, in order; nothing where nobody objects
 */
export function createObjections(
  sql: Sql,
): (objector: string | undefined, personIds: readonly string[]) => Promise<Objection[][]> {
  const read = createBatcher((asked: readonly AnsweredPerson[]) => readObjections(sql, asked), BATCH);
  return async (objector, personIds) =>
    objector === undefined
      ? personIds.map(() => [])
      : await Promise.all(personIds.map((personId) => read({ accountId: objector, personId })));
}

/** Whether an objection is of what the person shows, and nothing newer vouches for it. */
function holds({ field, wrong_value, day }: Objection, { profile, evidence }: VouchedProfile): boolean {
  const shown = profile[field];
  if (shown === null || wrong_value === null) return false;
  const stated = meantValue(evidence[field] ?? [], field, wrong_value);
  if (stated === undefined) return shown === wrong_value;
  return stated.value === shown && !isSeenAfter(stated, day);
}

/**
 * A person as an account is answered that said what is wrong: without these values, and with those in their place that it
 * said are right. No other value stands in.
 * @returns undefined where nothing is left
 */
export function objectedBy(
  person: VouchedProfile,
  objections: readonly Objection[],
): VouchedProfile | undefined {
  const standing = objections.filter((objection) => holds(objection, person));
  if (standing.length === 0) return person;
  const left = standing
    .filter((objection) => !isSpelling(objection))
    .reduce((told, { field }) => withoutShown(told, field), person);
  const { profile, evidence } = corrected(
    { ...left, person_id: "", emails: [], names: [], domains: [] },
    standing.flatMap(correctionBy),
  );
  if (PROFILE_FIELDS.every((field) => profile[field] === null)) return undefined;
  const sources = new Map([...person.sources, [FEEDBACK, ACCOUNTS]]);
  return { ...person, profile, profileJson: JSON.stringify(profile), evidence, sources };
}

/** Addresses that an account said are not the person's. */
export const wrongAddresses = (objections: readonly Objection[]): ReadonlySet<string | null> =>
  new Set(objections.flatMap(({ field, wrong_value }) => (field === "email" ? [wrong_value] : [])));
