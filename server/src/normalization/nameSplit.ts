import { isListOrder } from "./listOrder.js";
import { withoutTitles } from "./nameBare.js";
import { familyCultures, givenCultures, IBERIA, WEST } from "./nameLexicon.js";
import {
  ALSO_ELSEWHERE,
  ALSO_GIVEN,
  COMPOUND_FAMILIES,
  DEVOTIONAL,
  DEVOTIONAL_ALSO,
  DEVOUT_GIVEN,
  FAMILY_FIRST,
  GREEK_GIVEN,
  HUNGARIAN_GIVEN,
  IBERIAN,
  IBERIAN_GIVEN,
  JOINERS,
  LEADING_PARTICLES,
  NOBLE,
  PARTICLES,
  POLISH_GIVEN,
  SUFFIXES,
  TITLES,
  WEAK_FAMILIES,
} from "./nameWords.js";
import { JAPANESE_FAMILIES } from "./scriptNames.js";
import { fold } from "./text.js";

/** Given and family part as written. */
export interface Split {
  readonly given: string;
  readonly family: string;
}

const PLAIN = /^[A-Za-z]+$/;
const HAN = /^\p{Script=Han}{2,4}$/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /^\p{Script=Hangul}{2,4}$/u;
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}々ー]+$/u;
const CYRILLIC = /^\p{Script=Cyrillic}/u;
const GREEK = /^\p{Script=Greek}/u;
const PATRONYMIC =
  /(ovich|evich|ovych|yovych|ovna|evna|ivna|yivna|ichna|[lm]yich|il'?ich|kuzmich|fomich|lukich)$/;
/** "Heydər oğlu", "Aliya qizi": child of, in Turkic languages. */
const CHILD_BEHIND = new Set(["oglu", "ogly", "ogli", "qizi", "kizi", "gyzy", "kyzy", "uly", "uulu"]);
const SLAVIC_FAMILY =
  /.{2}(ov|ova|ev|eva|yov|yova|in|ina|yn|yna|skiy|skij|skyy|sky|skaya|ska|ski|enko|chuk|yuk|uk|yak|ko|yan|dze|shvili|ets|ykh|ikh|iy|aya|ich)$/;
const SURELY_SLAVIC_FAMILY = /.{3}(ov|ova|ev|eva|skiy|skaya|ska|enko|chuk|dze|shvili|yan)$/;
const GREEK_FAMILY =
  /.{2}(oy|poulos|poylos|poulou|poyloy|iou|akis|aki|idis|idou|idoy|iadis|adis|adou|adoy|oglou|ogloy|atos|atou|elis|eli|akos|eas)$/;
const LATIN_GREEK_FAMILY = /.{2}(poulos|poulou|annis|akis|idis|idou|iadis|adis|adou|oglou|atos|ellis|akos)$/;
/** Two-part given names of the Far East as written in Latin letters: "Tai-man", "Ing-wen", "Ji-sung". */
const HYPHENATED_EAST = /^\p{Lu}\p{Ll}{0,5}-\p{Ll}{1,6}$/u;
const EASTERN =
  /^((zh|ch|sh|kh|th|ng|ny|ph|tr|gi|[bpmfdtnlgkhjqxrzcsywv])?(a|ai|an|ang|ao|ae|e|ei|en|eng|eo|eon|eun|eung|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|oo|on|ok|u|ua|uai|uan|uang|ue|ui|un|uk|uo|ul|yeon|yeong|yun|yu|ya|ye|yo|am|em|im|om|um|uy|oa|oan|uong|anh|inh|iet|ien|uyen|wan|won|wook|hye|hyun|ik|il|ak)){1,2}$/;

/** Whether a word is one or two syllables of the East. @param word folded */
export const isEasternWord = (word: string): boolean => EASTERN.test(word);

/** Syllables of Hokkien, Teochew and Cantonese names, which are words elsewhere: only where two stand together. */
const SOUTHERN =
  /^(zh|ch|sh|kh|th|ng|ph|[bpmfdtnlgkhjsywv])?(ock|ee|iat|iok|ew|iew|eow|uat|oon|eok|ek|ap|ip|it|at|et|ut|oh|ah|ay|oy|oi|aw|ak|ik|ook|uah|uay|iang|eong|im|iam|aun)$/;

/** Letters that Vietnamese alone has. */
const VIETNAMESE = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu;

const plain = (token: string) =>
  PLAIN.test(token) ? token.toLowerCase() : fold(token).replace(/[^a-z0-9]/g, "");
const isInitial = (token: string) => /^\p{Lu}\.?$/u.test(token);
const isLower = (token: string) => token === token.toLowerCase();
const isCaps = (token: string) =>
  /\p{Lu}{2}/u.test(token) && token === token.toUpperCase() && !token.includes(".");
export const isEastAsian = (text: string) => EAST_ASIAN.test(text);
export const isPatronymic = (word: string) => PATRONYMIC.test(word);
export const isParticle = (token: string) => PARTICLES.has(plain(token));
/** "Ó Briain", "Ní Bhriain": with their accent particles, without it an initial. */
const isIrish = (token: string) => /^(Ó|Ní|Nic|Uí)$/u.test(token);

function japaneseFamily(token: string): string | null {
  for (const length of [3, 2]) {
    const head = token.slice(0, length);
    if (token.length > length && JAPANESE_FAMILIES.has(head)) return head;
  }
  return null;
}

/** Whether a name in Han letters is Japanese: by kana in it, or by its family name. */
export function isJapanese({ given, family }: Split): boolean {
  return KANA.test(given + family) || JAPANESE_FAMILIES.has(family);
}

function splitEastAsian(token: string): Split | null {
  const japanese = japaneseFamily(token);
  if (japanese !== null) return { family: japanese, given: token.slice(japanese.length) };
  const compounds = COMPOUND_FAMILIES.has(token.slice(0, 2)) && token.length > 2;
  if (HAN.test(token)) {
    const length = compounds || token.length === 4 ? 2 : 1;
    return { family: token.slice(0, length), given: token.slice(length) };
  }
  if (!HANGUL.test(token)) return null;
  const length = compounds || token.length === 4 ? 2 : 1;
  return { family: token.slice(0, length), given: token.slice(length) };
}

/** "CISSP", "M.Eng.", "PhD", "Mr": what is known, or stands in capitals or with dots, behind a whole name. */
const areCredentials = (text: string) =>
  text
    .split(" ")
    .every(
      (token) =>
        isCaps(token) ||
        /^\p{L}+\.\p{L}/u.test(token) ||
        SUFFIXES.has(plain(token)) ||
        TITLES.has(plain(token)),
    );

/** "Chan Tai Man, Peter": a whole name of the East, and one for the West. */
function splitEasternAndWestern(tokens: readonly string[], western: string): Split | null {
  const [family = "", ...given] = tokens;
  const isWhole = given.length > 1 && FAMILY_FIRST.has(plain(family)) && isEastern(tokens);
  return isWhole ? { family, given: `${given.join(" ")} ${western}` } : null;
}

/** Particles behind the given name, as Dutch lists have them, belong to the family: "Berg, Jan van den". */
function splitComma(text: string): Split | null {
  if (!/[,，、]/.test(text)) return null;
  const [family, given, ...rest] = text.split(/[,，、]/).map((part) => part.trim());
  if (family === undefined || given === undefined || given === "" || family === "") return null;
  if (!given.includes(".") && given.split(" ").every(isParticle) && rest[0] !== undefined)
    return { family: `${given} ${withoutTitles(family)}`, given: withoutTitles(rest[0]) };
  const behind = [given, ...rest.filter((part) => part !== "" && !areCredentials(part))].join(" ");
  if (family.includes(" ") && areCredentials(behind) && !isCaps(family))
    return splitTokens(family.split(" "));
  if (isRemarked(family.split(" "), behind.split(" "))) return splitTokens(family.split(" "));
  const eastern = splitEasternAndWestern(family.split(" "), behind);
  if (eastern !== null) return eastern;
  const tokens = withoutTitles(behind).split(" ");
  let end = tokens.length;
  while (end > 1 && isLower(tokens[end - 1] ?? "") && isParticle(tokens[end - 1] ?? "")) end -= 1;
  const whole = [...tokens, ...withoutTitles(family).split(" ")];
  const start = end < tokens.length ? Math.min(end, familyStart(whole)) : end;
  return { family: whole.slice(start).join(" "), given: whole.slice(0, start).join(" ") };
}

const isWesternGiven = (token: string) => (givenCultures(plain(token)) & WEST()) !== 0;

/** "Jane Doe, Growth": a whole name, and behind the comma no given name nor initial, but a remark. */
function isRemarked(name: readonly string[], behind: readonly string[]): boolean {
  const [first = ""] = name;
  const isWhole = name.length > 1 && isWesternGiven(first) && familyCultures(plain(first)) === 0;
  const mayBeGiven = (token: string) =>
    givenCultures(plain(token)) !== 0 || isInitial(token) || isParticle(token);
  return isWhole && !behind.some(mayBeGiven);
}

function isSpanish(given: string): boolean {
  const word = plain(given);
  return IBERIAN_GIVEN.has(word) && !ALSO_ELSEWHERE.has(word);
}

const isIberianGiven = (word: string) => IBERIAN_GIVEN.has(word) || (givenCultures(word) & IBERIA()) !== 0;
const isIberianFamily = (word: string) => IBERIAN.has(word) || (familyCultures(word) & IBERIA()) !== 0;

/** Whether a name's last word but one is the first of two family names by the given name before it. */
function isSpanishSurname(tokens: readonly string[], at: number): boolean {
  const word = plain(tokens[at] ?? "");
  const isName = word.length > 1 && !IBERIAN_GIVEN.has(word) && !isParticle(word);
  const isLastButOne = at === tokens.length - 2 || isLowerParticle(tokens[at + 1]);
  return isName && isLastButOne && isSpanish(tokens[0] ?? "");
}

const EUROPEAN_PARTICLE = /^(de|da|do|dos|das|di|del|della|van|von|der|den|ter|ten|zu|zum|zur|af|av|du|des)$/;
const isLowerParticle = (token: string | undefined) =>
  token !== undefined && isLower(token) && isParticle(token);

/** "del Carmen" behind "María": words of devotion, some of which are family names behind other given names. */
function isDevotion(tokens: readonly string[], at: number): boolean {
  const word = plain(tokens[at] ?? "");
  const isDevout = DEVOTIONAL_ALSO.has(word) && DEVOUT_GIVEN.has(plain(tokens[0] ?? ""));
  return (DEVOTIONAL.has(word) || isDevout) && isLowerParticle(tokens[1]);
}

/** Whether a word that is no given name stands behind words that are all given names of Iberia. */
function isNoGivenBehindGiven(tokens: readonly string[], at: number): boolean {
  const word = plain(tokens[at] ?? "");
  if (word.length < 2 || isParticle(word) || DEVOTIONAL.has(word) || isIberianGiven(word)) return false;
  const areGiven = tokens.slice(0, at).every((token) => isIberianGiven(plain(token)));
  return areGiven && (at > 1 || givenCultures(word) === 0);
}

/** Whether the word at a place belongs to a double surname that goes on behind it. */
function isFirstSurname(tokens: readonly string[], at: number): boolean {
  const word = plain(tokens[at] ?? "");
  const isIberian = isIberianFamily(plain(tokens.at(-1) ?? ""));
  const isFamily = IBERIAN.has(word) || (isIberianFamily(word) && !isIberianGiven(word));
  if (isFamily && (isIberian || isLowerParticle(tokens[at + 1]))) return true;
  if (isSpanishSurname(tokens, at)) return true;
  if (isIberian && isNoGivenBehindGiven(tokens, at)) return true;
  const isOfIberia = isIberian || IBERIAN_GIVEN.has(plain(tokens[0] ?? ""));
  return isOfIberia && isLowerParticle(tokens[at - 1]) && !isDevotion(tokens, at);
}

function isJoined(tokens: readonly string[], start: number): boolean {
  const joiner = tokens[start - 1] ?? "";
  return start > 2 && isLower(joiner) && JOINERS.has(joiner);
}

/** "in 't Veld", "op den Berg": words that are particles before a particle only. */
const isLeadIn = (tokens: readonly string[], at: number) =>
  /^(in|aan|onder|op|uit|auf|aus|an|vor|unter|bij|over)$/i.test(tokens[at] ?? "") &&
  isParticle(tokens[at + 1] ?? "");

/** "Prinz von Waldburg": a rank before a particle. */
const isRank = (tokens: readonly string[], at: number) =>
  NOBLE.has(plain(tokens[at] ?? "")) && isLowerParticle(tokens[at + 1]);

const isBeforeFamily = (tokens: readonly string[], at: number) => {
  const token = tokens[at] ?? "";
  const isHyphened = isParticle(token.split("-").at(-1) ?? "") && token.includes("-");
  const isAbbreviated = token.endsWith(".") && !/^(st|bt|bte)$/.test(plain(token));
  const isOwn = (isParticle(token) && !isAbbreviated && !isInitial(token)) || isHyphened || isIrish(token);
  return isOwn || isLeadIn(tokens, at) || isRank(tokens, at);
};

/** "Harriet de Vere Lockwood": what a particle of Europe stands before is a family name, but for words of devotion. */
const isBehindParticle = (tokens: readonly string[], at: number) =>
  EUROPEAN_PARTICLE.test(tokens[at - 1] ?? "") && !isDevotion(tokens, at) && !tokens.every(isLower);

/** Where the family name begins when it stands last. */
function familyStart(tokens: readonly string[]): number {
  let start = tokens.length - 1;
  for (;;) {
    if (isJoined(tokens, start)) start -= 2;
    else if (start > 1 && isBeforeFamily(tokens, start - 1)) start -= 1;
    else if (start > 1 && tokens.length - start < 4 && isFirstSurname(tokens, start - 1)) start -= 1;
    else if (start > 2 && tokens.length - start === 1 && isBehindParticle(tokens, start - 1)) start -= 1;
    else return start;
  }
}

/** The family name in capitals, where others are not: in front, at the end, or between, as in "Peter CHAN Tai Man". */
function splitCapitals(tokens: readonly string[]): Split | null {
  const capitals = tokens.filter(isCaps);
  if (capitals.length === 0 || tokens.every((token) => isCaps(token) || isInitial(token))) return null;
  if (capitals.every((token) => plain(token).length < 2)) return null;
  if (capitals.every((token) => plain(token).length < 3) && !FAMILY_FIRST.has(plain(capitals[0] ?? "")))
    return null;
  if (!isCaps(tokens.at(-1) ?? "")) {
    const isBetween = !isCaps(tokens[0] ?? "");
    if (isBetween && (capitals.length > 1 || !isEastern(tokens.slice(tokens.findIndex(isCaps))))) return null;
    return { family: capitals.join(" "), given: tokens.filter((token) => !isCaps(token)).join(" ") };
  }
  let start = tokens.findIndex(isCaps);
  while (start > 1 && isBeforeFamily(tokens, start - 1)) start -= 1;
  return { given: tokens.slice(0, start).join(" "), family: tokens.slice(start).join(" ") };
}

const familyWord = (token: string) =>
  token
    .split("-")
    .map(plain)
    .find((part) => FAMILY_FIRST.has(part));

const isEastern = (tokens: readonly string[]) => {
  const isSouthern = tokens.length > 1;
  return tokens.every((token) => EASTERN.test(plain(token)) || (isSouthern && SOUTHERN.test(plain(token))));
};

/** "Rachel Lim Hui Min": a given name of the West before a whole name of the East. */
function splitWesternAndEastern([western = "", family = "", ...given]: readonly string[]): Split | null {
  const isWhole = given.length === 2 && FAMILY_FIRST.has(plain(family)) && isEastern(given);
  const isWestern = isWesternGiven(western) && !isEasternWord(plain(western));
  return isWhole && isWestern ? { family, given: `${western} ${given.join(" ")}` } : null;
}

/** Family names of the East: which end of the name has one that is more of a family name than the other's. */
function isEasternOrder(tokens: readonly string[]): boolean {
  const [head, tail] = [tokens[0] ?? "", tokens.at(-1) ?? ""];
  if (tokens.length === 2 && HYPHENATED_EAST.test(tail) && isEastern(tokens))
    return !HYPHENATED_EAST.test(head);
  const [first, last] = [familyWord(head), familyWord(tail)];
  if (first === undefined || tokens.length > 4) return false;
  const isVietnamese = VIETNAMESE.test(tokens.join("")) || /^(thi|van)$/i.test(tokens.at(-2) ?? "");
  if (ALSO_GIVEN.has(first) && !isVietnamese && !isEastern(tokens.slice(1))) return false;
  return last === undefined || (WEAK_FAMILIES.has(last) && (isVietnamese || !WEAK_FAMILIES.has(first)));
}

/** "Wójcik Bożena", as lists have it. */
function isPolishOrder(tokens: readonly string[]): boolean {
  const [first, last] = [plain(tokens[0] ?? ""), plain(tokens.at(-1) ?? "")];
  return tokens.length === 2 && POLISH_GIVEN.has(last) && !POLISH_GIVEN.has(first);
}

function isHungarianOrder(tokens: readonly string[]): boolean {
  if (!/[áéíóöőúüűÁÉÍÓÖŐÚÜŰ]/.test(tokens.join(""))) return false;
  return HUNGARIAN_GIVEN.has(plain(tokens.at(-1) ?? "")) && !HUNGARIAN_GIVEN.has(plain(tokens[0] ?? ""));
}

/** "Ramanathan S.", "Chernov P. A.": initials behind a name that is no given name of the West. */
const isInitialsBehind = ([first = "", ...others]: readonly string[]) =>
  others.length > 0 && others.every(isInitial) && plain(first).length > 2 && !isWesternGiven(first);

const isInitials = (tokens: readonly string[]) =>
  tokens.every((token) => /^(\p{Lu}\.?-?){1,2}$/u.test(token));

/** A family name in front, told by its ending, by initials or by a patronymic behind. */
function isSlavicOrder(tokens: readonly string[]): boolean {
  const isCyrillic = CYRILLIC.test(tokens[0] ?? "");
  if (!isCyrillic && (tokens.length !== 3 || !/(ch|na|\.)$/.test(tokens[2] ?? ""))) return false;
  const words = tokens.map((token) => fold(token).replace(/[^a-z]/g, ""));
  const [first = "", middle = "", last = ""] = [words[0], words[1], words.at(-1)];
  if (isInitials(tokens.slice(1)) && (isCyrillic || SURELY_SLAVIC_FAMILY.test(first)))
    return first.length > 2;
  if (tokens.length === 3 && PATRONYMIC.test(last) && !PATRONYMIC.test(middle))
    return isCyrillic || SLAVIC_FAMILY.test(first);
  return tokens.length === 2 && isCyrillic && SURELY_SLAVIC_FAMILY.test(first) && !SLAVIC_FAMILY.test(last);
}

function isGreekOrder(tokens: readonly string[]): boolean {
  const [first, last] = [plain(tokens[0] ?? ""), plain(tokens.at(-1) ?? "")];
  if (!GREEK.test(tokens[0] ?? ""))
    return tokens.length === 2 && GREEK_GIVEN.has(last) && LATIN_GREEK_FAMILY.test(first);
  return GREEK_FAMILY.test(first) && !GREEK_FAMILY.test(last);
}

const isFamilyFirst = (tokens: readonly string[]) =>
  tokens.every(isEastAsian) ||
  isEasternOrder(tokens) ||
  isHungarianOrder(tokens) ||
  isPolishOrder(tokens) ||
  isSlavicOrder(tokens) ||
  isGreekOrder(tokens) ||
  isInitialsBehind(tokens) ||
  isListOrder(tokens);

function withoutChildOf(tokens: readonly string[]): readonly string[] {
  const at = tokens.findIndex((token) => CHILD_BEHIND.has(plain(token)));
  return at < 2 ? tokens : [...tokens.slice(0, at - 1), ...tokens.slice(at + 1)];
}

/** Burmese marks of respect before a name. */
const BURMESE_RESPECT = /^(U|Daw|Maung)$/;
const BURMESE =
  /^(aung|khin|win|myint|htun|tun|zaw|thein|kyaw|hlaing|moe|naing|soe|thant|nyein|wai|phyo|htet|lwin|mya|nwe|oo|san|swe|tin|yee|zin|hla|htay|aye|thida|thiri|htoo|zeya|kyi|sandar|nilar|thuzar|wint|nyunt|thaung|maung)$/;

function withoutRespect(tokens: readonly string[]): readonly string[] {
  const [first = "", ...rest] = tokens;
  const isBurmese =
    BURMESE_RESPECT.test(first) && rest.length > 1 && rest.some((token) => BURMESE.test(plain(token)));
  return isBurmese ? rest : tokens;
}

/** How many words a family name in front has that is more than one: "Lo Monaco Pietro", "Kissné Balogh Erzsébet". */
function leadingFamily(tokens: readonly string[]): number {
  const [first = "", second = ""] = tokens;
  if (tokens.length !== 3) return 0;
  if (LEADING_PARTICLES.has(plain(first)) && !isLower(first) && !isEastern(tokens.slice(1))) return 2;
  return /né$/u.test(first) && plain(second) !== "" && isHungarianOrder(tokens) ? 2 : 0;
}

function splitTokens(written: readonly string[]): Split {
  const own = withoutChildOf(written);
  const hasFather = own.length === 2 && own.length < written.length;
  const tokens = withoutRespect(own);
  const [first = "", ...rest] = tokens;
  if (rest.length === 0) return splitEastAsian(first) ?? { given: first, family: "" };
  const capitals = splitCapitals(tokens);
  if (capitals !== null) return capitals;
  const both = splitWesternAndEastern(tokens);
  if (both !== null) return both;
  const led = leadingFamily(tokens);
  if (led > 0) return { family: tokens.slice(0, led).join(" "), given: tokens.slice(led).join(" ") };
  if (hasFather || isFamilyFirst(tokens)) return { family: first, given: rest.join(" ") };
  const start = familyStart(tokens);
  return { given: tokens.slice(0, start).join(" "), family: tokens.slice(start).join(" ") };
}

/** A foreign name in Chinese or Japanese letters, its parts set apart by dots: given name first. */
function splitDotted(text: string): Split | null {
  const parts = text.split(/[·・･•]/);
  if (parts.length < 2 || !isEastAsian(parts.join("").replace(/\s/g, ""))) return null;
  return { given: parts.slice(0, -1).join(" "), family: parts.at(-1) ?? "" };
}

/** Splits a bare name by its script, capitals, comma and the family names of cultures that put them first. */
export function splitFull(text: string): Split {
  return splitDotted(text) ?? splitComma(text) ?? splitTokens(text.split(" "));
}
