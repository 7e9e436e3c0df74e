import { loadCommonJs } from "../../commonJs.js";

export const {
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBTimestampValue,
  DuckDBTypeId,
  VARCHAR,
}: typeof import("@duckdb/node-api") = loadCommonJs("@duckdb/node-api");
