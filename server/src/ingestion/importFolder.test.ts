import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { workbook } from "../../test/zip.js";
import type { Engine } from "../engine/engine.js";
import { parseColumnMap } from "./headers.js";
import { importFolder } from "./importFolder.js";
import { kindAt, recognise } from "./recognise.js";
import { declareSource, listSources } from "./sources.js";

let root: string;
let dataDir: string;
let engine: Engine;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "vouch-folder-"));
  dataDir = mkdtempSync(join(tmpdir(), "vouch-folder-data-"));
  engine = await testEngine();
});
afterEach(async () => {
  await engine.close();
  for (const folder of [root, dataDir]) rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const read = (map = "{}", quietMs = 0) =>
  importFolder(engine, {
    path: root,
    source: "drop",
    map: parseColumnMap(map, "map.json"),
    mailmap: true,
    dataDir,
    now: new Date("2026-06-01"),
    quietMs,
    onRead: () => {},
  });

const CSV = "id,name,email\n1,Jane Doe,jane@acme.example\n";
const CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Kim Lee\nEMAIL:kim@acme.example\nEND:VCARD\n";
const mailFrom = (name: string, day: string) =>
  `From: ${name} <${name.split(" ")[0]?.toLowerCase()}@acme.example>\nTo: Max Moe <max@acme.example>\nDate: ${day} 12:00:00 +0000\n\nhi\n`;
const PAGE = `<!doctype html><script type="application/ld+json">{"@context":"https://schema.org","@type":"Person","name":"Ann Poe","email":"ann@acme.example"}</script>`;

async function parquetFile(name: string): Promise<string> {
  const path = join(root, name);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT 'Jane Doe' AS name) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

describe("a file is recognised by its content, whatever its name", () => {
  it.each<[string, string | Uint8Array, string | null]>([
    ["a table", CSV, "csv"],
    ["a table in UTF-16", Buffer.from(`\ufeff${CSV}`, "utf16le"), "csv"],
    ["a packed table", gzipSync(CSV), "csv"],
    [
      "a table under notes",
      `Notes:\n"Some, with commas"\n\nFirst Name,Last Name,Email\nJane,Doe,j@acme.example\n`,
      "csv",
    ],
    ["one object a line", '{"name":"Jane Doe"}\n{"name":"John Roe"}\n', "jsonl"],
    ["a list of objects", '[\n  {"name": "Jane Doe"}\n]', "json"],
    ["an object in several lines", '{\n  "contacts": [{"name": "Jane Doe"}]\n}', "json"],
    ["a card", CARD, "vcard"],
    ["a card behind a mark and blanks", `\ufeff\r\n${CARD}`, "vcard"],
    ["a message", mailFrom("Jane Doe", "Mon, 1 Jan 2024"), "mail"],
    [
      "a mailbox",
      `From jane@acme.example Mon Jan  1 12:00:00 2024\n${mailFrom("Jane Doe", "Mon, 1 Jan 2024")}`,
      "mail",
    ],
    ["a page", PAGE, "web"],
    ["a page behind a comment", `<!-- saved -->\n<HTML><body>x</body></HTML>`, "web"],
    ["a workbook", workbook([`<row r="1"><c r="A1" t="str"><v>name</v></c></row>`]), "xlsx"],
    ["a text", "Dear Jane,\nthank you: it was a pleasure.\n", null],
    ["a list of settings", "[core]\nbare = true\n", null],
    ["a table of no people", "x,y\n1,2\n", null],
    ["some archive", Buffer.from("PK\u0003\u0004word/document.xml", "latin1"), null],
    ["a picture", Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), null],
  ])("%s", async (_, content, kind) => {
    expect(await recognise(file("file", content))).toBe(kind);
  });

  it("Parquet", async () => expect(await recognise(await parquetFile("file"))).toBe("parquet"));

  it("where it is imported by itself and its name says nothing", async () => {
    expect(await kindAt(file("contacts", CARD))).toBe("vcard");
    expect(await kindAt(file("contacts.csv", CARD))).toBe("csv");
    expect(await kindAt(file("letter.txt", "Dear Jane"))).toBe("csv");
  });
});

describe("a folder", () => {
  it("gives a source for each file, one for the cards, messages and pages of a folder, and one for a repository", async () => {
    file("crm.csv", CSV);
    file("more/people.jsonl", '{"name":"John Roe"}\n');
    file("more/a.vcf", CARD);
    file("more/b.vcf", CARD.replace("u1", "u2").replace("Kim", "Ken"));
    file("more/page.html", PAGE);
    execFileSync("git", ["init", "-q", join(root, "code")]);
    const { sources, failed, passed, gone, ...numbers } = await read();
    expect(sources.map(({ source, kind, files, accepted }) => [source, kind, files, accepted])).toEqual([
      ["drop/crm.csv", "csv", 1, 1],
      ["drop/more/cards", "vcard", 2, 2],
      ["drop/more/pages", "web", 1, 1],
      ["drop/more/people.jsonl", "jsonl", 1, 1],
      ["drop/code", "git", 1, 0],
    ]);
    expect([failed, passed, gone]).toEqual([[], [], []]);
    expect(numbers).toEqual({ read: 5, accepted: 5, rejected: 0, unchanged: 0 });
  });

  it("takes the messages of many files for one mailbox", async () => {
    file("1.eml", mailFrom("Jane Doe", "Mon, 1 Jan 2024"));
    file("2.eml", mailFrom("Jane Doe", "Thu, 1 Feb 2024"));
    file("3.eml", "");
    const { sources } = await read();
    expect(sources).toMatchObject([{ source: "drop/mail", read: 2, accepted: 2 }]);
    const rows = await engine.query<{ fields: string }>(
      "SELECT fields FROM source_record ORDER BY source_key",
    );
    expect(rows.map(({ fields }) => JSON.parse(fields))).toMatchObject([
      { full_name: "Jane Doe", first_seen: "2024-01-01", last_seen: "2024-02-01" },
      { full_name: "Max Moe" },
    ]);
  });

  it("imports what is good beside what is not, and says what was not and why", async () => {
    file("a-bad.csv", "x,y\n1,2\n");
    file("b-good.csv", CSV);
    file("c-empty.csv", "");
    file("d-cut.xlsx", workbook([""]).subarray(0, 40));
    file("e.pdf", "%PDF-1.7");
    file("f.csv.part", CSV);
    file(".hidden.csv", CSV);
    symlinkSync("/nowhere", join(root, "g.csv"));
    const { sources, failed, passed } = await read();
    expect(sources.map(({ source }) => source)).toEqual(["drop/b-good.csv"]);
    expect(failed).toMatchObject([
      { source: "drop/a-bad.csv", code: "no_identity_column" },
      { source: "drop/d-cut.xlsx", code: "damaged_archive" },
    ]);
    expect(passed).toMatchObject([
      { file: "c-empty.csv", why: "unreadable" },
      { file: "e.pdf", why: "not_recognised" },
      { file: "g.csv", why: "link" },
    ]);
  });

  it("reads again only what has changed, and says what is gone", async () => {
    const crm = file("crm.csv", CSV);
    file("other.csv", CSV.replace("Jane", "Joan"));
    await read();
    expect(await read()).toMatchObject({
      read: 0,
      sources: [
        { source: "drop/crm.csv", not_modified: 1 },
        { source: "drop/other.csv", not_modified: 1 },
      ],
    });
    writeFileSync(crm, `${CSV}2,John Roe,john@acme.example\n`);
    rmSync(join(root, "other.csv"));
    expect(await read()).toMatchObject({
      read: 2,
      unchanged: 1,
      sources: [{ source: "drop/crm.csv", accepted: 2 }],
      gone: ["drop/other.csv"],
    });
    expect((await listSources(engine)).map(({ name, records }) => [name, records])).toEqual([
      ["drop/crm.csv", 2],
      ["drop/other.csv", 1],
    ]);
  });

  it("reads anew what is to be read otherwise: another map, another day that it was observed on", async () => {
    file("crm.csv", "who,email\nJane Doe,jane@acme.example\n");
    await read();
    expect(await read('{"who": "full_name"}')).toMatchObject({ read: 1, unchanged: 0 });
    await declareSource(engine, "drop/crm.csv", { observed_on: "2026-05-01" });
    expect(await read('{"who": "full_name"}')).toMatchObject({ read: 1, unchanged: 0 });
    expect(await read('{"who": "full_name"}')).toMatchObject({ read: 0 });
  });

  it("takes a map where its columns are, and the one that lies beside a file before it", async () => {
    file("a.csv", "who,email\nJane Doe,jane@acme.example\n");
    file("b.csv", "name,email\nJohn Roe,john@acme.example\n");
    file("c.csv", "wer,email\nKim Lee,kim@acme.example\n");
    file("c.map.json", '{"wer": "full_name"}');
    expect(await read('{"who": "full_name"}')).toMatchObject({ accepted: 3, failed: [], passed: [] });
    const names = await engine.query<{ full_name: string }>(
      "SELECT full_name FROM normalized_record ORDER BY record_id",
    );
    expect(names.map(({ full_name }) => full_name)).toEqual(["Jane Doe", "John Roe", "Kim Lee"]);
  });

  it("leaves what was written to a moment ago for the next time, and calls nothing gone meanwhile", async () => {
    const old = file("old.csv", CSV);
    await read();
    utimesSync(old, new Date(), new Date(Date.now() - 60_000));
    copyFileSync(old, join(root, "new.csv"));
    rmSync(old);
    expect(await read("{}", 30_000)).toMatchObject({
      sources: [],
      passed: [{ file: "new.csv", why: "being_written" }],
      gone: [],
    });
    expect(await read("{}", 0)).toMatchObject({
      sources: [{ source: "drop/new.csv" }],
      gone: ["drop/old.csv"],
    });
  });

  it("says of a reject in which of a source's files it is", async () => {
    file("a.vcf", CARD);
    file("b.vcf", CARD.replace("Kim", "Ken"));
    const { sources } = await read();
    expect(sources).toMatchObject([{ read: 2, accepted: 1, rejected: 1 }]);
    const path = sources[0]?.rejects_file ?? "";
    expect(basename(path)).toMatch(/^drop-cards-/);
    const { readFileSync } = await import("node:fs");
    expect(readFileSync(path, "utf8")).toBe(
      "file,line,column,code,detail\nb.vcf,1,,duplicate_id,the id stands for another record in line 1 of a.vcf\n",
    );
  });
});
