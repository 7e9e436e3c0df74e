import { partsOf, spelledName } from "../normalization/localParts.js";
import { familyVariants } from "../normalization/names.js";
import { umlautKey } from "../normalization/text.js";
import { callNames, type FoldedName, nameKey, nameKeys } from "./lookupKeys.js";
import { nameFit } from "./nameFit.js";

/** How likely an address of this form is the person's, whose other address is known. */
const FORM = { whole: 0.9, initialFamily: 0.75, givenInitial: 0.6, familyInitial: 0.5 } as const;

/** Every way to cut one word into an initial or name and a name: jdoe, janedoe, janed, doej. */
function cutKeys(word: string, domain: string): string[] {
  const keys = [nameKey(domain, word.slice(0, -1), word.slice(-1))];
  for (let at = 1; at <= word.length - 2; at++) keys.push(nameKey(domain, word.slice(at), word.charAt(0)));
  return keys;
}

const LONGEST_WORD = 24;

/**
 * The keys under which the owner of an address may be found by name, where the address itself is not known.
 * @param domain registrable domain of the employer
 */
export function addressKeys(local: string, domain: string): string[] {
  const name = spelledName(local);
  if (name !== undefined) return nameKeys(name, domain);
  const [word = "", ...rest] = partsOf(local);
  const isCuttable = rest.length === 0 && word.length > 2 && word.length <= LONGEST_WORD;
  return isCuttable ? cutKeys(word, domain) : [];
}

function joinedFit(word: string, given: string, family: string): number {
  const [initial, familyInitial] = [given.charAt(0), family.charAt(0)];
  const isWord = (joined: string) => umlautKey(joined) === word;
  if (given.length > 1 && (isWord(given + family) || isWord(family + given))) return FORM.whole;
  if (isWord(initial + family)) return FORM.initialFamily;
  if (given.length > 1 && isWord(given + familyInitial)) return FORM.givenInitial;
  return isWord(family + initial) ? FORM.familyInitial : 0;
}

/**
 * How well a local part fits a name that a person goes by: jane.doe, doe.jane, jdoe, janed, doej, janedoe, ….
 * @returns 0 where it does not
 */
export function addressFit(local: string, known: FoldedName): number {
  const name = spelledName(local);
  if (name !== undefined) return FORM.whole * nameFit(name, known);
  const word = umlautKey(partsOf(local).join(""));
  const fits = callNames(known.given_name).flatMap((given) =>
    familyVariants(known.family_name).map((family) => joinedFit(word, given, family)),
  );
  return Math.max(0, ...fits);
}
