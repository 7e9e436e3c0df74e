import { type Command, InvalidArgumentError } from "commander";
import type { Declaration, Source } from "../ingestion/sources.js";
import type { SourcesAction } from "../jobs/job.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, interruption, withCommonOptions } from "./command.js";
import { timeSpan } from "./options.js";
import { printResult } from "./output.js";
import { resolutionResult, resolveRecords } from "./resolve.js";
import { alignedLines } from "./table.js";

interface SetOptions extends CommonOptions {
  readonly reliability?: number | "learned";
  readonly legalBasis?: string;
  readonly retention?: number | "forever";
  readonly observed?: string;
  readonly recordUrl?: string;
}

const HEAD = [
  "SOURCE",
  "KIND",
  "RECORDS",
  "RELIABILITY",
  "RETENTION",
  "OBSERVED",
  "LAST IMPORT",
  "STATE",
  "LEGAL BASIS",
  "READ FROM",
];

function rowOf(source: Source): string[] {
  const { reliability, retention_days, imported_at, legal_basis, observed_on, read_from } = source;
  return [
    source.name,
    source.kind,
    String(source.records),
    reliability === null ? "learned" : String(reliability),
    retention_days === null ? "-" : `${retention_days}d`,
    observed_on ?? "-",
    imported_at?.slice(0, 10) ?? "-",
    source.paused ? "paused" : "in use",
    legal_basis ?? "-",
    read_from ?? "-",
  ];
}

async function ask(action: SourcesAction, options: CommonOptions): Promise<readonly Source[]> {
  const { runJob } = await import("../jobs/runJob.js");
  const { dataDir, memoryLimit } = configOf(options);
  return await runJob<"sources">(
    { kind: "sources", dataDir, memoryLimit, action },
    undefined,
    interruption(),
  );
}

/** Asks for a change of a source, which the audit log keeps. */
async function askChange(
  action: Exclude<SourcesAction, { verb: "list" }>,
  options: CommonOptions,
): Promise<readonly Source[]> {
  const { verb, ...detail } = action;
  const deed = { action: `sources.${verb}`, detail: () => detail };
  return await withAudit(configOf(options), "sources", deed, () => ask(action, options));
}

async function list(options: CommonOptions): Promise<void> {
  const sources = await ask({ verb: "list" }, options);
  const none = ["No source has been imported.", "Import one: vouch import contacts.csv --source crm"];
  printResult(options.json, sources, sources.length === 0 ? none : alignedLines(HEAD, sources.map(rowOf)));
}

/** Prints one source as it is after what was asked. */
async function change(
  action: Exclude<SourcesAction, { verb: "list" }>,
  options: CommonOptions,
  next: string,
): Promise<void> {
  const sources = await askChange(action, options);
  const changed = sources.filter(({ name }) => name === action.source);
  printResult(options.json, changed[0] ?? null, [...alignedLines(HEAD, changed.map(rowOf)), next]);
}

async function set(source: string, given: SetOptions) {
  const { reliability, legalBasis, retention, observed, recordUrl, ...options } = given;
  const declaration: Declaration = {
    ...(reliability === undefined ? {} : { reliability: reliability === "learned" ? null : reliability }),
    ...(legalBasis === undefined ? {} : { legal_basis: legalBasis.trim() === "" ? null : legalBasis.trim() }),
    ...(retention === undefined ? {} : { retention_days: retention === "forever" ? null : retention }),
    ...(observed === undefined ? {} : { observed_on: observed }),
    ...(recordUrl === undefined ? {} : { record_url: recordUrl === "" ? null : recordUrl }),
  };
  const isServed = [reliability, legalBasis, recordUrl].some((stated) => stated !== undefined);
  const next = isServed ? "It counts from the next resolve on: vouch resolve" : "";
  await change({ verb: "declare", source, declaration }, options, next);
}

async function remove(source: string, options: CommonOptions): Promise<void> {
  const before = await ask({ verb: "list" }, options);
  await askChange({ verb: "remove", source }, options);
  const records = before.find(({ name }) => name === source)?.records ?? 0;
  const result = await resolveRecords(options);
  const { counts, sentences } = resolutionResult(result);
  printResult(options.json, { removed: source, records, resolution: counts }, [
    `Removed ${source} with its ${records} records.`,
    ...sentences,
  ]);
}

function reliabilityOf(text: string): number | "learned" {
  if (text === "learned") return text;
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0.3 && value <= 0.98))
    throw new InvalidArgumentError(
      'It must be "learned", or from 0.3 (rarely right) to 0.98 (hardly ever wrong).',
    );
  return value;
}

function retentionOf(text: string): number | "forever" {
  if (text === "forever") return text;
  const days = timeSpan(text) / 86_400_000;
  if (!Number.isInteger(days) || days < 1)
    throw new InvalidArgumentError('Write whole days, or "forever": 365d.');
  return days;
}

function dayOf(text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDay || new Date(text).toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError("Write a day so: 2026-05-31.");
  return text;
}

function recordUrlOf(text: string): string {
  if (text === "" || (/^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text) && text.includes("{key}")))
    return text;
  throw new InvalidArgumentError("Write a URL with {key} in it: https://crm.example/contacts/{key}.");
}

/** `vouch sources`: what has been imported, and what is stated of it. */
export function registerSources(program: Command): void {
  const parent = program
    .command("sources")
    .description("What has been imported: list, weigh, pause, remove.");
  const add = (usage: string, description: string, example: string) =>
    withCommonOptions(parent.command(usage).description(description), [example]);
  add("list", "Every source, what it holds and what is stated of it.", "vouch sources list").action(list);
  add(
    "set <source>",
    "State something of a source.",
    "vouch sources set crm --reliability 0.9 --retention 730d",
  )
    .option("--reliability <share>", "how often its values are right; or learned", reliabilityOf)
    .option("--legal-basis <note>", "licence or legal ground on which the data is held; shown with evidence")
    .option(
      "--record-url <url>",
      "where a record can be looked at, {key} standing for its key; shown with evidence",
      recordUrlOf,
    )
    .option(
      "--retention <days>",
      "how long a record is kept after it was last imported; or forever",
      retentionOf,
    )
    .option(
      "--observed <day>",
      "when records without a date were observed; counts for imports to come",
      dayOf,
    )
    .action(set);
  add(
    "pause <source>",
    "Leave its records out of people, and take nothing in.",
    "vouch sources pause crm",
  ).action((source: string, options: CommonOptions) =>
    change(
      { verb: "pause", source },
      options,
      "People are without it from the next resolve on: vouch resolve",
    ),
  );
  add("resume <source>", "Take a paused source up again.", "vouch sources resume crm").action(
    (source: string, options: CommonOptions) =>
      change({ verb: "resume", source }, options, "It is back from the next resolve on: vouch resolve"),
  );
  add("remove <source>", "Remove a source, and resolve without it.", "vouch sources remove crm").action(
    remove,
  );
}
