import { parse } from "csv-parse/sync";
import { unguarded } from "../csvText.js";
import { VouchError } from "../errors.js";
import { type Line, LONGEST_LINE, linesIn, readLines } from "./lines.js";
import type { Reject } from "./sourceRecord.js";

export type TableRow =
  | { readonly kind: "row"; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: "reject"; readonly reject: Reject };

export interface Table {
  readonly header: readonly string[];
  readonly rows: AsyncGenerator<readonly TableRow[]>;
}

interface Header {
  /** Its place among the lines. */
  readonly at: number;
  readonly cells: readonly string[];
  readonly delimiter: string;
}

interface TextLine extends Line {
  readonly text: string;
}

/** A quoted value may span this many lines; a quote that does not end takes no more than that, and gives it back. */
const MOST_LINES = 200;
/** No spreadsheet has more; a line with more of what looks like a delimiter is no header. */
const MOST_COLUMNS = 16_384;
/** Lines of notes that may stand above the header. */
const MOST_PREAMBLE = 20;
const DELIMITERS = [",", ";", "\t", "|"];

const isText = (line: Line): line is TextLine => line.text !== null;
const countQuotes = (text: string) => (text.includes('"') ? text.split('"').length - 1 : 0);
const isWhole = (line: Line): line is TextLine => isText(line) && countQuotes(line.text) % 2 === 0;

/** What we write for people to open in a spreadsheet, as it was; most rows have nothing of it. */
const withoutGuards = (cells: readonly string[]) =>
  cells.some((cell) => cell.startsWith("'")) ? cells.map(unguarded) : cells;

const rejected = (line: number, code: string, detail: string): TableRow => ({
  kind: "reject",
  reject: { line, code, detail },
});

/** The records of a text; null where its quotes are at fault. */
function parseText(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, { delimiter, relax_column_count: true, trim: delimiter !== "\t" });
  } catch {
    return null;
  }
}

function parseRecord(text: string, delimiter: string): string[] | null {
  const [record, ...more] = parseText(text, delimiter) ?? [];
  return record !== undefined && more.length === 0 ? record : null;
}

/** The delimiter that the header line has most of, outside of quotes. */
function sniffDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Makes rows of lines: joins those that one quoted value spans, rejects what cannot be a row and goes on behind it. */
class RowReader {
  readonly #delimiter: string;
  readonly #width: number;
  /** The lines since a quote that has not ended. */
  #open: TextLine[] = [];
  #openQuotes = 0;
  #openLength = 0;

  constructor({ delimiter, cells }: Header) {
    this.#delimiter = delimiter;
    this.#width = cells.length;
  }

  push(lines: readonly Line[]): TableRow[] {
    const rows: TableRow[] = [];
    let whole: TextLine[] = [];
    for (const line of lines) {
      if (this.#open.length === 0 && isWhole(line)) whole.push(line);
      else {
        this.#takeWhole(whole, rows);
        whole = [];
        this.#take(line, rows);
      }
    }
    this.#takeWhole(whole, rows);
    return rows;
  }

  flush(): TableRow[] {
    const rows: TableRow[] = [];
    while (this.#open.length > 0) this.#giveUp(rows);
    return rows;
  }

  #take(line: Line, rows: TableRow[]): void {
    if (isText(line)) {
      if (this.#open.length === 0 && isWhole(line)) this.#takeWhole([line], rows);
      else this.#takeOpen(line, rows);
    } else {
      rows.push(...this.flush());
      rows.push(rejected(line.number, "line_too_long", "the line is longer than a record can be"));
    }
  }

  /** Lines in which every quote ends. Those with quotes are parsed together: a parser for each line is ten times as slow. */
  #takeWhole(lines: readonly TextLine[], rows: TableRow[]): void {
    const filled = lines.filter(({ text }) => text.trim() !== "");
    const quoted = filled.filter(({ text }) => text.includes('"'));
    const records = parseText(quoted.map(({ text }) => text).join("\n"), this.#delimiter);
    const parsed = records?.length === quoted.length ? records.values() : null;
    for (const { number, text } of filled) {
      if (!text.includes('"')) rows.push(this.#row(number, text.split(this.#delimiter)));
      else rows.push(this.#row(number, parsed?.next().value ?? parseRecord(text, this.#delimiter)));
    }
  }

  #takeOpen(line: TextLine, rows: TableRow[]): void {
    this.#open.push(line);
    this.#openQuotes += countQuotes(line.text);
    this.#openLength += line.text.length;
    if (this.#openQuotes % 2 === 1) {
      if (this.#open.length >= MOST_LINES || this.#openLength > LONGEST_LINE) this.#giveUp(rows);
      return;
    }
    const cells = parseRecord(this.#open.map(({ text }) => text).join("\n"), this.#delimiter);
    if (cells?.length === this.#width) {
      rows.push(this.#row(this.#open[0]?.number ?? line.number, cells));
      this.#close();
    } else this.#giveUp(rows);
  }

  #close(): void {
    this.#open = [];
    this.#openQuotes = 0;
    this.#openLength = 0;
  }

  /** Rejects the first open line, whose quote is at fault, and reads the others anew. */
  #giveUp(rows: TableRow[]): void {
    const [first, ...others] = this.#open;
    this.#close();
    if (first === undefined) return;
    rows.push(this.#row(first.number, null));
    for (const line of others) this.#take(line, rows);
  }

  #row(line: number, cells: readonly string[] | null): TableRow {
    if (cells === null)
      return rejected(line, "malformed_quotes", "a quoted value does not end, or goes on behind its quote");
    if (cells.length === this.#width) return { kind: "row", line, cells: withoutGuards(cells) };
    return rejected(
      line,
      "wrong_column_count",
      `the row has ${cells.length} columns, the header ${this.#width}`,
    );
  }
}

function readHeader({ text }: Line, at: number): Header | null {
  if (text === null || text.trim() === "") return null;
  const delimiter = sniffDelimiter(text);
  const cells = parseRecord(text, delimiter);
  return cells === null ? null : { at, delimiter, cells: cells.map((cell) => cell.trim()) };
}

function checkHeader(header: Header | undefined, [first]: readonly Line[], path: string): Header {
  if (first?.text === null) {
    throw new VouchError(
      "no_header",
      `${path} has no header line: its first line is longer than ${LONGEST_LINE} characters`,
      "Give a text file with one person a line, whose first line names the columns.",
    );
  }
  if (header === undefined) {
    throw new VouchError(
      "no_header",
      `${path} has no header line`,
      "Give a CSV file whose first line names the columns.",
    );
  }
  if (header.cells.length > MOST_COLUMNS) {
    throw new VouchError(
      "too_many_columns",
      `${path} has ${header.cells.length} columns in line ${header.at + 1}; ${MOST_COLUMNS} are read at most`,
      "Export the columns that tell who people are.",
    );
  }
  return header;
}

/** Spreadsheets make all lines equally wide: notes above a header are told from it by their empty cells. */
const filledCells = ({ cells }: Header) => cells.filter((cell) => cell !== "").length;

/** The first line that can be read; a fuller one soon behind it that is recognised, where notes stand above it. */
function findHeader(
  lines: readonly Line[],
  isHeader: (cells: readonly string[]) => boolean,
): Header | undefined {
  const found = lines.slice(0, MOST_PREAMBLE).flatMap((line, at) => readHeader(line, at) ?? []);
  const [first] = found;
  if (first === undefined || isHeader(first.cells)) return first;
  return found.find((line) => filledCells(line) > filledCells(first) && isHeader(line.cells)) ?? first;
}

async function* rowsAfter(
  first: readonly Line[],
  rest: AsyncGenerator<readonly Line[]>,
  reader: RowReader,
): AsyncGenerator<readonly TableRow[]> {
  yield reader.push(first);
  for await (const lines of rest) yield reader.push(lines);
  yield reader.flush();
}

/**
 * Opens a delimited file.
 * @param isHeader whether cells are names of columns that are understood; without it the first line is the header
 * @throws VouchError file_not_found, not_a_file, file_unreadable, empty_file, no_header, too_many_columns
 */
export async function readTable(
  path: string,
  isHeader: (cells: readonly string[]) => boolean = () => true,
): Promise<Table> {
  return tableOf(readLines(path), path, isHeader);
}

/**
 * Reads a delimited file as it comes.
 * @param name what messages call it
 * @param isHeader whether cells are names of columns that are understood; without it the first line is the header
 * @throws VouchError no_header, too_many_columns
 */
export async function tableIn(
  bytes: AsyncIterable<Buffer>,
  name: string,
  isHeader: (cells: readonly string[]) => boolean = () => true,
): Promise<Table> {
  return tableOf(linesIn(bytes), name, isHeader);
}

async function tableOf(
  batches: AsyncGenerator<readonly Line[]>,
  path: string,
  isHeader: (cells: readonly string[]) => boolean,
): Promise<Table> {
  const { value } = await batches.next();
  const lines = Array.isArray(value) ? value : [];
  const header = checkHeader(findHeader(lines, isHeader), lines, path);
  return {
    header: header.cells,
    rows: rowsAfter(lines.slice(header.at + 1), batches, new RowReader(header)),
  };
}
