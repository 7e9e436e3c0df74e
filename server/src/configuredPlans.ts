import { readFileSync } from "node:fs";
import { type Plan, planSettings, plans } from "@vouch/contract/plans";
import type { z } from "zod";
import { VouchError } from "./errors.js";

const EXAMPLE =
  '{"team": {"requests_per_minute": 1200, "concurrent_jobs": 80, "monthly_credits": 50000, "unused_credits": "roll_over", "free_repeat_hours": 24}}';
const HINT = `Write plans by their names, so: ${EXAMPLE}; docs/operations.md says what each field means.`;

function readText(setting: string): string {
  if (setting.trimStart().startsWith("{")) return setting;
  try {
    return readFileSync(setting, "utf8");
  } catch {
    throw new VouchError(
      "invalid_plans",
      `VOUCH_PLANS: the file ${setting} cannot be read`,
      "Name a JSON file, or give the JSON itself.",
    );
  }
}

function parse(setting: string): object {
  try {
    const value: unknown = JSON.parse(readText(setting));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch (failure) {
    if (failure instanceof VouchError) throw failure;
    throw new VouchError("invalid_plans", `VOUCH_PLANS is not JSON: ${(failure as Error).message}`, HINT);
  }
  throw new VouchError("invalid_plans", "VOUCH_PLANS is not a JSON object", HINT);
}

function sentence(name: string, issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return `VOUCH_PLANS: ${name} has no field ${issue.keys.join(", ")}`;
  return `VOUCH_PLANS: ${[name, ...issue.path].join(".")} ${issue.message}`;
}

function readPlan(name: string, value: unknown): Plan {
  const { data, error } = planSettings.safeParse(value);
  const [issue] = error?.issues ?? [];
  if (issue !== undefined) throw new VouchError("invalid_plan", sentence(name, issue), HINT);
  return Object.freeze(data as Plan);
}

/**
 * The plans that are always there, with the operator's beside or in place of them.
 * @param setting the name of a JSON file, or the JSON itself: an object with a plan of each name
 * @throws VouchError invalid_plans, invalid_plan; the message names the plan and the field
 */
export function readPlans(setting: string | undefined): Readonly<Record<string, Plan>> {
  const added = Object.entries(setting === undefined ? {} : parse(setting));
  return Object.freeze({
    ...plans,
    ...Object.fromEntries(added.map(([name, value]) => [name, readPlan(name, value)])),
  });
}
