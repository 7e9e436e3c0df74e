import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { csvText } from "../csvText.js";
import type { Reject } from "./sourceRecord.js";

/** The file of an import's rejects; made with the first of them. Holds places and reasons, no personal data. */
export class RejectsFile {
  readonly path: string;
  readonly #folder: string;
  #stream: WriteStream | null = null;
  count = 0;

  readonly #file: string;

  /** @param file what the source is read from, where a reject does not say it */
  constructor(dataDir: string, source: string, file: string, now: Date) {
    this.#file = file;
    this.#folder = join(dataDir, "rejects");
    const name = source.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 80);
    this.path = join(this.#folder, `${name}-${now.toISOString().replace(/[:.]/g, "-")}.csv`);
  }

  async add(rejects: readonly Reject[]): Promise<void> {
    if (rejects.length === 0) return;
    if (this.#stream === null) {
      await mkdir(this.#folder, { recursive: true });
      this.#stream = createWriteStream(this.path);
      this.#stream.write("file,line,column,code,detail\n");
    }
    this.count += rejects.length;
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
