import {
  COMPOUND_FAMILIES,
  FAMILY_FIRST,
  IBERIAN,
  NOBODY,
  PARTICLES,
  SUFFIXES,
  TITLES,
} from "./nameWords.js";
import { nicknameRoots } from "./nicknames.js";
import { phonetic } from "./phonetic.js";
import { clean, fold, memoized, umlautKey, words } from "./text.js";

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

/** Given and family part as written. */
interface Split {
  readonly given: string;
  readonly family: string;
}

const HAN = /^\p{Script=Han}{2,4}$/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /^\p{Script=Hangul}{2,4}$/u;
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u;
const PATRONYMIC = /(ovich|evich|ovna|evna|ichna|oglu|ovych|ivna)$/;
const ASIDE = /\s*(\([^)]*\)|"[^"]*"|“[^”]*”|«[^»]*»|\[[^\]]*\])\s*/g;
/** "Anna Weber, née Schmidt"; Born alone is a family name. */
const MAIDEN = /(?<=\S)\s*[,(]?\s*\b(n[ée]e|born|geb|geborene|formerly)\b\.?\s+\S.*$/iu;

const plain = (token: string) => fold(token).replace(/[^a-z0-9]/g, "");
const isTitle = (token: string) => /^[a-z.]+$/i.test(token) && TITLES.has(plain(token));
const isSuffix = (token: string) => SUFFIXES.has(plain(token)) && plain(token).length > 1;
const isParticle = (token: string) => PARTICLES.has(plain(token));
const isCaps = (token: string) =>
  /\p{Lu}{2}/u.test(token) && token === token.toUpperCase() && !token.includes(".");

/** Without titles in front, suffixes behind, asides in brackets and a maiden name. */
function bare(text: string): string {
  const tokens = clean(text).replace(MAIDEN, "").replace(ASIDE, " ").trim().split(" ");
  while (tokens.length > 1 && isTitle(tokens[0] ?? "")) tokens.shift();
  while (tokens.length > 1 && isSuffix(tokens.at(-1) ?? "")) tokens.pop();
  return tokens.join(" ").replace(/[\s,;]+$/, "");
}

function splitEastAsian(token: string): Split | null {
  if (HAN.test(token) && !KANA.test(token)) {
    const length = COMPOUND_FAMILIES.has(token.slice(0, 2)) || token.length === 4 ? 2 : 1;
    return { family: token.slice(0, length), given: token.slice(length) };
  }
  if (HANGUL.test(token)) return { family: token.slice(0, 1), given: token.slice(1) };
  return null;
}

function splitComma(text: string): Split | null {
  const [family, given, ...rest] = text.split(",").map((part) => part.trim());
  if (family === undefined || given === undefined || given === "" || family === "") return null;
  if (isSuffix(given)) return null;
  return { family, given: [given, ...rest.filter((part) => part !== "" && !isSuffix(part))].join(" ") };
}

/** Where the family name begins when it stands last. */
function familyStart(tokens: readonly string[]): number {
  let start = tokens.length - 1;
  const [before, last] = [tokens[start - 1] ?? "", tokens[start] ?? ""];
  if (tokens.length > 2 && IBERIAN.has(plain(before)) && IBERIAN.has(plain(last))) start -= 1;
  while (start > 1 && isParticle(tokens[start - 1] ?? "")) start -= 1;
  return start;
}

function splitCapitals(tokens: readonly string[]): Split | null {
  const capitals = tokens.filter(isCaps);
  if (capitals.length === 0 || capitals.length === tokens.length) return null;
  const isRun = isCaps(tokens[0] ?? "") || isCaps(tokens.at(-1) ?? "");
  if (!isRun || capitals.every((token) => plain(token).length < 3)) return null;
  return { family: capitals.join(" "), given: tokens.filter((token) => !isCaps(token)).join(" ") };
}

function isFamilyFirst(tokens: readonly string[]): boolean {
  const [first, last] = [plain(tokens[0] ?? ""), plain(tokens.at(-1) ?? "")];
  if (tokens.every((token) => EAST_ASIAN.test(token))) return true;
  return FAMILY_FIRST.has(first) && !FAMILY_FIRST.has(last) && tokens.length <= 4;
}

function splitTokens(tokens: readonly string[]): Split {
  const [first = "", ...rest] = tokens;
  if (rest.length === 0) return splitEastAsian(first) ?? { given: first, family: "" };
  const capitals = splitCapitals(tokens);
  if (capitals !== null) return capitals;
  if (isFamilyFirst(tokens)) return { family: first, given: rest.join(" ") };
  const last = plain(tokens.at(-1) ?? "");
  const patronymic = tokens.length === 3 && PATRONYMIC.test(last);
  if (patronymic) return { family: first, given: rest.join(" ") };
  const start = familyStart(tokens);
  return { given: tokens.slice(0, start).join(" "), family: tokens.slice(start).join(" ") };
}

const splitFull = (text: string): Split => splitComma(text) ?? splitTokens(text.split(" "));

function splitParts({ full_name, first_name, middle_name, last_name }: NameParts): Split {
  const [first, last] = [bare(first_name ?? ""), bare(last_name ?? "")];
  if (first !== "" && last !== "")
    return { given: `${first} ${bare(middle_name ?? "")}`.trim(), family: last };
  const full = bare(full_name ?? "");
  if (full !== "") return splitFull(full);
  return first === "" && last !== "" ? { given: "", family: last } : splitFull(first);
}

/** Shouted or whispered names get capitals; every other spelling stays as it is. */
function display(text: string): string | null {
  if (text === "") return null;
  const letters = text.replace(/[^\p{L}]/gu, "");
  const monotone =
    letters.length > 3 && (letters === letters.toUpperCase() || letters === letters.toLowerCase());
  if (!monotone || letters.toLowerCase() === letters.toUpperCase()) return text;
  return text
    .toLowerCase()
    .split(" ")
    .map((word, at) =>
      at > 0 && isParticle(word) ? word : word.replace(/(^|[-'’])\p{L}/gu, (start) => start.toUpperCase()),
    )
    .join(" ");
}

const isPatronymic = (word: string) => PATRONYMIC.test(word);

/** Folded given names; a patronymic is no given name. */
function givenWords(given: string): string[] {
  return words(given).filter((word, at) => at === 0 || !isPatronymic(word));
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

/** Folded words of a name; undefined where an address, a URL or nothing at all stands in its place. */
function wordsOf({ given, family }: Split): { given: string[]; family: string[] } | undefined {
  const both = given + family;
  if (!/\p{L}/u.test(both) || /[@/\\]|https?:/.test(both)) return undefined;
  return { given: givenWords(given), family: words(family) };
}

/**
 * Splits and folds a name in any script. Family-first spellings are recognised by script, by capitals, by a comma
 * and by common East Asian and Hungarian family names; separate columns are trusted.
 * @returns nulls for what is not there; an address or a URL in place of a name is no name, and "root" or "unknown" is
 *   shown but compared with nobody's
 */
export function parseName(parts: NameParts): ParsedName {
  const split = splitParts(parts);
  const found = wordsOf(split);
  if (found === undefined) return UNKNOWN;
  const written = bare(parts.full_name ?? "");
  const full_name = displayOf(split, written, `${split.given} ${split.family}`.trim());
  const isNobody = [...found.given, ...found.family].every((word) => NOBODY.has(word));
  return isNobody ? { ...UNKNOWN, full_name } : { full_name, ...comparable(found.given, found.family) };
}

const PLAIN_WORD = /^[A-Za-z]+$/;

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
  const eastAsian = EAST_ASIAN.test(split.given + split.family) && split.family !== "";
  if (eastAsian) return written === "" ? split.family + split.given : written;
  return display(written === "" || written.includes(",") ? joined : written);
}

function comparable(given: readonly string[], family: readonly string[]): Omit<ParsedName, "full_name"> {
  const [first] = given;
  const family_key = familyKey(family);
  const root = first === undefined ? null : (nicknameRoots(first)[0] ?? first);
  const all = [...given, ...family].map(umlautKey);
  const name_joined = all.length === 0 ? null : all.join("");
  return {
    given_name: given.length === 0 ? null : given.join(" "),
    family_name: family.length === 0 ? null : family.join(" "),
    given_root: root === null ? null : umlautKey(root),
    given_initial: first?.[0] ?? null,
    family_key,
    given_phonetic: first === undefined || first.length < 2 ? null : phonetic(first),
    family_phonetic: family_key === null ? null : phonetic(family_key),
    name_key: all.length < 2 ? null : all.sort().join(" "),
    name_joined,
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
