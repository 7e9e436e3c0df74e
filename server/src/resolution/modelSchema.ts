import { z } from "zod";
import type { Condition, LinkageModel } from "./model.js";

/** Names become names of columns and tables. */
export const columnName = z.string().regex(/^[a-z][a-z0-9_]*$/, {
  error: ({ input }) => `"${String(input)}" is no name of a column or a rule`,
});
const probability = z.number().gt(0).lte(1);
const count = z.int().positive();
const share = z.number().min(0).max(1);

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ all: z.array(condition).min(1) }),
      z.strictObject({ any: z.array(condition).min(1) }),
      z.strictObject({ not: condition }),
      z.strictObject({ missing: columnName }),
      z.strictObject({ unknown: columnName }),
      z.strictObject({ equal: columnName }),
      z.strictObject({ crossed: z.tuple([columnName, columnName]) }),
      z.strictObject({ jaroWinkler: columnName, atLeast: share }),
      z.strictObject({ levenshtein: columnName, atMost: count }),
      z.strictObject({ begins: columnName }),
      z.strictObject({ within: columnName }),
      z.strictObject({ shared: columnName }),
    ],
    {
      error:
        "is none of the conditions: all, any, not, missing, unknown, equal, crossed, jaroWinkler with atLeast, levenshtein with atMost, begins, within, shared",
    },
  ),
);

const level = z.strictObject({
  name: z.string().min(1),
  when: condition.exactOptional(),
  m: probability.exactOptional(),
  u: probability.exactOptional(),
  bits: z.number().min(-30).max(30).exactOptional(),
  termFrequency: z
    .array(z.union([columnName, z.strictObject({ column: columnName, apartFrom: columnName })]))
    .exactOptional(),
});

const keys = z.array(z.union([columnName, z.strictObject({ column: columnName, prefix: count })])).min(1);

const blockingRule = z.union(
  [
    z.strictObject({ name: columnName, on: keys, maxRecords: count, finer: keys.exactOptional() }),
    z.strictObject({ name: columnName, shared: columnName, maxRecords: count }),
  ],
  { error: "a blocking rule has name, maxRecords and either on (with finer, where wanted) or shared" },
);

/** The shape of a linkage model; what it says of its own parts is checked by `parseModel`. */
export const modelShape = z.strictObject({
  name: columnName,
  columns: z.array(columnName).min(1),
  identifiers: z.array(columnName),
  blocking: z.array(blockingRule).min(1),
  comparisons: z.array(z.strictObject({ name: columnName, levels: z.array(level).min(2) })).min(1),
  agreement: z.record(columnName, probability),
  matchesPerRecord: z.number().positive(),
  trainedOn: z.int().min(0),
  priorStrength: z.strictObject({ m: z.number().min(0), u: z.number().min(0), records: z.number().min(0) }),
  conflicts: z.array(columnName),
  clustering: z.strictObject({
    edge: z.number(),
    unblocked: z.number(),
    clamp: z.number().positive(),
    maxIsland: count.min(2),
  }),
}) satisfies z.ZodType<LinkageModel>;
