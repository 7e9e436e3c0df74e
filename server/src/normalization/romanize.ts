import anyAscii from "any-ascii";
import { ARABIC, HEBREW } from "./abjadNames.js";
import { type CyrillicLanguage, romanizeCyrillic } from "./romanizeCyrillic.js";
import { romanizeIndic } from "./romanizeIndic.js";
import { romanizeThai } from "./romanizeThai.js";
import { HAN_FAMILIES, JAPANESE_FAMILIES, JAPANESE_GIVEN, KOREAN_FAMILIES } from "./scriptNames.js";
import { fold } from "./text.js";

/** Greek letters that are one sound together, as ELOT 743 and passports write them. */
const GREEK: readonly (readonly [RegExp, string])[] = [
  [/ου/g, "ou"],
  [/(?<=[αεη])υ(?=[θκξπστφχψ]|$|\P{L})/gu, "f"],
  [/(?<=[αεη])υ/g, "v"],
  [/(?<!\p{L})μπ/gu, "b"],
  [/γγ/g, "ng"],
  [/γχ/g, "nch"],
  [/χ/g, "ch"],
  [/υ/g, "y"],
];
const GREEK_SCRIPT = /\p{Script=Greek}/u;

function romanizeGreek(word: string): string {
  const plain = word
    .normalize("NFD")
    .replace(/(?<!\u0308)[\u0301\u0300](?!\u0308)/g, "")
    .normalize("NFC")
    .toLowerCase();
  return anyAscii(GREEK.reduce((text, [letters, sound]) => text.replace(letters, sound), plain));
}

const INDIC =
  /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}]/u;

const ARABIC_MARKS = /[\u064b-\u065f\u0670\u0640]/g;

/** Names in letters that leave vowels out: as they are usually written where they are known, else letter by letter. */
function romanizeArabic(word: string): string {
  const bare = plainArabic(word);
  const known = ARABIC.get(bare);
  if (known !== undefined) return known;
  if (bare.length > 3 && bare.startsWith("ال")) return `al ${romanizeArabic(bare.slice(2))}`;
  if (bare.length > 5 && bare.startsWith("عبدال")) return `abdul${romanizeArabic(bare.slice(5))}`;
  return voiced(bare);
}

/** Letters of Persian and Urdu as their Arabic likes, without marks and the seats of hamza. */
const plainArabic = (word: string): string =>
  word
    .normalize("NFKC")
    .replace(ARABIC_MARKS, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/[یى](?=.)|ی/g, "ي")
    .replace(/[ۀەہ]/g, "ه")
    .replace(/ک/g, "ك")
    .replace(/ئ/g, "ي")
    .replace(/ؤ/g, "و");

const LONG_VOWELS: ReadonlyMap<string, string> = new Map([
  ["ا", "a"],
  ["و", "u"],
  ["ي", "i"],
  ["ة", "a"],
  ["ى", "a"],
  ["ع", ""],
  ["ء", ""],
]);

/** Letters that are vowels within a word and consonants where it begins. */
const FIRST_SOUNDS: ReadonlyMap<string, string> = new Map([
  ["و", "w"],
  ["ي", "y"],
]);

/** A word whose short vowels nobody knows: an "a" between consonants, where most names have one. */
function voiced(word: string): string {
  const [first = "", ...others] = word;
  const isVowel = (letter: string | undefined) => letter === undefined || LONG_VOWELS.has(letter);
  const soundAt = (letter: string, at: number) => {
    const next = others[at + 1];
    const isEnding = isVowel(next) || (next === "ه" && at + 2 === others.length);
    return LONG_VOWELS.get(letter) ?? `${anyAscii(letter)}${isEnding ? "" : "a"}`;
  };
  const begin = FIRST_SOUNDS.get(first) ?? (LONG_VOWELS.has(first) ? "a" : anyAscii(first));
  const isOpen = LONG_VOWELS.has(first) || isVowel(others[0]);
  return `${begin}${isOpen ? "" : "a"}${others.map(soundAt).join("")}`;
}

const romanizeHebrew = (word: string): string => {
  const bare = word.normalize("NFD").replace(/[\u0591-\u05c7]/g, "");
  return HEBREW.get(bare) ?? anyAscii(bare);
};

/** Korean: the family name as its bearers write it, the given name in revised romanisation. */
function romanizeHangul(word: string, isFamily: boolean): string {
  const composed = word.normalize("NFC");
  const known = isFamily ? KOREAN_FAMILIES.get(composed) : undefined;
  return known ?? [...composed].map((syllable, at) => revised(syllable, composed[at - 1])).join("");
}

/** The letter rieul is an r before a vowel, but behind itself. */
function revised(syllable: string, before: string | undefined): string {
  const sounds = anyAscii(syllable);
  const isBehindItself = before !== undefined && anyAscii(before).endsWith("l");
  return isBehindItself ? sounds : sounds.replace(/^[lL]/, "r");
}

function romanizeHan(word: string, isFamily: boolean, isJapanese: boolean): string {
  if (isJapanese) return (isFamily ? JAPANESE_FAMILIES : JAPANESE_GIVEN).get(word) ?? anyAscii(word);
  return (isFamily ? HAN_FAMILIES.get(word) : undefined) ?? anyAscii(word);
}

/** What is known of a name when one of its words is romanised. */
export interface NameContext {
  readonly isFamily: boolean;
  readonly isJapanese: boolean;
  /** The language of Cyrillic that the whole name tells. */
  readonly cyrillic: CyrillicLanguage | null;
}

function romanizeWord(word: string, { isFamily, isJapanese }: NameContext): string {
  if (GREEK_SCRIPT.test(word)) return romanizeGreek(word);
  if (INDIC.test(word)) return romanizeIndic(word);
  if (/\p{Script=Thai}/u.test(word)) return romanizeThai(word);
  if (/\p{Script=Arabic}/u.test(word)) return romanizeArabic(word);
  if (/\p{Script=Hebrew}/u.test(word)) return romanizeHebrew(word);
  if (/\p{Script=Hangul}/u.test(word)) return romanizeHangul(word, isFamily);
  if (/\p{Script=Han}/u.test(word)) return romanizeHan(word, isFamily, isJapanese);
  return word;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const ASCII = /^[\x00-\x7f]*$/;

/**
 * A part of a name in Latin letters, lower case: as its bearers write it where that is known (Korean and Japanese family
 * names, common Arabic and Hebrew names), else by the usual transliteration of its script.
 */
export function romanizeName(text: string, context: NameContext): string {
  if (ASCII.test(text)) return fold(text);
  if (context.cyrillic !== null) return fold(romanizeCyrillic(text, context.cyrillic));
  const whole = text
    .split(/(?<=[\s-])|(?=[\s-])/)
    .map((word) => romanizeWord(word, context))
    .join("");
  return fold(whole);
}
