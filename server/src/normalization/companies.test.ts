import { describe, expect, it } from "vitest";
import { companyKey, companyName } from "./companies.js";

describe("a company's key", () => {
  it.each([
    ["Talcore Bank GmbH & Co. KG", "talcorebank"],
    ["Talcore-Bank", "talcorebank"],
    ["TALCORE BANK, INC.", "talcorebank"],
    ["The Talcore Bank Ltd.", "talcorebank"],
    ["Évora Énergie S.A.", "evoraenergie"],
    ["Brown & Green LLC", "browngreen"],
    ["Brown and Green", "browngreen"],
    ["Evererra Co., Ltd.", "evererra"],
    ["AG", "ag"],
    ["The", "the"],
  ])("of %s is %s", (name, key) => {
    expect(companyKey(name)).toBe(key);
  });

  it("tells companies apart", () => {
    expect(companyKey("Talcore Bank")).not.toBe(companyKey("Talcore Logistics"));
  });
});

describe("a company's name", () => {
  it.each(["", "-", "n/a", "Self-employed", "freelance", "N.A."])("%j is none", (text) => {
    expect(companyName(text)).toBeNull();
  });

  it("stays as it is written", () => {
    expect(companyName("  Talcore   Bank GmbH ")).toBe("Talcore Bank GmbH");
  });
});
