import { ENGLISH, familyCultures, GERMANIC, givenCultures, LISTING, PARENTAL } from "./nameLexicon.js";
import { fold } from "./text.js";

/** Endings of family names that are those of hardly any given name. */
const FAMILY_SHAPE =
  /.{2}(mann|berg|stein|burg|bach|dorf|feld|hoff|meyer|meier|maier|mayr|bauer|huber|schmidt|schmid|ske|tke|dke|cke|hardt|hauser|hausen|inger|sson|sen|dottir|gaard|strom|quist|lund|nen|sky|ski|ska|cki|cka|czyk|czak|wicz|owski|escu|eanu|ovic|evic|enko|chuk|[iy]uk|etti|ucci|aldi|elli|azzi|acci|ini|oglu|poulos|akis|idis|iadis|yan|dze|shvili|kova|nova|rova|lova|auskas|iene)$/;

const PLAIN = /^[A-Za-z]+$/;

function partsOf(token: string): string[] {
  if (PLAIN.test(token)) return [token.toLowerCase()];
  const parts = fold(token).split(/[^a-z]+/);
  return parts.filter((part) => part !== "");
}

/** A bit for each culture in which all words of a part are given names. */
const givenAll = (parts: readonly string[]) =>
  parts.length === 0 ? 0 : parts.reduce((bits, part) => bits & givenCultures(part), -1);

const isEnglishOnly = (bits: number) => (bits & ~ENGLISH()) === 0;

/** Whether a name's first word is a family name by what is known of it, or by its looks; a given name's never is. */
function familyBits(first: readonly string[]): number {
  if (first.some((part) => givenCultures(part) !== 0)) return 0;
  const known = first.reduce((bits, part) => bits | familyCultures(part), 0) & ~PARENTAL();
  return known !== 0 || !FAMILY_SHAPE.test(first.join("")) ? known : -1;
}

const isNoFamily = (parts: readonly string[]) => parts.every((part) => familyCultures(part) === 0);

/** Endings of German family names that given names have, too: they tell before a given name of the north alone. */
const GERMAN_SHAPE = /.{3}(er|el|ig|itz|ow|ert|tz|ch|pf|nn|rt|ck)$/;

/** "Wachter Ingeborg": an unknown word of German looks before a given name that is given in the north alone. */
const isGermanOrder = (first: readonly string[], last: readonly string[], given: number) =>
  (given & GERMANIC()) !== 0 &&
  (given & ~(GERMANIC() | LISTING())) === 0 &&
  isNoFamily(last) &&
  isNoFamily(first) &&
  first.every((part) => GERMAN_SHAPE.test(part) && givenCultures(part) === 0);

/** "Korkmaz Murat": the first word is both, the last a given name alone, where families are often written first. */
function isEitherOrder(first: readonly string[], others: readonly (readonly string[])[]): boolean {
  const family = first.reduce((bits, part) => bits & familyCultures(part), -1);
  const given = others.reduce((bits, parts) => bits & givenAll(parts), -1);
  const isGivenAlone = others.some(isNoFamily);
  return (family & given & LISTING()) !== 0 && isGivenAlone;
}

/**
 * Whether a name stands in the order of lists, "Lüdtke Torsten": its first word is a family name and no given name, and
 * what follows are given names of the same culture.
 * @param tokens two to four words as written
 */
export function isListOrder(tokens: readonly string[]): boolean {
  if (tokens.length < 2 || tokens.length > 4) return false;
  const last = partsOf(tokens.at(-1) ?? "");
  const given = givenAll(last);
  if (given === 0) return false;
  const [first = [], ...others] = tokens.map(partsOf);
  if (first.length === 0) return false;
  const family = familyBits(first);
  if (isEitherOrder(first, others)) return true;
  if (!others.every((parts) => givenAll(parts) !== 0 || parts.join("").length === 1)) return false;
  if (family === 0) return isGermanOrder(first, last, given);
  const isLastFamily = last.some((part) => familyCultures(part) !== 0);
  const shared = family & given;
  return isLastFamily ? family !== -1 && shared !== 0 && !isEnglishOnly(shared) : shared !== 0;
}
