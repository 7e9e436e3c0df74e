import { allowsCountry, allowsLicence, type Restrictions } from "../accounts/restrictions.js";
import { PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { restrictedTo } from "../people/restricted.js";
import type { VouchedProfile } from "../people/vouched.js";
import { changeOf, type Fields } from "./changeOf.js";
import type { StoredChange } from "./changeStore.js";

const NOTHING = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, null])) as Record<
  keyof Profile,
  null
>;

/** Values that some source says which the account may hear of; the others are null. */
function vouchedFor(
  fields: Fields,
  { evidence, sources }: VouchedProfile,
  restrictions: Restrictions,
): Profile {
  const isHeard = (id: number) => allowsLicence(restrictions, sources.get(id)?.legal_basis ?? null);
  const heard = Object.entries(fields).map(([field, value]) => {
    const stated = evidence[field as keyof Profile]?.filter((one) => one.value === value) ?? [];
    const isSaid = stated.some(({ statements }) =>
      statements.some(({ record }) => isHeard(record.source_id)),
    );
    return [field, isSaid ? value : null];
  });
  return { ...NOTHING, ...Object.fromEntries(heard) };
}

const isOfPeople = ({ types }: StoredChange) => types.some((type) => type === "merged" || type === "removed");
const isNew = ({ types }: StoredChange) => types.some((type) => type === "added" || type === "split");

/**
 * A change as an account may be told of it: without values that no source says today which the account may hear of.
 * @param person as published now; undefined: not any more
 * @returns undefined where nothing is left, or the person is or was of a country that is withheld
 */
export function toldChange(
  change: StoredChange,
  person: VouchedProfile | undefined,
  restrictions: Restrictions | null,
): StoredChange | undefined {
  if (restrictions === null) return change;
  if (!change.countries.every((country) => allowsCountry(restrictions, country))) return undefined;
  if (person !== undefined && restrictedTo(person, restrictions) === undefined) return undefined;
  const withheld = restrictions.allow_licences ?? restrictions.deny_licences;
  if (withheld === undefined) return change;
  if (isOfPeople(change)) return { ...change, cause: null };
  if (person === undefined || change.profile === null) return undefined;
  const told = { ...change, profile: vouchedFor(change.profile, person, restrictions), cause: null };
  const after = vouchedFor(change.after, person, restrictions);
  if (isNew(change))
    return Object.values(after).every((value) => value === null) ? undefined : { ...told, after };
  const left = changeOf(vouchedFor(change.before, person, restrictions), after);
  return left && { ...told, ...left };
}
