import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Counts, SIZE_CLASSES, sizeClassOf, templateProbabilities } from "./templateModel.js";
import { TEMPLATES } from "./templates.js";

const counts = (templates: Readonly<Record<string, number>>, other = 0, people = 5): Counts => ({
  people,
  templates: new Map(Object.entries(templates)),
  other,
});
const at = (pattern: string) => TEMPLATES.findIndex((template) => template.pattern === pattern);
const probabilityOf = (pattern: string, known: Counts) => templateProbabilities(known)[at(pattern)] ?? 0;

const someCounts = fc.record({
  people: fc.nat(2000),
  other: fc.nat(50),
  templates: fc
    .dictionary(fc.constantFrom(...TEMPLATES.map(({ pattern }) => pattern)), fc.nat(200), {
      noNullPrototype: true,
    })
    .map((found) => new Map(Object.entries(found))),
});

describe("the probability of templates at an employer", () => {
  it("leaves room for addresses without one, whatever is known", () => {
    fc.assert(
      fc.property(someCounts, (known) => {
        const probabilities = templateProbabilities(known);
        const sum = probabilities.reduce((all, one) => all + one, 0);
        expect(Math.min(...probabilities)).toBeGreaterThan(0);
        expect(sum).toBeLessThan(1);
      }),
    );
  });

  it("grows with each address that follows one, and falls with each that follows none", () => {
    fc.assert(
      fc.property(someCounts, fc.constantFrom(...TEMPLATES), (known, { pattern }) => {
        const more = new Map(known.templates).set(pattern, (known.templates.get(pattern) ?? 0) + 1);
        const before = probabilityOf(pattern, known);
        expect(probabilityOf(pattern, { ...known, templates: more })).toBeGreaterThan(before);
        expect(probabilityOf(pattern, { ...known, other: known.other + 1 })).toBeLessThan(before);
      }),
    );
  });

  it("is the prior of employers of the size where nothing is known", () => {
    const { follow, shares } = sizeClassOf(0);
    const prior = follow.mean * (shares["{first}.{last}"] ?? 0);
    expect(probabilityOf("{first}.{last}", counts({}, 0, 0))).toBeCloseTo(prior);
  });

  it("comes to what is counted where much is", () => {
    expect(probabilityOf("{l}{first}", counts({ "{l}{first}": 600 }, 400, 1000))).toBeCloseTo(0.6, 1);
  });

  it("knows small employers from large ones: first names alone are for few people", () => {
    const ofSize = (people: number) => probabilityOf("{first}", counts({}, 0, people));
    expect(ofSize(3)).toBeGreaterThan(2 * ofSize(1000));
    expect(SIZE_CLASSES.map(({ leastPeople }) => leastPeople)).toEqual([0, 10, 100, 400]);
  });

  it("has shares that add up to 1 in each class", () => {
    for (const { shares } of SIZE_CLASSES) {
      expect(Object.keys(shares)).toEqual(TEMPLATES.map(({ pattern }) => pattern));
      expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
    }
  });
});
