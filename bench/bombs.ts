import { once } from "node:events";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { type Bar, bar, progress, rounded, timed } from "./harness.js";
import { type PeakMemory, watchMemory } from "./memory.js";
import { watchProcessor } from "./processor.js";
import { spawnVouch } from "./vouch.js";

/** What became of one file that is huge, or unpacks to what is huge. */
export interface Bomb {
  readonly file: string;
  /** `refused`, or how many records were accepted and rejected. */
  readonly outcome: string;
  /** Of the whole command, its start included. */
  readonly seconds: number;
  readonly processor_seconds: number;
  readonly peak_mb: number;
}

const MEGABYTE = Buffer.alloc(1_000_000, "x");
const HEADER = "id,name,email\n1,Jane Doe,jane@acme.example\n";

/** A file of a beginning, so many times a middle, and an end. */
function repeated(path: string, start: Buffer | string, middle: Buffer, times: number, end: string): void {
  writeFileSync(path, start);
  for (let at = 0; at < times; at += 1) appendFileSync(path, middle);
  appendFileSync(path, end);
}

interface Entry {
  readonly name: string;
  readonly packed: Buffer;
  /** What the archive claims it holds. */
  readonly size: number;
}

/** The head of an entry, as it stands before it (30 bytes) or in the directory (46 bytes). */
function headOf({ name, packed, size }: Entry, offset: number | null): Buffer {
  const head = Buffer.alloc(offset === null ? 30 : 46);
  const at = offset === null ? 0 : 2;
  head.writeUInt32LE(offset === null ? 0x04034b50 : 0x02014b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8 + at);
  head.writeUInt32LE(packed.length, 18 + at);
  head.writeUInt32LE(size, 22 + at);
  head.writeUInt16LE(name.length, 26 + at);
  if (offset !== null) head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, Buffer.from(name)]);
}

/** An archive, its checksums left out: what is read here is never read to its end. */
function archive(entries: readonly Entry[]): Buffer {
  const local = entries.map((entry) => Buffer.concat([headOf(entry, null), entry.packed]));
  const offsets = local.map((_, at) => local.slice(0, at).reduce((sum, { length }) => sum + length, 0));
  const central = Buffer.concat(entries.map((entry, at) => headOf(entry, offsets[at] ?? 0)));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(Buffer.concat(local).length, 16);
  return Buffer.concat([...local, central, end]);
}

const part = (name: string, text: string): Entry => ({
  name,
  packed: deflateRawSync(text),
  size: text.length,
});

/** A workbook whose one sheet unpacks to ten gigabytes of spaces, and claims to be of some size. */
function hugeWorkbook(path: string, size: number): void {
  const some = deflateRawSync(Buffer.alloc(16_000_000, " "), { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([...Array.from({ length: 640 }, () => some), Buffer.from([3, 0])]);
  const sheets = '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>';
  const relations = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>';
  const entries = [
    part("xl/workbook.xml", sheets),
    part("xl/_rels/workbook.xml.rels", relations),
    { name: "xl/worksheets/sheet1.xml", packed, size },
  ];
  writeFileSync(path, archive(entries));
}

async function hugeParquet(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT 'Jane Doe' AS name FROM range(5000000)) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

function hugeGzip(path: string): void {
  const gzip = (bytes: Buffer) => gzipSync(bytes, { level: 9 });
  repeated(path, gzip(Buffer.from(HEADER)), gzip(Buffer.alloc(100_000_000)), 100, "");
}

type Make = (path: string) => void | Promise<void>;

/** Bombs, which must be refused: what they are, their file, and how it is made. */
const BOMBS: readonly (readonly [string, Make])[] = [
  ["10-gb.csv.gz", hugeGzip],
  ["10-gb.xlsx", (path) => hugeWorkbook(path, 0xfffffff0)],
  ["10-gb-claiming-1-mb.xlsx", (path) => hugeWorkbook(path, 1_000_000)],
  ["5-million-rows-of-one-value.parquet", hugeParquet],
];

/** Files that are as large as they look: read to their end, without being held in memory. */
const LARGE: readonly (readonly [string, Make])[] = [
  ["line-of-200-mb.csv", (path) => repeated(path, HEADER, MEGABYTE, 200, "\n2,John Roe,john@acme.example\n")],
  ["value-of-200-mb.csv", (path) => repeated(path, `${HEADER}2,"`, MEGABYTE, 200, '",x\n')],
  ["text-of-200-mb.json", (path) => repeated(path, '[{"name":"Jane Doe"},{"name":"', MEGABYTE, 200, '"}]')],
  [
    "picture-of-200-mb.vcf",
    (path) => repeated(path, "BEGIN:VCARD\nFN:Jane Doe\nPHOTO:", MEGABYTE, 200, "\nEND:VCARD\n"),
  ],
  [
    "attachment-of-200-mb.eml",
    (path) => repeated(path, "From: Jane Doe <jane@acme.example>\n\nhi\n", MEGABYTE, 200, "\n"),
  ],
];

async function imported(folder: string, file: string, make: Make): Promise<Bomb> {
  const path = join(folder, file);
  await make(path);
  const peak: PeakMemory = { vouch: 0, postgres: 0 };
  const used = { seconds: 0 };
  const { value, seconds } = await timed(async () => {
    const child = spawnVouch(["import", path, "--source", "bomb", "--json", "--data", join(folder, "data")]);
    watchMemory(child, peak);
    watchProcessor(child, used);
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    const [code] = await once(child, "close");
    return code === 0 ? outcomeIn(text) : "refused";
  });
  rmSync(path);
  progress(`${file}: ${value} in ${seconds.toFixed(1)} s, ${peak.vouch.toFixed(0)} MB`);
  return {
    file,
    outcome: value,
    seconds: rounded(seconds, 1),
    processor_seconds: rounded(used.seconds, 1),
    peak_mb: Math.round(peak.vouch),
  };
}

function outcomeIn(text: string): string {
  const { read, accepted, rejected } = JSON.parse(text.trim().split("\n").at(-1) ?? "{}");
  const isWhole = accepted + rejected === read;
  return `${accepted} accepted, ${rejected} rejected${isWhole ? "" : `, but ${read} read`}`;
}

/**
 * Imports files that are bombs or huge, each by a command of its own.
 * @returns what became of them, and the bars: bombs are refused within two seconds, and nothing takes 512 MB
 */
export async function importBombs(): Promise<{ bombs: Bomb[]; large: Bomb[]; bars: Bar[] }> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-bench-bombs-"));
  try {
    const [bombs, large]: [Bomb[], Bomb[]] = [[], []];
    for (const [file, make] of BOMBS) bombs.push(await imported(folder, file, make));
    for (const [file, make] of LARGE) large.push(await imported(folder, file, make));
    const most = (of: keyof Pick<Bomb, "seconds" | "peak_mb">, among: readonly Bomb[]) =>
      Math.max(...among.map((one) => one[of]));
    return {
      bombs,
      large,
      bars: [
        bar(
          "bombs that are refused",
          bombs.filter(({ outcome }) => outcome === "refused").length,
          ">=",
          BOMBS.length,
        ),
        bar("seconds until a bomb is refused, start included", most("seconds", bombs), "<=", 2),
        bar("peak memory in MB of what is huge", most("peak_mb", [...bombs, ...large]), "<=", 512),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
