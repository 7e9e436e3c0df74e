import type { Command } from "commander";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { calendarDay } from "./options.js";
import { printResult } from "./output.js";
import { alignedLines } from "./table.js";

interface UsageOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
}

async function showUsage(account: string, { from, to, ...options }: UsageOptions): Promise<void> {
  const [{ usageOf }, { withDatabase }] = await Promise.all([
    import("../accounts/accounts.js"),
    import("../postgres/database.js"),
  ]);
  const usage = await withDatabase(configOf(options), "usage", ({ sql }) =>
    usageOf(sql, account, { from, to }),
  );
  const rows = usage.map(({ day, operation, outcome, calls, credits }) => [
    day,
    operation,
    outcome,
    String(calls),
    String(credits),
  ]);
  const table = alignedLines(["day", "operation", "outcome", "calls", "credits"], rows);
  printResult(options.json, usage, rows.length === 0 ? [`No call of ${account} was charged then.`] : table);
}

/** `vouch usage`: what calls cost. */
export function registerUsage(program: Command): void {
  const command = program
    .command("usage")
    .description(
      "Show what an account's calls cost, by day (UTC), operation and outcome. Works while the server runs.",
    )
    .argument("<account>", "account's name")
    .option("--from <day>", "first day (29 days before the last)", calendarDay)
    .option("--to <day>", "last day (today)", calendarDay)
    .action(showUsage);
  withCommonOptions(command, [
    "vouch usage sales",
    "vouch usage sales --from 2027-01-01 --to 2027-01-31 --json",
  ]);
}
