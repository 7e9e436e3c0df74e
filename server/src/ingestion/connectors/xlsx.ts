import { open } from "node:fs/promises";
import { posix } from "node:path";
import { VouchError } from "../../errors.js";
import { type ColumnMap, isHeader } from "../headers.js";
import { checkFile } from "../lines.js";
import type { Table, TableRow } from "../table.js";
import { tabular } from "../tabular.js";
import { Parts } from "./xlsxParts.js";
import { readStrings, readStyles, type SheetContext, SheetReader, type SheetRow } from "./xlsxSheet.js";

/** Rows among which a header is looked for. */
const MOST_PREAMBLE = 20;
const OLD_FORMAT = [0xd0, 0xcf, 0x11, 0xe0];

interface Workbook {
  /** Parts of the sheets that are shown, in their order. */
  readonly sheets: readonly string[];
  readonly is1904: boolean;
}

async function checkWorkbook(path: string): Promise<void> {
  await checkFile(path);
  const file = await open(path);
  const start = Buffer.alloc(4);
  await file.read(start, 0, 4, 0).finally(() => file.close());
  if (OLD_FORMAT.every((byte, at) => start[at] === byte)) {
    throw new VouchError(
      "old_workbook",
      `${path} is a workbook of the old format (.xls), or has a password`,
      "Save it as .xlsx without a password.",
    );
  }
}

async function readWorkbook(parts: Parts): Promise<Workbook> {
  const targets = new Map<string, string>();
  await parts.readWhole("xl/_rels/workbook.xml.rels", {
    open: (name, { Id = "", Target = "" }) => {
      const part = Target.startsWith("/") ? Target.slice(1) : posix.join("xl", Target);
      if (name === "Relationship" && targets.size < 1_000) targets.set(Id, part);
    },
  });
  const sheets: string[] = [];
  let is1904 = false;
  await parts.readWhole("xl/workbook.xml", {
    open: (name, attributes) => {
      if (name === "workbookPr") is1904 = /^(1|true)$/.test(attributes["date1904"] ?? "");
      const target = name === "sheet" ? targets.get(attributes["r:id"] ?? "") : undefined;
      if (target !== undefined && attributes["state"] === undefined) sheets.push(target);
    },
  });
  return { sheets, is1904 };
}

async function* rowsOf(parts: Parts, sheet: string, context: SheetContext): AsyncGenerator<SheetRow[]> {
  const reader = new SheetReader(context);
  for await (const _ of parts.read(sheet, reader)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
}

interface Found {
  readonly header: SheetRow;
  readonly isRecognised: boolean;
  /** Rows that were read in looking for the header and stand below it, and those that follow. */
  readonly below: readonly SheetRow[];
  readonly rest: AsyncGenerator<SheetRow[]>;
}

const filled = ({ cells }: SheetRow) => cells.filter((cell) => cell !== "").length;

async function findHeader(rest: AsyncGenerator<SheetRow[]>, map: ColumnMap): Promise<Found | null> {
  const rows: SheetRow[] = [];
  for (;;) {
    const { value, done } = await rest.next();
    if (done !== true) rows.push(...value);
    if (done === true || rows.length >= MOST_PREAMBLE) break;
  }
  const [first] = rows;
  if (first === undefined) return null;
  const recognised = rows.slice(0, MOST_PREAMBLE).findIndex(({ cells }) => isHeader(cells, map));
  const at = Math.max(0, recognised);
  return { header: rows[at] ?? first, isRecognised: recognised >= 0, below: rows.slice(at + 1), rest };
}

/** The first sheet that tells of people; without one, the first that holds anything. */
async function findSheet(parts: Parts, sheets: readonly string[], context: SheetContext, map: ColumnMap) {
  let first: Found | null = null;
  for (const sheet of sheets) {
    const found = await findHeader(rowsOf(parts, sheet, context), map);
    if (found?.isRecognised === true) return found;
    first ??= found;
  }
  return first;
}

const toRow = ({ number, cells }: SheetRow, width: number): TableRow => ({
  kind: "row",
  line: number,
  cells: cells.slice(0, width),
});

async function* tableRows(parts: Parts, { header, below, rest }: Found): AsyncGenerator<TableRow[]> {
  const width = header.cells.length;
  const rowsFrom = (rows: readonly SheetRow[]) =>
    rows.filter((row) => filled(row) > 0).map((row) => toRow(row, width));
  try {
    yield rowsFrom(below);
    for await (const rows of rest) yield rowsFrom(rows);
  } finally {
    parts.close();
  }
}

async function openWorkbook(path: string, map: ColumnMap): Promise<Table> {
  await checkWorkbook(path);
  const parts = await Parts.open(path);
  try {
    const { sheets, is1904 } = await readWorkbook(parts);
    const context = { strings: await readStrings(parts, path), dateStyles: await readStyles(parts), is1904 };
    const found = await findSheet(parts, sheets, context, map);
    if (found === null)
      throw new VouchError("no_sheet", `${path} has no sheet with anything in it`, "Give an .xlsx workbook.");
    return { header: found.header.cells.map((cell) => cell.trim()), rows: tableRows(parts, found) };
  } catch (failure) {
    parts.close();
    throw failure;
  }
}

/** Excel workbooks: the first sheet that tells of people, with what its formulas came to when it was saved. */
export const xlsx = tabular(openWorkbook);
