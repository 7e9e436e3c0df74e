import { existsSync } from "node:fs";
import type { Command } from "commander";
import { holderOf } from "../processLock.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { printResult } from "./output.js";

async function runStatus(options: CommonOptions): Promise<void> {
  const [{ ownerFile }, { withDatabase }, { countServed }] = await Promise.all([
    import("../postgres/owner.js"),
    import("../postgres/database.js"),
    import("../people/served.js"),
  ]);
  const config = configOf(options);
  if (config.databaseUrl === undefined && !existsSync(config.dataDir)) {
    const nothing = { data: config.dataDir, running: false, pid: null, people: 0, last_published: null };
    printResult(options.json, nothing, [`${config.dataDir} does not exist yet.`, "Make it: vouch start"]);
    return;
  }
  const owner = holderOf(ownerFile(config.dataDir));
  const running = owner !== null && owner.command === "start";
  const { people, last_published } = await withDatabase(config, "status", ({ sql }) => countServed(sql));
  const status = { data: config.dataDir, running, pid: running ? owner.pid : null, people, last_published };
  printResult(options.json, status, [
    running ? `The server runs as process ${owner.pid}.` : "The server does not run.",
    `Data folder: ${config.dataDir}`,
    `People served: ${people}${last_published === null ? "" : `, last published ${last_published}`}`,
  ]);
}

/** `vouch status`: what runs, and what it serves. */
export function registerStatus(program: Command): void {
  const command = program
    .command("status")
    .description("What runs on the data folder, and how many people it serves.")
    .action(runStatus);
  withCommonOptions(command, ["vouch status", "vouch status --json"]);
}
