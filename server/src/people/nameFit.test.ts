import { describe, expect, it } from "vitest";
import { foldName } from "../normalization/names.js";
import type { FoldedName } from "./lookupKeys.js";
import { nameFit } from "./nameFit.js";

function fold(text: string): FoldedName {
  const [first = "", last = ""] = text.split("/");
  const name = foldName(first, last);
  if (name === undefined) throw new Error(`${text} is no name`);
  return name;
}
const fit = (asked: string, known: string) => nameFit(fold(asked), fold(known));

describe("how well a name fits", () => {
  it.each([
    ["JANE/DOE", "Jane/Doe"],
    ["José/García", "jose/garcia"],
    ["Jürgen/Müller", "Juergen/Mueller"],
    ["Anne-Marie/Doe", "Anne Marie/Doe"],
  ])("%s is %s", (asked, known) => expect(fit(asked, known)).toBe(1));

  it.each([
    ["Bob/Smith", "Robert/Smith"],
    ["Robert/Smith", "Bob/Smith"],
    ["Rob/Smith", "Bob/Smith"],
    ["J/Doe", "Jane/Doe"],
    ["Jane/Doe", "J/Doe"],
    ["Jane/Berg", "Jane/van den Berg"],
    ["Jane/García", "Jane/García Márquez"],
    ["Jane/Márquez", "Jane/García Márquez"],
    ["Doe/Jane", "Jane/Doe"],
    ["Luisa/Doe", "Maria Luisa/Doe"],
    ["Johanna/Wintersmith", "Johana/Wintersmith"],
  ])("%s may be %s, less surely", (asked, known) => {
    expect(fit(asked, known)).toBeGreaterThan(0.3);
    expect(fit(asked, known)).toBeLessThan(1);
  });

  it.each([
    ["Jane/Doe", "John/Doe"],
    ["Jane/Doe", "Jane/Roe"],
    ["K/Doe", "Jane/Doe"],
    ["Jane/Márquez", "Jane/García López"],
    ["Ann/Lee", "Amy/Lee"],
  ])("%s is not %s", (asked, known) => expect(fit(asked, known)).toBe(0));

  it("orders the ways of writing a name by how likely people mean the same by it", () => {
    const ways = ["Robert/van den Berg", "Robert/Berg", "Bob/Berg", "R/Berg"].map((way) =>
      fit(way, "Robert/van den Berg"),
    );
    expect(ways).toEqual([...ways].sort((a, b) => b - a));
    expect(new Set(ways).size).toBe(ways.length);
  });
});
