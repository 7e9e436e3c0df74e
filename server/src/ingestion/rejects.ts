import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { csvText } from "../csvText.js";
import type { Reject } from "./sourceRecord.js";

/** Hints that are listed; the rest is like them. */
const MOST_HINTS = 1_000;

/** The file of an import's rejects and hints; made with the first of them. Holds places and reasons, no personal data. */
export class RejectsFile {
  readonly path: string;
  readonly #folder: string;
  #stream: WriteStream | null = null;
  /** Rejects. */
  count = 0;
  #hints = 0;

  readonly #file: string;

  /** @param file what the source is read from, where a reject does not say it */
  constructor(dataDir: string, source: string, file: string, now: Date) {
    this.#file = file;
    this.#folder = join(dataDir, "rejects");
    const name = source.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 80);
    this.path = join(this.#folder, `${name}-${now.toISOString().replace(/[:.]/g, "-")}.csv`);
  }

  /** Whether there is anything in it. */
  get isMade(): boolean {
    return this.#stream !== null;
  }

  async add(rejects: readonly Reject[]): Promise<void> {
    this.count += rejects.length;
    await this.#write(rejects);
  }

  /** Lists what was left out of records that are no rejects. */
  async hint(hints: readonly Reject[]): Promise<void> {
    const listed = hints.slice(0, MOST_HINTS - this.#hints);
    this.#hints += listed.length;
    await this.#write(listed);
  }

  async #write(rejects: readonly Reject[]): Promise<void> {
    if (rejects.length === 0) return;
    if (this.#stream === null) {
      await mkdir(this.#folder, { recursive: true });
      this.#stream = createWriteStream(this.path);
      this.#stream.write("file,line,column,code,detail\n");
    }
    const text = csvText(
      rejects.map(({ file, line, column, code, detail }) => [
        file ?? this.#file,
        line,
        column ?? "",
        code,
        detail,
      ]),
    );
    if (!this.#stream.write(text)) await new Promise<void>((resolve) => this.#stream?.once("drain", resolve));
  }

  async close(): Promise<void> {
    const stream = this.#stream;
    if (stream !== null) await new Promise<void>((resolve) => stream.end(resolve));
  }
}
