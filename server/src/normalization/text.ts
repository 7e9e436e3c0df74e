import anyAscii from "any-ascii";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const ASCII = /^[\x00-\x7f]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]+/g;
/** Without width, or the direction of what follows: soft hyphen, joiners, marks of direction, byte order mark. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g;

/** What nearly all values are: letters, digits and signs of ASCII, in words one blank apart. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
const PLAIN_WORD = /^[a-z0-9]+$/;

/** Composed (NFC), so that one letter has one spelling. */
export function compose(text: string): string {
  return ASCII.test(text) ? text : text.normalize("NFC");
}

/** Text without characters that have no width, or turn the direction of what follows. */
export function visible(text: string): string {
  return ASCII.test(text) ? text : text.replace(INVISIBLE, "");
}

/** Text without control and invisible characters, white space collapsed and trimmed; composed (NFC). */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return compose(visible(text)).replace(CONTROL, " ").replace(/\s+/g, " ").trim();
}

/** The beginning of a text, of at most `length` UTF-16 units; never half a character. */
export function beginningOf(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

/** `null` for what is empty after cleaning. */
export function cleanOrNull(text: string | null | undefined): string | null {
  if (text === undefined || text === null || text === "") return null;
  const cleaned = clean(text);
  return cleaned === "" ? null : cleaned;
}

/** ASCII in lower case: equal for spellings that differ in case, accents or script. Idempotent. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return (ASCII.test(text) ? text : anyAscii(text.normalize("NFKC")))
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** The words of a text, folded: runs of letters and digits; apostrophes join. */
export function words(text: string): string[] {
  const folded = fold(text);
  if (PLAIN_WORD.test(folded)) return [folded];
  return folded
    .replace(/['`´’]/g, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/**
 * A key in which the ways of writing an umlaut meet: "mueller", "müller" and "muller" are equal. Not for display.
 * @param folded lower-case ASCII
 */
export function umlautKey(folded: string): string {
  return folded.replace(/([aou])e(?=[bcdfghjklmnpqrstvwxz])/g, "$1");
}

const LONGEST_REMEMBERED = 256;
/** For what names and employers give while all people are published: of a million people there are far more than of one import's chunk. */
export const MANY_REMEMBERED = 32_768;

/**
 * Remembers what a pure function answered, for at most `limit` different short texts; real files repeat values. Texts that
 * were asked for since half of them came stay when the others are forgotten.
 */
export function memoized<T>(compute: (text: string) => T, limit = 8_192): (text: string) => T {
  let [recent, older] = [new Map<string, T>(), new Map<string, T>()];
  const remember = (text: string, value: T) => {
    if (recent.size >= limit / 2) [recent, older] = [new Map(), recent];
    recent.set(text, value);
    return value;
  };
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return compute(text);
    const hit = recent.get(text);
    if (hit !== undefined) return hit;
    const old = older.get(text);
    return remember(text, old === undefined ? compute(text) : old);
  };
}
