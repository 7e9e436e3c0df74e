import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { ExportFormat } from "../fusion/exportFile.js";
import { type CommonOptions, configOf, interruption } from "./command.js";

interface ExportOptions extends CommonOptions {
  readonly format: ExportFormat;
  readonly output?: string;
}

async function exportRecords({ format, output, ...options }: ExportOptions): Promise<void> {
  const { runJob } = await import("../jobs/runJob.js");
  const { dataDir, memoryLimit } = configOf(options);
  const target = output === undefined ? {} : { output: resolve(output) };
  await runJob<"exportRecords">(
    { kind: "exportRecords", dataDir, memoryLimit, format, ...target },
    undefined,
    interruption(),
  );
}

async function exportPeople({ format, output, ...options }: ExportOptions): Promise<void> {
  const [{ exportPeople }, { withDatabase }] = await Promise.all([
    import("../fusion/exportPeople.js"),
    import("../postgres/database.js"),
  ]);
  await withDatabase(configOf(options), "export", ({ sql }) =>
    exportPeople(sql, format, output === undefined ? undefined : resolve(output)),
  );
}

function addExport(
  parent: Command,
  name: string,
  description: string,
  action: (options: ExportOptions) => Promise<void>,
): void {
  const command = parent
    .command(name)
    .description(description)
    .addOption(new Option("--format <format>", "form of the lines").choices(["csv", "jsonl"]).default("csv"))
    .option("-o, --output <file>", "file to write; standard output where absent")
    .option("--data <dir>", "data folder (VOUCH_DATA)")
    .addHelpText(
      "after",
      `\nExamples:\n  $ vouch export ${name} --format csv > ${name}.csv\n  $ vouch export ${name} --format jsonl -o ${name}.jsonl`,
    );
  command.action(action);
}

/** `vouch export`: what the data folder holds, for other programs. */
export function registerExport(program: Command): void {
  const parent = program
    .command("export")
    .description("Write source records with their person, or the people.");
  addExport(parent, "records", "One line per source record: source, source_key, person_id.", exportRecords);
  addExport(parent, "people", "One line per published person.", exportPeople);
  parent.addHelpText(
    "after",
    "\nExamples:\n  $ vouch export records --format csv\n  $ vouch export people --format jsonl -o people.jsonl",
  );
}
