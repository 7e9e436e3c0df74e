import { resolve } from "node:path";
import type { Command } from "commander";
import { interruption, withCommonOptions } from "./command.js";
import type { EnrichSummary } from "./enrichFile.js";
import { printResult, progressBar } from "./output.js";
import { type ServerOptions, withServerOptions } from "./runningServer.js";

interface EnrichOptions extends ServerOptions {
  readonly output: string;
  readonly cancel?: boolean;
}

function sentences(output: string, summary: EnrichSummary): string[] {
  const { rows, found, not_found, errors, credits_used, was_there, cancelled } = summary;
  return [
    `${output}: ${rows} rows${was_there ? ", which were there already" : ""}.`,
    `${found} found, ${not_found} not found, ${errors} that could not be asked about; ${credits_used} credits.`,
    ...(errors === 0 ? [] : ["The column status says what was wrong with each."]),
    ...(cancelled ? ["The job was cancelled: the rows behind were not asked about."] : []),
  ];
}

async function runEnrich(path: string, options: EnrichOptions): Promise<void> {
  const [{ askServer }, { enrichFile }] = await Promise.all([
    import("./askedServer.js"),
    import("./enrichFile.js"),
  ]);
  const stopping = interruption();
  const server = await askServer(options);
  const shown = progressBar();
  try {
    const [input, output] = [resolve(path), resolve(options.output)];
    const onProgress = shown.update;
    const task = { input, output, cancels: options.cancel === true, onProgress, stopping };
    const summary = await enrichFile(server, task);
    shown.stop();
    printResult(options.json, summary, sentences(options.output, summary));
  } finally {
    shown.stop();
  }
}

/** `vouch enrich`: asks a running server about every row of a file. */
export function registerEnrich(program: Command): void {
  const command = program
    .command("enrich")
    .description(
      "Have a running server answer every row of a CSV or JSONL file, in a job of its own. Stopped or killed, it goes on where the job is when it is run again; each row is paid for once.",
    )
    .argument("<input>", "file with addresses, or with names and company domains")
    .requiredOption("-o, --output <file>", "file to write: the input's columns, then the answer's")
    .option("--cancel", "end the job of an earlier run where it is, and write what was answered")
    .action(runEnrich);
  withCommonOptions(withServerOptions(command), [
    "vouch enrich candidates.csv -o enriched.csv --key vouch_…",
    "VOUCH_API_KEY=vouch_… vouch enrich candidates.csv -o enriched.csv --url https://people.acme.example",
    "vouch enrich candidates.csv -o enriched.csv --cancel --key vouch_…",
  ]);
}
