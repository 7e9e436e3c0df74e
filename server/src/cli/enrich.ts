import { resolve } from "node:path";
import type { Command } from "commander";
import { interruption, withCommonOptions } from "./command.js";
import type { EnrichSummary } from "./enrichFile.js";
import { printResult, progressBar } from "./output.js";
import { keyOf, type ServerOptions, urlOf, withServerOptions } from "./runningServer.js";

interface EnrichOptions extends ServerOptions {
  readonly output: string;
}

function sentences(
  output: string,
  { rows, earlier, found, not_found, errors, credits_used }: EnrichSummary,
): string[] {
  return [
    `${output}: ${rows} rows${earlier === 0 ? "" : `, ${earlier} of them there already`}.`,
    `${found} found, ${not_found} not found, ${errors} that could not be asked about; ${credits_used} credits.`,
    ...(errors === 0 ? [] : ["The column status says what was wrong with each."]),
  ];
}

async function runEnrich(path: string, options: EnrichOptions): Promise<void> {
  const [{ EnrichClient }, { enrichFile }, { countRows, openInput }] = await Promise.all([
    import("./enrichClient.js"),
    import("./enrichFile.js"),
    import("./enrichInput.js"),
  ]);
  const key = keyOf(options);
  const input = await openInput(resolve(path));
  const client = new EnrichClient(urlOf(options), key);
  await client.assertRunning();
  const total = await countRows(resolve(path));
  const bar = progressBar();
  try {
    const onRow = (done: number) => bar.update({ phase: "enriching", done, total });
    const summary = await enrichFile(input, resolve(options.output), client, onRow, interruption());
    bar.stop();
    printResult(options.json, summary, sentences(options.output, summary));
  } finally {
    bar.stop();
  }
}

/** `vouch enrich`: asks a running server about every row of a file. */
export function registerEnrich(program: Command): void {
  const command = program
    .command("enrich")
    .description(
      "Ask a running server about every row of a CSV file. Stopped, it goes on where it was when it is run again.",
    )
    .argument("<input>", "CSV file with addresses, or with names and company domains")
    .requiredOption("-o, --output <file>", "CSV file to write: the input's columns, then the answer's")
    .action(runEnrich);
  withCommonOptions(withServerOptions(command), [
    "vouch enrich candidates.csv -o enriched.csv --key vouch_…",
    "VOUCH_API_KEY=vouch_… vouch enrich candidates.csv -o enriched.csv --url https://people.acme.example",
  ]);
}
