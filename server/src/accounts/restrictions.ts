import { VouchError } from "../errors.js";
import { parsePlace } from "../normalization/places.js";

/** What stands for a source without a licence, or a person whose country is not known. */
export const UNKNOWN = "unknown";

/** What an account may be told. Each list is absent where nothing is said of it. */
export interface Restrictions {
  /** Licences or legal grounds of sources: those alone, or all but those. Lower case. */
  readonly allow_licences?: readonly string[] | undefined;
  readonly deny_licences?: readonly string[] | undefined;
  /** Countries of people, ISO 3166-1 alpha-2 in lower case: those alone, or all but those. */
  readonly allow_countries?: readonly string[] | undefined;
  readonly deny_countries?: readonly string[] | undefined;
}

export const RESTRICTIONS = ["allow_licences", "deny_licences", "allow_countries", "deny_countries"] as const;

function readCountry(text: string): string {
  const folded = text.toLowerCase();
  const country = folded === UNKNOWN ? UNKNOWN : parsePlace({ country: text }).country;
  if (country !== null) return country;
  throw new VouchError(
    "unknown_country",
    `${JSON.stringify(text)} is not a country`,
    `Give a name or a code such as de; ${UNKNOWN} for people whose country is not known.`,
  );
}

/**
 * Reads restrictions as an operator writes them. An empty list takes away what was said.
 * @throws VouchError unknown_country
 */
export function readRestrictions(written: Restrictions): Restrictions {
  const licences = (list?: readonly string[]) => list?.map((text) => text.trim().toLowerCase());
  const countries = (list?: readonly string[]) => list?.map(readCountry);
  return {
    allow_licences: licences(written.allow_licences),
    deny_licences: licences(written.deny_licences),
    allow_countries: countries(written.allow_countries),
    deny_countries: countries(written.deny_countries),
  };
}

/**
 * Restrictions with what is newly said of them.
 * @returns null where nothing is left of them
 */
export function changedRestrictions(before: Restrictions | null, change: Restrictions): Restrictions | null {
  const lists = RESTRICTIONS.flatMap((name) => {
    const list = change[name] ?? before?.[name] ?? [];
    return list.length === 0 ? [] : [[name, list] as const];
  });
  return lists.length === 0 ? null : Object.fromEntries(lists);
}

const passes = (value: string, allow?: readonly string[], deny?: readonly string[]) =>
  (allow === undefined || allow.includes(value)) && deny?.includes(value) !== true;

/** Whether what a source says may be told. @param licence as it is stated of the source; null: none is */
export function allowsLicence(
  { allow_licences, deny_licences }: Restrictions,
  licence: string | null,
): boolean {
  return passes(licence?.trim().toLowerCase() ?? UNKNOWN, allow_licences, deny_licences);
}

/** Whether people of a country may be told of. @param country ISO code, lower case; null: not known */
export function allowsCountry(
  { allow_countries, deny_countries }: Restrictions,
  country: string | null,
): boolean {
  return passes(country ?? UNKNOWN, allow_countries, deny_countries);
}
