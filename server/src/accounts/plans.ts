import { DEFAULT_PLAN, type Plan, plans } from "@vouch/contract";
import { VouchError } from "../errors.js";

/** The plans that are configured, by name. */
export type Plans = Readonly<Record<string, Plan>>;

/** The plan of a name; one that is no longer configured is held to the most careful. */
export function planNamed(configured: Plans, name: string): Plan {
  const plan = Object.hasOwn(configured, name) ? configured[name] : undefined;
  return plan ?? plans[DEFAULT_PLAN];
}

/** @throws VouchError unknown_plan, where no plan of the name is configured */
export function checkPlan(configured: Plans, name: string): void {
  if (Object.hasOwn(configured, name)) return;
  const known = Object.keys(configured).join(", ");
  throw new VouchError(
    "unknown_plan",
    `There is no plan ${JSON.stringify(name)}`,
    `Plans are: ${known}. VOUCH_PLANS adds others: give every command the same as the server.`,
  );
}
