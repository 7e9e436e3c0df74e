import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { type Packed, workbook } from "../../test/zip.js";
import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { kindOf } from "./formats.js";
import { importRecords } from "./importRecords.js";

const FILES = new URL("../../test/hostile/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "vouch-hostile-"));
let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The codes of a file of rejects, each with how often it occurs. */
function codesIn(path: string | undefined): string {
  if (path === undefined) return "";
  const codes = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[3] ?? "");
  const counted = [...new Set(codes)]
    .sort()
    .map((code) => `${code} ${codes.filter((one) => one === code).length}`);
  return ` (${counted.join(", ")})`;
}

/** What an import makes of a file, in a line; a failure must say what was wrong and what to do. */
async function outcomeOf(name: string): Promise<string> {
  const path = join(FILES, name);
  const options = { path, source: name, kind: kindOf(path), map: new Map(), mailmap: false };
  try {
    const { read, accepted, rejected, rejects_file } = await importRecords(engine, {
      ...options,
      dataDir: folder,
      now: new Date("2026-06-01"),
      onRead: () => {},
    });
    expect(accepted + rejected).toBe(read);
    return `${name}: ${read} read = ${accepted} accepted + ${rejected} rejected${codesIn(rejects_file)}`;
  } catch (failure) {
    if (!(failure instanceof VouchError)) throw new Error(`${name} fails`, { cause: failure });
    expect([failure.message, failure.hint ?? ""].every((text) => text.length > 10)).toBe(true);
    expect(failure.message.length + (failure.hint?.length ?? 0)).toBeLessThan(6_000);
    return `${name}: refused as ${failure.code}`;
  }
}

describe("files made to break importers", () => {
  const names = readdirSync(FILES)
    .filter((name) => name !== "README.md")
    .sort();

  it("are at least eighty", () => expect(names.length).toBeGreaterThanOrEqual(80));

  it("are each read to the last record or refused with a reason", async () => {
    const outcomes: string[] = [];
    for (const name of names) outcomes.push(await outcomeOf(name));
    await expect(`${outcomes.join("\n")}\n`).toMatchFileSnapshot("__golden__/hostile.txt");
  }, 600_000);
});

interface Measured {
  readonly outcome: string;
  readonly megabytes: number;
}

/** Imports a file in a process of its own. */
function measure(path: string): Promise<Measured> {
  const dist = new URL("../../dist/", import.meta.url).href;
  const program = `
    import { openDuckdb } from "${dist}engine/duckdb/duckdbEngine.js";
    import { createSchema } from "${dist}engine/duckdb/schema.js";
    import { importRecords } from "${dist}ingestion/importRecords.js";
    import { kindOf } from "${dist}ingestion/formats.js";
    const [path, dataDir] = process.argv.slice(1);
    const engine = await openDuckdb({ path: ":memory:", memoryLimit: "256MB", threads: 2 });
    await createSchema(engine);
    const options = { path, source: "x", kind: kindOf(path), map: new Map(), mailmap: false, dataDir, now: new Date(), onRead() {} };
    const outcome = await importRecords(engine, options).then(
      ({ read, accepted, rejected }) => [read, accepted, rejected].join(" "), (failure) => failure.code ?? failure.message);
    console.log(JSON.stringify({ outcome, megabytes: process.resourceUsage().maxRSS / 1024 }));
    process.exit();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, path, folder]);
  let [text, failure] = ["", ""];
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  child.stderr.on("data", (chunk) => {
    failure += chunk;
  });
  return new Promise((resolve, reject) =>
    child.on("close", () => (text === "" ? reject(new Error(failure)) : resolve(JSON.parse(text)))),
  );
}

const MEGABYTE = Buffer.alloc(1_000_000, "x");

/** A file of a beginning, so many times a middle, and an end. */
function repeated(
  name: string,
  start: Buffer | string,
  middle: Buffer,
  times: number,
  end: Buffer | string,
): string {
  const path = join(folder, name);
  writeFileSync(path, start);
  for (let at = 0; at < times; at += 1) writeFileSync(path, middle, { flag: "a" });
  writeFileSync(path, end, { flag: "a" });
  return path;
}

const HEADER = "id,name,email\n";
const JANE = "1,Jane Doe,jane@acme.example\n";
/** Ten gigabytes of spaces as a part of a workbook, which claims to be of some size. */
function endless(size: number): Packed {
  const some = deflateRawSync(Buffer.alloc(16_000_000, " "), { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([...Array.from({ length: 640 }, () => some), Buffer.from([3, 0])]);
  return { packed, size, checksum: 0 };
}

function hugeWorkbook(name: string, size: number): string {
  const path = join(folder, name);
  writeFileSync(path, workbook([""], { "xl/worksheets/sheet1.xml": endless(size) }));
  return path;
}

async function hugeParquet(): Promise<string> {
  const path = join(folder, "rows.parquet");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT 'Jane Doe' AS name FROM range(5000000)) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

/** How long bombs take is a figure of `npm run bench -- sources`. */
describe("what is huge, or unpacks to what is huge, takes little memory and is refused early", () => {
  const gzip = (bytes: Buffer) => gzipSync(bytes, { level: 9 });
  it.each([
    [
      "a line of 200 MB",
      () => repeated("line.csv", HEADER + JANE, MEGABYTE, 200, "\n2,John Roe,john@acme.example\n"),
      "3 2 1",
    ],
    [
      "a quoted value of 200 MB",
      () => repeated("value.csv", `${HEADER}${JANE}2,"`, MEGABYTE, 200, '",x\n'),
      "2 1 1",
    ],
    [
      "one JSON text of 200 MB",
      () => repeated("text.json", `[{"name":"Jane Doe"},{"name":"`, MEGABYTE, 200, '"}]'),
      "2 1 1",
    ],
    [
      "a picture of 200 MB in a card",
      () => repeated("card.vcf", "BEGIN:VCARD\nFN:Jane Doe\nPHOTO:", MEGABYTE, 200, "\nEND:VCARD\n"),
      "1 1 0",
    ],
    [
      "an attachment of 200 MB",
      () => repeated("mail.eml", "From: Jane Doe <jane@acme.example>\n\nhi\n", MEGABYTE, 200, "\n"),
      "1 1 0",
    ],
    [
      "10 GB as gzip",
      () => repeated("zeros.csv.gz", gzip(Buffer.from(HEADER)), gzip(Buffer.alloc(100_000_000)), 100, ""),
      "archive_bomb",
    ],
    ["10 GB in a workbook", () => hugeWorkbook("honest.xlsx", 0xfffffff0), "archive_bomb"],
    [
      "10 GB in a workbook that claims to hold a megabyte",
      () => hugeWorkbook("liar.xlsx", 1_000_000),
      "damaged_archive",
    ],
    ["5 million rows of one value as Parquet", hugeParquet, "archive_bomb"],
  ])(
    "%s",
    async (_, make, outcome) => {
      const measured = await measure(await make());
      expect(measured.outcome).toBe(outcome);
      expect(measured.megabytes).toBeLessThan(512);
    },
    600_000,
  );
});
