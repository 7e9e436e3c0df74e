import { domainToUnicode } from "node:url";

/**
 * Letters of other scripts that look like one of Latin: those of UTS #39's `confusables.txt` that stand in words of
 * Cyrillic, Greek, Armenian and Cherokee; each pair is the letter and its Latin look-alike.
 */
const PAIRS =
  `аa сc еe һh іi јj ӏl оo рp ԛq ѕs ԝw хx уy ԁd АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT ХX УY ԚQ ԜW ԌG кk мm тt вb нh гr пn ьb
  αa οo ρp νv ιi κk υu χx γy ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϲc ϳj
  օo ոn սu հh ցg զq ԼL ՏS ՕO
  ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᎥI ᎫJ ᏦK ᏞL ᎷM ᏢP ᏒR ᏚS ᎢT ᏙV ᎳW ᏃZ`.split(/\s+/);

const TO_LATIN: ReadonlyMap<string, string> = new Map(
  PAIRS.map((pair): [string, string] => {
    const [foreign = "", latin = ""] = pair;
    return [foreign, latin];
  }),
);
/** Letters that look alike only in capitals or in some typefaces, and so are no imitation by themselves. */
const LOOSE = new Set("кмтвнгпькυγχκν");
const FROM_LATIN: ReadonlyMap<string, string> = new Map(
  PAIRS.filter((pair) => /\p{Script=Cyrillic}/u.test(pair) && !LOOSE.has(pair.charAt(0))).map(
    (pair): [string, string] => {
      const [foreign = "", latin = ""] = pair;
      return [latin, foreign];
    },
  ),
);

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from zero
const ASCII = /^[\x00-\x7f]*$/;
const LATIN = /\p{Script=Latin}/u;
const LOOKS_LATIN_SCRIPTS = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;

const isForeign = (letter: string) => LOOKS_LATIN_SCRIPTS.test(letter);
const mapped = (letters: readonly string[], map: ReadonlyMap<string, string>) =>
  letters.map((letter) => map.get(letter) ?? letter).join("");

function inOneScript(word: string): string {
  if (!LATIN.test(word) || !LOOKS_LATIN_SCRIPTS.test(word)) return word;
  const letters = [...word];
  if (letters.filter(isForeign).every((letter) => TO_LATIN.has(letter))) return mapped(letters, TO_LATIN);
  const latin = letters.filter((letter) => LATIN.test(letter));
  const isCyrillic = CYRILLIC.test(word) && latin.every((letter) => FROM_LATIN.has(letter));
  return isCyrillic ? mapped(letters, FROM_LATIN) : word;
}

/**
 * Text whose words are each of one script where a look-alike of another script stands in them: "Pеter" with a Cyrillic
 * е is "Peter", "Иванoв" with a Latin o is "Иванов". A word that is wholly of another script stays.
 */
export function untangled(text: string): string {
  return LOOKS_LATIN_SCRIPTS.test(text) && LATIN.test(text)
    ? text.replace(/[\p{L}\p{M}]+/gu, inOneScript)
    : text;
}

/** Whether a word can be taken for another one in Latin letters: it mixes scripts, or all its letters look Latin. */
function isImitation(word: string): boolean {
  const letters = [...word.matchAll(/\p{L}/gu)].map(([letter]) => letter);
  const foreign = letters.filter(isForeign);
  if (foreign.length === 0) return false;
  const isLatinElsewhere = letters.some((letter) => LATIN.test(letter));
  return isLatinElsewhere || foreign.every((letter) => TO_LATIN.has(letter) && !LOOSE.has(letter));
}

/**
 * Whether an address can be taken for another one: a part of it looks Latin and is not, as in "jаne@acme.example" with
 * a Cyrillic а. Whole addresses in another script, its top-level domain included, are none.
 * @param host in ASCII; labels that are encoded are decoded
 */
export function imitates(local: string, host: string): boolean {
  if (ASCII.test(local) && !host.includes("xn--")) return false;
  const labels = (host.includes("xn--") ? domainToUnicode(host) : host).split(".");
  const isForeignPlace = isForeign(labels.at(-1) ?? "");
  return [local, ...labels.slice(0, -1)].some((part) => {
    const isMixed = LATIN.test(part);
    return isImitation(part) && (isMixed || !isForeignPlace);
  });
}
