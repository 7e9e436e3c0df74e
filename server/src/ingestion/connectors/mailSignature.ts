import { parseDomain } from "../../normalization/domains.js";
import { parsePhone } from "../../normalization/phones.js";
import { clean, words } from "../../normalization/text.js";

/** Who signs. */
export interface Signer {
  readonly name: string;
  readonly email: string;
}

/** What a signature block tells of who signs; only what is sure to be theirs. */
export interface SignatureBlock {
  readonly title?: string;
  readonly company_name?: string;
  readonly phones?: readonly string[];
}

/** A block longer than this is a disclaimer. Lines. */
const MOST_LINES = 12;
const LONGEST_LINE = 100;
/** Where the words of others begin. */
const QUOTED =
  /^(>|-{2,} ?(original|forwarded|ursprüngliche|weitergeleitete|message d'origine)|_{10,}$|(on|am|le|el|il|op|den) .{5,120}(wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)\s*:|(from|von|de|da|van): .+@)/i;
const DELIMITER = /^--\s?$/;
const CLOSING =
  /^((best|kind|warm|many)( (regards|wishes|thanks))?|regards|cheers|thanks|thank you|sincerely|yours( sincerely| truly)?|viele grüße|(mit )?freundliche[nr]? grü(ß|ss)en?|beste grüße|mfg|cordialement|bien à vous|saludos( cordiales)?|atentamente|cordiali saluti|distinti saluti|atenciosamente|met vriendelijke groet(en)?|med vänliga hälsningar|med venlig hilsen|pozdrawiam)[,.! ]*$/i;
const PHONE = /(?:\+|\b0|\()[\d][\d\s()./-]{6,20}\d/g;
const IS_FAX = /\b(fax|telefax|f)\b\s*[:.]?/i;
const NO_TITLE = /[@\d]|https?:|www\.|[.!?:]$/i;

/** The lines from where somebody signs to where the words of others begin. */
function blockOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map(clean);
  const quoted = lines.findIndex((line) => QUOTED.test(line));
  const own = quoted < 0 ? lines : lines.slice(0, quoted);
  const delimiter = own.findLastIndex((line) => DELIMITER.test(line));
  const begin = delimiter < 0 ? own.findLastIndex((line) => CLOSING.test(line)) : delimiter;
  if (begin < 0) return [];
  const block = own.slice(begin + 1).filter((line) => line !== "");
  return block.slice(0, MOST_LINES).map((line) => line.slice(0, LONGEST_LINE));
}

/** Whether a line is the signer's name: each of its words is one of theirs, titles before and behind it left out. */
function isNameOf(line: string, { name, email }: Signer): boolean {
  const theirs = new Set([...words(name), ...words(email.split("@")[0] ?? "")]);
  const own = words(line.replace(/\([^)]*\)|^(dr|prof|dipl|ing|mag)\.?\s+|,.*$/gi, ""));
  const shared = own.filter((word) => theirs.has(word)).length;
  return shared > 0 && shared * 2 >= own.length && own.length <= 5;
}

/** Whether a text names the company whose domain the signer writes from. */
function isEmployer(text: string, email: string): boolean {
  const label = parseDomain(email.split("@")[1] ?? "")?.registrable.split(".")[0];
  return label !== undefined && words(text).some((word) => word.length > 2 && label.includes(word));
}

function employment(line: string, next: string, email: string): SignatureBlock {
  if (line === "" || NO_TITLE.test(line)) return {};
  const [title = "", ...others] = line.split(
    /\s*[|·•]\s*|\s+(?:@|at|bei|chez|presso)\s+|\s*,\s+|\s+[-–—]\s+/,
  );
  const company = [...others, next].find((text) => text !== "" && isEmployer(text, email));
  if (isEmployer(title, email)) return { company_name: title };
  const whole = others.some((text) => text === company) ? title : line;
  return {
    title: whole,
    ...(company === undefined || /[@:]/.test(company) ? {} : { company_name: company }),
  };
}

function phonesOf(block: readonly string[]): string[] {
  const lines = block.flatMap((line) => line.split(/\s*[|·•]\s*/)).filter((line) => !IS_FAX.test(line));
  const found = lines.flatMap((line) => line.match(PHONE) ?? []);
  return [...new Set(found.map((phone) => phone.trim()).filter((phone) => parsePhone(phone) !== null))].slice(
    0,
    4,
  );
}

/**
 * Reads the signature block of a message: behind "-- " or the words that close a letter, above what is quoted, and
 * only where the signer's own name stands in it.
 */
export function readSignature(text: string, signer: Signer): SignatureBlock {
  const block = blockOf(text);
  const at = block.findIndex((line) => isNameOf(line, signer));
  if (at < 0 || at > 2) return {};
  const rest = block.slice(at + 1);
  // "Jane Doe, Head of Sales": the title may stand behind the name.
  const [, behind = ""] = /^[^,|]+[,|]\s*(.+)$/.exec(block[at] ?? "") ?? [];
  const [first = "", second = ""] = behind === "" ? rest : [behind, ...rest];
  const phones = phonesOf(block);
  return { ...employment(first, second, signer.email), ...(phones.length === 0 ? {} : { phones }) };
}
