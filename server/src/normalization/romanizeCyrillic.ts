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

/** Whether a name is written as Ukrainian and Belarusian are, by a letter of it that Russian does not have. */
export const isUkrainian = (text: string): boolean =>
  NOT_RUSSIAN.test(text) && !BULGARIAN_OR_SERBIAN.test(text);

/** A Ukrainian or Belarusian word as passports have it (Cabinet of Ministers of Ukraine, resolution 55 of 2010). */
export function romanizeUkrainian(word: string): string {
  return [...word.toLowerCase()]
    .map((letter, at) => (at === 0 ? FIRST.get(letter) : undefined) ?? LETTERS.get(letter) ?? letter)
    .join("");
}
