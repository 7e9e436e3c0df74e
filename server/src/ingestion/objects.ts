import { ambiguousDates, assemble } from "./assemble.js";
import { type ConnectorOptions, connected, type SourceFormat } from "./connector.js";
import { type ColumnMap, type ColumnMeaning, meaningOf, meaningsOf } from "./headers.js";
import type { Line } from "./lines.js";
import { isSensitive } from "./sensitive.js";
import type { Connected } from "./sourceRecord.js";

/** Cuts a source into the texts of its objects, each with the line that it begins at. */
export type CutObjects = (path: string) => AsyncGenerator<readonly Line[]>;

/** Objects that tell which keys there are. */
const MOST_SAMPLED = 100;

/** Objects nested deeper, or with more values, are not records of people. */
const DEEPEST = 8;
const MOST_VALUES = 500;
const MOST_KEYS = 10_000;

type Pair = readonly [key: string, value: string];

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Text of a value; numbers that lost digits on their way, and what is neither text nor number, say nothing. */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.replaceAll("\u0000", "");
  if (typeof value !== "number" || (Number.isInteger(value) && !Number.isSafeInteger(value))) return null;
  return String(value);
}

/** Nested keys joined by dots: {"name": {"given": "Jane"}} → ["name.given", "Jane"]. */
function flatten(value: unknown, path: string, depth: number, into: Pair[]): void {
  if (depth > DEEPEST || into.length >= MOST_VALUES) return;
  if (isNested(value)) {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, path === "" ? key : `${path}.${key}`, depth + 1, into);
    return;
  }
  const text = textOf(value);
  if (text !== null) into.push([path, text]);
}

function pairsOf(value: object): Pair[] {
  const pairs: Pair[] = [];
  flatten(value, "", 0, pairs);
  return pairs;
}

/** The meanings of keys, each found out once. */
class KeyMeanings {
  readonly #map: ColumnMap;
  readonly #known = new Map<string, ColumnMeaning | null>();

  constructor(map: ColumnMap) {
    this.#map = map;
  }

  of(key: string): ColumnMeaning | null {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_KEYS) this.#known.clear();
    const meaning = isSensitive(key) ? "sensitive" : (this.#map.get(key) ?? meaningOf(key));
    this.#known.set(key, meaning);
    return meaning;
  }
}

function reject(line: number, code: string, detail: string, column?: number): Connected {
  return {
    kind: "reject",
    reject: { line, code, detail, ...(column === undefined ? {} : { column: String(column) }) },
  };
}

/** Whether a text is the beginning of some JSON: its only fault is that it ends. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (failure) {
    const message = failure instanceof Error ? failure.message : "";
    // Some messages quote the text, which may itself speak of positions.
    if (message.endsWith("is not valid JSON")) return false;
    return Number(/position (\d+)/.exec(message)?.[1] ?? text.length) >= text.length;
  }
}

/** Where a line stops being JSON, 1-based. Not every engine says it; its longest sound beginning does. */
function columnOfFault(text: string): number {
  let [sound, faulty] = [0, text.length + 1];
  while (faulty - sound > 1) {
    const middle = Math.floor((sound + faulty) / 2);
    if (canGoOn(text.slice(0, middle))) sound = middle;
    else faulty = middle;
  }
  return sound + 1;
}

/** The object that a line is, a reject, or null for an empty line. */
function parseLine({ number, text }: Line): { readonly value: object } | Connected | null {
  if (text === null) return reject(number, "line_too_long", "the line is longer than a record can be");
  if (text.trim() === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Of several lines the column would be that of none.
    return text.includes("\n")
      ? reject(number, "malformed_json", "what begins in this line is not JSON")
      : reject(number, "malformed_json", "the line is not JSON from this column on", columnOfFault(text));
  }
  return isNested(value) && !Array.isArray(value)
    ? { value }
    : reject(number, "not_an_object", "the line is not a JSON object");
}

function toConnected(line: Line, known: KeyMeanings): Connected[] {
  const parsed = parseLine(line);
  if (parsed === null) return [];
  if ("kind" in parsed) return [parsed];
  const pairs = pairsOf(parsed.value);
  const keys = pairs.map(([key]) => key);
  const meanings = keys.map((key) => known.of(key));
  const values = pairs.map(([, text]) => text);
  const assembled = assemble(meanings, values);
  return [
    connected(assembled, line.number),
    ...ambiguousDates(assembled.fields, keys, meanings, values, line.number),
  ];
}

function valuesOf(lines: readonly Line[]): Pair[][] {
  const parsed = lines.slice(0, MOST_SAMPLED).map(parseLine);
  return parsed.flatMap((one) => (one !== null && "value" in one ? [pairsOf(one.value)] : []));
}

const keysOf = (objects: readonly (readonly Pair[])[]) => [
  ...new Set(objects.flatMap((pairs) => pairs.map(([key]) => key))),
];

/** The keys of the first objects decide whether the file tells of people at all. */
function checkKeys(lines: readonly Line[], { map, onColumns }: ConnectorOptions, path: string): void {
  const keys = keysOf(valuesOf(lines));
  onColumns?.(keys);
  // A key that is mapped may come later.
  if (keys.length > 0) meaningsOf([...keys, ...map.keys()], map, path);
}

/** What is common to all sources of JSON objects; nested objects and lists are read by their joined keys. */
export const objects = (cut: CutObjects): SourceFormat => ({
  async *read(path, options) {
    const meanings = new KeyMeanings(options.map);
    let checked = false;
    for await (const lines of cut(path)) {
      if (!checked) checkKeys(lines, options, path);
      checked = true;
      yield lines.flatMap((line) => toConnected(line, meanings));
    }
  },
  async sample(path) {
    const sampled: Pair[][] = [];
    for await (const lines of cut(path)) {
      sampled.push(...valuesOf(lines));
      if (sampled.length >= MOST_SAMPLED) break;
    }
    const columns = keysOf(sampled);
    const rows = sampled.map((pairs) => new Map(pairs));
    return { columns, rows: rows.map((row) => columns.map((column) => row.get(column) ?? "")) };
  },
});
