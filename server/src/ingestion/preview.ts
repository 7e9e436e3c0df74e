import { VouchError } from "../errors.js";
import { clean } from "../normalization/text.js";
import type { ColumnSample } from "./connector.js";
import { formatOf } from "./formats.js";
import { type ColumnMap, type ColumnMeaning, meaningsAmong } from "./headers.js";
import type { SourceKind } from "./sourceKinds.js";

/** How a column is understood. */
export interface ColumnPreview {
  readonly column: string;
  readonly meaning: ColumnMeaning | null;
  /** What says so: the map, its header, or nothing. */
  readonly by: "map" | "header" | null;
  /** Some of its values, different ones, shortened. */
  readonly samples: readonly string[];
}

const MOST_SAMPLES = 3;
const LONGEST_SAMPLE = 32;

function samplesOf(rows: ColumnSample["rows"], at: number): string[] {
  const values = rows.map((row) => clean((row[at] ?? "").slice(0, LONGEST_SAMPLE * 2)));
  return [...new Set(values)]
    .filter((value) => value !== "")
    .slice(0, MOST_SAMPLES)
    .map((value) => (value.length > LONGEST_SAMPLE ? `${value.slice(0, LONGEST_SAMPLE - 1)}…` : value));
}

/**
 * How each column of a source is understood, told from its beginning.
 * @throws VouchError `no_columns` where the kind of source has none; what reading it throws
 */
export async function previewColumns(
  path: string,
  kind: SourceKind,
  map: ColumnMap,
  query?: string,
): Promise<ColumnPreview[]> {
  const { sample } = await formatOf(kind);
  if (sample === undefined)
    throw new VouchError("no_columns", `${path} has no columns to map`, "Import it as it is.");
  const { columns, rows } = await sample(path, map, query);
  const meanings = meaningsAmong(columns, map);
  return columns.map((column, at) => {
    const meaning = meanings[at] ?? null;
    const by = map.has(column) && meaning !== "sensitive" ? "map" : meaning === null ? null : "header";
    return { column, meaning, by, samples: meaning === "sensitive" ? [] : samplesOf(rows, at) };
  });
}

/** The content of a `--map` file that says of every column what it is understood as now. */
export function mapText(previews: readonly ColumnPreview[]): string {
  const map = Object.fromEntries(
    previews.map(({ column, meaning }) => [
      column,
      meaning === null || meaning === "sensitive" ? "ignore" : meaning,
    ]),
  );
  return `${JSON.stringify(map, null, 2)}\n`;
}
