import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formsOf, formsOfWritten } from "./nameForms.js";

const total = (forms: readonly { readonly weight: number }[]) =>
  forms.reduce((sum, { weight }) => sum + weight, 0);

describe("forms of a name", () => {
  it.each([
    ["Ada", "van der Berg", "family", ["vanderberg", "van-der-berg", "berg"]],
    ["Ana", "García López", "family", ["garcialopez", "garcia-lopez", "garcia", "lopez"]],
    ["Hans-Peter", "Roth", "given", ["hanspeter", "hans-peter", "hans", "peter"]],
    ["Jörg", "Müller", "family", ["mueller", "muller"]],
    ["Jörg", "Müller", "given", ["joerg", "jorg"]],
    ["Robert", "Roth", "given", ["robert", "bob", "rob"]],
    ["Bob", "Roth", "given", ["bob", "robert"]],
    ["Siobhán", "O’Neil", "family", ["oneil"]],
    ["J. Robert", "Roth", "given", ["robert"]],
  ] as const)("of %s %s: %s", (first, last, part, expected) => {
    const found = formsOfWritten(first, last).map((form) => form[part]);
    expect(found).toEqual(expect.arrayContaining([...expected]));
  });

  it("adds up to 1, likeliest first, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (first, last) => {
        const forms = formsOfWritten(first, last);
        if (forms.length === 0) return;
        expect(total(forms)).toBeCloseTo(1);
        expect(forms.map(({ weight }) => weight)).toEqual(
          forms.map(({ weight }) => weight).sort((a, b) => b - a),
        );
        for (const { given, family } of forms) expect(given + family).toMatch(/^[a-z0-9-]+$/);
      }),
    );
  });

  it("knows the initial of a further given name", () => {
    expect(formsOf({ given_name: "grace brewster", family_name: "hopper" })[0]?.middle).toBe("b");
    expect(formsOf({ given_name: "grace", family_name: "hopper" })[0]?.middle).toBe("");
  });

  it("has none for what is no name", () => {
    expect(formsOfWritten("123", "@")).toEqual([]);
  });
});
