import { resolve } from "node:path";
import type { Plan } from "@vouch/contract";
import { checkAddressRanges } from "./accounts/addresses.js";
import { readPlans } from "./configuredPlans.js";
import { type DeliverabilitySettings, readDeliverability } from "./deliverability/settings.js";
import { VouchError } from "./errors.js";
import { type MailSettings, readMailSettings } from "./net/mailSettings.js";
import { type InferencePolicy, readInferencePolicy } from "./people/finder/inference.js";
import { privacyDirOf } from "./privacy/privacyDir.js";
import { type Environment, given, type SettingName, settingOf } from "./settings.js";
import { readTraceSettings, type TraceSettings } from "./traceSettings.js";

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

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new VouchError(
    "invalid_port",
    `${JSON.stringify(text)} is not a port`,
    "Give a number from 0 to 65535; 0 takes a free one.",
  );
}

/** An Idempotency-Key is heeded that long, and a job's is kept with the job. */
const FEWEST_HOURS = 72;

function readHours(text: string, name: SettingName): number {
  const hours = Number(text);
  if (Number.isInteger(hours) && hours >= FEWEST_HOURS && hours <= 87_600) return hours;
  throw new VouchError(
    "invalid_hours",
    `${name} cannot be ${JSON.stringify(text)}`,
    `Give a whole number of hours from ${FEWEST_HOURS} to 87600.`,
  );
}

function readLogging(environment: Environment): boolean {
  const text = settingOf(environment, "VOUCH_LOG");
  if (text === "errors" || text === "requests") return text === "requests";
  throw new VouchError(
    "invalid_log",
    `VOUCH_LOG cannot be ${JSON.stringify(text)}`,
    "Give errors, or requests for a line about each call too.",
  );
}

function readRanges(environment: Environment, name: SettingName): readonly string[] {
  const texts = (given(environment, name) ?? "").split(",").map((text) => text.trim());
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
  const text = (name: Parameters<typeof settingOf>[1]) => settingOf(environment, name);
  const metricsPort = given(environment, "VOUCH_METRICS_PORT");
  return Object.freeze({
    dataDir: resolve(text("VOUCH_DATA")),
    privacyDir: privacyDirOf(environment),
    databaseUrl: given(environment, "DATABASE_URL"),
    memoryLimit: text("VOUCH_MEMORY_LIMIT"),
    host: text("VOUCH_HOST"),
    port: readPort(text("VOUCH_PORT")),
    trustedProxies: readRanges(environment, "VOUCH_TRUSTED_PROXIES"),
    reachable: readRanges(environment, "VOUCH_REACHABLE"),
    mail: readMailSettings(environment),
    plans: readPlans(given(environment, "VOUCH_PLANS")),
    inference: readInferencePolicy(text("VOUCH_INFERRED_ADDRESSES")),
    deliverability: readDeliverability(text("VOUCH_DELIVERABILITY"), given(environment, "VOUCH_PROBE_FROM")),
    jobsKeptHours: readHours(text("VOUCH_JOBS_KEPT_HOURS"), "VOUCH_JOBS_KEPT_HOURS"),
    logsCalls: readLogging(environment),
    metricsPort: metricsPort === undefined ? undefined : readPort(metricsPort),
    traces: readTraceSettings(environment),
    debug: given(environment, "VOUCH_DEBUG") === "1",
  });
}
