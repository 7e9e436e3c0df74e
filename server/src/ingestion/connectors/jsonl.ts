import { assemble } from "../assemble.js";
import { type Connector, type ConnectorOptions, connected } from "../connector.js";
import { type ColumnMap, type ColumnMeaning, meaningOf, meaningsOf } from "../headers.js";
import { type Line, readLines } from "../lines.js";
import type { Connected } from "../sourceRecord.js";

/** Objects nested deeper, or with more values, are not records of people. */
const DEEPEST = 8;
const MOST_VALUES = 500;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Nested keys joined by dots: {"name": {"given": "Jane"}} → ["name.given", "Jane"]. */
function flatten(value: unknown, path: string, depth: number, into: [string, string][]): void {
  if (depth > DEEPEST || into.length >= MOST_VALUES) return;
  if (isObject(value)) {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, path === "" ? key : `${path}.${key}`, depth + 1, into);
  } else if (value !== null && value !== undefined && typeof value !== "boolean")
    into.push([path, String(value)]);
}

const meanings = new Map<string, ColumnMeaning | null>();

function meaningOfKey(key: string, map: ColumnMap): ColumnMeaning | null {
  const mapped = map.get(key);
  if (mapped !== undefined) return mapped;
  const known = meanings.get(key);
  if (known !== undefined) return known;
  if (meanings.size > 10_000) meanings.clear();
  const meaning = meaningOf(key);
  meanings.set(key, meaning);
  return meaning;
}

function reject(line: number, code: string, detail: string, column?: number): Connected {
  return {
    kind: "reject",
    reject: { line, code, detail, ...(column === undefined ? {} : { column: String(column) }) },
  };
}

function malformed(line: number, failure: unknown): Connected {
  const position = /position (\d+)/.exec(failure instanceof Error ? failure.message : "")?.[1];
  return reject(
    line,
    "malformed_json",
    "the line is not JSON",
    position === undefined ? undefined : Number(position) + 1,
  );
}

function toConnected({ number, text }: Line, map: ColumnMap): Connected | null {
  if (text === null) return reject(number, "line_too_long", "the line is longer than a record can be");
  if (text.trim() === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (failure) {
    return malformed(number, failure);
  }
  if (!isObject(value) || Array.isArray(value))
    return reject(number, "not_an_object", "the line is not a JSON object");
  const pairs: [string, string][] = [];
  flatten(value, "", 0, pairs);
  const columns = pairs.map(([key]) => meaningOfKey(key, map));
  return connected(
    assemble(
      columns,
      pairs.map(([, cell]) => cell),
    ),
    number,
  );
}

/** The first object decides whether the file's keys tell of people at all. */
function checkKeys(lines: readonly Line[], map: ColumnMap, path: string): void {
  for (const { text } of lines) {
    try {
      const value: unknown = JSON.parse(text ?? "");
      if (!isObject(value) || Array.isArray(value)) continue;
      const pairs: [string, string][] = [];
      flatten(value, "", 0, pairs);
      const keys = pairs.map(([key]) => key);
      meaningsOf([...keys, ...[...map.keys()].filter((key) => !keys.includes(key))], map, path);
      return;
    } catch (failure) {
      if (!(failure instanceof SyntaxError)) throw failure;
    }
  }
}

/** Files with one JSON object a line; nested objects and lists are read by their joined keys. */
export const jsonl: Connector = async function* (path: string, { map }: ConnectorOptions) {
  let checked = false;
  for await (const lines of readLines(path)) {
    if (!checked) checkKeys(lines, map, path);
    checked = true;
    yield lines.flatMap((line) => toConnected(line, map) ?? []);
  }
};
