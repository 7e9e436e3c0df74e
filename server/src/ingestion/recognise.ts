import { detectUtf16 } from "./encoding.js";
import { kindOf } from "./formats.js";
import { isHeader } from "./headers.js";
import { readBytes } from "./lines.js";
import type { SourceKind } from "./sourceKinds.js";
import { tableIn } from "./table.js";

/** What files begin with that are no text. */
const MAGIC: readonly (readonly [string, SourceKind | "archive"])[] = [
  ["PAR1", "parquet"],
  ["PK\u0003\u0004", "archive"],
  ["\u00d0\u00cf\u0011\u00e0", "archive"],
];
/** What texts begin with, behind blanks. */
const BEGINNINGS: readonly (readonly [RegExp, SourceKind])[] = [
  [/^BEGIN:VCARD\b/i, "vcard"],
  [/^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html)\b/is, "web"],
  [/^\[\s*[{\]]/, "json"],
  [/^From \S+.*\d{4}\r?\n/, "mail"],
];
/** A message begins with lines of its header, of which one is known. */
const MESSAGE = /^([!-9;-~]+:[^\n]*\n([ \t][^\n]*\n)*){2,}/;
const OF_MESSAGES = /^(from|to|date|received|message-id|return-path|mime-version|delivered-to):/im;
const TABLE = /\.(csv|tsv|tab)(\.gz)?$/i;
const WORKBOOK = /\.(xlsx|xlsm|xls)$/i;

async function beginningOf(path: string): Promise<Buffer> {
  for await (const chunk of readBytes(path)) return chunk;
  return Buffer.alloc(0);
}

/** Without what a file begins with for programs alone. */
function textOf(bytes: Buffer): string {
  const utf16 = detectUtf16(bytes);
  const text = utf16 === null ? bytes.toString("latin1") : new TextDecoder(utf16).decode(bytes);
  return text.replace(/^(\ufeff|\u00ef\u00bb\u00bf)?\s*/, "");
}

/** One object a line, or objects in any layout. */
function kindOfObjects(text: string): SourceKind {
  const [line = ""] = text.split(/\r?\n/, 1);
  try {
    JSON.parse(line);
    return "jsonl";
  } catch {
    return "json";
  }
}

async function isTable(bytes: Buffer): Promise<boolean> {
  async function* once() {
    yield bytes;
  }
  const known = (cells: readonly string[]) => isHeader(cells, new Map());
  const table = await tableIn(once(), "", known).catch(() => null);
  return table !== null && known(table.header);
}

/**
 * What a file holds, told from its beginning, and from its name only where that leaves it open.
 * @returns null where it is nothing that can be read
 * @throws VouchError what reading it throws
 */
export async function recognise(path: string): Promise<SourceKind | null> {
  const bytes = await beginningOf(path);
  const start = bytes.toString("latin1", 0, 8);
  const magic = MAGIC.find(([mark]) => start.startsWith(mark))?.[1];
  if (magic === "archive") return bytes.includes("xl/") || WORKBOOK.test(path) ? "xlsx" : null;
  if (magic !== undefined) return magic;
  const text = textOf(bytes);
  const begun = BEGINNINGS.find(([beginning]) => beginning.test(text))?.[1];
  if (begun !== undefined) return begun;
  if (/^\{\s*["}]/.test(text)) return kindOfObjects(text);
  const [header = ""] = text.split(/\r?\n\r?\n/, 1);
  if (MESSAGE.test(`${header.replaceAll("\r", "")}\n`) && OF_MESSAGES.test(header)) return "mail";
  return TABLE.test(path) || (await isTable(bytes)) ? "csv" : null;
}

/** What a path holds, where nobody says: by its name, else by its content; a table where neither tells. */
export async function kindAt(path: string): Promise<SourceKind> {
  const named = kindOf(path);
  return named === "csv" && !TABLE.test(path) ? ((await recognise(path).catch(() => null)) ?? named) : named;
}
