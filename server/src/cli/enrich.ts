import { resolve } from "node:path";
import type { Command } from "commander";
import { VouchError } from "../errors.js";
import { type CommonOptions, configOf, interruption, withCommonOptions } from "./command.js";
import type { EnrichSummary } from "./enrichFile.js";
import { printResult, progressBar } from "./output.js";

interface EnrichOptions extends CommonOptions {
  readonly output: string;
  readonly key?: string;
  readonly url?: string;
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

function keyOf({ key = process.env["VOUCH_API_KEY"] }: EnrichOptions): string {
  if (key !== undefined && key !== "") return key;
  throw new VouchError(
    "no_key",
    "No API key was given.",
    "Give one with --key or in VOUCH_API_KEY; make one with: vouch keys create --account NAME",
  );
}

function urlOf(options: EnrichOptions): string {
  const config = configOf(options);
  return options.url ?? `http://${config.host === "0.0.0.0" ? "127.0.0.1" : config.host}:${config.port}`;
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
    .option("--key <key>", "API key (VOUCH_API_KEY)")
    .option("--url <url>", "address of the server (default: this machine, VOUCH_PORT)")
    .action(runEnrich);
  withCommonOptions(command, [
    "vouch enrich candidates.csv -o enriched.csv --key vouch_…",
    "VOUCH_API_KEY=vouch_… vouch enrich candidates.csv -o enriched.csv --url https://people.acme.example",
  ]);
}
