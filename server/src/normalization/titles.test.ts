import { readFileSync } from "node:fs";
import { departmentNames, departments, seniorities, seniorityNames } from "@vouch/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { departmentFeatures, SLOTS } from "./departmentFeatures.js";
import { departmentScores, packed } from "./departments.js";
import { readBytes } from "./dictionaries.js";
import { parseTitle } from "./titles.js";

const withoutAccents = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replace("ł", "l");

const WORDS = [
  "Leiter",
  "Chef",
  "de",
  "Director",
  "Sales",
  "(m/w/d)",
  "/",
  "|",
  "in",
  "Sr.",
  "Praktikant",
  "*in",
  "@ X",
];
const anyTitle = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(" ")),
);

describe("a title", () => {
  it.each([
    ["Senior Software Engineer", "senior", "Engineering"],
    ["Sr. Software Eng.", "senior", "Engineering"],
    ["Software Engineer", "mid", "Engineering"],
    ["Junior Accountant", "junior", "Finance"],
    ["Intern", "junior", "Other"],
    ["VP of Sales", "executive", "Sales"],
    ["CTO", "executive", "Engineering"],
    ["Chief People Officer", "executive", "HR"],
    ["Head of Marketing", "senior", "Marketing"],
    ["Account Manager", "mid", "Sales"],
    ["Senior Account Executive", "senior", "Sales"],
    ["Product Manager", "mid", "Product"],
    ["HR Manager", "mid", "HR"],
    ["General Counsel", "mid", "Legal"],
    ["Geschäftsführer", "executive", "Management"],
    ["Leiter Vertrieb", "senior", "Sales"],
    ["Softwareentwickler", "mid", "Engineering"],
    ["Werkstudentin Marketing", "junior", "Marketing"],
    ["Directeur général", "executive", "Management"],
    ["Responsable des ressources humaines", "senior", "HR"],
    ["Ingeniero de software", "mid", "Engineering"],
    ["Director Financiero", "executive", "Finance"],
    ["Responsabile vendite", "senior", "Sales"],
    ["Stagista", "junior", "Other"],
    ["Gerente de compras", "senior", "Purchasing"],
    ["Inhaberin, Blumenhaus Beispiel", "executive", "Management"],
    ["Sales Engineer | Beispiel Finance AG", "mid", "Sales"],
    ["Einkäufer bei Beispiel | Projektleiter", "senior", "Purchasing"],
    ["C.F.O.", "executive", "Finance"],
    ["Vertriebsleiter (2012 - heute)", "senior", "Sales"],
    ["Cloud Consultant", "mid", "Consulting"],
    ["Consultant Marketing", "mid", "Consulting"],
    ["Consultor de logística", "mid", "Consulting"],
    ["Recruitment Consultant", "mid", "HR"],
    ["Head of AI", "senior", "Data"],
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

  it.each([
    "Leiter Einkauf",
    "Chef de projet",
    "Geschäftsführender Gesellschafter",
    "Responsável de compras",
    "Kierownik działu sprzedaży",
    "Försäljningschef",
  ])("reads %j the same in any case, without accents, and composed or not", (title) => {
    const read = (text: string) => ({ ...parseTitle(text), title: "" });
    for (const other of [
      title.toUpperCase(),
      title.toLowerCase(),
      title.normalize("NFD"),
      withoutAccents(title),
    ])
      expect(read(other)).toEqual(read(title));
  });

  it.each([
    ["Geschäftsführer", "Geschaeftsfuehrer"],
    ["Vertriebsleiter", "Vertriebsleiter (m/w/d)"],
    ["Vertriebsleiterin", "Vertriebsleiter*in"],
    ["Projektleiter", "Projektleiter bei Beispiel GmbH"],
  ])("%j and %j are one rank in one department", (one, other) => {
    const { seniority, department } = parseTitle(one) ?? {};
    expect(parseTitle(other)).toMatchObject({ seniority, department });
  });

  it.each(["Working student", "selbstständig", "Stagiaire", "autónoma", "Zzp'er", "Stażystka"])(
    "%s, which names no field, is in Other",
    (title) => {
      expect(parseTitle(title)).toMatchObject({ department: "Other", confidence: 0.95 });
      expect(parseTitle(`${title} Marketing`)?.department).toBe("Marketing");
    },
  );

  it("names no department where it is as likely wrong", () => {
    expect(parseTitle("Jedi")).toMatchObject({ seniority: "mid", department: null });
  });

  it("reads any text without throwing, as words of the contract, the same each time", () => {
    fc.assert(
      fc.property(anyTitle, (text) => {
        const found = parseTitle(text);
        if (found === null) return;
        expect([null, ...seniorityNames]).toContain(found.seniority);
        expect([null, ...departmentNames]).toContain(found.department);
        expect(found.confidence).toBeGreaterThan(0);
        expect(found.confidence).toBeLessThanOrEqual(1);
        expect(found.department === null).toBe(found.confidence < 0.5);
        expect(parseTitle(` ${text}`)).toEqual(found);
      }),
    );
  });

  it("has a model of one row for each slot and at most 2 MB", () => {
    expect(readBytes("departments.bin").length).toBe(SLOTS * departmentNames.length);
    const bytes = ["departments.bin", "departments.words.bin"].map((name) => readBytes(name).length);
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(2_000_000);
  });
});

describe("scores of departments", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abcdef"), minLength: 1, maxLength: 60 });
  const bytes = Int8Array.from(
    { length: SLOTS * departmentNames.length },
    (_, at) => ((at * at * 31 + 7 * at) % 255) - 127,
  );
  const model = { weights: packed(bytes), unit: 1 };

  it("are sums of the rows of weights, however long the title", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (list) => {
        const slots = departmentFeatures(list.join(" ")).slice(0, 256);
        const sumOf = (at: number) =>
          slots.reduce((sum, slot) => sum + (bytes[slot * departmentNames.length + at] ?? 0), 0);
        const scores = departmentScores(list.join(" "), model);
        for (const [at, score] of scores.entries())
          expect(score).toBeCloseTo(sumOf(at) / Math.sqrt(slots.length), 6);
      }),
      { numRuns: 50 },
    );
  });
});

describe("docs/titles.md", () => {
  const page = readFileSync(new URL("../../../docs/titles.md", import.meta.url), "utf8");
  it.each(Object.entries({ ...seniorities, ...departments }))(
    "defines %s as the contract does",
    (name, text) => {
      expect(page).toContain(`| ${name} | ${text} |`);
    },
  );
});
