import type { Command } from "commander";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { printResult } from "./output.js";
import { alignedLines } from "./table.js";

function runPlans(options: CommonOptions): void {
  const { plans } = configOf(options);
  const limit = (value: number | null) => (value === null ? "no limit" : String(value));
  const rows = Object.entries(plans).map(([name, plan]) => [
    name,
    limit(plan.requests_per_minute),
    limit(plan.concurrent_jobs),
    limit(plan.watches),
    String(plan.monthly_credits),
    plan.unused_credits,
    String(plan.free_repeat_hours),
  ]);
  const head = [
    "plan",
    "requests a minute",
    "concurrent jobs",
    "watches",
    "credits a month",
    "unused credits",
    "hours of free repeats",
  ];
  printResult(options.json, plans, alignedLines(head, rows));
}

/** `vouch plans`: what accounts can be on. */
export function registerPlans(program: Command): void {
  const command = program
    .command("plans")
    .description(
      "List the plans: the built-in ones, and those of VOUCH_PLANS (a JSON file, or the JSON itself).",
    )
    .action(runPlans);
  withCommonOptions(command, ["vouch plans", "VOUCH_PLANS=plans.json vouch plans --json"]);
}
