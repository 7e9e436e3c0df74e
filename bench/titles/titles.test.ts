import { type Department, departmentNames } from "@vouch/contract";
import { seededRandom } from "@vouch/demo";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitCurve } from "./curve.js";
import { escoPart, escoTraining } from "./escoTitles.js";
import { departmentOfIsco } from "./iscoDepartments.js";
import { normalizedTitle, readLabelled } from "./labelled.js";
import { languages, lexiconTitles } from "./lexicon.js";
import { fitLogistic } from "./logistic.js";
import { macroF1 } from "./scores.js";
import { departmentOfSoc } from "./socDepartments.js";

describe("the labelled titles", async () => {
  const labelled = await readLabelled();

  it("are at least 1 000 to report on, and 60 in each language", () => {
    const report = labelled.filter(({ part }) => part === "report");
    expect(report.length).toBeGreaterThanOrEqual(1000);
    for (const language of languages)
      expect(report.filter((title) => title.language === language).length).toBeGreaterThanOrEqual(60);
  });

  it("belong to one part each, whatever their spelling", () => {
    const parts = new Map<string, Set<string>>();
    for (const { title, part } of labelled) {
      const key = normalizedTitle(title);
      parts.set(key, (parts.get(key) ?? new Set()).add(part));
    }
    expect([...parts].filter(([, found]) => found.size > 1).map(([key]) => key)).toEqual([]);
  });
});

describe("the lexicon", () => {
  it("makes titles of every department, the same each time", () => {
    const titles = lexiconTitles();
    expect(new Set(titles.map(({ department }) => department))).toEqual(new Set(departmentNames));
    expect(titles.filter(({ title }) => /[{}]/.test(title))).toEqual([]);
    expect(lexiconTitles()).toEqual(titles);
  });
});

describe("occupations", () => {
  it.each([
    ["11-2022.00", "Sales"],
    ["15-1252.00", "Engineering"],
    ["51-3011.00", "Other"],
    ["51-4041.00", "Operations"],
    ["11-1021.00", null],
  ])("%s belong to %s", (code, department) => {
    expect(departmentOfSoc(code)).toBe(department);
  });
});

describe("occupations of ESCO", () => {
  it.each([
    ["2411", "accountant", "Finance"],
    ["1219", "project manager", "Project Management"],
    ["1219", "corporate social responsibility manager", null],
    ["1324", "purchasing manager", "Purchasing"],
    ["1324", "warehouse manager", "Operations"],
    ["2421", "business consultant", "Consulting"],
    ["2511", "data scientist", "Data"],
    ["2619", "legal consultant", "Legal"],
    ["2262", "pharmacist", "Other"],
    ["0110", "air force officer", "Other"],
  ])("of group %s named %s belong to %s", (group, name, department) => {
    expect(departmentOfIsco(group, name)).toBe(department);
  });

  it("are nine in ten to learn from, and of the others half to report on", () => {
    const parts = Array.from({ length: 10_000 }, (_, at) => escoPart(`occupation/${at}`));
    const share = (part: string) => parts.filter((found) => found === part).length / parts.length;
    expect(share("training")).toBeCloseTo(0.9, 1);
    expect(share("report")).toBeCloseTo(0.05, 1);
    expect(share("calibration")).toBeCloseTo(0.05, 1);
  });

  const name = (occupation: string, title: string, department: Department) => {
    return { language: "en", occupation, title, department, names: 1 };
  };

  it("are learned from where nothing that is measured on equals them, those of rare departments more", () => {
    const uris = Array.from({ length: 200 }, (_, at) => `occupation/${at}`);
    const held = uris.find((uri) => escoPart(uri) !== "training") ?? "";
    const [first = "", ...others] = uris.filter((uri) => escoPart(uri) === "training");
    const learned = escoTraining(
      [
        name(held, "Baker", "Other"),
        name(first, "baker", "Other"),
        name(first, "Buyer", "Purchasing"),
        name(first, "Labelled", "Other"),
        ...others.map((uri) => name(uri, `welder ${uri}`, "Operations")),
      ],
      new Set(["labelled"]),
    );
    expect(learned.map(({ title }) => title)).not.toContain("baker");
    expect(learned.map(({ title }) => title)).not.toContain("Labelled");
    const weightOf = (wanted: string) => learned.find(({ department }) => department === wanted)?.weight ?? 0;
    expect(weightOf("Purchasing")).toBeGreaterThan(weightOf("Operations"));
  });
});

describe("learning", () => {
  it("tells apart what can be told apart, the same each time", () => {
    const example = (label: number) => ({ slots: Uint32Array.of(label, 7), label, weight: 1 });
    const examples = Array.from({ length: 60 }, (_, at) => example(at % 3));
    const weights = fitLogistic(examples, 3, seededRandom("a"));
    for (const label of [0, 1, 2]) {
      const row = [...weights.slice(label * 3, label * 3 + 3)];
      expect(row.indexOf(Math.max(...row))).toBe(label);
    }
    expect(fitLogistic(examples, 3, seededRandom("a"))).toEqual(weights);
  });

  it("finds the curve that claims were drawn from", () => {
    const random = seededRandom("curve");
    const claims = Array.from({ length: 20_000 }, () => {
      const margin = random.next() * 8 - 4;
      const known = random.next();
      const odds = 0.7 * margin + 0.5 + margin * known;
      return {
        evidence: [1, margin, known, margin * known],
        right: random.chance(1 / (1 + Math.exp(-odds))),
        weight: 1,
      };
    });
    const [intercept, slope, level, both] = fitCurve(claims);
    expect(intercept).toBeCloseTo(0.5, 0);
    expect(slope).toBeCloseTo(0.7, 0);
    expect(level).toBeCloseTo(0, 0);
    expect(both).toBeCloseTo(1, 0);
  });
});

describe("macro-F1", () => {
  it("is 1 where all is right, 0 where nothing is said, and in between else", () => {
    const classes = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1 });
    fc.assert(
      fc.property(classes, (truths) => {
        expect(macroF1(truths.map((truth) => ({ truth, said: truth })))).toBe(1);
        expect(macroF1(truths.map((truth) => ({ truth, said: null })))).toBe(0);
      }),
    );
    expect(
      macroF1([
        { truth: "a", said: "a" },
        { truth: "a", said: "b" },
        { truth: "b", said: "b" },
      ]),
    ).toBeCloseTo(2 / 3, 10);
  });
});
