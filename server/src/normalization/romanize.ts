import anyAscii from "any-ascii";
import { ARABIC, HEBREW, JAPANESE_FAMILIES, JAPANESE_GIVEN, KOREAN_FAMILIES } from "./scriptNames.js";
import { fold } from "./text.js";

const DEVANAGARI_CONSONANTS: Readonly<Record<string, string>> = {
  क: "k",
  ख: "kh",
  ग: "g",
  घ: "gh",
  ङ: "n",
  च: "ch",
  छ: "chh",
  ज: "j",
  झ: "jh",
  ञ: "n",
  ट: "t",
  ठ: "th",
  ड: "d",
  ढ: "dh",
  ण: "n",
  त: "t",
  थ: "th",
  द: "d",
  ध: "dh",
  न: "n",
  प: "p",
  फ: "ph",
  ब: "b",
  भ: "bh",
  म: "m",
  य: "y",
  र: "r",
  ल: "l",
  व: "v",
  श: "sh",
  ष: "sh",
  स: "s",
  ह: "h",
  ळ: "l",
};
const DEVANAGARI = /\p{Script=Devanagari}/u;
/** Signs that stand in place of the vowel "a" that every consonant carries. */
const VOWEL_OR_VIRAMA = /[\u093e-\u094d\u0962\u0963]/;

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

/** Hunterian without marks: every consonant carries an "a" but where a sign, the word's end or a long vowel says no. */
function romanizeDevanagari(word: string): string {
  const letters = [...word.normalize("NFC").replaceAll("ं", "न्")];
  return letters
    .map((letter, at) => {
      const sound = DEVANAGARI_CONSONANTS[letter];
      if (sound === undefined) return anyAscii(letter);
      const next = letters[at + 1];
      return next === undefined || VOWEL_OR_VIRAMA.test(next) ? sound : `${sound}a`;
    })
    .join("");
}

const ARABIC_MARKS = /[\u064b-\u065f\u0670\u0640]/g;

/** Names in letters that leave vowels out: as they are usually written where they are known, else letter by letter. */
function romanizeArabic(word: string): string {
  const bare = word.normalize("NFKC").replace(ARABIC_MARKS, "").replace(/[أإآ]/g, "ا");
  const known = ARABIC.get(bare);
  if (known !== undefined) return known;
  return bare.length > 3 && bare.startsWith("ال") ? `al ${romanizeArabic(bare.slice(2))}` : anyAscii(bare);
}

const romanizeHebrew = (word: string): string => {
  const bare = word.normalize("NFD").replace(/[\u0591-\u05c7]/g, "");
  return HEBREW.get(bare) ?? anyAscii(bare);
};

/** Korean: the family name as its bearers write it, the given name in revised romanisation. */
function romanizeHangul(word: string, isFamily: boolean): string {
  const composed = word.normalize("NFC");
  return (isFamily ? KOREAN_FAMILIES.get(composed) : undefined) ?? anyAscii(composed);
}

function romanizeHan(word: string, isFamily: boolean, isJapanese: boolean): string {
  const known = isJapanese ? (isFamily ? JAPANESE_FAMILIES : JAPANESE_GIVEN).get(word) : undefined;
  return known ?? anyAscii(word);
}

/** What is known of a name when one of its words is romanised. */
export interface NameContext {
  readonly isFamily: boolean;
  readonly isJapanese: boolean;
}

function romanizeWord(word: string, { isFamily, isJapanese }: NameContext): string {
  if (GREEK_SCRIPT.test(word)) return romanizeGreek(word);
  if (DEVANAGARI.test(word)) return romanizeDevanagari(word);
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
  const whole = text
    .split(/(?<=[\s-])|(?=[\s-])/)
    .map((word) => romanizeWord(word, context))
    .join("");
  return fold(whole);
}
