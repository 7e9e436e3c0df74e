import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, readFile, rm } from "node:fs/promises";
import type { EnrichOutcome } from "./enrichClient.js";

interface Entry {
  readonly row: number;
  readonly hash: string;
  readonly outcome: EnrichOutcome;
}

/** The first line: what the calls of all runs into one output are named after. */
interface Title {
  readonly run: string;
}

/**
 * Answers on disk before their row's turn in the output: calls overtake each other, and an answer that was paid for
 * must not be lost when the run stops before the rows above it are done. One that was lost all the same, because the
 * process was killed before it came, is given again to a call of the same name.
 */
export class EnrichJournal {
  readonly #path: string;
  readonly #known = new Map<number, Entry>();
  #run = "";

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Opens the journal beside an output.
   * @param from rows before this one are in the output already
   */
  static async open(output: string, from: number): Promise<EnrichJournal> {
    const journal = new EnrichJournal(`${output}.answers`);
    if (existsSync(journal.#path)) {
      for (const line of (await readFile(journal.#path, "utf8")).split("\n")) journal.#remember(line, from);
    }
    if (journal.#run === "") await journal.#begin();
    return journal;
  }

  /** Names the call for a row of these cells: the same in every run, so that it is paid once (`Idempotency-Key`). */
  callName(row: number, cells: readonly string[]): string {
    return `${this.#run}-${row}-${hashOf(cells)}`;
  }

  /** The answer that this row of these cells was given before. */
  answerOf(row: number, cells: readonly string[]): EnrichOutcome | undefined {
    const entry = this.#known.get(row);
    return entry?.hash === hashOf(cells) ? entry.outcome : undefined;
  }

  /** Keeps an answer; it is in the file when this returns. */
  async keep(row: number, cells: readonly string[], outcome: EnrichOutcome): Promise<void> {
    await appendFile(this.#path, `${JSON.stringify({ row, hash: hashOf(cells), outcome })}\n`);
  }

  /** Forgets everything: all answers are in the output. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }

  async #begin(): Promise<void> {
    this.#run = randomUUID();
    await appendFile(this.#path, `${JSON.stringify({ run: this.#run })}\n`);
  }

  #remember(line: string, from: number): void {
    try {
      const entry = JSON.parse(line) as Entry | Title;
      if ("run" in entry) this.#run = entry.run;
      else if (entry.row >= from) this.#known.set(entry.row, entry);
    } catch {
      // The last line of a run that was killed may be cut off: its answer never arrived whole.
    }
  }
}

function hashOf(cells: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(cells)).digest("base64url").slice(0, 16);
}
