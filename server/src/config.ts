import { resolve } from "node:path";
import type { Plan } from "@vouch/contract";
import { checkAddressRanges } from "./accounts/addresses.js";
import { readPlans } from "./configuredPlans.js";
import { type DeliverabilitySettings, readDeliverability } from "./deliverability/settings.js";
import { VouchError } from "./errors.js";
import { type MailSettings, readMailSettings } from "./net/mail.js";
import { type InferencePolicy, readInferencePolicy } from "./people/finder/inference.js";
import { privacyDirOf } from "./privacy/privacyDir.js";
import { readTraceSettings, type TraceSettings } from "./traces.js";

/** All that can be set from outside, read once at start. */
export interface Config {
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Absolute path of the privacy folder; undefined: in the data folder. */
  readonly privacyDir: string | undefined;
  /** A PostgreSQL of the operator's own; undefined: the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Memory of the analytic engine in a worker, e.g. "1.5GB". */
  readonly memoryLimit: string;
  readonly host: string;
  readonly port: number;
  /** Addresses and ranges of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Addresses and ranges of private networks that may be called: webhooks, company pages. */
  readonly reachable: readonly string[];
  readonly plans: Readonly<Record<string, Plan>>;
  /** How mail is sent to people who ask about their own data; undefined: none is. */
  readonly mail: MailSettings | undefined;
  /** Where addresses may be inferred. */
  readonly inference: InferencePolicy;
  readonly deliverability: DeliverabilitySettings;
  /** Hours that a job is kept after its end, with its results. */
  readonly jobsKeptHours: number;
  /** Whether each call is logged, or only what goes wrong. */
  readonly logsCalls: boolean;
  /** Where metrics are answered; undefined: nowhere. */
  readonly metricsPort: number | undefined;
  /** Where traces go; undefined: nowhere. */
  readonly traces: TraceSettings | undefined;
  /** Whether unexpected failures print their stack. */
  readonly debug: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable; empty is unset. */
const setting = (environment: Environment, name: string): string | undefined =>
  environment[name] || undefined;

function readPort(environment: Environment, name: string): number | undefined {
  const text = setting(environment, name);
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new VouchError(
    "invalid_port",
    `${JSON.stringify(text)} is not a port`,
    "Give a number from 0 to 65535; 0 takes a free one.",
  );
}

const DEFAULT_JOBS_KEPT_HOURS = 168;
/** An Idempotency-Key is heeded that long, and a job's is kept with the job. */
const FEWEST_HOURS = 72;

function readHours(environment: Environment, name: string): number | undefined {
  const text = setting(environment, name);
  if (text === undefined) return undefined;
  const hours = Number(text);
  if (Number.isInteger(hours) && hours >= FEWEST_HOURS && hours <= 87_600) return hours;
  throw new VouchError(
    "invalid_hours",
    `${name} cannot be ${JSON.stringify(text)}`,
    `Give a whole number of hours from ${FEWEST_HOURS} to 87600.`,
  );
}

function readLogging(environment: Environment): boolean {
  const text = setting(environment, "VOUCH_LOG") ?? "errors";
  if (text === "errors" || text === "requests") return text === "requests";
  throw new VouchError(
    "invalid_log",
    `VOUCH_LOG cannot be ${JSON.stringify(text)}`,
    "Give errors, or requests for a line about each call too.",
  );
}

function readRanges(environment: Environment, name: string): readonly string[] {
  const texts = (setting(environment, name) ?? "").split(",").map((text) => text.trim());
  const ranges = texts.filter((text) => text !== "");
  checkAddressRanges(ranges);
  return ranges;
}

/**
 * Reads the configuration. What the command line says stands above the environment: `{...loadConfig(env), ...options}`.
 * @param environment the process's environment variables
 * @throws VouchError where a setting cannot be understood
 */
export function loadConfig(environment: Environment): Config {
  return Object.freeze({
    dataDir: resolve(setting(environment, "VOUCH_DATA") ?? "data"),
    privacyDir: privacyDirOf(environment),
    databaseUrl: setting(environment, "DATABASE_URL"),
    memoryLimit: setting(environment, "VOUCH_MEMORY_LIMIT") ?? "1.5GB",
    host: setting(environment, "VOUCH_HOST") ?? "127.0.0.1",
    port: readPort(environment, "VOUCH_PORT") ?? 8787,
    trustedProxies: readRanges(environment, "VOUCH_TRUSTED_PROXIES"),
    reachable: readRanges(environment, "VOUCH_REACHABLE"),
    mail: readMailSettings(environment),
    plans: readPlans(setting(environment, "VOUCH_PLANS")),
    inference: readInferencePolicy(setting(environment, "VOUCH_INFERRED_ADDRESSES") ?? "on"),
    deliverability: readDeliverability(
      setting(environment, "VOUCH_DELIVERABILITY") ?? "mx",
      setting(environment, "VOUCH_PROBE_FROM"),
    ),
    jobsKeptHours: readHours(environment, "VOUCH_JOBS_KEPT_HOURS") ?? DEFAULT_JOBS_KEPT_HOURS,
    logsCalls: readLogging(environment),
    metricsPort: readPort(environment, "VOUCH_METRICS_PORT"),
    traces: readTraceSettings(environment),
    debug: setting(environment, "VOUCH_DEBUG") === "1",
  });
}
