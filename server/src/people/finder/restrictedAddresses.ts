import type { Restrictions } from "../../accounts/restrictions.js";
import { restrictedTo } from "../restricted.js";
import type { VouchedProfile } from "../vouched.js";
import type { FoundAddress } from "./finding.js";

/** Addresses that were found, and the people whom they are of. */
export interface AddressesFound {
  readonly addresses: readonly FoundAddress[];
  readonly personIds: readonly string[];
}

/**
 * What of an answer an account may be told: known addresses that a source states which it may hear of; made ones where
 * nobody who may be meant is withheld from it.
 * @param people those of `personIds`, in order; undefined: not published any more
 */
export function addressesFor(
  { addresses, personIds }: AddressesFound,
  people: readonly (VouchedProfile | undefined)[],
  restrictions: Restrictions,
): AddressesFound {
  const left = people.map((person) => person && restrictedTo(person, restrictions));
  const stated = new Set(
    left.flatMap((person) =>
      (person?.evidence.email ?? []).flatMap(({ value, statements }) =>
        statements.some(({ record }) => person?.sources.has(record.source_id)) ? [value] : [],
      ),
    ),
  );
  const isWithheld = left.some((person) => person === undefined);
  return {
    addresses: addresses.filter(({ email, status }) =>
      status === "known" ? stated.has(email) : !isWithheld,
    ),
    personIds: personIds.filter((_, at) => left[at] !== undefined),
  };
}
