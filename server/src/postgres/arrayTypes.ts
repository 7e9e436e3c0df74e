import type { PostgresType } from "postgres";
import { parse } from "postgres-array";

/** How one value of an array is read and written in PostgreSQL's text form. */
interface Element {
  readonly read: (text: string) => unknown;
  readonly write: (value: unknown) => string;
}

const TEXT: Element = { read: (text) => text, write: String };
const NUMBER: Element = { read: Number, write: String };
const BOOLEAN: Element = { read: (text) => text === "t", write: (value) => (value === true ? "t" : "f") };
const JSON_TEXT: Element = { read: (text) => JSON.parse(text), write: (value) => JSON.stringify(value) };
const TIME: Element = {
  read: (text) => new Date(text),
  write: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
};
const BYTES: Element = {
  read: (text) => Buffer.from(text.slice(2), "hex"),
  write: (value) => `\\x${Buffer.from(value instanceof Uint8Array ? value : String(value)).toString("hex")}`,
};

/** Elements of array types, by the array type's OID in `pg_type`, where those of built-in types never change. */
const ELEMENTS: ReadonlyMap<number, Element> = new Map([
  [199, JSON_TEXT],
  [651, TEXT], // cidr
  [1000, BOOLEAN],
  [1001, BYTES],
  [1002, TEXT], // "char"
  [1003, TEXT], // name
  [1005, NUMBER], // int2
  [1007, NUMBER], // int4
  [1009, TEXT],
  [1014, TEXT], // char(n)
  [1015, TEXT], // varchar
  [1016, TEXT], // int8: as text, like a single one
  [1021, NUMBER], // float4
  [1022, NUMBER], // float8
  [1028, NUMBER], // oid
  [1041, TEXT], // inet
  [1115, TIME], // timestamp
  [1182, TIME], // date
  [1185, TIME], // timestamptz
  [1231, TEXT], // numeric: as text, like a single one
  [2951, TEXT], // uuid
  [3807, JSON_TEXT],
]);

const quoted = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;

function literalOf(values: readonly unknown[], write: Element["write"]): string {
  const parts = values.map((value) => {
    if (value === undefined) throw new TypeError("undefined in an array for PostgreSQL");
    if (value === null) return "NULL";
    return Array.isArray(value) ? literalOf(value, write) : quoted(write(value));
  });
  return `{${parts.join(",")}}`;
}

/**
 * The built-in array types, for the driver: it would ask each new connection for them, and where the connection is lost
 * meanwhile nobody catches that question's error, which ends the process.
 */
export const ARRAY_TYPES: Readonly<Record<string, PostgresType>> = Object.fromEntries(
  [...ELEMENTS].map(([oid, { read, write }]) => [
    String(oid),
    {
      to: oid,
      from: [oid],
      serialize: (values: unknown) => (Array.isArray(values) ? literalOf(values, write) : values),
      parse: (text: string) => parse(text, read),
    },
  ]),
);
