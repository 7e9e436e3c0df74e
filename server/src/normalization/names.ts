import { bareName } from "./nameBare.js";
import { isEastAsian, isJapanese, isParticle, isPatronymic, type Split, splitFull } from "./nameSplit.js";
import { NOBODY, PARTICLES } from "./nameWords.js";
import { nicknameRoots } from "./nicknames.js";
import { phonetic } from "./phonetic.js";
import { type NameContext, romanizeName } from "./romanize.js";
import { cyrillicLanguageOf } from "./romanizeCyrillic.js";
import { spellingRoot } from "./spellings.js";
import { memoized, umlautKey, words } from "./text.js";

export interface NameParts {
  readonly full_name?: string | undefined;
  readonly first_name?: string | undefined;
  readonly middle_name?: string | undefined;
  readonly last_name?: string | undefined;
}

/** A name in comparable form; the fields are those of the normalized record. */
export interface ParsedName {
  readonly full_name: string | null;
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly given_root: string | null;
  readonly given_initial: string | null;
  readonly family_key: string | null;
  readonly given_phonetic: string | null;
  readonly family_phonetic: string | null;
  readonly name_key: string | null;
  readonly name_joined: string | null;
}

/** What nearly all given and family names are: there is nothing around such a word, and nothing to fold but its case. */
const PLAIN_WORD = /^[A-Za-z]{1,40}$/;

const bareText = memoized((written: string) => bareName(written).text);
function bare(written: string | undefined): string {
  if (written === undefined || PLAIN_WORD.test(written)) return written ?? "";
  return bareText(written);
}

function splitParts({ full_name, first_name, middle_name, last_name }: NameParts): Split {
  const [first, last] = [bare(first_name), bare(last_name)];
  if (first !== "" && last !== "") return { given: `${first} ${bare(middle_name)}`.trim(), family: last };
  const full = bare(full_name);
  if (full !== "") return splitFull(full);
  return first === "" && last !== "" ? { given: "", family: last } : splitFull(first);
}

/** Shouted or whispered names get capitals; every other spelling stays as it is. */
function display(text: string): string | null {
  if (text === "") return null;
  if (/[a-z]/.test(text) && /[A-Z]/.test(text)) return text;
  const letters = text.replace(/[^\p{L}]/gu, "");
  const monotone =
    letters.length > 3 && (letters === letters.toUpperCase() || letters === letters.toLowerCase());
  if (!monotone || letters.toLowerCase() === letters.toUpperCase()) return text;
  return text
    .toLowerCase()
    .replaceAll("i\u0307", "i")
    .split(" ")
    .map((word, at) =>
      at > 0 && isParticle(word) ? word : word.replace(/(^|[-'’])\p{L}/gu, (start) => start.toUpperCase()),
    )
    .join(" ");
}

/** Child of, in Arabic names: the word behind it names a parent. */
const CHILD_OF = new Set(["bin", "ibn", "bint", "binti", "binte"]);

/** Folded given names; a patronymic is no given name. */
function givenWords(given: string, context: NameContext): string[] {
  const all = words(romanizeName(given, context));
  const isParents = (word: string, at: number) =>
    isPatronymic(word) || CHILD_OF.has(word) || CHILD_OF.has(all[at - 1] ?? "");
  return all.filter((word, at) => at === 0 || !isParents(word, at));
}

const UNKNOWN: ParsedName = {
  full_name: null,
  given_name: null,
  family_name: null,
  given_root: null,
  given_initial: null,
  family_key: null,
  given_phonetic: null,
  family_phonetic: null,
  name_key: null,
  name_joined: null,
};

/** What is an address on the web or of mail, and no name. */
const ADDRESS = /[@/\\]|https?:|^www\.|^[a-z0-9-]+\.(?:com|org|net|io|info|example|test)$/i;

/** Folded words of a name; undefined where an address, a URL or nothing at all stands in its place. */
function wordsOf(split: Split): { given: string[]; family: string[] } | undefined {
  const { given, family } = split;
  const both = given + family;
  if (!/\p{L}/u.test(both) || ADDRESS.test(both)) return undefined;
  const context = { isFamily: false, isJapanese: isJapanese(split), cyrillic: cyrillicLanguageOf(both) };
  return {
    given: givenWords(given, context),
    family: words(romanizeName(family, { ...context, isFamily: true })),
  };
}

/**
 * Splits and folds a name in any script. Family-first spellings are recognised by script, by capitals, by a comma
 * and by common East Asian and Hungarian family names; separate columns are trusted.
 * @returns nulls for what is not there; an address or a URL in place of a name is no name, and "root" or "unknown" is
 *   shown but compared with nobody's
 */
export function parseName(parts: NameParts): ParsedName {
  const { full_name: full, first_name = "", middle_name, last_name = "" } = parts;
  const isPlain = full === undefined && middle_name === undefined;
  return isPlain && PLAIN_WORD.test(first_name) && PLAIN_WORD.test(last_name)
    ? parsePlain(first_name, last_name)
    : parseAny(parts);
}

/** Of two words of plain letters what `parseAny` makes of them, for a fraction of its cost. */
function parsePlain(first: string, last: string): ParsedName {
  const full_name = display(`${first} ${last}`);
  const [given, family] = [first.toLowerCase(), last.toLowerCase()];
  if (NOBODY.has(given) && NOBODY.has(family)) return incomparable({ ...UNKNOWN, full_name });
  return named(full_name, givenColumns(given), familyColumns(family));
}

function parseAny(parts: NameParts): ParsedName {
  const split = splitParts(parts);
  const found = wordsOf(split);
  if (found === undefined) return UNKNOWN;
  const written = bare(parts.full_name);
  const full_name = displayOf(split, written, `${split.given} ${split.family}`.trim());
  const isNobody = [...found.given, ...found.family].every((word) => NOBODY.has(word));
  return isNobody
    ? incomparable({ ...UNKNOWN, full_name })
    : named(full_name, givenColumns(found.given.join(" ")), familyColumns(found.family.join(" ")));
}

/**
 * A name that is shown but compared with nobody's: that of a record whose address imitates another, so that nothing but
 * the address itself can say whose it is.
 */
export const incomparable = ({ full_name }: ParsedName): ParsedName => ({ ...UNKNOWN, full_name });

/**
 * A name that was given in two parts, folded as `parseName` folds it, for a fraction of its cost: what a question
 * needs to be looked up.
 * @returns undefined where one of the parts is no name
 */
export function foldName(
  first_name: string,
  last_name: string,
): { given_name: string; family_name: string } | undefined {
  if (PLAIN_WORD.test(first_name) && PLAIN_WORD.test(last_name)) {
    return { given_name: first_name.toLowerCase(), family_name: last_name.toLowerCase() };
  }
  const found = wordsOf(splitParts({ first_name, last_name }));
  if (found === undefined || found.given.length === 0 || found.family.length === 0) return undefined;
  return { given_name: found.given.join(" "), family_name: found.family.join(" ") };
}

function displayOf(split: Split, written: string, joined: string): string | null {
  const eastAsian = isEastAsian(split.given + split.family) && split.family !== "";
  if (eastAsian) return written === "" ? split.family + split.given : written;
  return display(written === "" || written.includes(",") ? joined : written);
}

/** What of a name its given names alone decide. */
type GivenColumns = Pick<ParsedName, "given_name" | "given_root" | "given_initial" | "given_phonetic"> & {
  /** Words as they are compared. */
  readonly keys: readonly string[];
};
type FamilyColumns = Pick<ParsedName, "family_name" | "family_key" | "family_phonetic"> & {
  readonly keys: readonly string[];
};

/** @param given words, folded, space-separated */
const givenColumns = memoized((given: string): GivenColumns => {
  const all = given === "" ? [] : given.split(" ");
  const [first] = all;
  const root = first === undefined ? null : (nicknameRoots(first)[0] ?? first);
  return {
    given_name: given === "" ? null : given,
    given_root: root === null ? null : umlautKey(spellingRoot(root)),
    given_initial: first?.[0] ?? null,
    given_phonetic: first === undefined || first.length < 2 ? null : phonetic(first),
    keys: all.map(umlautKey),
  };
});

/** @param family words, folded, space-separated */
const familyColumns = memoized((family: string): FamilyColumns => {
  const all = family === "" ? [] : family.split(" ");
  const family_key = familyKey(all);
  return {
    family_name: family === "" ? null : family,
    family_key,
    family_phonetic: family_key === null ? null : phonetic(family_key),
    keys: all.map(umlautKey),
  };
});

// Field by field: spreading objects takes longer than looking them up.
function named(full_name: string | null, given: GivenColumns, family: FamilyColumns): ParsedName {
  const all = [...given.keys, ...family.keys];
  return {
    full_name,
    given_name: given.given_name,
    family_name: family.family_name,
    given_root: given.given_root,
    given_initial: given.given_initial,
    family_key: family.family_key,
    given_phonetic: given.given_phonetic,
    family_phonetic: family.family_phonetic,
    name_key: all.length < 2 ? null : [...all].sort().join(" "),
    name_joined: all.length === 0 ? null : all.join(""),
  };
}

/** A family name without particles and spaces, umlauts unified. */
function familyKey(family: readonly string[]): string | null {
  if (family.length === 0) return null;
  const bearing = family.filter((word) => !PARTICLES.has(word));
  return umlautKey((bearing.length === 0 ? family : bearing).join(""));
}

/**
 * The keys under which a family name may be asked for: whole with particles, whole without, each part of a double
 * surname, umlauts unified and spaces removed.
 * @param family folded, space-separated
 */
export const familyVariants = memoized((family: string): readonly string[] => {
  const all = words(family);
  const bearing = all.filter((word) => !PARTICLES.has(word) && word.length > 2);
  const variants = [all.join(""), bearing.join(""), ...bearing].map(umlautKey);
  return [...new Set(variants)].filter((variant) => variant !== "");
});
