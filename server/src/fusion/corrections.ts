import type { Sql } from "postgres";
import type { Engine } from "../engine/engine.js";
import { companyKey } from "../normalization/companies.js";
import { parseDomain } from "../normalization/domains.js";
import { parseEmail } from "../normalization/emails.js";
import { parseName } from "../normalization/names.js";
import { parseTitle } from "../normalization/titles.js";
import { parseLinkedin } from "../normalization/urls.js";
import type { Evidence, StatedValue } from "./evidence.js";
import type { FusedPerson, Profile } from "./fusedPerson.js";
import { hearOf } from "./heard.js";
import type { Label } from "./label.js";

/** What a person, or an account, says of one of a person's fields, in the place of what sources say. */
export interface Correction {
  readonly field: keyof Profile;
  readonly value: string;
  /** Day since 1970 on which it was said. */
  readonly day: number;
  /** `SELF`, or `FEEDBACK`. */
  readonly source_id: number;
  /** Of the request or the feedback: the key of its record. */
  readonly reference: string;
  /** Decimal text. */
  readonly correction_id: string;
}

/** What an account says is right, as a correction; none where it says nothing of the kind. */
export function correctionBy({
  feedback_id,
  field,
  correct_value,
  day,
}: Pick<Label, "feedback_id" | "correct_value" | "day"> & { readonly field: keyof Profile }): Correction[] {
  if (correct_value === null) return [];
  const reference = `feedback ${feedback_id}`;
  return [{ field, value: correct_value, day, source_id: FEEDBACK, reference, correction_id: feedback_id }];
}

/** By the id of the person of today. */
export type Corrections = ReadonlyMap<string, readonly Correction[]>;

/** The number that evidence names the person by, as a source. */
export const SELF = 0;
/** The number that evidence names accounts by that said what is right. */
export const FEEDBACK = -1;
/** What people say of themselves is right, as far as anything is; what others say of them is right nearly as surely. */
const CERTAIN = 0.995;
const NEARLY_CERTAIN = 0.98;
const certaintyOf = ({ source_id }: Correction) => (source_id === SELF ? CERTAIN : NEARLY_CERTAIN);

type Draft = { -readonly [Key in keyof FusedPerson]: FusedPerson[Key] };
type ProfileDraft = { -readonly [Key in keyof Profile]: Profile[Key] };

const CANONICAL: Readonly<Partial<Record<keyof Profile, (text: string) => string | null>>> = {
  email: (text) => parseEmail(text)?.canonical ?? null,
  company_domain: (text) => parseDomain(text)?.registrable ?? null,
  linkedin_url: parseLinkedin,
};

/** A value as it is shown. */
export const shownAs = ({ field, value }: Pick<Correction, "field" | "value">) =>
  CANONICAL[field]?.(value) ?? value;

const saidBySelf = (correction: Correction): StatedValue => ({
  value: shownAs(correction),
  probability: certaintyOf(correction),
  statements: [
    {
      record: {
        source_id: correction.source_id,
        source_key: correction.reference,
        first_day: correction.day,
        last_day: correction.day,
      },
      original: correction.value,
    },
  ],
});

const NOTHING: StatedValue = { value: null, probability: 0, statements: [] };
const OF_EMPLOYER = ["company_name", "company_domain", "title", "seniority", "department"] as const;

/** Puts a value first; what was said before is an alternative to it, but where names and domains have their places. */
function stated(evidence: Evidence, field: keyof Profile, first: StatedValue): Evidence {
  const values = evidence[field] ?? [];
  const others =
    field === "company_name" || field === "company_domain"
      ? values.slice(1)
      : values.filter((other) => other !== NOTHING && other.value !== first.value);
  return { ...evidence, [field]: [first, ...others] };
}

/** With another employer goes what belongs to the last one. Names and domains keep their places beside each other. */
function withoutEmployer(evidence: Evidence, profile: ProfileDraft): Evidence {
  let without = evidence;
  for (const field of OF_EMPLOYER) {
    profile[field] = null;
    without = { ...without, [field]: [NOTHING, ...(without[field] ?? [])] };
  }
  return without;
}

const OF_TITLE = ["title", "seniority", "department"] as const;

/** A person of whom the value that a field shows is not told, nor what belongs to it: no other value stands in. */
export function withoutShown<Person extends Pick<FusedPerson, "profile" | "evidence">>(
  person: Person,
  field: keyof Profile,
): Person {
  const gone = field === "company_name" ? OF_EMPLOYER : field === "title" ? OF_TITLE : [field];
  const profile: ProfileDraft = { ...person.profile };
  let { evidence } = person;
  for (const one of gone) {
    if (profile[one] === null) continue;
    profile[one] = null;
    evidence = { ...evidence, [one]: [NOTHING, ...(evidence[one] ?? []).slice(1)] };
  }
  return { ...person, profile, evidence };
}

function isOtherEmployer({ profile }: FusedPerson, corrections: readonly Correction[]): boolean {
  const named = corrections.find(({ field }) => field === "company_name");
  if (named === undefined || profile.company_name === null) return false;
  return companyKey(named.value) !== companyKey(profile.company_name);
}

/** Makes the person be found by what was corrected, too. */
function findable(person: Draft, correction: Correction, shown: string): void {
  const { field, value } = correction;
  const probability = certaintyOf(correction);
  if (field === "email")
    person.emails = [{ email: shown, probability }, ...person.emails.filter(({ email }) => email !== shown)];
  if (field === "company_domain")
    person.domains = [
      { domain: shown, probability },
      ...person.domains.filter(({ domain }) => domain !== shown),
    ];
  const { given_name, family_name } = parseName(field === "full_name" ? { full_name: value } : {});
  if (given_name !== null && family_name !== null)
    person.names = [{ given_name, family_name, share: 1 }, ...person.names];
}

/** A person with what they say of themselves above what any source says. The latest word on a field counts. */
export function corrected(person: FusedPerson, corrections: readonly Correction[] = []): FusedPerson {
  if (corrections.length === 0) return person;
  const profile: ProfileDraft = { ...person.profile };
  const draft: Draft = { ...person };
  if (isOtherEmployer(person, corrections)) draft.evidence = withoutEmployer(draft.evidence, profile);
  for (const correction of corrections) {
    const shown = shownAs(correction);
    profile[correction.field] = shown;
    draft.evidence = stated(draft.evidence, correction.field, saidBySelf(correction));
    findable(draft, correction, shown);
    if (correction.field !== "title") continue;
    const title = parseTitle(correction.value);
    profile.seniority = title?.seniority ?? null;
    profile.department = title?.department ?? null;
  }
  return { ...draft, profile };
}

interface CorrectionRow extends Correction {
  readonly person_id: string;
  readonly is_new: boolean;
}

/**
 * Reads what people said of themselves, by the ids that they have now; who said something new is to be published.
 */
export async function readCorrections(engine: Engine, sql: Sql): Promise<Corrections> {
  const rows = await sql<CorrectionRow[]>`
    SELECT person_id, field, value, ${SELF}::int AS source_id, extract(day FROM corrected_at - '1970-01-01'::timestamptz)::int AS day,
      'request ' || privacy_request_id AS reference, correction_id::text, published_at IS NULL AS is_new
    FROM correction ORDER BY correction.correction_id`;
  return await hearOf(engine, rows, ({ is_new }) => is_new);
}

/** Notes that everything that was read is published. */
export async function noteCorrected(sql: Sql, corrections: Corrections): Promise<void> {
  const ids = [...corrections.values()].flat().map(({ correction_id }) => correction_id);
  if (ids.length === 0) return;
  await sql`
    UPDATE correction SET published_at = now()
    WHERE published_at IS NULL AND correction_id = ANY (${ids}::bigint[])`;
}
