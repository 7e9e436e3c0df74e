import { type ErrorEntry, errors } from "./errors.js";
import type { Operation } from "./operation.js";
import { operations } from "./operations.js";
import { PERSONA_DOMAIN, personaErrors, personas } from "./personas.js";
import { type Plan, plans } from "./plans.js";

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

function priceOf({ price }: Operation): string {
  if (price.success === 0) return "free";
  if (price.per !== undefined) return `${price.success} per ${price.per}`;
  return `${price.success}; not found ${price.not_found}`;
}

function operationTable(): string {
  const rows = Object.values<Operation>(operations).map((operation) => [
    `\`${operation.id}\``,
    `\`${operation.method} ${operation.path}\``,
    operation.summary,
    operation.scope === null ? "none" : `\`${operation.scope}\``,
    priceOf(operation),
  ]);
  return table(["operation", "route", "answers", "scope of the key", "credits"], rows);
}

function errorTable(): string {
  const rows = Object.entries<ErrorEntry>(errors).map(([word, { status, when, credits }]) => [
    String(status),
    `\`${word}\``,
    when,
    String(credits),
  ]);
  return table(["status", "`message`", "when", "credits"], rows);
}

function planTable(): string {
  const limit = (number: number | null) => (number === null ? "no limit" : String(number));
  const rows = Object.entries<Plan>(plans).map(([name, plan]) => [
    `\`${name}\``,
    limit(plan.requests_per_minute),
    limit(plan.concurrent_jobs),
    limit(plan.watches),
    String(plan.monthly_credits),
  ]);
  return table(["plan", "requests a minute", "concurrent jobs", "watches", "credits a month"], rows);
}

function personaTable(): string {
  const rows = personas.map(({ word, what, profile }) => [
    `\`${word}@${PERSONA_DOMAIN}\``,
    what,
    String(profile.confidence),
  ]);
  const refused = personaErrors.map((word) => [`\`${word}@${PERSONA_DOMAIN}\``, `\`${word}\``, ""]);
  return table(["address", "answer", "confidence"], [...rows, ...refused]);
}

const TABLES = {
  operations: operationTable,
  errors: errorTable,
  plans: planTable,
  personas: personaTable,
} as const;

/**
 * The page docs/api.md with its tables renewed from the contract.
 * @param page the page as it is; each table stands between `<!-- NAME: … -->` and `<!-- end -->`
 */
export function renderApiPage(page: string): string {
  return Object.entries(TABLES).reduce((text, [name, render]) => {
    const place = new RegExp(`(<!-- ${name}:[^>]*-->\n)[^]*?(<!-- end -->)`);
    return text.replace(place, (_, begin: string, end: string) => `${begin}${render()}\n${end}`);
  }, page);
}
