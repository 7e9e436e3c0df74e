import { untangled } from "./confusables.js";
import {
  ABBREVIATED_GIVEN,
  CAPITAL_TITLES,
  DEGREE_PARTS,
  DEGREES,
  DOTTED_TITLES,
  NAME_LIKE_SUFFIXES,
  NAME_LIKE_TITLES,
  OF_TITLES,
  SUFFIXES,
  TITLE_PAIRS,
  TITLES,
} from "./nameWords.js";
import { beginningOf, clean, fold } from "./text.js";

/** A name as written, without what stands around it. */
export interface BareName {
  readonly text: string;
  /** What was put in brackets or quotes: mostly what the person is called. */
  readonly aside: string | null;
}

const ASIDE =
  /\s*(?:\(([^)]*)\)|"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|\[([^\]]*)\]|（([^）]*)）|(?<=\s)['‘]([^'‘’]{2,})['’](?=\s))\s*/gu;
/** "Anna Weber, née Schmidt"; Born alone is a family name. */
const MAIDEN =
  /(?<=\S)\s*[,(]?\s*(?<!\p{L})(n[ée]e?|born|geb|geborene|formerly|roz|rozen[áa]|rod|z domu|z d|f[øo]dt|f[öo]dd)(?!\p{L})\.?\s+\S.*$/iu;
/** "Weber (née Schmidt), Anna". */
const MAIDEN_ASIDE = /\s*\((?:n[ée]e?|born|geb|geborene|formerly|roz)\.?\s[^)]*\)/giu;
/** Pictures, flags and marks of trade, which people put beside their names. */
const ORNAMENT =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u{1f3fb}-\u{1f3ff}]|\ufe0f|\u200d|[★☆✓√|•~])+/gu;
/** What is said behind a dash or a bar is no name: "Jane Doe | Acme", "Jane Doe - she/her". */
const REMARK = /\s+[|•–—-]\s+/u;
/** "Jane Doe, Engineer at Acme". */
const EMPLOYED = /(?<=\s\S+),\s(?=.*\s(?:at|for|bei|chez|@)\s)/u;
const PRONOUNS = /[\s,]+(?:she|he|they)\/\p{L}+(?:\/\p{L}+)?\.?$/iu;
/** Malay and Indian words for "child of", abbreviated. */
const CHILD_OF = /(?<=\s)(?:[as]\/[lp]|[sd]\/o)\.?(?=\s)/giu;
/** Titles that are not written as one word: "W/ro Almaz", "H.E. Saeed". */
const BROKEN_TITLE = /^(?:w\/(?:ro|rt|t)\.?|h\.\s?(?:r\.\s?)?[ehm]\.)\s+/iu;
/** An address behind a name, and what mailing systems put there: "Jane Doe <jane@acme.example>", "Jane Doe via Docs". */
const ADDRESSED = /\s*<[^>]*>|\s+(?:via|@|\/|::)\s.*$/giu;
/** The whole of it in quotes, as mail programs write names: the quotes say nothing. */
const QUOTED = /^(["'])([^"']+)\1$/u;
const DIGITS = /^\d+$/;
const LATIN = /^[\p{Script=Latin}\p{M}\d]/u;

const plain = (token: string) =>
  /^[A-Za-z]+$/.test(token) ? token.toLowerCase() : fold(token).replace(/[^a-z0-9]/g, "");
const isCapital = (token: string) => token === token.toUpperCase() && /\p{Lu}{2}/u.test(token);

/** "Dipl.-Kfm.", "Dr.-Ing.", "Mag.a": titles and what they are of, with dots or hyphens between. */
function isJoinedTitle(token: string): boolean {
  const [first = "", ...rest] = token
    .split(/[.-]+/)
    .map(plain)
    .filter((part) => part !== "");
  if (!token.includes(".") || !TITLES.has(first)) return false;
  return DEGREES.has(first) || rest.every((part) => DEGREE_PARTS.has(part) || TITLES.has(part));
}

/** "Barr.", "Op.", "n.": an abbreviation before two names or more that is no given name's and no initial. */
function isAbbreviatedTitle(token: string, at: number): boolean {
  const word = plain(token);
  if (!token.endsWith(".") || ABBREVIATED_GIVEN.has(word)) return false;
  return /^\p{L}{3,6}\.$/u.test(token) || DOTTED_TITLES.has(word) || (at > 0 && /^\p{Ll}\.$/u.test(token));
}

const isTitlePair = (tokens: readonly string[], at: number) =>
  tokens.length - at > 2 && TITLE_PAIRS.has(`${plain(tokens[at] ?? "")} ${plain(tokens[at + 1] ?? "")}`);

function isTitle(tokens: readonly string[], at: number): boolean {
  const [token = "", next = ""] = tokens.slice(at, at + 2);
  const behind = tokens.length - at - 1;
  const word = plain(token);
  if (!LATIN.test(token)) return false;
  if (at > 0 && OF_TITLES.has(word)) return true;
  if (isTitlePair(tokens, at) || (at > 0 && isTitlePair(tokens, at - 1))) return true;
  if (!TITLES.has(word)) return isJoinedTitle(token) || (behind > 1 && isAbbreviatedTitle(token, at));
  if (CAPITAL_TITLES.has(word)) return behind > 1 && isCapital(token) && !isCapital(next);
  if (word.length === 1) return behind > 1 && plain(next).length > 1;
  return token.endsWith(".") || behind > 1 || !NAME_LIKE_TITLES.has(word);
}

function isSuffix(tokens: readonly string[], at: number): boolean {
  const token = tokens[at] ?? "";
  const word = plain(token);
  if (word === "") return at > 0;
  if (!LATIN.test(token)) return false;
  if (!SUFFIXES.has(word) && !NAME_LIKE_SUFFIXES.has(word)) return DIGITS.test(word);
  if (!NAME_LIKE_SUFFIXES.has(word)) return true;
  const isBehindComma = (tokens[at - 1] ?? "").endsWith(",");
  // "Lindqvist, Asa" is a name in the order of lists.
  if (at === 1 && isBehindComma) return isCapitalAmong(tokens, at) || DOTTED.test(token);
  return (
    DOTTED.test(token) || isBehindComma || (at > 1 && (isLongSuffix(word) || isCapitalAmong(tokens, at)))
  );
}

/** "M.D." */
const DOTTED = /\p{L}\.\p{L}/u;
const isLongSuffix = (word: string) => word.length > 3;
const isCapitalAmong = (tokens: readonly string[], at: number) =>
  isCapital(tokens[at] ?? "") && !tokens.slice(0, at).some(isCapital);

/** A name without titles in front and suffixes behind. */
export function withoutTitles(text: string): string {
  const tokens = text.split(" ");
  let titles = 0;
  while (tokens.length - titles > 1 && isTitle(tokens, titles)) titles += 1;
  tokens.splice(0, titles);
  while (tokens.length > 1 && isSuffix(tokens, tokens.length - 1)) tokens.pop();
  return tokens.join(" ").replace(/^[\s,;]+|[\s,;]+$/g, "");
}

function withoutRemark(text: string): string {
  const [name = ""] = text.split(REMARK, 1);
  const [left = ""] = (/\p{L}{2}/u.test(name) ? name : text).split(EMPLOYED, 1);
  return left;
}

/** No name is longer; what stands there is a list or a text. */
const LONGEST_NAME = 400;
const TWO_WORDS = /^[A-Za-z]{1,40}(?: [A-Za-z]{1,40})?$/;
const PLAIN = /^[A-Za-z]+( [A-Za-z]+)*$/;
/** "jane.doe", "jane_doe": a name as an account has it. */
const ACCOUNT = /^(\p{L}{2,})[._](\p{L}{2,})$/u;

/** Without titles in front, suffixes behind, asides, ornaments, remarks and a maiden name; of one script a word. */
export function bareName(written: string): BareName {
  if (TWO_WORDS.test(written)) return { text: withoutTitles(written), aside: null };
  const cleaned = untangled(clean(beginningOf(written, LONGEST_NAME)));
  if (PLAIN.test(cleaned) && !MAIDEN.test(cleaned) && !/\svia\s/i.test(cleaned)) {
    return { text: withoutTitles(cleaned), aside: null };
  }
  const unadorned = withoutRemark(cleaned.replace(QUOTED, "$2"))
    .replace(ADDRESSED, "")
    .replace(BROKEN_TITLE, "")
    .replace(ACCOUNT, "$1 $2")
    .replace(ORNAMENT, " ")
    .replace(PRONOUNS, "")
    .replace(MAIDEN_ASIDE, "")
    .replace(MAIDEN, "");
  const aside = [...unadorned.matchAll(ASIDE)].flatMap((found) => found.slice(1).filter((part) => part))[0];
  const text = unadorned.replace(ASIDE, " ").replace(CHILD_OF, "").replace(/\s+/g, " ").trim();
  return { text: withoutTitles(text), aside: aside ?? null };
}
