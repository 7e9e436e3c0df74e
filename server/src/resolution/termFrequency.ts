import type { Step } from "../engine/pipeline.js";
import { CODES, COMPARED_CODES } from "./codes.js";
import {
  columnOfTerm,
  frequencyColumns,
  type LinkageModel,
  type TermFrequency,
  weighedColumns,
} from "./model.js";

/**
 * One table a counted column: the code of each value, and how many records bear it.
 * @param all whether all records are compared; else values of those alone are counted that are
 */
export function frequencySteps(model: LinkageModel, all: boolean): Step[] {
  return frequencyColumns(model).map((column) => ({
    name: `frequency_${column}`,
    reads: [CODES, ...(all ? [] : [COMPARED_CODES])],
    sql: `SELECT ${column} AS term, CAST(count(*) AS INTEGER) AS bearers
FROM ${CODES} WHERE ${column} ${all ? "IS NOT NULL" : `IN (SELECT code_${column} FROM ${COMPARED_CODES})`} GROUP BY ${column}`,
  }));
}

/** By column, the probability that two different records that know it agree on it. */
export function agreementSql(model: LinkageModel): string {
  return weighedColumns(model)
    .map(
      (column) => `SELECT '${column}' AS term_column, sum(bearers) AS known,
  CAST(sum(CAST(bearers AS DOUBLE) * (bearers - 1)) AS DOUBLE) AS agreeing FROM frequency_${column}`,
    )
    .join("\nUNION ALL\n");
}

/** The records of the pair itself, which tell nothing of how many others bear the value. */
const OWN = 2;
/** Bearers that a value of the pair alone is taken to have elsewhere, at most: a value not seen is rarer than the average. */
const UNSEEN = 1;
/** No value is taken to be rarer than this, however few records bear it. */
const RAREST = 1e-7;

/**
 * Bits to add where a pair agrees on a value that so many of `records` bear: rare values tell more than the average
 * (after Winkler 1990). How frequent the value is among other people is smoothed towards the model's average by its
 * prior strength in records. A value whose bearers are not known adds nothing.
 */
function frequencyBitsSql(model: LinkageModel, term: TermFrequency, records: number): string {
  const column = columnOfTerm(term);
  const average = model.agreement[column] ?? 1;
  const strength = model.priorStrength.records;
  const population = records + strength;
  const expected = Math.min(strength * average, UNSEEN) + population * RAREST;
  const own =
    typeof term === "string"
      ? `${OWN}`
      : `CASE WHEN n_${term.apartFrom} > ${OWN} THEN n_${term.apartFrom} ELSE ${OWN} END`;
  const others = `CASE WHEN n_${column} > ${own} THEN n_${column} - ${own} ELSE 0 END`;
  return `coalesce(${decimal(Math.log2(average * population))} - log2(${others} + ${decimal(expected)}), 0)`;
}

/** By comparison, the bits that the frequencies of its values add to a pair's weight: SQL expressions. */
export function rarityByComparison(model: LinkageModel, records: number): Map<string, string> {
  const parts = model.comparisons.flatMap(({ name, levels }): [string, string][] => {
    const cases = levels.flatMap(({ termFrequency = [] }, at) => {
      const bits = termFrequency.map((term) => frequencyBitsSql(model, term, records));
      return bits.length === 0 ? [] : [`WHEN ${at} THEN ${bits.join(" + ")}`];
    });
    return cases.length === 0 ? [] : [[name, `CASE c_${name} ${cases.join("\n    ")} ELSE 0 END`]];
  });
  return new Map(parts);
}

/** Bits that the frequencies of the values add to a pair's weight, over all comparisons: an SQL expression. */
export function rarityBitsSql(model: LinkageModel, records: number): string {
  const parts = [...rarityByComparison(model, records).values()];
  return parts.length === 0 ? "0" : parts.join("\n  + ");
}

/**
 * A model's average frequencies as the records show them, smoothed by its prior strength.
 * @param seen by column, the pairs of records that know it and how many of them agree
 */
export function withAgreement(
  model: LinkageModel,
  seen: ReadonlyMap<string, { readonly agreeing: number; readonly pairs: number }>,
): LinkageModel {
  const strength = model.priorStrength.records ** 2 / 2;
  const smoothed = Object.entries(model.agreement).map(([column, prior]): [string, number] => {
    const { agreeing, pairs } = seen.get(column) ?? { agreeing: 0, pairs: 0 };
    return [column, (agreeing + strength * prior) / (pairs + strength)];
  });
  return { ...model, agreement: Object.fromEntries(smoothed) };
}

/** A number in SQL, in a form that every engine reads as a double. */
export function decimal(value: number): string {
  return value.toFixed(9);
}
