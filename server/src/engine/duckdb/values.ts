import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { Cell } from "../engine.js";
import {
  BOOLEAN,
  DOUBLE,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  VARCHAR,
} from "./nodeApi.js";

const DAY = 86_400_000;

/** The type that a parameter binds with. Whole numbers bind as DOUBLE too: comparing casts them back exactly. */
export function typeOf(cell: Cell): DuckDBType {
  if (typeof cell === "number") return DOUBLE;
  return typeof cell === "boolean" ? BOOLEAN : VARCHAR;
}

/** What the engine gives, as a cell: BIGINT and DECIMAL as number, dates and timestamps as ISO text. */
export function cellOf(value: DuckDBValue): Cell {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue) return new Date(value.days * DAY).toISOString().slice(0, 10);
  if (value instanceof DuckDBTimestampValue) return new Date(Number(value.micros / 1000n)).toISOString();
  return String(value);
}

function toDate(cell: Cell): DuckDBValue {
  return cell === null ? null : new DuckDBDateValue(Math.floor(Date.parse(String(cell)) / DAY));
}

function toTimestamp(cell: Cell): DuckDBValue {
  return cell === null ? null : new DuckDBTimestampValue(BigInt(Date.parse(String(cell))) * 1000n);
}

function toBigint(cell: Cell): DuckDBValue {
  return cell === null ? null : BigInt(Number(cell));
}

/** A column of cells as values of the table's type. */
export function toColumn(cells: readonly Cell[], type: DuckDBType): readonly DuckDBValue[] {
  switch (type.typeId) {
    case DuckDBTypeId.DATE:
      return cells.map(toDate);
    case DuckDBTypeId.TIMESTAMP:
      return cells.map(toTimestamp);
    case DuckDBTypeId.BIGINT:
      return cells.map(toBigint);
    default:
      return cells;
  }
}
