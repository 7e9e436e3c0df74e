import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobWords } from "./jobWords.js";

describe("jobWords", () => {
  it.each([
    ["Software Engineers", "software engineer"],
    ["Ingeniera de Software", "software engineer"],
    ["ingénieur logiciel", "software engineer"],
    ["Softwareentwicklerin", "software developer"],
    ["développeuse", "developer"],
    ["CTO", "chief technical officer"],
    ["VP, Sales", "vice president of sales"],
    ["Vertriebsleiter", "head of sales"],
    ["Buchhalterin", "accountants"],
    ["Directora comercial", "director of sales"],
    ["ML engineer", "Machine Learning Engineer"],
    ["front-end developer", "Frontend Developers"],
    ["Personalleiter", "head of human resources"],
  ])("%s means what %s means", (one, other) => {
    expect([...jobWords(one)].sort()).toEqual([...jobWords(other)].sort());
  });

  it.each([
    ["engineer", "engineering"],
    ["developer", "development"],
    ["accountant", "account manager"],
    ["accountant", "accounting"],
    ["researcher", "research"],
    ["head of sales", "sales director"],
    ["sales", "sale of"],
    ["boss", "bos"],
    ["news editor", "new editor"],
  ])("%s does not mean what %s means", (one, other) => {
    expect([...jobWords(one)].sort()).not.toEqual([...jobWords(other)].sort());
  });

  it("names each word once, and none that says nothing", () => {
    expect(jobWords("Director of the Directors")).toEqual(["director"]);
    expect(jobWords("of the")).toEqual([]);
  });

  it("makes words of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const word of jobWords(text)) expect(word).toMatch(/^[a-z0-9]+$/);
      }),
    );
  });
});
