import { allowsCountry, allowsLicence, type Restrictions } from "../accounts/restrictions.js";
import { PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { parsePlace } from "../normalization/places.js";
import type { VouchedProfile } from "./vouched.js";

/**
 * A person as an account may be told of them: what no source that it may hear of vouches for is null, and so is who
 * else vouches for the rest. No other value stands in: a title would belong to another employer.
 * @returns undefined where nothing is left, or the person is of a country that is withheld
 */
export function restrictedTo(
  person: VouchedProfile,
  restrictions: Restrictions | null,
): VouchedProfile | undefined {
  if (restrictions === null) return person;
  const { location } = person.profile;
  const country = location === null ? null : parsePlace({ location }).country;
  if (!allowsCountry(restrictions, country)) return undefined;
  const sources = new Map(
    [...person.sources].filter(([, { legal_basis }]) => allowsLicence(restrictions, legal_basis)),
  );
  if (sources.size === person.sources.size) return person;
  const isVouchedFor = (field: keyof Profile) =>
    person.evidence[field]?.[0]?.statements.some(({ record }) => sources.has(record.source_id)) === true;
  const left = PROFILE_FIELDS.map((field) => [field, isVouchedFor(field) ? person.profile[field] : null]);
  if (left.every(([, value]) => value === null)) return undefined;
  const profile: Profile = Object.fromEntries(left);
  return { ...person, profile, profileJson: JSON.stringify(profile), sources };
}
