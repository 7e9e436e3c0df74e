import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import type { Engine } from "../engine/engine.js";
import type { Step } from "../engine/pipeline.js";
import { candidateSteps, compareStep } from "./candidates.js";
import { judgedPairStep } from "./judgements.js";
import { professionalModel } from "./linkageModels.js";
import { parseModel } from "./parseModel.js";
import { positionStep, randomPairStep } from "./randomPairs.js";
import { scoreStep } from "./scoring.js";

const ALL = { records: "normalized_record", identifiers: "identifier", pending: "normalized_record" };
const NEWS = { ...ALL, pending: "fresh_record" };

const textOf = (steps: readonly Step[]) =>
  steps.map(({ name, reads, sql }) => `-- ${name} reads ${reads.join(", ")}\n${sql};\n`).join("\n");

describe("the steps of the professional model", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await testEngine();
  });
  afterAll(() => engine.close());

  it("are these, in SQL", async () => {
    const model = professionalModel();
    const steps: Step[] = [
      ...candidateSteps(model, ALL, engine.dialect),
      compareStep(model, engine.dialect),
      positionStep(model, ALL.records),
      randomPairStep(model),
      scoreStep(model, "pair_level", 1_000_000),
      judgedPairStep,
    ];
    await expect(textOf(steps)).toMatchFileSnapshot("./__golden__/professional.sql");
  });

  it("are these where some records are news", async () => {
    const model = professionalModel();
    const steps = [...candidateSteps(model, NEWS, engine.dialect), compareStep(model, engine.dialect)];
    await expect(textOf(steps)).toMatchFileSnapshot("./__golden__/professionalNews.sql");
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

  it("is without fault as shipped, and read as it stands in its file", () => {
    const shipped = readFileSync(new URL("models/professional.json", import.meta.url), "utf8");
    expect(parseModel(shipped)).toEqual(JSON.parse(shipped));
    expect(professionalModel()).toEqual(parseModel(shipped));
    expect(() => parseModel(shipped.replace('"columns": [', '"columns": ["email_domain", '))).toThrow(
      /email_domain is among the columns twice/,
    );
  });

  it("is refused with the place of every part that has no such shape", () => {
    const read = () => parseModel(withComparison([{ name: "same", wenn: true }, other], ["drop table"]));
    expect(read).toThrow(/columns\.23: "drop table" is no name/);
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
