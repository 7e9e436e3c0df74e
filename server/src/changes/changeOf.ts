import type { ChangeType } from "@vouch/contract";
import { PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { companyKey } from "../normalization/companies.js";
import { knownPlace, parsePlace } from "../normalization/places.js";
import { words } from "../normalization/text.js";

/** Some fields of a profile. */
export type Fields = Partial<Profile>;

/** What is another one than it was. */
export interface FieldChange {
  readonly types: readonly ChangeType[];
  readonly before: Fields;
  readonly after: Fields;
}

const OF_JOB: ReadonlySet<keyof Profile> = new Set([
  "title",
  "seniority",
  "department",
  "company_name",
  "company_domain",
]);

const titleKey = (title: string) => words(title).join(" ");

/** @returns undefined where one of the two is not known */
function differ(one: string | null, other: string | null, keyOf: (text: string) => string | null) {
  return one === null || other === null ? undefined : keyOf(one) !== keyOf(other);
}

/** Another employer, not the same one by another name or at another domain; or another title, not another spelling. */
function isJobChange(before: Profile, after: Profile): boolean {
  if (differ(before.title, after.title, titleKey) === true) return true;
  const signs = [
    differ(before.company_name, after.company_name, companyKey),
    differ(before.company_domain, after.company_domain, (domain) => domain),
  ].filter((sign) => sign !== undefined);
  return signs.length > 0 && signs.every((sign) => sign);
}

const placeKey = (location: string) => knownPlace(parsePlace({ location })) ?? words(location).join(" ");

/** Whether a place is not the same one written otherwise. */
const isMove = (before: Profile, after: Profile) =>
  differ(before.location, after.location, placeKey) !== false;

function typeOf(field: keyof Profile, isOfJobChange: boolean): ChangeType {
  if (field === "email") return "email_change";
  if (field === "location") return "location_change";
  return isOfJobChange && OF_JOB.has(field) ? "job_change" : "profile_change";
}

/** The values of some fields. */
export const pick = (profile: Profile, fields: readonly (keyof Profile)[]): Fields =>
  Object.fromEntries(fields.map((field) => [field, profile[field]]));

/**
 * What is another one in a profile than it was.
 * @returns undefined where nothing is
 */
export function changeOf(before: Profile, after: Profile): FieldChange | undefined {
  const fields = PROFILE_FIELDS.filter((field) => before[field] !== after[field]);
  if (fields.length === 0) return undefined;
  const isOfJobChange = isJobChange(before, after);
  const isRewritten = (field: keyof Profile) => field === "location" && !isMove(before, after);
  const types = new Set(
    fields.map((field) => (isRewritten(field) ? "profile_change" : typeOf(field, isOfJobChange))),
  );
  return { types: [...types].sort(), before: pick(before, fields), after: pick(after, fields) };
}
