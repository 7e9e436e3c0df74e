import type { z } from "zod";
import { VouchError } from "../errors.js";
import { termsOf } from "./conditions.js";
import {
  type Comparison,
  columnRules,
  frequencyColumns,
  type LinkageModel,
  weighedColumns,
} from "./model.js";
import { modelShape } from "./modelSchema.js";

/**
 * Reads a model and checks that it says what it must.
 * @param text JSON
 * @throws VouchError `model_invalid` with every fault, by name
 */
export function parseModel(text: string): LinkageModel {
  const model = parseShape(modelShape, "linkage model", text);
  const faults = modelFaults(model);
  if (faults.length > 0) throw invalid(`linkage model ${model.name}`, faults);
  return model;
}

/**
 * Reads JSON of a shape.
 * @param what what the text is, for people
 * @throws VouchError `model_invalid` with every fault and its place
 */
export function parseShape<T>(shape: z.ZodType<T>, what: string, text: string): T {
  const parsed = shape.safeParse(jsonOf(text, what));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  throw invalid(what, faults);
}

function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (failure) {
    throw invalid(what, [failure instanceof Error ? failure.message : "it is no JSON"]);
  }
}

/** What is wrong with a model or a specification, as a failure for people. */
export function invalid(what: string, faults: readonly string[]): VouchError {
  return new VouchError("model_invalid", `The ${what} is not valid: ${faults.join("; ")}.`);
}

/** What a model says of its own parts that cannot be. */
export function modelFaults(model: LinkageModel): string[] {
  return [...nameFaults(model), ...columnFaults(model), ...model.comparisons.flatMap(comparisonFaults)];
}

/** Names become names of tables and columns, where two may not be the same. */
function nameFaults({ columns, blocking, comparisons }: LinkageModel): string[] {
  const lists = {
    columns,
    "blocking rules": blocking.map(({ name }) => name),
    comparisons: comparisons.map(({ name }) => name),
  };
  return Object.entries(lists).flatMap(([list, names]) => {
    const twice = names.filter((name, at) => names.indexOf(name) !== at);
    return twice.map((name) => `${name} is among the ${list} twice`);
  });
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
  const uncounted = weighedColumns(model).filter((column) => model.agreement[column] === undefined);
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
  if (learned.some(({ m, u }) => m === undefined || u === undefined)) {
    faults.push(`every level of comparison ${name} needs bits, or m and u`);
  }
  for (const of of ["m", "u"] as const) {
    const sum = learned.reduce((total, level) => total + (level[of] ?? 0), 0);
    if (sum > 1.02) faults.push(`the ${of} of comparison ${name} sum to ${sum.toFixed(4)}, more than 1`);
  }
  return faults;
}
