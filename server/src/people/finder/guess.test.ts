import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberedAfter, withoutTaken } from "./collisions.js";
import type { DomainPatterns } from "./domainPatterns.js";
import { calibrated, freeGuesses, guessAt } from "./infer.js";
import { formsOfWritten } from "./nameForms.js";

const DOMAIN = "acme.example";
const patterns = (
  templates: Readonly<Record<string, number>>,
  more: Partial<DomainPatterns> = {},
): DomainPatterns => {
  const known = Object.values(templates).reduce((sum, count) => sum + count, 0);
  return {
    main: DOMAIN,
    people: known,
    templates: new Map(Object.entries(templates)),
    other: 0,
    hosts: new Map(known === 0 ? [] : [[DOMAIN, known]]),
    countries: new Map(),
    ...more,
  };
};
const likeliest = (first: string, last: string, known: DomainPatterns) =>
  guessAt(formsOfWritten(first, last), DOMAIN, known)[0];

describe("a guess", () => {
  it.each([
    ["Ada", "Byron", { "{f}{last}": 5 }, "abyron@acme.example"],
    ["Ada", "Byron", { "{first}_{last}": 5 }, "ada_byron@acme.example"],
    ["Zoë", "van Dijk", { "{first}.{last}": 5 }, "zoe.vandijk@acme.example"],
    ["Ada", "Byron", {}, "ada.byron@acme.example"],
  ])("of %s %s after %j is %s", (first, last, known, expected) => {
    expect(likeliest(first, last, patterns(known))?.email).toBe(expected);
  });

  it("says how the address is made", () => {
    expect(likeliest("Ada", "Byron", patterns({ "{last}.{f}": 9 }))?.pattern).toBe("{last}.{f}");
  });

  it("is surer the more addresses say so", () => {
    const sure = (known: number) =>
      likeliest("Ada", "Byron", patterns({ "{f}{last}": known }))?.probability ?? 0;
    expect([1, 3, 9, 30].map(sure)).toEqual([1, 3, 9, 30].map(sure).sort((a, b) => a - b));
    expect(sure(30)).toBeGreaterThan(0.85);
    expect(sure(0)).toBeLessThan(0.5);
  });

  it("is at the host where the employer's addresses are", () => {
    const elsewhere = patterns(
      { "{first}": 8 },
      { main: "acme-group.example", hosts: new Map([["acme-group.example", 8]]) },
    );
    expect(likeliest("Ada", "Byron", elsewhere)?.email).toBe("ada@acme-group.example");
  });

  it("never comes to more than certainty, whatever the name and the employer", () => {
    const name = fc.stringMatching(/^[A-Za-zÄÖÜéñ' -]{1,20}$/);
    fc.assert(
      fc.property(name, name, fc.nat(40), fc.nat(40), (first, last, dotted, other) => {
        const known = patterns({ "{first}.{last}": dotted }, { other });
        const guesses = guessAt(formsOfWritten(first, last), DOMAIN, known);
        expect(guesses.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1.000001);
        expect(new Set(guesses.map(({ email }) => email)).size).toBe(guesses.length);
        const told = calibrated(freeGuesses(guesses, new Set()));
        expect(told.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1.000001);
      }),
    );
  });
});

describe("an address that another has", () => {
  const guesses = guessAt(formsOfWritten("Ada", "Byron"), DOMAIN, patterns({ "{f}{last}": 9 }));
  const taken = new Set(["abyron@acme.example"]);

  it("is not guessed: the same with a number is, or another template's", () => {
    const free = withoutTaken(guesses, taken);
    expect(free.map(({ email }) => email)).not.toContain("abyron@acme.example");
    expect(free[0]?.email).toBe("abyron2@acme.example");
    expect(free.find(({ email }) => email === "ada.byron@acme.example")?.probability).toBeGreaterThan(
      guesses.find(({ email }) => email === "ada.byron@acme.example")?.probability ?? 1,
    );
  });

  it("takes of what can be known: nothing becomes surer than before", () => {
    const sum = (some: typeof guesses) => some.reduce((all, { probability }) => all + probability, 0);
    fc.assert(
      fc.property(fc.subarray(guesses.map(({ email }) => email)), (some) => {
        expect(sum(withoutTaken(guesses, new Set(some)))).toBeLessThanOrEqual(sum(guesses) + 1e-9);
      }),
    );
  });

  it("is followed by the first number that is free", () => {
    expect(numberedAfter("a@b.example", new Set(["a@b.example", "a2@b.example"]))).toBe("a3@b.example");
  });

  it("is a case of its own for the curve", () => {
    expect(freeGuesses(guesses, taken).ground).toBe("collision");
    expect(freeGuesses(guesses, new Set()).ground).toBe("inferred");
  });
});
