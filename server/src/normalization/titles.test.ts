import { describe, expect, it } from "vitest";
import { parseTitle } from "./titles.js";

describe("a title", () => {
  it.each([
    ["Senior Software Engineer", "senior", "Engineering"],
    ["Sr. Software Eng.", "senior", "Engineering"],
    ["Software Engineer", "mid", "Engineering"],
    ["Junior Accountant", "junior", "Finance"],
    ["Intern", "junior", null],
    ["VP of Sales", "executive", "Sales"],
    ["CTO", "executive", "Engineering"],
    ["Chief People Officer", "executive", "Human Resources"],
    ["Head of Marketing", "senior", "Marketing"],
    ["Account Manager", "mid", "Sales"],
    ["Senior Account Executive", "senior", "Sales"],
    ["Product Manager", "mid", "Product"],
    ["HR Manager", "mid", "Human Resources"],
    ["General Counsel", "mid", "Legal"],
    ["Geschäftsführer", "executive", "Executive"],
    ["Leiter Vertrieb", "senior", "Sales"],
    ["Softwareentwickler", "mid", "Engineering"],
    ["Werkstudentin Marketing", "junior", "Marketing"],
    ["Directeur général", "executive", "Executive"],
    ["Responsable des ressources humaines", "senior", "Human Resources"],
    ["Ingeniero de software", "mid", "Engineering"],
    ["Director Financiero", "executive", "Finance"],
    ["Responsabile vendite", "senior", "Sales"],
    ["Stagista", "junior", null],
    ["Gerente de compras", "senior", "Operations"],
  ])("%s is %s in %s", (title, seniority, department) => {
    expect(parseTitle(title)).toMatchObject({ title, seniority, department });
  });

  it("has one key for its spellings", () => {
    const key = (text: string) => parseTitle(text)?.key;
    expect(key("Sr. Software Engineer")).toBe(key("SENIOR SOFTWARE ENGINEER"));
    expect(key("VP Sales")).toBe(key("Vice-President Sales"));
  });

  it.each(["", " ", "n/a", "123", "-"])("%j is none", (text) => {
    expect(parseTitle(text)).toBeNull();
  });
});
