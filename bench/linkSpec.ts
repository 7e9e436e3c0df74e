import { existsSync, readFileSync } from "node:fs";
import type { LinkageModel } from "@vouch/server/dist/resolution/model.js";
import { modelShape } from "@vouch/server/dist/resolution/modelSchema.js";
import { invalid, modelFaults, parseShape } from "@vouch/server/dist/resolution/parseModel.js";
import { z } from "zod";
import { BenchUsageError } from "./harness.js";
import { type DerivedColumn, derivedColumn } from "./linkColumns.js";

/**
 * A linkage model for a table that comes as it is: `columns` tells how the model's columns are made of the file's.
 * `identifiers` are those columns of which a shared value ties two records (a rule or condition `shared`). `truth`
 * tells how the label of the true person is made, where the file's own column is more than the label.
 */
const specShape = modelShape.omit({ trainedOn: true, identifiers: true }).extend({
  columns: z.array(derivedColumn).min(1),
  identifiers: z.array(z.string()).default([]),
  truth: derivedColumn.exactOptional(),
});

export interface LinkSpec {
  readonly columns: readonly DerivedColumn[];
  readonly truth: DerivedColumn | undefined;
  readonly model: LinkageModel;
}

/** @throws BenchUsageError where there is no such file. @throws VouchError `model_invalid` with every fault */
export function readSpec(path: string): LinkSpec {
  if (!existsSync(path)) throw new BenchUsageError(`There is no specification ${path}.`);
  return parseSpec(readFileSync(path, "utf8"), `specification ${path}`);
}

/**
 * Reads a specification.
 * @param what what the text is, for people
 * @throws VouchError `model_invalid` with every fault and its place
 */
export function parseSpec(text: string, what = "specification"): LinkSpec {
  const { columns, truth, ...rest } = parseShape(specShape, what, text);
  const model: LinkageModel = { ...rest, columns: columns.map(({ name }) => name), trainedOn: 0 };
  const faults = [...modelFaults(model), ...unknownIdentifiers(model)];
  if (faults.length > 0) throw invalid(what, faults);
  return { columns, truth, model };
}

function unknownIdentifiers({ identifiers, columns }: LinkageModel): string[] {
  const unknown = identifiers.filter((kind) => !columns.includes(kind));
  return unknown.map((kind) => `identifier ${kind} is not among the columns`);
}
