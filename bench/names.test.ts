import { describe, expect, it } from "vitest";
import { lookAlikes } from "./confusables.js";
import { isRight, readNameCases, scoreNames, TABLES } from "./namesTable.js";

describe("the tables of names", () => {
  const tables = TABLES.map(readNameCases);

  it("have 400 cases and more from a dozen cultures, a third of them written after the code", () => {
    const all = tables.flat();
    const [development = []] = tables;
    expect(all.length).toBeGreaterThanOrEqual(400);
    expect(new Set(all.map(({ culture }) => culture)).size).toBeGreaterThanOrEqual(12);
    expect(all.length - development.length).toBeGreaterThanOrEqual(all.length / 3);
  });

  it.each(tables.flat())("$kind, $culture: $name ($second)", (one) => {
    expect(isRight(one)).toBe(true);
  });

  it("count what is wrong", () => {
    const wrong = { kind: "split", culture: "none", name: "Jane Doe", second: "doe", third: "jane" } as const;
    const right = { ...wrong, second: "jane", third: "doe" };
    expect(scoreNames([wrong, right])).toEqual({ cases: 2, right: 1, share: 0.5, wrong: [wrong] });
  });
});

describe("look-alikes", () => {
  it("of two people differ in what they are written with, and have nothing in common with other pairs", () => {
    const pairs = lookAlikes(1000);
    const written = pairs.map(({ records }) => JSON.stringify(records));
    expect(new Set(written).size).toBe(1000);
    for (const { isOne, records } of pairs.filter((pair) => !pair.isOne)) {
      const [one, other] = records;
      expect(isOne || one.emails[0] !== other.emails[0]).toBe(true);
    }
    const addresses = pairs.flatMap(({ records: [{ emails }] }) => emails);
    expect(new Set(addresses).size).toBe(1000);
  });
});
