import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { SOURCE_KINDS, type SourceKind } from "../ingestion/connector.js";
import type { ImportSummary } from "../ingestion/importRecords.js";
import type { HistoryRead } from "../ingestion/sourceMemory.js";
import { isWebAddress } from "../ingestion/webAddress.js";
import { type CommonOptions, configOf, interruption, withCommonOptions } from "./command.js";
import { printPreview } from "./importPreview.js";
import { printResult, progressBar } from "./output.js";

interface ImportOptions extends CommonOptions {
  readonly source?: string;
  readonly format?: SourceKind;
  readonly map?: string;
  readonly mailmap: boolean;
  readonly preview?: boolean;
}

function historySentence({ commits, read }: HistoryRead): string {
  if (read === "whole") return `${commits} commits were read.`;
  if (read === "news") return `${commits} commits have come since the last import; no others were read.`;
  return `Commits that had been read are gone (rewritten, or of a branch that was deleted): all ${commits} were read again.`;
}

function sentences(
  source: string,
  {
    read,
    accepted,
    rejected,
    unchanged,
    sensitive_columns,
    rejects_file,
    ambiguous_dates = 0,
    not_modified = 0,
    history,
  }: ImportSummary,
): string[] {
  return [
    `${source}: ${read} read = ${accepted} accepted + ${rejected} rejected; ${unchanged} of the accepted were there already.`,
    ...(sensitive_columns === undefined
      ? []
      : [`Left out, because such data is never stored: ${sensitive_columns.slice(0, 20).join(", ")}`]),
    ...(not_modified === 0
      ? []
      : [`${not_modified} pages are as they were at the last import, and were not read again.`]),
    ...(history === undefined ? [] : [historySentence(history)]),
    ...(rejects_file === undefined ? [] : [`The rejects, with line and reason: ${rejects_file}`]),
    ...(ambiguous_dates === 0
      ? []
      : [
          `${ambiguous_dates} dates could be read with the day or the month first, and were left out. Say which with --map FILE: {"their column": "last_seen dmy"} or "last_seen mdy".`,
        ]),
    ...(accepted > unchanged ? ["Next: vouch resolve"] : []),
  ];
}

async function importSource(path: string, source: string, options: ImportOptions): Promise<void> {
  const { runJob } = await import("../jobs/runJob.js");
  const { dataDir, memoryLimit, reachable } = configOf(options);
  const bar = progressBar();
  const { format, map, mailmap } = options;
  try {
    const summary = await runJob<"import">(
      {
        kind: "import",
        dataDir,
        memoryLimit,
        path: isWebAddress(path) ? path : resolve(path),
        reachable,
        source,
        mailmap,
        ...(format === undefined ? {} : { format }),
        ...(map === undefined ? {} : { mapFile: resolve(map) }),
      },
      bar.update,
      interruption(),
    );
    bar.stop();
    printResult(options.json, summary, sentences(source, summary));
  } finally {
    bar.stop();
  }
}

async function runImport(path: string, options: ImportOptions, command: Command): Promise<void> {
  if (options.preview === true) return await printPreview(path, options);
  if (options.source === undefined)
    command.error("error: required option '--source <name>' not specified", { exitCode: 2 });
  else await importSource(path, options.source, options);
}

function sourceName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("Give the source a name.");
  return text.trim();
}

/** `vouch import`: reads a source into the data folder. */
export function registerImport(program: Command): void {
  const command = program
    .command("import")
    .description("Read a source. Reading it again changes nothing.")
    .argument("<path>", "file, repository, or address of a web page")
    .option("--source <name>", "what the source is called; records keep it as their origin", sourceName)
    .addOption(
      new Option("--format <format>", "what the path holds, where its name does not tell").choices(
        SOURCE_KINDS,
      ),
    )
    .option("--map <file>", 'JSON file that says what columns mean: {"their column": "our field"}')
    .option("--preview", "show how each column is understood, write that as a map to edit, import nothing")
    .option("--no-mailmap", "ignore a repository's .mailmap")
    .action(runImport);
  withCommonOptions(command, [
    "vouch import contacts.csv --source crm",
    "vouch import contacts.csv --preview",
    "vouch import people.jsonl --source directory --map columns.json",
    "vouch import https://acme.example/team --source site",
    "vouch import ~/projects/compiler --source commits",
  ]);
}
