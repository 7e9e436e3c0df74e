/** Letters that Ukrainian or Belarusian has and Russian has not. */
const NOT_RUSSIAN = /[іїєґў]/iu;
const BULGARIAN_OR_SERBIAN = /[ђјљњћџѓќѕ]/iu;

const LETTERS: ReadonlyMap<string, string> = new Map(
  `г=h ґ=g и=y і=i ї=i й=i є=ie ё=io ў=u х=kh ц=ts щ=shch ю=iu я=ia ь= '= ʼ= ’=`
    .split(" ")
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);
const FIRST: ReadonlyMap<string, string> = new Map(
  "ї=yi й=y є=ye ю=yu я=ya".split(" ").map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);

/** Languages whose letters are read otherwise than those of Russian. */
export type CyrillicLanguage = "ukrainian" | "serbian";

/** The language that a name is written in, by a letter of it that others do not have; null where none tells. */
export function cyrillicLanguageOf(text: string): CyrillicLanguage | null {
  if (/[ћђ]/iu.test(text)) return "serbian";
  return NOT_RUSSIAN.test(text) && !BULGARIAN_OR_SERBIAN.test(text) ? "ukrainian" : null;
}

const SERBIAN: ReadonlyMap<string, string> = new Map(
  "ш=s ч=c ж=z ц=c х=h ћ=c ђ=dj".split(" ").map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);

const readWith = (word: string, letters: ReadonlyMap<string, string>) =>
  [...word.toLowerCase()].map((letter) => letters.get(letter) ?? letter).join("");

/**
 * A name in Cyrillic letters read as its language does: Ukrainian and Belarusian as passports have it (Cabinet of Ministers
 * of Ukraine, resolution 55 of 2010), Serbian as its Latin letters without their marks.
 */
export function romanizeCyrillic(text: string, language: CyrillicLanguage): string {
  if (language === "serbian") return readWith(text, SERBIAN);
  return text
    .split(/(?<=[\s-])/)
    .map((word) =>
      readWith((FIRST.get(word.charAt(0).toLowerCase()) ?? word.charAt(0)) + word.slice(1), LETTERS),
    )
    .join("");
}
