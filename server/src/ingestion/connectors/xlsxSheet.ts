import { damaged } from "../unpacking.js";
import type { PartHandler, Parts } from "./xlsxParts.js";

/** A row of a sheet: cells by column, empty ones between them as empty text. */
export interface SheetRow {
  /** 1-based, as the sheet shows it. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** What cells refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  /** Styles that show a number as a date. */
  readonly dateStyles: ReadonlySet<number>;
  readonly is1904: boolean;
}

const LONGEST_CELL = 32_767;
const MOST_COLUMNS = 1_000;
/** Of a sheet; a row beyond them is none. */
const MOST_ROWS = 1_048_576;
/** Characters of all texts that cells share. */
const MOST_SHARED = 64_000_000;
const DAY = 86_400_000;
/** Built-in number formats that are dates. */
const isDateFormat = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

const withoutEscapes = (text: string) =>
  text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The texts that cells share; how to read them aloud is left out. */
export async function readStrings(parts: Parts, path: string): Promise<string[]> {
  const strings: string[] = [];
  let [text, isText, isPhonetic, total] = ["", false, false, 0];
  await parts.readWhole("xl/sharedStrings.xml", {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") isPhonetic = true;
      isText = name === "t";
    },
    text: (piece) => {
      if (isText && !isPhonetic && text.length < LONGEST_CELL) text += piece;
    },
    close: (name) => {
      isText = false;
      if (name === "rPh") isPhonetic = false;
      if (name !== "si") return;
      total += text.length + 16;
      if (total > MOST_SHARED) throw damaged(path, "it holds more text than a workbook of people");
      strings.push(withoutEscapes(text));
    },
  });
  return strings;
}

/** The styles that show numbers as dates, by their number. */
export async function readStyles(parts: Parts): Promise<Set<number>> {
  const [custom, dates] = [new Set<number>(), new Set<number>()];
  let [isCellStyle, style] = [false, 0];
  await parts.readWhole("xl/styles.xml", {
    open: (name, { numFmtId = "0", formatCode = "" }) => {
      if (name === "numFmt" && /[ymdh]/i.test(formatCode.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "")))
        custom.add(Number(numFmtId));
      if (name === "cellXfs") isCellStyle = true;
      if (name !== "xf" || !isCellStyle) return;
      if (isDateFormat(Number(numFmtId)) || custom.has(Number(numFmtId))) dates.add(style);
      style += 1;
    },
    close: (name) => {
      if (name === "cellXfs") isCellStyle = false;
    },
  });
  return dates;
}

/** A day as the sheet counts it. @returns YYYY-MM-DD, or the number where it is no day */
function dateOf(serial: string, is1904: boolean): string {
  const days = Math.floor(Number(serial)) + (is1904 ? 1_462 : 0);
  // The format holds a 29 February 1900 that never was.
  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * DAY);
  return Number.isNaN(date.getTime()) || days < 1 ? serial : date.toISOString().slice(0, 10);
}

/** Numbers in full: what was typed as a telephone number may be stored as 4.9301234567E10. */
function numberText(text: string): string {
  const value = Number(text);
  return /e/i.test(text) && Number.isSafeInteger(value) ? value.toFixed(0) : text;
}

/** The column of a reference such as "AB12", from 0. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase() ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Hears a sheet and makes rows of it. */
export class SheetReader implements PartHandler {
  readonly #context: SheetContext;
  #rows: SheetRow[] = [];
  #cells: string[] = [];
  #number = 0;
  #column = -1;
  #type = "n";
  #style = 0;
  #value = "";
  #isValue = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  /** The rows since the last time. */
  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  readonly open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    this.#isValue = name === "v" || (name === "t" && this.#type === "inlineStr");
    if (name === "row") {
      const stated = Number(attributes["r"]);
      this.#number = stated >= 1 && stated <= MOST_ROWS ? Math.floor(stated) : this.#number + 1;
      this.#cells = [];
      this.#column = -1;
    }
    if (name !== "c") return;
    const reference = attributes["r"];
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
    this.#type = attributes["t"] ?? "n";
    this.#style = Number(attributes["s"] ?? -1);
    this.#value = "";
  };

  readonly text = (text: string): void => {
    if (this.#isValue && this.#value.length < LONGEST_CELL) this.#value += text;
  };

  readonly close = (name: string): void => {
    this.#isValue = false;
    if (name === "row") this.#rows.push({ number: this.#number, cells: this.#cells });
    if (name !== "c" || this.#column < 0 || this.#column >= MOST_COLUMNS) return;
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = this.#cell();
  };

  #cell(): string {
    const { strings, dateStyles, is1904 } = this.#context;
    if (this.#value === "" || this.#type === "e") return "";
    if (this.#type === "s") return strings[Number(this.#value)] ?? "";
    if (this.#type === "b") return this.#value === "1" ? "TRUE" : "FALSE";
    if (this.#type !== "n") return withoutEscapes(this.#value);
    return dateStyles.has(this.#style) ? dateOf(this.#value, is1904) : numberText(this.#value);
  }
}
