import { readFileSync } from "node:fs";
import { VouchError } from "../errors.js";
import { termsOf } from "./conditions.js";
import { type Comparison, columnRules, frequencyColumns, type LinkageModel } from "./model.js";

/** The model for professional records, as shipped. */
export function professionalModel(): LinkageModel {
  const file = new URL("../../src/resolution/models/professional.json", import.meta.url);
  return parseModel(readFileSync(file, "utf8"));
}

const NAME = /^[a-z][a-z0-9_]*$/;

/**
 * Reads a model and checks that it says what it must.
 * @param text JSON
 * @throws VouchError `model_invalid` with every fault, by name
 */
export function parseModel(text: string): LinkageModel {
  const model = JSON.parse(text) as LinkageModel;
  const faults = faultsOf(model);
  if (faults.length === 0) return model;
  throw new VouchError(
    "model_invalid",
    `The linkage model ${model.name} is not valid: ${faults.join("; ")}.`,
  );
}

function faultsOf(model: LinkageModel): string[] {
  const lists = [model.columns, model.identifiers, model.blocking, model.comparisons, model.conflicts];
  if (!lists.every(Array.isArray))
    return ["columns, identifiers, blocking, comparisons and conflicts must be lists"];
  return [...nameFaults(model), ...columnFaults(model), ...model.comparisons.flatMap(comparisonFaults)];
}

/** Names become names of columns and tables. */
function nameFaults({ columns, identifiers, blocking, comparisons }: LinkageModel): string[] {
  const names = [...columns, ...identifiers, ...[...blocking, ...comparisons].map(({ name }) => name)];
  return names.filter((name) => !NAME.test(name)).map((name) => `"${name}" is no name of a column or a rule`);
}

function columnFaults(model: LinkageModel): string[] {
  const keys = columnRules(model).flatMap(({ on, finer }) => [...on, ...(finer ?? [])]);
  const named = [
    ...keys.map((key) => (typeof key === "string" ? key : key.column)),
    ...termsOf(model).columns,
    ...frequencyColumns(model),
    ...model.conflicts,
  ];
  const unknown = named.filter((column) => !model.columns.includes(column));
  const uncounted = frequencyColumns(model).filter((column) => model.agreement[column] === undefined);
  const kinds = [...termsOf(model).shared].filter((kind) => !model.identifiers.includes(kind));
  return [
    ...[...new Set(unknown)].map((column) => `column ${column} is used but not listed`),
    ...uncounted.map((column) => `agreement of ${column} is missing`),
    ...kinds.map((kind) => `identifier ${kind} is used but not listed`),
  ];
}

function comparisonFaults({ name, levels }: Comparison): string[] {
  const faults: string[] = [];
  const last = levels.at(-1);
  if (levels.slice(0, -1).some(({ when }) => when === undefined) || last?.when !== undefined) {
    faults.push(`of comparison ${name} the last level, and no other, must have no condition`);
  }
  const learned = levels.filter(({ bits }) => bits === undefined);
  if (learned.some(({ m, u }) => !isProbability(m) || !isProbability(u))) {
    faults.push(`every level of comparison ${name} needs bits, or m and u between 0 and 1`);
  }
  for (const of of ["m", "u"] as const) {
    const sum = learned.reduce((total, level) => total + (level[of] ?? 0), 0);
    if (sum > 1.02) faults.push(`the ${of} of comparison ${name} sum to ${sum.toFixed(4)}, more than 1`);
  }
  return faults;
}

function isProbability(value: number | undefined): boolean {
  return value !== undefined && value > 0 && value <= 1;
}
