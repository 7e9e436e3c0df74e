import { parse } from "csv-parse/sync";
import { VouchError } from "../errors.js";
import { type Line, readLines } from "./lines.js";
import type { Reject } from "./sourceRecord.js";

export type TableRow =
  | { readonly kind: "row"; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: "reject"; readonly reject: Reject };

export interface Table {
  readonly header: readonly string[];
  readonly rows: AsyncGenerator<readonly TableRow[]>;
}

/** A quoted value may span this many lines; an unclosed quote swallows no more than that, and gives it back. */
const MOST_LINES = 50;
const DELIMITERS = [",", ";", "\t", "|"];

const quotes = (text: string) => text.split('"').length - 1;
const rejected = (line: number, code: string, detail: string): TableRow => ({
  kind: "reject",
  reject: { line, code, detail },
});

function parseRecord(text: string, delimiter: string): string[] | null {
  try {
    const records: unknown = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
    const [record, ...more] = Array.isArray(records) ? records : [];
    return Array.isArray(record) && more.length === 0 ? record.map(String) : null;
  } catch {
    return null;
  }
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
  #open: Line[] = [];

  constructor(delimiter: string, width: number) {
    this.#delimiter = delimiter;
    this.#width = width;
  }

  push(lines: readonly Line[]): TableRow[] {
    const rows: TableRow[] = [];
    for (const line of lines) this.#take(line, rows);
    return rows;
  }

  flush(): TableRow[] {
    const rows: TableRow[] = [];
    while (this.#open.length > 0) this.#giveUp(rows);
    return rows;
  }

  #take(line: Line, rows: TableRow[]): void {
    if (line.text === null) {
      while (this.#open.length > 0) this.#giveUp(rows);
      rows.push(rejected(line.number, "line_too_long", "the line is longer than a record can be"));
    } else if (this.#open.length === 0 && !line.text.includes('"')) this.#plain(line.number, line.text, rows);
    else this.#quoted(line, rows);
  }

  #plain(number: number, text: string, rows: TableRow[]): void {
    if (text.trim() === "") return;
    const cells = text.split(this.#delimiter);
    rows.push(this.#checked(number, cells));
  }

  #quoted(line: Line, rows: TableRow[]): void {
    this.#open.push(line);
    const text = this.#open.map((part) => part.text ?? "").join("\n");
    if (quotes(text) % 2 === 0) {
      const cells = parseRecord(text, this.#delimiter);
      if (cells !== null && (cells.length === this.#width || this.#open.length === 1)) {
        rows.push(this.#checked(this.#open[0]?.number ?? line.number, cells));
        this.#open = [];
      } else this.#giveUp(rows);
    } else if (this.#open.length >= MOST_LINES) this.#giveUp(rows);
  }

  /** Rejects the first open line, whose quote is at fault, and reads the others anew. */
  #giveUp(rows: TableRow[]): void {
    const [first, ...others] = this.#open;
    this.#open = [];
    if (first === undefined) return;
    rows.push(
      rejected(first.number, "malformed_quotes", "a quoted value does not end, or goes on behind its quote"),
    );
    for (const line of others) this.#take(line, rows);
  }

  #checked(line: number, cells: readonly string[]): TableRow {
    if (cells.length === this.#width) return { kind: "row", line, cells };
    return rejected(
      line,
      "wrong_column_count",
      `the row has ${cells.length} columns, the header ${this.#width}`,
    );
  }
}

/** The header line: the first with at least two filled cells, or the first at all. */
function findHeader(
  lines: readonly Line[],
  path: string,
): { at: number; header: string[]; delimiter: string } {
  const at = lines.findIndex(({ text }) => text !== null && text.trim() !== "");
  const text = lines[at]?.text;
  if (text === undefined || text === null)
    throw new VouchError(
      "no_header",
      `${path} has no header line`,
      "Give a CSV file whose first line names the columns.",
    );
  const delimiter = sniffDelimiter(text);
  const cells = parseRecord(text, delimiter);
  if (cells === null)
    throw new VouchError(
      "no_header",
      `${path}, line ${lines[at]?.number ?? 1}: the header line cannot be read`,
      "Check its quotes.",
    );
  return { at, header: cells.map((cell) => cell.trim()), delimiter };
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
 * @throws VouchError file_not_found, not_a_file, empty_file, no_header
 */
export async function readTable(path: string): Promise<Table> {
  const batches = readLines(path);
  const { value } = await batches.next();
  const lines = Array.isArray(value) ? value : [];
  const { at, header, delimiter } = findHeader(lines, path);
  return { header, rows: rowsAfter(lines.slice(at + 1), batches, new RowReader(delimiter, header.length)) };
}
