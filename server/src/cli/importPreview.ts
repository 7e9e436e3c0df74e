import { existsSync, writeFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { isDatabaseAddress } from "../ingestion/databaseAddress.js";
import type { ColumnPreview } from "../ingestion/preview.js";
import type { SourceKind } from "../ingestion/sourceKinds.js";
import type { CommonOptions } from "./command.js";
import { printResult } from "./output.js";
import { alignedLines } from "./table.js";

interface PreviewOptions extends CommonOptions {
  readonly format?: SourceKind;
  readonly map?: string;
  readonly query?: string;
}

const SENSITIVE = "(sensitive: never stored)";
const MEANINGLESS = "(not understood: ignored)";

function tableOf(columns: readonly ColumnPreview[]): string[] {
  const rows = columns.map(({ column, meaning, by, samples }) => [
    column.replace(/\s+/g, " "),
    meaning === "sensitive" ? SENSITIVE : (meaning ?? MEANINGLESS),
    by ?? "-",
    samples.join(" | "),
  ]);
  return alignedLines(["COLUMN", "UNDERSTOOD AS", "BY", "FOR EXAMPLE"], rows);
}

/** Writes the map beside nobody's work: a file that is there already is kept. @returns whether it was written */
function writeMap(path: string, text: string): boolean {
  if (existsSync(path)) return false;
  writeFileSync(path, text);
  return true;
}

/** `vouch import --preview`: how each column is understood, as a table and as a map to edit. */
export async function printPreview(path: string, options: PreviewOptions): Promise<void> {
  const [{ previewColumns, mapText }, { kindAt }, { readColumnMap }] = await Promise.all([
    import("../ingestion/preview.js"),
    import("../ingestion/recognise.js"),
    import("../ingestion/headers.js"),
  ]);
  const map = options.map === undefined ? new Map() : readColumnMap(resolve(options.map));
  const columns = await previewColumns(path, options.format ?? (await kindAt(path)), map, options.query);
  const name = isDatabaseAddress(path) ? "query" : basename(path, extname(path));
  const mapFile = resolve(`${name}.map.json`);
  const isWritten = writeMap(mapFile, mapText(columns));
  printResult(options.json, { columns, map_file: mapFile, map_written: isWritten }, [
    ...tableOf(columns),
    "",
    isWritten ? `The map to edit: ${mapFile}` : `${mapFile} is there already, and was kept.`,
    `Next: vouch import ${isDatabaseAddress(path) ? "… --query …" : path} --source NAME --map ${mapFile}`,
  ]);
}
