import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { importRecords } from "./importRecords.js";
import { mapText, previewColumns } from "./preview.js";
import { isSensitive } from "./sensitive.js";
import type { SourceKind } from "./sourceKinds.js";

const folder = mkdtempSync(join(tmpdir(), "vouch-sensitive-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SENSITIVE = [
  "Religion",
  "religious_affiliation",
  "Ethnicity",
  "Race/Ethnic Group",
  "Political Party",
  "Sexual Orientation",
  "Trade Union Membership",
  "healthInsuranceNumber",
  "Medical Notes",
  "Disability Status",
  "SSN",
  "Social Security Number",
  "National ID",
  "Passport No.",
  "Tax ID",
  "IBAN",
  "Bank Account",
  "Credit Card",
  "Steuernummer",
  "Gewerkschaftsmitglied",
  "person.health.conditions",
];

const HARMLESS = [
  "Name",
  "Email",
  "Employee ID",
  "Company",
  "Job Title",
  "Department",
  "Country",
  "Account Name",
  "LinkedIn",
  "Contact Owner",
  "Party Size",
  "Orientation Date",
  "Union Square Office",
];

async function importText(text: string, kind: SourceKind) {
  const path = join(folder, `people.${kind}`);
  writeFileSync(path, text);
  const engine = await testEngine();
  try {
    const options = { path, source: "crm", kind, map: new Map(), mailmap: true, dataDir: folder };
    const summary = await importRecords(engine, { ...options, now: new Date(), onRead: () => {} });
    const [stored] = await engine.query<{ fields: string }>("SELECT fields FROM source_record");
    return { summary, stored: stored?.fields ?? "" };
  } finally {
    await engine.close();
  }
}

describe("a column that says it is sensitive", () => {
  it.each(SENSITIVE)("%s", (header) => expect(isSensitive(header)).toBe(true));
  it.each(HARMLESS)("%s is none", (header) => expect(isSensitive(header)).toBe(false));

  it.each<[SourceKind, string]>([
    ["csv", "Name,Email,Religion,Bank Account Number\nJane Roe,jane@acme.example,Quaker,12345678\n"],
    [
      "jsonl",
      '{"Name":"Jane Roe","Email":"jane@acme.example","Religion":"Quaker","Bank Account Number":"12345678"}\n',
    ],
  ])("is never stored of %s, and told in the summary", async (kind, text) => {
    const { summary, stored } = await importText(text, kind);
    expect(summary).toMatchObject({ accepted: 1, sensitive_columns: ["Religion", "Bank Account Number"] });
    expect(stored).toContain("jane@acme.example");
    expect(stored).not.toMatch(/Quaker|12345678/);
  });

  it("is shown by a preview without a value, and cannot be mapped", async () => {
    const path = join(folder, "preview.csv");
    writeFileSync(path, "Name,Email,Religion\nJane Roe,jane@acme.example,Quaker\n");
    const previews = await previewColumns(path, "csv", new Map());
    expect(previews[2]).toEqual({ column: "Religion", meaning: "sensitive", by: "header", samples: [] });
    expect(JSON.parse(mapText(previews))).toMatchObject({ Religion: "ignore" });
    const engine = await testEngine();
    const map = new Map([["Religion", "title" as const]]);
    const options = { path, source: "crm", kind: "csv" as const, map, mailmap: true, dataDir: folder };
    await expect(
      importRecords(engine, { ...options, now: new Date(), onRead: () => {} }),
    ).rejects.toMatchObject({ code: "sensitive_column" });
    await engine.close();
  });
});
