import { describe, expect, it } from "vitest";
import { understood } from "../../../test/connected.js";
import { sheetRow, workbook, zip } from "../../../test/zip.js";

const HEADER = sheetRow(1, "Name", "Email", "Phone", "Updated at");
const people = async (content: Buffer) => (await understood(content, "xlsx")).people;

describe("a workbook is read with", () => {
  it("texts that cells share, in runs of different looks, without how they are read aloud", async () => {
    const strings = `<sst><si><t>Name</t></si><si><t>Email</t></si><si><r><t>Yuki </t></r><r><t xml:space="preserve">Hoshizora</t></r><rPh sb="0" eb="1"><t>ユキ</t></rPh></si><si><t>yuki@hoshi.example</t></si></sst>`;
    const cell = (ref: string, at: number) => `<c r="${ref}" t="s"><v>${at}</v></c>`;
    const data = `<row r="1">${cell("A1", 0)}${cell("B1", 1)}</row><row r="2">${cell("A2", 2)}${cell("B2", 3)}</row>`;
    expect(await people(workbook([data], { "xl/sharedStrings.xml": strings }))).toEqual([
      { full_name: "Yuki Hoshizora", emails: ["yuki@hoshi.example"] },
    ]);
  });

  it("dates as dates, and telephone numbers that were stored as numbers in full", async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\ mmm\\ yyyy;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;
    const row = (at: number, style: number) =>
      `<row r="${at}"><c r="A${at}" t="inlineStr"><is><t>Jane Doe</t></is></c><c r="C${at}"><v>4.930123456E10</v></c><c r="D${at}" s="${style}"><v>45356.5</v></c></row>`;
    const found = await people(workbook([HEADER + row(2, 1) + row(3, 2)], { "xl/styles.xml": styles }));
    expect(found.map(({ phones, last_seen }) => [phones, last_seen])).toEqual([
      [["49301234560"], "2024-03-05"],
      [["49301234560"], "2024-03-05"],
    ]);
  });

  it("what a formula came to, never what it says, and nothing of an error", async () => {
    const row = `<row r="2"><c r="A2" t="str"><f>CONCAT("Jane"," Doe")</f><v>Jane Doe</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`;
    expect(await people(workbook([HEADER + row]))).toEqual([{ full_name: "Jane Doe" }]);
  });

  it("the first sheet that tells of people and is shown, its header under notes", async () => {
    const notes = sheetRow(1, "Made by", "somebody");
    const list =
      sheetRow(1, "Contacts") + sheetRow(3, "Name", "Email") + sheetRow(5, "John Roe", "john@acme.example");
    const hidden = HEADER + sheetRow(2, "Hidden Person");
    const { people, lines } = await understood(
      workbook([hidden, notes, list], {}, ['state="hidden"']),
      "xlsx",
    );
    expect(people).toEqual([{ full_name: "John Roe", emails: ["john@acme.example"] }]);
    expect(lines).toEqual([5]);
  });

  it("empty rows left out, gaps between cells kept, and what stands beside the table cut off", async () => {
    const row = `<row r="9"><c r="B9" t="inlineStr"><is><t>j@acme.example</t></is></c><c r="F9" t="inlineStr"><is><t>Total</t></is></c></row>`;
    expect(await people(workbook([`${HEADER}<row r="2"/><row r="3"><c r="A3" s="1"/></row>${row}`]))).toEqual(
      [{ emails: ["j@acme.example"] }],
    );
  });
});

describe("a workbook is refused that", () => {
  const deep = `<row r="1">${"<c>".repeat(100_000)}`;
  it.each([
    ["is of the old format or has a password", Buffer.from("d0cf11e0a1b11ae1", "hex"), "old_workbook"],
    ["is no archive", Buffer.from("Name,Email\nJane Doe,j@a.example\n"), "damaged_archive"],
    ["is an archive of something else", zip({ "readme.txt": "hello" }), "no_sheet"],
    ["is cut off", workbook([HEADER]).subarray(0, 300), "damaged_archive"],
    ["unpacks to a thousand times its size", workbook([" ".repeat(40_000_000)]), "archive_bomb"],
    ["is nested without end", workbook([deep]), "damaged_archive"],
    [
      "tells of nobody",
      workbook([sheetRow(1, "colour", "size") + sheetRow(2, "red", "3")]),
      "no_identity_column",
    ],
  ])("%s", async (_, content, code) => {
    await expect(understood(content, "xlsx")).rejects.toMatchObject({ code });
  });
});

it("entities that multiply are text, not a program", async () => {
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`;
  const parts = { "xl/sharedStrings.xml": `${laughs}<sst><si><t>&b;</t></si></sst>` };
  const row = `<row r="2"><c r="A2" t="s"><v>0</v></c></row>`;
  expect(await people(workbook([HEADER + row], parts))).toEqual([{ full_name: "&b;" }]);
});
