import { createReadStream, type Stats } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { VouchError } from "../errors.js";
import { decodeLine, detectUtf16, SAMPLE_BYTES } from "./encoding.js";
import { unpacked } from "./unpacking.js";

/** A longer line is not text about a person. Characters; in all but UTF-16 files, bytes. */
export const LONGEST_LINE = 1_000_000;
const CHUNK_BYTES = 1 << 18;
const NEWLINE = 0x0a;

/** One line without its end. `text` is null where it was longer than LONGEST_LINE. */
export interface Line {
  /** 1-based. */
  readonly number: number;
  readonly text: string | null;
}

/**
 * Makes sure that a path is a file with something in it.
 * @throws VouchError file_not_found, not_a_file, empty_file
 */
export async function checkFile(path: string): Promise<Stats> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new VouchError("file_not_found", `${path}: no such file`, "Check the path.");
  if (!found.isFile())
    throw new VouchError("not_a_file", `${path} is not a file`, "Give a file, or a git repository.");
  if (found.size === 0) throw new VouchError("empty_file", `${path} is empty`, "Export it again.");
  return found;
}

const GZIP = [0x1f, 0x8b];
const isGzip = (start: Buffer) => GZIP.every((byte, at) => start[at] === byte);

/** The first bytes of a file, as they are. @throws VouchError file_unreadable */
async function startOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path, "r").catch((failure: unknown) => {
    const reason = failure instanceof Error ? failure.message : String(failure);
    throw new VouchError("file_unreadable", `${path} cannot be read: ${reason}`, "Check its permissions.");
  });
  const start = Buffer.alloc(length);
  const { bytesRead } = await file.read(start, 0, length, 0).finally(() => file.close());
  return start.subarray(0, bytesRead);
}

/**
 * About how many lines a file has, by the length of its first ones; undefined where that cannot be told without reading
 * it.
 */
export async function expectedLines(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => null);
  const start = found?.isFile() === true ? await startOf(path, SAMPLE_BYTES).catch(() => null) : null;
  if (found === null || start === null || isGzip(start)) return undefined;
  const lines = start.reduce((sum, byte) => (byte === NEWLINE ? sum + 1 : sum), 0);
  return lines === 0 ? undefined : Math.round((lines * found.size) / start.length);
}

/**
 * The bytes of a file in chunks; those of what is in it where it is a gzip archive.
 * @throws VouchError file_not_found, not_a_file, file_unreadable, empty_file, archive_bomb, damaged_archive
 */
export async function* readBytes(path: string): AsyncGenerator<Buffer> {
  await checkFile(path);
  const file = () => createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (isGzip(await startOf(path, GZIP.length))) {
    const unpacking = createGunzip({ chunkSize: CHUNK_BYTES });
    // What fails on the way ends the stream that is read.
    pipeline(file(), unpacking, () => {});
    yield* unpacked(path, unpacking, () => unpacking.bytesWritten);
  } else yield* file();
}

/** Cuts text into lines, whatever their ends, and never holds more than one longest line. */
class LineCutter {
  readonly #decode: (line: string) => string;
  #rest = "";
  #number = 1;
  #skipping = false;
  #afterReturn = false;

  constructor(decode: (line: string) => string) {
    this.#decode = decode;
  }

  push(chunk: string): Line[] {
    const text = this.#afterReturn && chunk.startsWith("\n") ? chunk.slice(1) : chunk;
    if (chunk !== "") this.#afterReturn = chunk.endsWith("\r");
    const pieces = text.split(/\r\n|\n|\r/);
    const last = pieces.pop() ?? "";
    const lines = pieces.map((piece) => this.#end(piece));
    this.#keep(last);
    return lines;
  }

  flush(): Line[] {
    return this.#rest === "" && !this.#skipping ? [] : [this.#end("")];
  }

  #keep(piece: string): void {
    if (this.#rest.length + piece.length > LONGEST_LINE) {
      this.#skipping = true;
      this.#rest = "";
    } else if (!this.#skipping) this.#rest += piece;
  }

  #end(piece: string): Line {
    this.#keep(piece);
    const text = this.#skipping ? null : this.#decode(this.#rest).replaceAll("\u0000", "");
    const line = { number: this.#number, text };
    this.#number += 1;
    this.#rest = "";
    this.#skipping = false;
    return line;
  }
}

/** Text of chunks, and how a line of it becomes characters. UTF-16 must be decoded first: its line ends are two bytes. */
function decodingOf(
  sample: Uint8Array,
  decode: (line: string) => string,
): { chunkText: (chunk: Buffer) => string; cutter: LineCutter } {
  const utf16 = detectUtf16(sample);
  if (utf16 === null) {
    return { chunkText: (chunk) => chunk.toString("latin1"), cutter: new LineCutter(decode) };
  }
  const decoder = new TextDecoder(utf16);
  return {
    chunkText: (chunk) => decoder.decode(chunk, { stream: true }),
    cutter: new LineCutter((line) => line),
  };
}

/**
 * The lines of a text file in batches, decoded whatever its encoding, zeros left out; memory does not depend on the
 * file's size.
 * @param decode what a line's bytes, as characters of code 0 to 255, are as text
 * @throws VouchError what `readBytes` throws
 */
export function readLines(
  path: string,
  decode: (bytes: string) => string = decodeLine,
): AsyncGenerator<readonly Line[]> {
  return linesIn(readBytes(path), decode);
}

/** The same of bytes that come from elsewhere. */
export async function* linesIn(
  bytes: AsyncIterable<Buffer>,
  decode: (bytes: string) => string = decodeLine,
): AsyncGenerator<readonly Line[]> {
  let decoding: ReturnType<typeof decodingOf> | undefined;
  for await (const chunk of bytes) {
    decoding ??= decodingOf(chunk.subarray(0, SAMPLE_BYTES), decode);
    const lines = decoding.cutter.push(decoding.chunkText(chunk));
    if (lines.length > 0) yield lines;
  }
  const last = decoding?.cutter.flush() ?? [];
  if (last.length > 0) yield last;
}
