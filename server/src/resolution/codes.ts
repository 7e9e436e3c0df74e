import type { Dialect } from "../engine/dialect.js";
import type { Engine } from "../engine/engine.js";
import { runSteps, type Step } from "../engine/pipeline.js";
import type { RecordTables } from "./blocking.js";
import { termsOf } from "./conditions.js";
import {
  type BlockingKey,
  type ColumnRule,
  columnRules,
  frequencyColumns,
  type LinkageModel,
} from "./model.js";

/** Numbers that stand for texts, by record; kept from run to run, so that news are looked for among numbers alone. */
export const CODES = "record_code";
/** The same of the records that are news. */
export const FRESH_CODES = "fresh_code";
/** Numbers that stand for the texts of the records that are compared. */
export const COMPARED_CODES = "compared_code";

/** Columns of which only equality is asked. */
export function codedColumns(model: LinkageModel): string[] {
  const { columns, texts } = termsOf(model);
  return [...columns].filter((column) => !texts.has(column)).sort();
}

const isColumn = (keys: readonly BlockingKey[]): keys is readonly [string] =>
  keys.length === 1 && typeof keys[0] === "string";

/** The code by which a rule makes its blocks. */
export const blockCode = ({ name, on }: ColumnRule) => (isColumn(on) ? on[0] : `key_${name}`);

/** The code by which a rule splits blocks that are too large. */
export const finerCode = ({ name, finer }: ColumnRule) =>
  finer === undefined ? undefined : isColumn(finer) ? finer[0] : `finer_${name}`;

/** Columns whose codes records are compared by: those asked for equality, and those whose values are counted. */
export function comparedCodes(model: LinkageModel): string[] {
  return [...new Set([...codedColumns(model), ...frequencyColumns(model)])].sort();
}

/** By name, SQL of the text behind each code that records are looked for by: of rules, and of counted values. */
function lookedFor(model: LinkageModel, dialect: Dialect): Map<string, string> {
  const keySql = (key: BlockingKey) =>
    typeof key === "string" ? key : dialect.prefix(key.column, key.prefix);
  const joined = (keys: readonly BlockingKey[]) => keys.map(keySql).join(" || '|' || ");
  const texts = new Map(frequencyColumns(model).map((column) => [column, column]));
  for (const rule of columnRules(model)) {
    texts.set(blockCode(rule), joined(rule.on));
    const finer = finerCode(rule);
    if (finer !== undefined) texts.set(finer, joined(rule.finer ?? []));
  }
  return texts;
}

function codingStep(
  name: string,
  records: string,
  texts: ReadonlyMap<string, string>,
  dialect: Dialect,
): Pick<Step, "name" | "reads" | "sql"> {
  const codes = [...texts].map(([code, text]) => `${dialect.hash(text)} AS ${code}`);
  return { name, reads: [records], sql: `SELECT ${["record_id", ...codes].join(",\n  ")}\nFROM ${records}` };
}

/**
 * A number for every text that records are looked for by. Equal texts have equal codes; that two others have, out of
 * 2^64, is not to be expected. NULL stays NULL.
 */
export function codeStep(model: LinkageModel, records: string, dialect: Dialect): Step {
  return { ...codingStep(CODES, records, lookedFor(model, dialect), dialect), lasts: true };
}

/** All that records are compared by: the texts of which more is asked than equality, and codes named `code_COLUMN`. */
export function comparedCodeStep(model: LinkageModel, records: string, dialect: Dialect): Step {
  const codes = comparedCodes(model).map((column) => `${dialect.hash(column)} AS code_${column}`);
  return {
    name: COMPARED_CODES,
    reads: [records],
    sql: `SELECT ${["record_id", ...termsOf(model).texts, ...codes].join(",\n  ")}\nFROM ${records}`,
  };
}

const CHECKED = "'code'";

/** Remembers what the engine's codes look like: another version of it may have others. */
export function codeCheckStep(dialect: Dialect): Step {
  return { name: "code_check", reads: [], sql: `SELECT ${dialect.hash(CHECKED)} AS code`, lasts: true };
}

/** SQL of a query whose column `coded` is 0 where the codes in the store are missing or not this engine's. */
export const codedSql = (dialect: Dialect) =>
  `SELECT count(*) AS coded FROM code_check WHERE code = ${dialect.hash(CHECKED)}`;

/**
 * Brings the codes up to date with the news, and leaves those of the news in `fresh_code`. Doing it again changes nothing.
 */
export async function renewCodes(
  engine: Engine,
  model: LinkageModel,
  { records, pending: fresh }: RecordTables,
): Promise<void> {
  const { sql, ...step } = codingStep(FRESH_CODES, records, lookedFor(model, engine.dialect), engine.dialect);
  const ofNews = `${sql} WHERE record_id IN (SELECT record_id FROM ${fresh})`;
  await runSteps(engine, [{ ...step, sql: ofNews }]);
  await engine.execute(
    `DELETE FROM ${CODES} WHERE record_id IN (SELECT record_id FROM ${fresh} UNION ALL SELECT record_id FROM gone_record)`,
  );
  await engine.execute(`INSERT INTO ${CODES} SELECT * FROM ${FRESH_CODES}`);
}

/**
 * Forgets the codes of records: of a text that can be guessed, its code tells whether the guess is right.
 * @param erased table of record ids
 */
export async function forgetCodes(engine: Engine, erased: string): Promise<void> {
  // The first resolution makes the table, with the columns that the model asks for.
  const [made] = await engine.query<{ tables: number }>(
    `SELECT count(*) AS tables FROM information_schema.tables WHERE table_name = '${CODES}'`,
  );
  if (made?.tables !== 0)
    await engine.execute(`DELETE FROM ${CODES} WHERE record_id IN (SELECT record_id FROM ${erased})`);
}
