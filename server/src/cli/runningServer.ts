import type { Command } from "commander";
import { VouchError } from "../errors.js";
import { type CommonOptions, configOf } from "./command.js";

/** Options of commands that ask a running server. */
export interface ServerOptions extends CommonOptions {
  readonly key?: string;
  readonly url?: string;
}

/** Adds `--key` and `--url` to a command. */
export function withServerOptions(command: Command): Command {
  return command
    .option("--key <key>", "API key (VOUCH_API_KEY)")
    .option("--url <url>", "address of the server (default: this machine, VOUCH_PORT)");
}

/** @throws VouchError no_key */
export function keyOf({ key = process.env["VOUCH_API_KEY"] }: ServerOptions): string {
  if (key !== undefined && key !== "") return key;
  throw new VouchError(
    "no_key",
    "No API key was given.",
    "Give one with --key or in VOUCH_API_KEY; make one with: vouch keys create --account NAME",
  );
}

/** Where the server answers, e.g. http://127.0.0.1:8787. */
export function urlOf(options: ServerOptions): string {
  const config = configOf(options);
  return options.url ?? `http://${config.host === "0.0.0.0" ? "127.0.0.1" : config.host}:${config.port}`;
}
