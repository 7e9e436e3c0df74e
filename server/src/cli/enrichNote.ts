import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import { VouchError } from "../errors.js";
import { readBytes } from "../ingestion/lines.js";

/** What is kept beside an output until it is there: which job answers which input, so that no row is asked twice. */
export interface EnrichNote {
  /** SHA-256 of the input, hex. */
  readonly input: string;
  /** Where the server answers. */
  readonly url: string;
  /** Names the submission: the same job whenever it is submitted. */
  readonly idempotencyKey: string;
  /** Absent until the server has the input. */
  readonly jobId?: string;
}

const pathOf = (output: string) => `${output}.job`;

async function hashOf(input: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of readBytes(input)) hash.update(bytes);
  return hash.digest("hex");
}

/** Writes a file whole or not at all, and on the disk when this returns. */
async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** Keeps a note. @throws VouchError output_not_writable */
export async function keepNote(output: string, note: EnrichNote): Promise<void> {
  try {
    await writeWhole(pathOf(output), JSON.stringify(note));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new VouchError(
      "output_not_writable",
      `${output} cannot be written: ${problem}`,
      "Give another name after -o.",
    );
  }
}

/** Whether an earlier run into this output did not come to its end. */
export const hasNote = (output: string) => existsSync(pathOf(output));

/** Forgets what led to an output: it is there. */
export const dropNote = (output: string) => rm(pathOf(output), { force: true });

/**
 * Reads the note of an earlier run, or begins one.
 * @throws VouchError another_input, another_server where the earlier run was about something else
 */
export async function noteFor(input: string, output: string, url: string): Promise<EnrichNote> {
  const hash = await hashOf(input);
  if (!hasNote(output)) {
    const note = { input: hash, url, idempotencyKey: randomUUID() };
    await keepNote(output, note);
    return note;
  }
  const note: EnrichNote = JSON.parse(await readFile(pathOf(output), "utf8"));
  const hint = `Give another name after -o, or remove ${pathOf(output)} to begin anew: what was answered is paid for again.`;
  if (note.input !== hash)
    throw new VouchError(
      "another_input",
      `${output} is being made of another input, or of an earlier one`,
      hint,
    );
  if (note.url !== url)
    throw new VouchError("another_server", `${output} is being made by the server at ${note.url}`, hint);
  return note;
}
