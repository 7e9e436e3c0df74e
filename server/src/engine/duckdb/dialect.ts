import type { Dialect } from "../dialect.js";

export const duckdbDialect: Dialect = {
  name: "duckdb",
  jaroWinkler: (left, right) => `jaro_winkler_similarity(${left}, ${right})`,
  levenshtein: (left, right) => `levenshtein(${left}, ${right})`,
  prefix: (text, length) => `left(${text}, ${length})`,
  hash: (text) => `CASE WHEN ${text} IS NOT NULL THEN hash(${text}) END`,
  daysBetween: (earlier, later) => `date_diff('day', ${earlier}, ${later})`,
};
