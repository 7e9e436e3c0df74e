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
  it("is refused with every fault by name", () => {
    const { comparisons, ...model } = professionalModel();
    const broken = {
      ...model,
      columns: [...model.columns, "drop table"],
      comparisons: [
        ...comparisons,
        { name: "shoe", levels: [{ name: "same", when: { equal: "shoe_size" }, bits: 3 }] },
      ],
    };
    const read = () => parseModel(JSON.stringify(broken));
    expect(read).toThrow(/"drop table" is no name/);
    expect(read).toThrow(/column shoe_size is used but not listed/);
    expect(read).toThrow(/of comparison shoe the last level/);
  });
});
