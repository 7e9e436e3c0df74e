import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { isAddress } from "../ingestion/addresses.js";
import { isDatabaseAddress } from "../ingestion/databaseAddress.js";
import { SOURCE_KINDS, type SourceKind } from "../ingestion/sourceKinds.js";
import type { ImportJob } from "../jobs/job.js";
import { type CommonOptions, configOf, interruption, withCommonOptions } from "./command.js";
import { importFolder, isFolder, previewFolder } from "./importFolder.js";
import { printPreview } from "./importPreview.js";
import { importSentences } from "./importText.js";
import { printResult, progressBar } from "./output.js";
import { resolutionResult, runPublishing } from "./resolve.js";

interface ImportOptions extends CommonOptions {
  readonly source?: string;
  readonly format?: SourceKind;
  readonly query?: string;
  readonly map?: string;
  readonly mailmap: boolean;
  readonly preview?: boolean;
  readonly resolve?: boolean;
}

function jobOf(path: string, source: string, options: ImportOptions): ImportJob {
  const { dataDir, memoryLimit, reachable } = configOf(options);
  const { format, query, map, mailmap } = options;
  return {
    kind: "import",
    dataDir,
    memoryLimit,
    path: isAddress(path) ? path : resolve(path),
    reachable,
    source,
    mailmap,
    ...(format === undefined ? {} : { format }),
    ...(query === undefined ? {} : { query }),
    ...(map === undefined ? {} : { mapFile: resolve(map) }),
  };
}

async function importSource(path: string, source: string, options: ImportOptions): Promise<void> {
  const { runJob } = await import("../jobs/runJob.js");
  const bar = progressBar(options);
  try {
    const summary = await runJob<"import">(jobOf(path, source, options), bar.update, interruption());
    bar.stop();
    printResult(options.json, summary, [
      ...importSentences(source, summary),
      ...(summary.accepted > summary.unchanged ? ["Next: vouch resolve"] : []),
    ]);
  } finally {
    bar.stop();
  }
}

/** `vouch import --resolve`: one worker does both, so that a few records are published sooner. */
async function importAndResolve(path: string, source: string, options: ImportOptions): Promise<void> {
  const { imported, resolved } = await runPublishing<"importAndResolve">(
    (given) => ({ kind: "importAndResolve", imported: jobOf(path, source, options), ...given }),
    options,
  );
  const { counts, sentences } = resolutionResult(resolved);
  printResult(options.json, { ...imported, resolved: counts }, [
    ...importSentences(source, imported),
    ...sentences,
  ]);
}

async function runImport(path: string, options: ImportOptions, command: Command): Promise<void> {
  if (isDatabaseAddress(path) !== (options.query !== undefined))
    return command.error("error: --query goes with a database, and a database with --query", { exitCode: 2 });
  const isOfSources = options.format === undefined && (await isFolder(path));
  if (options.preview === true) return await (isOfSources ? previewFolder : printPreview)(path, options);
  if (options.source === undefined)
    command.error("error: required option '--source <name>' not specified", { exitCode: 2 });
  else if (isOfSources) await importFolder(path, options.source, options);
  else await (options.resolve === true ? importAndResolve : importSource)(path, options.source, options);
}

/** Reads the name of a source. */
export function sourceName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("Give the source a name.");
  return text.trim();
}

/** `vouch import`: reads a source into the data folder. */
export function registerImport(program: Command): void {
  const command = program
    .command("import")
    .description("Read a source. Reading it again changes nothing.")
    .argument("<path>", "file, folder, repository, web page (https://), database (postgres://, env:VARIABLE)")
    .option("--source <name>", "what the source is called; records keep it as their origin", sourceName)
    .addOption(
      new Option("--format <format>", "what the path holds, where its name does not tell").choices(
        SOURCE_KINDS,
      ),
    )
    .option("--query <sql>", "what a database is asked: one SELECT whose rows are people")
    .option("--map <file>", 'JSON file that says what columns mean: {"their column": "our field"}')
    .option("--preview", "show how each column is understood, write that as a map to edit, import nothing")
    .option("--no-mailmap", "ignore a repository's .mailmap")
    .option("--resolve", "resolve what was read and publish its people, at once")
    .action(runImport);
  withCommonOptions(command, [
    "vouch import contacts.csv --source crm",
    "vouch import contacts.csv --preview",
    "vouch import contacts.csv --source crm --resolve",
    "vouch import people.jsonl --source directory --map columns.json",
    "vouch import https://acme.example/team --source site",
    "vouch import ~/projects/compiler --source commits",
    "vouch import ~/exports --source exports",
    'vouch import postgres://reader@db.example/crm --source crm --query "select * from contact"',
    'vouch import env:CRM_URL --source crm --query "select * from contact" --preview',
  ]);
}
