import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { parseColumnMap } from "./headers.js";
import { importRecords } from "./importRecords.js";
import type { SourceKind } from "./sourceKinds.js";

let engine: Engine;
let folder: string;

beforeEach(async () => {
  engine = await testEngine();
  folder = mkdtempSync(join(tmpdir(), "vouch-import-"));
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(content: string | Uint8Array, name = "people.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function importFile(path: string, kind: SourceKind = "csv", map = "{}", source = "crm") {
  const options = {
    path,
    source,
    kind,
    map: parseColumnMap(map, "map.json"),
    mailmap: true,
    dataDir: folder,
    now: new Date("2026-06-01"),
    onRead: () => {},
  };
  return await importRecords(engine, options);
}

const importText = (content: string | Uint8Array, kind: SourceKind = "csv") =>
  importFile(file(content), kind);

/** Folded names of all records, in order of their ids. */
async function names(): Promise<string[]> {
  const rows = await engine.query<{ name: string }>(
    "SELECT given_name || ' ' || family_name AS name FROM normalized_record ORDER BY record_id",
  );
  return rows.map(({ name }) => name);
}

const pending = async () =>
  (await engine.query<{ record_id: number }>("SELECT record_id FROM pending_record ORDER BY 1")).map(
    ({ record_id }) => record_id,
  );

function rejects(path: string | undefined): string[] {
  return readFileSync(path ?? "", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").slice(1, 4).join(","));
}

const HEADER = "id,name,email,company\n";
const JANE = "1,Jane Doe,jane@acme.example,Acme\n";
const JOHN = "2,John Roe,john@acme.example,Acme\n";

describe("importing again", () => {
  it("the same changes nothing", async () => {
    expect(await importText(HEADER + JANE + JOHN)).toEqual({
      read: 2,
      accepted: 2,
      rejected: 0,
      unchanged: 0,
    });
    await engine.execute("DELETE FROM pending_record");
    expect(await importText(HEADER + JANE + JOHN)).toEqual({
      read: 2,
      accepted: 2,
      rejected: 0,
      unchanged: 2,
    });
    expect(await pending()).toEqual([]);
  });

  it("replaces what changed under its id, in place", async () => {
    await importText(HEADER + JANE + JOHN);
    await engine.execute("DELETE FROM pending_record");
    expect(await importText(`${HEADER}${JANE}2,John Roe-Berg,john@acme.example,Acme\n`)).toMatchObject({
      accepted: 2,
      unchanged: 1,
    });
    expect(await names()).toEqual(["jane doe", "john roe berg"]);
    expect(await pending()).toEqual([2]);
    expect(await engine.query("SELECT count(*) AS n FROM identifier")).toEqual([{ n: 2 }]);
  });

  it("knows a record without an id by its content", async () => {
    const content = "name,email\nJane Doe,jane@acme.example\nJane Doe,jane@acme.example\n";
    expect(await importText(content)).toMatchObject({ read: 2, accepted: 2, unchanged: 1 });
    expect(await importText(content)).toMatchObject({ read: 2, accepted: 2, unchanged: 2 });
  });

  it("keeps sources apart", async () => {
    const path = file(HEADER + JANE);
    await importFile(path, "csv", "{}", "crm");
    expect(await importFile(path, "csv", "{}", "events")).toMatchObject({ unchanged: 0 });
    expect(await names()).toEqual(["jane doe", "jane doe"]);
  });
});

describe("a source that turns out to be damaged", () => {
  const rows = Array.from({ length: 6_000 }, (_, at) => `${at},Jane Doe ${at},jane${at}@acme.example,Acme\n`);
  const archive = gzipSync(HEADER + rows.join(""));
  const importDamaged = () => importText(archive.subarray(0, archive.length * 0.9));
  const stored = () =>
    engine.query(
      `SELECT (SELECT count(*) FROM source_record) AS given, (SELECT count(*) FROM normalized_record) AS normalized,
         (SELECT count(*) FROM identifier) AS identifiers, (SELECT count(*) FROM source) AS sources,
         (SELECT count(*) FROM duckdb_tables() WHERE temporary) AS staged`,
    );

  it("leaves nothing, though much of it was read", async () => {
    await expect(importDamaged()).rejects.toThrow("damaged");
    expect(await stored()).toEqual([{ given: 0, normalized: 0, identifiers: 0, sources: 0, staged: 0 }]);
    expect(await importText(archive)).toMatchObject({ accepted: 6_000 });
  });

  it("leaves what was there", async () => {
    await importText(HEADER + JANE);
    const before = await stored();
    await expect(importDamaged()).rejects.toThrow("damaged");
    expect(await stored()).toEqual(before);
    expect(await names()).toEqual(["jane doe"]);
  });
});

describe("a row that cannot be accepted is rejected with its line, beside good ones", () => {
  it.each([
    ["too few columns", "3,Max\n", "3,,wrong_column_count"],
    ["too many columns", "3,Max,m@acme.example,Acme,x\n", "3,,wrong_column_count"],
    ["nobody in it", "3,,,Acme\n", "3,,no_identity"],
    ["an address that is none, and nothing else", "3,,jane at acme,Acme\n", "3,,no_identity"],
    ["a name without a letter", "3,---,,Acme\n", "3,,no_identity"],
    ["an id that stands for somebody else", "1,Max Moe,m@acme.example,Acme\n", "3,,duplicate_id"],
    ["a quote that does not end", '3,"Max Moe,m@acme.example,Acme\n', "3,,malformed_quotes"],
    ["text behind a quote", '3,"Max" Moe,m@acme.example,Acme\n', "3,,malformed_quotes"],
    [
      "a line longer than a record can be",
      `3,${"x".repeat(1_100_000)},m@acme.example,Acme\n`,
      "3,,line_too_long",
    ],
  ])("%s", async (_, bad, reject) => {
    const summary = await importText(HEADER + JANE + bad + JOHN);
    expect(summary).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
    expect(rejects(summary.rejects_file)).toEqual([reject]);
    expect(await names()).toEqual(["jane doe", "john roe"]);
  });

  it("but a bad address does not cost a row its name", async () => {
    const summary = await importText(`${HEADER}1,Jane Doe,jane at acme,Acme\n`);
    expect(summary).toMatchObject({ read: 1, accepted: 1 });
    expect(await engine.query("SELECT email FROM normalized_record")).toEqual([{ email: null }]);
  });

  it("and a quote that opens a hundred rows before the file's end gives them back", async () => {
    const rows = Array.from({ length: 100 }, (_, at) => `${at + 10},P Q,p${at}@acme.example,Acme\n`).join("");
    const summary = await importText(`${HEADER}1,"Jane,j@acme.example,Acme\n${rows}${JOHN}`);
    expect(summary).toMatchObject({ read: 102, accepted: 101, rejected: 1 });
  });

  it("and its values stay out of the file of rejects", async () => {
    const { rejects_file } = await importText(`${HEADER}3,Secret Person\n`);
    expect(readFileSync(rejects_file ?? "", "utf8")).not.toContain("Secret");
  });
});

describe("a file in another form", () => {
  const plain =
    "id;Vorname;Nachname;E-Mail\n1;Jörg;Müller;joerg@acme.example\n2;Zoë;Åberg;zoe@acme.example\n";
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

  it.each([
    ["UTF-8", Buffer.from(plain)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${plain}`)],
    ["UTF-16 little-endian", utf16(plain)],
    ["UTF-16 big-endian", utf16(plain).swap16()],
    ["UTF-16 without a mark", Buffer.from(plain, "utf16le")],
    ["Latin-1", Buffer.from(plain, "latin1")],
    ["Windows line ends", Buffer.from(plain.replaceAll("\n", "\r\n"))],
    ["old Mac line ends", Buffer.from(plain.replaceAll("\n", "\r"))],
    [
      "mixed line ends",
      Buffer.from(plain.replace("\n", "\r\n").replace("joerg@acme.example\n", "joerg@acme.example\r")),
    ],
    ["no last line end", Buffer.from(plain.trimEnd())],
    ["empty lines between", Buffer.from(plain.replaceAll("\n", "\n\n"))],
    ["NUL bytes", Buffer.from(plain.replace("Jörg", "J\u0000örg"))],
    ["tabs", Buffer.from(plain.replaceAll(";", "\t"))],
    ["quotes", Buffer.from(plain.replaceAll(/[^;\n]+/g, '"$&"'))],
    ["spaces around quotes", Buffer.from(plain.replaceAll(/[^;\n]+/g, ' "$&" '))],
    [
      "notes above the header, as wide as a spreadsheet makes them",
      Buffer.from(`Staff, May;;;\n;;;\n${plain}`),
    ],
    ["notes above the header", Buffer.from(`Notes:\n"Exported, as asked; see below."\n\n${plain}`)],
    [
      "Latin-1 pasted behind UTF-8, far from the beginning",
      Buffer.concat([
        Buffer.from(plain.replace(/2;.*\n/, "")),
        Buffer.from("\n".repeat(100_000)),
        Buffer.from("2;Zoë;Åberg;zoe@acme.example\n", "latin1"),
      ]),
    ],
  ])("%s", async (_, bytes) => {
    expect(await importText(bytes)).toEqual({ read: 2, accepted: 2, rejected: 0, unchanged: 0 });
    expect(await names()).toEqual(["jorg muller", "zoe aberg"]);
  });

  it("a quoted value over several lines", async () => {
    const content =
      'id,name,note,email\n1,Jane Doe,"first\nsecond, ""third""\n",jane@acme.example\n2,John Roe,,john@acme.example\n';
    expect(await importText(content)).toMatchObject({ read: 2, accepted: 2 });
  });

  it("a stray byte spoils its value alone: neither the row nor the file", async () => {
    const bytes = Buffer.from(
      "id,first name,last name,city\n1,Jörg,Müller,Köln\n2,Zoë,Åberg,M#lmö\n".replace("#", "\u0001"),
    );
    bytes[bytes.indexOf(1)] = 0xff;
    expect(await importText(bytes)).toMatchObject({ read: 2, accepted: 2 });
    expect(await names()).toEqual(["jorg muller", "zoe aberg"]);
    expect(await engine.query("SELECT city FROM normalized_record ORDER BY record_id")).toEqual([
      { city: "koln" },
      { city: null },
    ]);
  });

  it("a file much larger than memory should hold at once, with a line of 30 MB", async () => {
    const path = join(folder, "large.csv");
    const stream = createWriteStream(path);
    stream.write(HEADER + JANE);
    for (let part = 0; part < 30; part += 1) stream.write("x".repeat(1_000_000));
    await new Promise<void>((resolve) => stream.end(`\n${JOHN}`, () => resolve()));
    expect(await importFile(path)).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
  });
});

describe("a source that cannot be read as a whole", () => {
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (failure) => (failure instanceof VouchError ? failure.code : failure),
    );

  it.each([
    ["file_not_found", () => importFile(join(folder, "nothing.csv"))],
    ["not_a_file", () => importFile(folder)],
    ["empty_file", () => importText("")],
    ["no_header", () => importText("\n\n")],
    ["no_identity_column", () => importText("colour,size\nred,3\n")],
    ["no_identity_column", () => importText('{"colour":"red"}\n', "jsonl")],
    ["unknown_column", () => importFile(file(HEADER), "csv", '{"Surname":"last_name"}')],
    ["invalid_map", () => importFile(file(HEADER), "csv", '{"name":"nonsense"}')],
    ["invalid_map", () => importFile(file(HEADER), "csv", "[]")],
    ["invalid_map", () => importFile(file(HEADER), "csv", "{")],
    ["not_a_repository", () => importFile(folder, "git")],
    ["file_not_found", () => importFile(join(folder, "nothing"), "git")],
  ])("%s", async (code, work) => {
    expect(await codeOf(work())).toBe(code);
    expect(await names()).toEqual([]);
  });

  it("a header alone is no failure", async () => {
    expect(await importText(HEADER)).toEqual({ read: 0, accepted: 0, rejected: 0, unchanged: 0 });
  });

  it("--map says what a column means", async () => {
    await importFile(
      file("who,where\nJane Doe,jane@acme.example\n"),
      "csv",
      '{"who":"full_name","where":"emails"}',
    );
    expect(await names()).toEqual(["jane doe"]);
  });
});

describe("JSON lines", () => {
  it("reads nested objects and lists", async () => {
    const person = {
      id: "p1",
      name: { given: "Jane", family: "Doe" },
      emails: [{ type: "work", value: "jane@acme.example" }],
      job: { title: "Engineer" },
      company: { name: "Acme", domain: "acme.example" },
    };
    expect(await importText(`${JSON.stringify(person)}\n`, "jsonl")).toMatchObject({ accepted: 1 });
    expect(
      await engine.query(
        "SELECT given_name, email, title, company_key, employer_domain FROM normalized_record",
      ),
    ).toEqual([
      {
        given_name: "jane",
        email: "jane@acme.example",
        title: "Engineer",
        company_key: "acme",
        employer_domain: "acme.example",
      },
    ]);
  });

  it("rejects lines that are no object, with line and column", async () => {
    const good = '{"name":"Jane Doe","email":"jane@acme.example"}';
    const lines = [
      good,
      '{"name":"Jo',
      "[1]",
      "7",
      "null",
      "",
      '{"name":"John Roe","__proto__":{"x":1}}',
      `{"name":"Max Moe","deep":${"[".repeat(5000)}${"]".repeat(5000)}}`,
    ];
    const summary = await importText(lines.join("\n"), "jsonl");
    expect(summary).toMatchObject({ read: 7, accepted: 3, rejected: 4 });
    expect(rejects(summary.rejects_file)).toEqual([
      "2,12,malformed_json",
      "3,,not_an_object",
      "4,,not_an_object",
      "5,,not_an_object",
    ]);
    expect(await names()).toEqual(["jane doe", "john roe", "max moe"]);
  });
});

describe("the column where a line stops being JSON", () => {
  it.each([
    ['{"name":}', 9],
    ['{"name":"Jane" "x"}', 16],
    ["{'name'}", 2],
    ['{"name":"is not valid JSON at position 99"]', 43],
    ['{"name":"Jane"} x', 17],
    ["Jane", 1],
    ['{"name":tru', 12],
  ])("%s: %i", async (line, column) => {
    const summary = await importText(`{"name":"Jane Doe"}\n${line}\n`, "jsonl");
    expect(rejects(summary.rejects_file)).toEqual([`2,${column},malformed_json`]);
  });
});

it("takes a value with escapes that no text can hold for what is left of it, or for nothing", async () => {
  const lines = ['{"id":"1","name":"Jane\\u0000 Doe"}', '{"id":"2","name":"John Roe","city":"\\ud800"}'];
  expect(await importText(lines.join("\n"), "jsonl")).toMatchObject({ accepted: 2 });
  expect(await names()).toEqual(["jane doe", "john roe"]);
});

it("loses and invents no row, whatever the bytes", async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .array(fc.constantFrom(HEADER, JANE, JOHN, '"', "\n", ",", "\r", "\u0000", "ü,x,y,z\n"), {
        maxLength: 20,
      })
      .map((parts) => Buffer.from(parts.join(""))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom<SourceKind>("csv", "jsonl"), async (content, kind) => {
      const path = file(content);
      const before = await engine.query<{ n: number }>("SELECT count(*) AS n FROM source_record");
      try {
        const { read, accepted, rejected, unchanged } = await importFile(
          path,
          kind,
          "{}",
          `s${Math.random()}`,
        );
        const after = await engine.query<{ n: number }>("SELECT count(*) AS n FROM source_record");
        return (
          read === accepted + rejected && (after[0]?.n ?? 0) - (before[0]?.n ?? 0) === accepted - unchanged
        );
      } catch (failure) {
        return failure instanceof VouchError;
      }
    }),
    { numRuns: 60 },
  );
});
