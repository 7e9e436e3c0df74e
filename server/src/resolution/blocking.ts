import type { Step } from "../engine/pipeline.js";
import { blockCode, CODES, FRESH_CODES, finerCode } from "./codes.js";
import { type ColumnRule, columnRules, type LinkageModel, sharedRules } from "./model.js";

/** Where records and their identifiers are read from, and which of the records are news. */
export interface RecordTables {
  readonly records: string;
  readonly identifiers: string;
  /** The records that are news: the table of all records where all of them are. */
  readonly pending: string;
}

/** Whether nothing is gained by looking for what the news touch. */
export function allAreNews({ records, pending }: RecordTables): boolean {
  return records === pending;
}

/**
 * Steps from records to `candidate_pair`: pairs that agree on a rule and of which one at least is news.
 * Expects their codes. Each pair comes once, `left_id < right_id`, with a flag for each kind of identifier that is shared.
 */
export function blockingSteps(model: LinkageModel, tables: RecordTables): Step[] {
  const rules = columnRules(model);
  return [
    ...rules.map((rule) => blockStep(rule, tables)),
    blockKeyStep(rules, tables),
    ...(allAreNews(tables) ? [] : [freshKeyStep()]),
    identifierBlockStep(model, tables),
    sharedIdentifierStep(),
    ...pairSteps(model, rules, tables),
  ];
}

/** Records in blocks of at least two; a block is known by the least record in it. `NULL`: skipped as too large. */
function blockStep(rule: ColumnRule, tables: RecordTables): Step {
  const code = blockCode(rule);
  const finer = finerCode(rule);
  const ofNews = allAreNews(tables)
    ? ""
    : ` JOIN (SELECT DISTINCT ${code} FROM ${FRESH_CODES}) t ON t.${code} = n.${code}`;
  return {
    name: `block_${rule.name}`,
    reads: [CODES, ...(allAreNews(tables) ? [] : [FRESH_CODES])],
    sql: `WITH keyed AS (
  SELECT n.record_id, n.${code} AS block_value, ${finer === undefined ? "NULL" : `n.${finer}`} AS finer_value
  FROM ${CODES} n${ofNews}),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > ${rule.maxRecords}),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= ${rule.maxRecords}
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= ${rule.maxRecords} THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL`,
  };
}

/**
 * One row a record that can be in a pair: its block under each rule. Where it is in none it is in one by itself, so that
 * whether two blocks differ is decided while records are joined.
 */
function blockKeyStep(rules: readonly ColumnRule[], tables: RecordTables): Step {
  const { records, pending } = tables;
  const inBlocks = rules.map(
    ({ name }, rule) => `SELECT record_id, ${rule} AS rule, block FROM block_${name}`,
  );
  const blocked =
    rules.length === 0
      ? `SELECT record_id, 0 AS rule, NULL AS block FROM ${records}`
      : inBlocks.join("\nUNION ALL\n");
  const blocks = rules.map(
    ({ name }, rule) =>
      `coalesce(max(CASE WHEN k.rule = ${rule} THEN k.block ELSE NULL END), -k.record_id) AS ${name}`,
  );
  const { fresh, join } = freshness(tables, "k.record_id");
  return {
    name: "block_key",
    reads: [...new Set([records, pending, ...rules.map(({ name }) => `block_${name}`)])],
    sql: `SELECT ${["k.record_id", `max(${fresh}) AS fresh`, ...blocks].join(",\n  ")}
FROM ${[`(\n${blocked}) k`, ...join].join("\n")}
GROUP BY k.record_id`,
  };
}

/** SQL of whether a record is news, and the join that it needs. */
function freshness(tables: RecordTables, record: string): { fresh: string; join: readonly string[] } {
  if (allAreNews(tables)) return { fresh: "1", join: [] };
  return {
    fresh: "CASE WHEN p.record_id IS NULL THEN 0 ELSE 1 END",
    join: [`LEFT JOIN ${tables.pending} p ON p.record_id = ${record}`],
  };
}

function freshKeyStep(): Step {
  return { name: "fresh_key", reads: ["block_key"], sql: "SELECT * FROM block_key WHERE fresh = 1" };
}

/** Identifiers that are shared by some records, and by not too many. */
export function identifierBlockStep(model: LinkageModel, tables: RecordTables): Step {
  const { identifiers, pending } = tables;
  const { fresh, join } = freshness(tables, "i.record_id");
  const touched = `(
    SELECT i.* FROM ${identifiers} i JOIN (
      SELECT DISTINCT kind, value FROM ${identifiers} WHERE record_id IN (SELECT record_id FROM ${pending})
    ) t ON t.kind = i.kind AND t.value = i.value) touched`;
  const capped = sharedRules(model).map(
    ({ shared, maxRecords }) => `(kind = '${shared}' AND count(*) <= ${maxRecords})`,
  );
  return {
    name: "identifier_block",
    reads: [identifiers, pending],
    sql: `WITH shared_value AS (
  SELECT kind, value FROM ${allAreNews(tables) ? identifiers : touched}
  GROUP BY kind, value HAVING count(*) > 1 AND (${capped.length === 0 ? "1 = 0" : capped.join(" OR ")}))
SELECT i.record_id, i.kind, i.value, ${fresh} AS fresh
FROM ${[`${identifiers} i`, "JOIN shared_value s ON s.kind = i.kind AND s.value = i.value", ...join].join("\n")}`,
  };
}

const PAIR = `CASE WHEN a.record_id < b.record_id THEN a.record_id ELSE b.record_id END AS left_id,
  CASE WHEN a.record_id < b.record_id THEN b.record_id ELSE a.record_id END AS right_id`;
/** A pair of two fresh records comes once, a pair of a fresh and an old one too. */
const ONCE = "a.record_id <> b.record_id AND (b.fresh = 0 OR a.record_id < b.record_id)";

function sharedIdentifierStep(): Step {
  return {
    name: "shared_identifier",
    reads: ["identifier_block"],
    sql: `SELECT ${PAIR}, a.kind
FROM identifier_block a JOIN identifier_block b ON b.kind = a.kind AND b.value = a.value
WHERE a.fresh = 1 AND ${ONCE}`,
  };
}

/** Pairs that agree on a rule and on none of the earlier ones; where all records are news, each from its lesser one alone. */
function columnPairSql(rules: readonly ColumnRule[], at: number, tables: RecordTables): string {
  const [fresh, pair, once] = allAreNews(tables)
    ? ["block_key", "a.record_id AS left_id, b.record_id AS right_id", "a.record_id < b.record_id"]
    : ["fresh_key", PAIR, ONCE];
  const name = rules[at]?.name ?? "";
  const earlier = rules.slice(0, at).map((rule) => `\n  AND a.${rule.name} <> b.${rule.name}`);
  return `SELECT ${pair}
FROM ${fresh} a JOIN block_key b ON b.${name} = a.${name}
WHERE ${once}${earlier.join("")}`;
}

/**
 * The steps to `candidate_pair`. Where all records are news, each rule has one of its own: the engine holds all joins of a
 * step in memory at once.
 */
function pairSteps(model: LinkageModel, rules: readonly ColumnRule[], tables: RecordTables): Step[] {
  const pairs = rules.map(({ name }, at) => ({
    name: `pair_${name}`,
    reads: ["block_key"],
    sql: columnPairSql(rules, at, tables),
  }));
  if (!allAreNews(tables)) {
    const within = pairs.map(({ sql }) => `(${sql}) pair`);
    return [candidateStep(model, within, ["shared_identifier", "fresh_key", "block_key"])];
  }
  const names = pairs.map(({ name }) => name);
  return [...pairs, candidateStep(model, names, ["shared_identifier", ...names])];
}

/** @param pairs tables of pairs that agree on some columns */
function candidateStep(model: LinkageModel, pairs: readonly string[], reads: readonly string[]): Step {
  const kinds = model.identifiers;
  const flags = kinds.map((kind) => `CASE WHEN kind = '${kind}' THEN 1 ELSE 0 END AS shared_${kind}`);
  const unshared = kinds.map((kind) => `0 AS shared_${kind}`);
  const byIdentifier = `SELECT ${["left_id", "right_id", ...flags].join(", ")} FROM shared_identifier`;
  const byColumns = pairs.map(
    (from) => `SELECT ${["left_id", "right_id", ...unshared].join(", ")} FROM ${from}`,
  );
  return {
    name: "candidate_pair",
    reads,
    sql: `SELECT ${["left_id", "right_id", ...kinds.map((kind) => `max(shared_${kind}) AS shared_${kind}`)].join(", ")}
FROM (
${[byIdentifier, ...byColumns].join("\nUNION ALL\n")}
) pair
GROUP BY left_id, right_id`,
  };
}

/** A rule's blocks that were too large to compare, even when split by the finer rule. */
export type SkippedBlocks = {
  readonly rule: string;
  readonly blocks: number;
  readonly records: number;
  readonly largest: number;
};

/** By rule, the blocks that stayed too large even under the finer rule: how many, of how many records, the largest. */
export function skippedBlocksSql(model: LinkageModel): string {
  return columnRules(model)
    .map(
      ({ name }) => `SELECT '${name}' AS rule, CAST(round(sum(1.0 / members)) AS INTEGER) AS blocks,
  count(*) AS records, max(members) AS largest
FROM block_${name} WHERE block IS NULL HAVING count(*) > 0`,
    )
    .join("\nUNION ALL\n");
}
