import { resolve } from "node:path";
import { type Plan, plans } from "@vouch/contract";
import { VouchError } from "./errors.js";

/** All that can be set from outside, read once at start. */
export interface Config {
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** A PostgreSQL of the operator's own; undefined: the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Memory of the analytic engine in a worker, e.g. "1.5GB". */
  readonly memoryLimit: string;
  readonly host: string;
  readonly port: number;
  readonly plans: Readonly<Record<string, Plan>>;
  /** Whether unexpected failures print their stack. */
  readonly debug: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable; empty is unset. */
const setting = (environment: Environment, name: string): string | undefined =>
  environment[name] || undefined;

const isLimit = (value: unknown): value is number | null =>
  value === null || (typeof value === "number" && Number.isInteger(value) && value >= 1);

function readPlan(name: string, value: unknown): Plan {
  const wrong = new VouchError(
    "invalid_plan",
    `VOUCH_PLANS: the plan ${JSON.stringify(name)} is not one`,
    'Write it so: {"team": {"requests_per_minute": 1200, "concurrent_jobs": 80}}; null is no limit.',
  );
  if (typeof value !== "object" || value === null) throw wrong;
  const { requests_per_minute, concurrent_jobs }: Partial<Record<keyof Plan, unknown>> = value;
  if (!isLimit(requests_per_minute) || !isLimit(concurrent_jobs)) throw wrong;
  return { requests_per_minute, concurrent_jobs };
}

function parsePlans(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Not JSON: the same answer as for JSON of another kind.
  }
  throw new VouchError(
    "invalid_plans",
    "VOUCH_PLANS is not a JSON object",
    "Give plans by their names, as JSON.",
  );
}

function readPlans(environment: Environment): Readonly<Record<string, Plan>> {
  const added = parsePlans(setting(environment, "VOUCH_PLANS") ?? "{}");
  const entries = Object.entries(added).map(([name, value]) => [name, readPlan(name, value)] as const);
  return Object.freeze({ ...plans, ...Object.fromEntries(entries) });
}

function readPort(environment: Environment): number {
  const text = setting(environment, "VOUCH_PORT") ?? "8787";
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new VouchError(
    "invalid_port",
    `${JSON.stringify(text)} is not a port`,
    "Give a number from 0 to 65535; 0 takes a free one.",
  );
}

/**
 * Reads the configuration. What the command line says stands above the environment: `{...loadConfig(env), ...options}`.
 * @param environment the process's environment variables
 * @throws VouchError where a setting cannot be understood
 */
export function loadConfig(environment: Environment): Config {
  return Object.freeze({
    dataDir: resolve(setting(environment, "VOUCH_DATA") ?? "data"),
    databaseUrl: setting(environment, "DATABASE_URL"),
    memoryLimit: setting(environment, "VOUCH_MEMORY_LIMIT") ?? "1.5GB",
    host: setting(environment, "VOUCH_HOST") ?? "127.0.0.1",
    port: readPort(environment),
    plans: readPlans(environment),
    debug: setting(environment, "VOUCH_DEBUG") === "1",
  });
}
