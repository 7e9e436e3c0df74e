import { describe, expect, it } from "vitest";
import type { Evidence, RecordOrigin } from "./evidence.js";
import { talliedFairly, taughtBy, type VouchedLabel, vouchingFor } from "./sourceLabels.js";

const TODAY = 20_000;
const seen = (source_id: number, last_day: number | null): RecordOrigin => ({
  source_id,
  source_key: "k",
  first_day: null,
  last_day,
});
const said = (value: string, ...records: RecordOrigin[]) => ({
  value,
  probability: 0.9,
  statements: records.map((record) => ({ record, original: value })),
});
const evidence: Evidence = {
  title: [
    said("Engineer", seen(1, TODAY - 10), seen(1, TODAY), seen(2, TODAY - 400), seen(3, null)),
    said("Nurse", seen(4, TODAY)),
  ],
  location: [said("Leeds", seen(2, TODAY))],
};

describe("who vouched for what a verdict speaks of", () => {
  it("is who said the shown value not long before", () => {
    expect(vouchingFor(evidence, TODAY, "title")).toEqual({ title: [1] });
    expect(vouchingFor(evidence, TODAY)).toMatchObject({ title: [1], location: [2], company_name: [] });
  });
});

describe("what accounts say of a source", () => {
  const said = (count: number, account: string, right = false, is_confirmed = false): VouchedLabel[] =>
    Array.from({ length: count }, () => ({ account, right, is_confirmed, vouching: { title: [1] } }));
  const tally = (...labels: VouchedLabel[][]) => talliedFairly(labels.flat()).get("1|title");

  it("counts as often as it is said, of one account up to fifty", () => {
    expect(tally(said(3, "a"), said(1, "a", true))).toEqual({ right: 1, total: 4 });
    expect(tally(said(900, "a"), said(100, "a", true))).toEqual({ right: 5, total: 50 });
    expect(tally(said(1000, "a"), said(20, "b", true))).toEqual({ right: 20, total: 70 });
  });

  it("counts whole where the operator confirms it", () => {
    expect(tally(said(80, "a", false, true), said(70, "a"))).toEqual({ right: 0, total: 130 });
  });
});

describe("accuracies by labels", () => {
  const tally = (right: number, total: number) => new Map([["1|title", { right, total }]]);
  const accuracyAfter = (right: number, total: number) =>
    taughtBy(new Map([["1|title", 0.9]]), tally(right, total)).get("1|title");

  it("hardly move by a few, and follow many", () => {
    expect(accuracyAfter(0, 2)).toBeCloseTo(90 / 102, 10);
    expect(accuracyAfter(500, 1000)).toBeCloseTo(590 / 1100, 10);
  });

  it("stay within what one source may be worth, and leave others as they are", () => {
    expect(accuracyAfter(0, 100_000)).toBe(0.3);
    expect(accuracyAfter(100_000, 100_000)).toBe(0.98);
    expect(taughtBy(new Map([["2|title", 0.7]]), tally(1, 1)).get("2|title")).toBe(0.7);
  });

  it("begin at the prior for a source that nothing was learned of", () => {
    expect(taughtBy(new Map(), tally(100, 100)).get("1|title")).toBeCloseTo(0.9, 10);
  });
});
