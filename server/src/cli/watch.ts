import { realpathSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import { VouchError } from "../errors.js";
import type { FolderSummary } from "../ingestion/importFolder.js";
import { type CommonOptions, interruption, withCommonOptions } from "./command.js";
import { sourceName } from "./import.js";
import { type FolderImportOptions, importFolderOnce, isFolder } from "./importFolder.js";
import { folderSentences, wasRead } from "./importText.js";
import { countFrom1 } from "./options.js";
import { progressBar } from "./output.js";
import { resolutionResult, resolveRecords } from "./resolve.js";

interface WatchOptions extends FolderImportOptions {
  readonly source: string;
  readonly quiet: number;
}

const SECOND_MS = 1_000;
/** How long after a round that could not be done another one is tried, in milliseconds. */
const AGAIN_MS = 5_000;
/** Copying a folder is many events, and one round. */
const GATHER_MS = 300;

/** Wakes who waits for news; news that come while nobody waits are not lost. */
class News {
  #isThere = true;
  #wake: () => void = () => {};

  readonly tell = (): void => {
    this.#isThere = true;
    this.#wake();
  };

  /** Resolves when there are some, or when the signal fires. */
  async come(signal: AbortSignal): Promise<void> {
    if (!this.#isThere && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    this.#isThere = false;
  }
}

/** Prints what happens, with the time; what has been told of a file is not told again until it changes. */
class Teller {
  readonly #isJson: boolean;
  #told = new Set<string>();

  constructor({ json }: CommonOptions) {
    this.#isJson = json === true;
  }

  say(sentences: readonly string[], event: object): void {
    const time = new Date();
    const lines = this.#isJson
      ? [JSON.stringify({ at: time.toISOString(), ...event })]
      : sentences.map((sentence) => `${time.toTimeString().slice(0, 8)} ${sentence}`);
    process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  }

  round(summary: FolderSummary): void {
    const sources = summary.sources.filter(wasRead);
    const read = folderSentences({ ...summary, sources, failed: [], passed: [], gone: [] });
    const standing = folderSentences({ ...summary, sources: [] });
    const news = standing.filter((sentence) => !this.#told.has(sentence));
    this.#told = new Set(standing);
    if (read.length + news.length === 0) return;
    this.say([...read, ...news], { event: "imported", ...summary, sources });
  }
}

/** Whether a failure is of this moment only: another one has the store, or it was told to stop. */
const isPassing = (failure: unknown): failure is VouchError =>
  failure instanceof VouchError && ["analytic_store_busy", "data_folder_in_use"].includes(failure.code);

/** A folder that is watched. */
class Watch {
  readonly #path: string;
  readonly #options: WatchOptions;
  readonly #signal: AbortSignal;
  readonly #news = new News();
  readonly #teller: Teller;
  /** A watch that was killed may have left imported records unresolved. */
  #isUnresolved = true;

  constructor(path: string, options: WatchOptions, signal: AbortSignal) {
    this.#path = path;
    this.#options = options;
    this.#signal = signal;
    this.#teller = new Teller(options);
  }

  /** Resolves when the signal fires. */
  async run(): Promise<void> {
    const { watchFolder } = await import("../ingestion/folderWatch.js");
    const end = await watchFolder(this.#path, this.#options.quiet * SECOND_MS, this.#news.tell);
    this.#teller.say([`Watching ${this.#path}. Ctrl-C ends it.`], { event: "watching", path: this.#path });
    try {
      while (!this.#signal.aborted) await this.#next();
    } finally {
      await end();
    }
    this.#teller.say(["Stopped."], { event: "stopped" });
  }

  async #next(): Promise<void> {
    await this.#news.come(this.#signal);
    await wait(GATHER_MS);
    if (this.#signal.aborted) return;
    try {
      await this.#import();
      await this.#resolve();
    } catch (failure) {
      if (this.#signal.aborted) return;
      if (!isPassing(failure)) throw failure;
      this.#teller.say([`${failure.message}; trying again.`], { event: "waiting", code: failure.code });
      this.#later(AGAIN_MS);
    }
  }

  async #import(): Promise<void> {
    const { source, quiet, ...options } = this.#options;
    const quietMs = quiet * SECOND_MS;
    const bar = progressBar(this.#options);
    const round = {
      path: this.#path,
      source,
      quietMs,
      onProgress: bar.update,
      signal: this.#signal,
    };
    const summary = await importFolderOnce(round, options).finally(() => bar.stop());
    this.#teller.round(summary);
    this.#isUnresolved ||= summary.accepted > summary.unchanged;
    const isMoving = summary.failed.some(({ code }) => code === "source_changing");
    if (isMoving || summary.passed.some(({ why }) => why === "being_written")) this.#later(quietMs);
  }

  async #resolve(): Promise<void> {
    if (!this.#isUnresolved) return;
    const result = await resolveRecords(this.#options, this.#signal);
    this.#isUnresolved = false;
    const { counts, sentences } = resolutionResult(result);
    this.#teller.say(sentences, { event: "resolved", ...counts });
  }

  #later(ms: number): void {
    setTimeout(this.#news.tell, ms).unref();
  }
}

async function runWatch(path: string, options: WatchOptions): Promise<void> {
  if (!(await isFolder(path)))
    throw new VouchError("not_a_folder", `${path} is not a folder`, "Give a folder that files are put into.");
  await new Watch(realpathSync(path), options, interruption()).run();
}

/** `vouch watch`: imports what is put into a folder, and resolves. */
export function registerWatch(program: Command): void {
  const command = program
    .command("watch")
    .description(
      "Import what is in a folder and what is put into it, and resolve after each round. Ctrl-C ends it.",
    )
    .argument("<dir>", "folder of files and repositories, told apart by their content")
    .requiredOption("--source <name>", "what the names of its sources begin with", sourceName)
    .option("--map <file>", "JSON file that says what columns mean; beside a file, NAME.map.json does for it")
    .option("--no-mailmap", "ignore .mailmap in repositories")
    .option("--quiet <seconds>", "a file is read when it has not changed for so long", countFrom1, 2)
    .action(runWatch);
  withCommonOptions(command, [
    "vouch watch ~/exports --source exports",
    "vouch watch /srv/drop --source drop --quiet 10 --json >> watch.jsonl",
  ]);
}
