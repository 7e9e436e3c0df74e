import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adverseText } from "../../test/adverseText.js";
import { beginningOf, clean, memoized } from "./text.js";

describe("clean", () => {
  it.each([
    ["control characters part words", "Jane\0Doe\u2028Roe\u0085Poe", "Jane Doe Roe Poe"],
    ["what has no width is as if it were not there", "\ufeffJa\u200bne\u00ad Do\u2060e", "Jane Doe"],
    ["neither is what turns the direction", "\u202eJane\u202c \u2066Doe\u2069\u061c", "Jane Doe"],
    ["an accent belongs to its letter, whatever stood between", "Jose\u200d\u0301", "José"],
    ["white space is one space", " \t Jane\u00a0\n\u3000Doe ", "Jane Doe"],
  ])("%s", (_, text, cleaned) => {
    expect(clean(text)).toBe(cleaned);
  });

  it("leaves nothing more to clean", () => {
    fc.assert(fc.property(adverseText, (text) => clean(clean(text)) === clean(text)));
  });
});

describe("the beginning of a text", () => {
  it("is the text where it is short enough, and never ends in half a character", () => {
    expect(beginningOf("Jane", 4)).toBe("Jane");
    expect(beginningOf("Jane😀", 5)).toBe("Jane");
    expect(beginningOf("Jane😀😀", 6)).toBe("Jane😀");
  });

  it("of sound text is sound", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat({ max: 12 }), (text, length) => {
        const beginning = beginningOf(text, length);
        expect(beginning).not.toMatch(/\p{Surrogate}/u);
        expect(text.startsWith(beginning)).toBe(true);
        expect(beginning.length).toBeGreaterThanOrEqual(Math.min(length, text.length) - 1);
      }),
    );
  });
});

describe("what is remembered", () => {
  it("is what was computed, once for each text that is asked for again before many others", () => {
    const asked: string[] = [];
    const length = memoized((text: string) => {
      asked.push(text);
      return text.length;
    }, 4);
    expect(["a", "bb", "a", "ccc", "a", "dd", "a", "ee", "a"].map(length)).toEqual([
      1, 2, 1, 3, 1, 2, 1, 2, 1,
    ]);
    expect(asked).toEqual(["a", "bb", "ccc", "dd", "ee"]);
    for (const text of ["1", "2", "3", "4", "5"]) length(text);
    expect(length("a")).toBe(1);
    expect(asked.filter((text) => text === "a")).toHaveLength(2);
  });
});
