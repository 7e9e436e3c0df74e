import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adverseText } from "../../test/adverseText.js";
import { parsePhone } from "./phones.js";

describe("a telephone number", () => {
  it.each([
    ["+1 (503) 555-0139", "+15035550139"],
    ["0049 30 901820", "+4930901820"],
    ["＋４９ 30 901820", "+4930901820"],
  ])("%s is %s", (text, e164) => expect(parsePhone(text)).toBe(e164));

  it.each(["", "503 555 0139", "030 901820", "+1", "phone", "+999999999999999999"])("%j is none", (text) => {
    expect(parsePhone(text)).toBeNull();
  });

  it("without a country code is read where its source says the country", () => {
    expect(parsePhone("030 901820", "DE")).toBe("+4930901820");
    expect(parsePhone("(503) 555-0139", "US")).toBe("+15035550139");
    expect(parsePhone("+44 20 7946 0018", "DE")).toBe("+442079460018");
    expect(parsePhone("030 901820", "XX")).toBeNull();
  });
});

describe("any text", () => {
  it("never makes it fail, and what is read is read the same again", () => {
    fc.assert(
      fc.property(fc.oneof(adverseText, fc.stringMatching(/^\+?[\d ()-]{0,20}$/)), (text) => {
        const once = parsePhone(text, "DE");
        return once === null || parsePhone(once) === once;
      }),
    );
  });
});
