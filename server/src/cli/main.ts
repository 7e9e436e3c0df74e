import { Command, CommanderError } from "commander";
import { registerAccounts } from "./accounts.js";
import { registerAudit } from "./audit.js";
import { registerCompanies } from "./companies.js";
import { registerCredits } from "./credits.js";
import { registerEnrich } from "./enrich.js";
import { registerExplain } from "./explain.js";
import { registerExport } from "./export.js";
import { registerFeedback } from "./feedback.js";
import { registerFind } from "./find.js";
import { registerHistory } from "./history.js";
import { registerImport } from "./import.js";
import { registerJudge } from "./judge.js";
import { registerKeys } from "./keys.js";
import { registerMcp } from "./mcp.js";
import { registerNormalize } from "./normalize.js";
import { EXIT, printFailure } from "./output.js";
import { registerPlans } from "./plans.js";
import { registerPrivacy } from "./privacy.js";
import { registerResolve } from "./resolve.js";
import { registerReview } from "./review.js";
import { registerSources } from "./sources.js";

import { registerStart } from "./start.js";
import { registerStatus } from "./status.js";
import { registerUsage } from "./usage.js";
import { registerWatch } from "./watch.js";
import { registerWebhooks } from "./webhooks.js";

/** The command line's tree; what a command needs beside its options is loaded when it runs. */
export function buildProgram(): Command {
  const program = new Command("vouch")
    .description("A people enrichment server over your own sources.")
    .version("0.1.0")
    .showHelpAfterError("(see --help)")
    .configureHelp({ sortSubcommands: false, helpWidth: 100 })
    .exitOverride();
  for (const register of [
    registerStart,
    registerImport,
    registerWatch,
    registerSources,
    registerResolve,
    registerExplain,
    registerHistory,
    registerCompanies,
    registerReview,
    registerJudge,
    registerEnrich,
    registerFind,
    registerMcp,
    registerExport,
    registerNormalize,
    registerAccounts,
    registerPlans,
    registerKeys,
    registerCredits,
    registerUsage,
    registerWebhooks,
    registerFeedback,
    registerPrivacy,
    registerAudit,
    registerStatus,
  ]) {
    register(program);
  }
  for (const command of [...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.exitOverride();
  return program;
}

/** Runs a command line. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  // Who reads the output has had enough of it: `vouch … | head`.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "EPIPE") process.exit(EXIT.ok);
  });
  try {
    await buildProgram().parseAsync([...args], { from: "user" });
    return EXIT.ok;
  } catch (failure) {
    if (failure instanceof CommanderError) return failure.exitCode === 0 ? EXIT.ok : EXIT.usage;
    printFailure(failure);
    return EXIT.failed;
  }
}
