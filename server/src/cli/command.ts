import { resolve } from "node:path";
import type { Command } from "commander";
import { type Config, loadConfig } from "../config.js";

/** Options that every command has. */
export interface CommonOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** Adds `--data` and `--json` to a command, and examples to its help. */
export function withCommonOptions(command: Command, examples: readonly string[]): Command {
  return command
    .option("--data <dir>", "data folder (VOUCH_DATA)", undefined)
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", `\nExamples:\n${examples.map((example) => `  $ ${example}`).join("\n")}`);
}

/** The configuration: the environment, with the command line's options above it. */
export function configOf({ data }: CommonOptions): Config {
  const config = loadConfig(process.env);
  return data === undefined ? config : { ...config, dataDir: resolve(data) };
}

/** A signal that fires at Ctrl-C or SIGTERM, so that work can end in order. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return controller.signal;
}
