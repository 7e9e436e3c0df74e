import { distance } from "fastest-levenshtein";
import { givenCultures } from "../normalization/nameLexicon.js";
import { isEasternWord } from "../normalization/nameSplit.js";
import { familyVariants } from "../normalization/names.js";
import { nicknameRoots } from "../normalization/nicknames.js";
import { spellingKey } from "../normalization/spellings.js";
import { umlautKey } from "../normalization/text.js";
import type { FoldedName } from "./lookupKeys.js";

/** How likely people write a name so when they mean the person, against writing it as the person does. */
const GIVEN = {
  exact: 1,
  spelling: 0.95,
  nickname: 0.9,
  oneOfSeveral: 0.8,
  short: 0.7,
  typo: 0.6,
  initial: 0.4,
  otherMiddle: 0.3,
  different: 0,
} as const;
const FAMILY = {
  exact: 1,
  spelling: 0.95,
  particles: 0.95,
  half: 0.7,
  typo: 0.6,
  otherHalf: 0.3,
  different: 0,
} as const;
const SWAPPED = 0.9;

const SHORTEST_SHORT_FORM = 3;
const SHORTEST_TYPO = 5;

const isTypo = (a: string, b: string) =>
  Math.min(a.length, b.length) >= SHORTEST_TYPO && distance(a, b) === 1;

/** "Heike" and "Heiko", "Mario" and "Maria" are two people's, not a slip of the pen. */
const ENDING = /[aeiouy]$/;
const isOtherEnding = (a: string, b: string) =>
  a.slice(0, -1) === b.slice(0, -1) && ENDING.test(a) && ENDING.test(b);

/** "Eric" and "Erica": one is not short for the other. */
const isFeminine = (short: string, long: string) => long === `${short}a` && givenCultures(short) !== 0;

/** "Zhimin" and "Zhiming": syllables of the East, of which one is not short for the other. */
const isOtherSyllable = (short: string, long: string) => short.endsWith("n") && long === `${short}g`;

/** "Marina" and "Mariya", "Wenjing" and "Wenting" are two names, not one that is misspelt. */
function areTwoNames(a: string, b: string): boolean {
  const areKnown = givenCultures(a) !== 0 && givenCultures(b) !== 0;
  const areEastern = isEasternWord(a) && isEasternWord(b);
  return isOtherEnding(a, b) || (a.length === b.length && (areKnown || areEastern));
}

const meet = (a: readonly string[], b: readonly string[]) => a.some((item) => b.includes(item));

/** The names that one may stand for, each in the spelling that others of it are led to. */
const rootsOf = (given: string) => nicknameRoots(given).map(spellingKey);
const isSpelling = (a: string, b: string) => spellingKey(a) === spellingKey(b);

function tokenFit(asked: string, known: string): number {
  if (asked === known) return GIVEN.exact;
  if (asked.length === 1 || known.length === 1)
    return asked[0] === known[0] ? GIVEN.initial : GIVEN.different;
  if (isSpelling(asked, known)) return GIVEN.spelling;
  if (meet(rootsOf(asked), rootsOf(known))) return GIVEN.nickname;
  const [short, long] = asked.length < known.length ? [asked, known] : [known, asked];
  if (isOtherSyllable(short, long) || isFeminine(short, long)) return GIVEN.different;
  if (short.length >= SHORTEST_SHORT_FORM && long.startsWith(short)) return GIVEN.short;
  return isTypo(asked, known) && !areTwoNames(asked, known) ? GIVEN.typo : GIVEN.different;
}

/** Vietnamese middle names that half of all men and women have. */
const COMMON_MIDDLE = new Set(["van", "thi"]);

function tokensOf(given_name: string): string[] {
  const [first = "", ...others] = given_name.split(" ");
  return COMMON_MIDDLE.has(first) && others.length > 0 ? others : [first, ...others];
}

function givenFit(asked: string, known: string): number {
  if (asked === known) return GIVEN.exact;
  const [askedWhole, knownWhole] = [asked.replaceAll(" ", ""), known.replaceAll(" ", "")];
  if (umlautKey(askedWhole) === umlautKey(knownWhole)) return GIVEN.exact;
  if (isSpelling(askedWhole, knownWhole)) return GIVEN.spelling;
  const [askedTokens, knownTokens] = [tokensOf(asked), tokensOf(known)];
  const first = tokenFit(umlautKey(askedTokens[0] ?? ""), umlautKey(knownTokens[0] ?? ""));
  const isShared = ({ length }: string, token: string, among: readonly string[]) =>
    length > 1 && among.includes(token);
  const shared = askedTokens.some((token) => isShared(token, token, knownTokens));
  const others = first > GIVEN.otherMiddle && isOtherMiddle(askedTokens, knownTokens);
  return Math.max(
    others ? GIVEN.otherMiddle : first,
    shared && !others ? GIVEN.oneOfSeveral : GIVEN.different,
  );
}

/** "Jean-Pierre" and "Jean-Paul", "Harold A." and "Harold B.": behind the first name none fits one of the other's. */
function isOtherMiddle([, ...asked]: readonly string[], [, ...known]: readonly string[]): boolean {
  if (asked.length === 0 || known.length === 0) return false;
  return asked.every((one) => known.every((other) => tokenFit(one, other) === GIVEN.different));
}

/** Of the forms of a family name, the one without particles: the one that its parts make up. */
function bearing([whole = "", without = "", ...parts]: readonly string[]): string {
  const isWhole = parts.length === 0 || parts.join("") === without;
  return isWhole && without.length > 2 ? without : whole;
}

function familyFit(asked: string, known: string): number {
  if (asked === known) return FAMILY.exact;
  const [askedForms, knownForms] = [familyVariants(asked), familyVariants(known)];
  if (askedForms[0] === knownForms[0]) return FAMILY.exact;
  if (isSpelling(askedForms[0] ?? "", knownForms[0] ?? "")) return FAMILY.spelling;
  if (isSpelling(bearing(askedForms), bearing(knownForms))) return FAMILY.particles;
  // Beyond the whole name with and without particles stand its parts: two double names that share one of them.
  if (meet(askedForms, knownForms))
    return Math.min(askedForms.length, knownForms.length) > 2 ? FAMILY.otherHalf : FAMILY.half;
  return isTypo(askedForms[0] ?? "", knownForms[0] ?? "") ? FAMILY.typo : FAMILY.different;
}

const inOrder = (asked: FoldedName, known: FoldedName) => {
  const family = familyFit(asked.family_name, known.family_name);
  return family === 0 ? 0 : family * givenFit(asked.given_name, known.given_name);
};

/**
 * How well a name that was asked for fits one that a person goes by: case, accents and umlauts are folded already;
 * nicknames, initials, particles, halves of double surnames, slips of the pen and a swapped order are weighed.
 * @returns 1 for the same name, 0 for another
 */
export function nameFit(asked: FoldedName, known: FoldedName): number {
  const straight = inOrder(asked, known);
  if (straight === 1) return 1;
  const swapped = { given_name: asked.family_name, family_name: asked.given_name };
  return Math.max(straight, SWAPPED * inOrder(swapped, known));
}
