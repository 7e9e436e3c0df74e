import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldName, parseName } from "./names.js";

const part = fc.oneof(
  fc.constantFrom(
    "Jane",
    "Dr. Jane",
    "García Márquez",
    "van den Berg",
    "Born",
    "Weber, née Schmidt",
    "Müller",
  ),
  fc.constantFrom(
    "小明",
    "王",
    "Иван",
    "Smith Jr.",
    "jane@acme.example",
    "",
    "7",
    "O'Brien",
    "Ivanovich",
    "JR",
    "Nee",
  ),
  fc.string(),
);

describe("foldName", () => {
  it("folds as parseName does, without the rest", () => {
    fc.assert(
      fc.property(part, part, (first_name, last_name) => {
        const { given_name, family_name } = parseName({ first_name, last_name });
        fc.pre(first_name.trim() !== "" && last_name.trim() !== "");
        const whole = given_name !== null && family_name !== null;
        expect(foldName(first_name, last_name)).toEqual(whole ? { given_name, family_name } : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it("takes Born for the family name that it is, and for a maiden name's mark only where one follows", () => {
    expect(foldName("Max", "Born")).toEqual({ given_name: "max", family_name: "born" });
    expect(parseName({ full_name: "Max Born" })).toMatchObject({ given_name: "max", family_name: "born" });
    expect(parseName({ full_name: "Anna Weber geb. Schmidt" })).toMatchObject({ family_name: "weber" });
    expect(parseName({ full_name: "Anna Weber (née Schmidt)" })).toMatchObject({ family_name: "weber" });
  });
});
