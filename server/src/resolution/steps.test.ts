import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import type { Engine } from "../engine/engine.js";
import type { Step } from "../engine/pipeline.js";
import { blockingSteps } from "./blocking.js";
import { comparableStep, levelStep } from "./comparison.js";
import { judgedPairStep } from "./judgements.js";
import { parseModel, professionalModel } from "./parseModel.js";
import { positionStep, randomPairStep } from "./randomPairs.js";
import { scoreStep } from "./scoring.js";
import { frequencySteps } from "./termFrequency.js";

const tables = { records: "normalized_record", identifiers: "identifier", pending: "fresh_record" };

describe("the steps of the professional model", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await testEngine();
  });
  afterAll(() => engine.close());

  it("are these, in SQL", async () => {
    const model = professionalModel();
    const steps: Step[] = [
      ...frequencySteps(model, tables.records),
      comparableStep(model, tables),
      ...blockingSteps(model, tables, engine.dialect),
      levelStep(
        model,
        { pairs: "candidate_pair", records: tables.records, name: "pair_level" },
        engine.dialect,
      ),
      positionStep(model, tables.records),
      randomPairStep(model),
      scoreStep(model, "pair_level", 1_000_000),
      judgedPairStep,
    ];
    const text = steps
      .map(({ name, reads, sql }) => `-- ${name} reads ${reads.join(", ")}\n${sql};\n`)
      .join("\n");
    await expect(text).toMatchFileSnapshot("./__golden__/professional.sql");
  });
});

describe("a linkage model", () => {
  const withComparison = (levels: readonly object[], columns: readonly string[] = []) => {
    const model = professionalModel();
    return JSON.stringify({
      ...model,
      columns: [...model.columns, ...columns],
      comparisons: [...model.comparisons, { name: "shoe", levels }],
    });
  };
  const other = { name: "other", bits: -1 };

  it("is refused with the place of every part that has no such shape", () => {
    const read = () => parseModel(withComparison([{ name: "same", wenn: true }, other], ["drop table"]));
    expect(read).toThrow(/columns\.21: "drop table" is no name/);
    expect(read).toThrow(/comparisons\.6\.levels\.0: .*"wenn"/);
  });

  it("is refused with every fault by name", () => {
    const same = { name: "same", when: { equal: "shoe_size" }, bits: 3 };
    const read = () => parseModel(withComparison([same, { ...other, when: { missing: "city" } }], ["city"]));
    expect(read).toThrow(/column shoe_size is used but not listed/);
    expect(read).toThrow(/of comparison shoe the last level/);
    expect(read).toThrow(/city is among the columns twice/);
  });
});
