import { existsSync } from "node:fs";
import { basename } from "node:path";
import { f1ByArrival } from "./batches.js";
import { type Bar, type BenchReport, bar, progress, rounded } from "./harness.js";
import { judgeHistory } from "./mailmap.js";
import type { Agreement } from "./pairwise.js";
import { judgeDemo } from "./professional.js";
import {
  f1AtThresholds,
  type Judged,
  judgeTable,
  pairClaims,
  publicFolder,
  publicTable,
  reportingHalf,
} from "./publicTables.js";
import { type Claim, expectedCalibrationError, reliabilityTable } from "./reliability.js";

/** Nobody tunes on this seed. */
const SEED = "resolution-never-tuned";
const PEOPLE = 2200;
/** Bits by which the threshold is moved, to see what hangs on it. */
const MOVES = [-3, 3];

/** What one part of the benchmark adds to the report. */
type Part = Pick<BenchReport, "results" | "bars">;

/**
 * Who is the same person: on public tables, on generated professional records, in the histories of repositories.
 * @param repositories paths of git repositories with a `.mailmap`
 */
export default async function resolution(...repositories: string[]): Promise<BenchReport> {
  const parts = [await publicTables(), await professional(), await histories(repositories)];
  return {
    bench: "resolution",
    results: Object.assign({}, ...parts.map(({ results }) => results)),
    bars: parts.flatMap(({ bars }) => bars),
  };
}

async function publicTables(): Promise<Part> {
  if (!existsSync(publicFolder)) {
    progress(`Skipped: the public tables are not in ${publicFolder}.`);
    return { results: {}, bars: [] };
  }
  const parts = [await historical(), await saturated(), await arrival(), await scoringRate()];
  const tables = parts.flatMap(({ results }) => results["public tables"] ?? []);
  return {
    results: { ...Object.assign({}, ...parts.map(({ results }) => results)), "public tables": tables },
    bars: parts.flatMap(({ bars }) => bars),
  };
}

async function historical(): Promise<Part> {
  const half = reportingHalf(await publicTable("historical_50k", ["historical_50k_dev.parquet"], "cluster"));
  const { judged, more } = await judgeTable(half, async (linked) => ({
    moved: await f1AtThresholds(linked, half, MOVES),
    claims: await pairClaims(linked, half),
  }));
  const change = Math.max(...more.moved.map((f1) => Math.abs(f1 - judged.pairwise.f1)));
  const calibration = calibrated("historical_50k", more.claims);
  return {
    results: {
      "public tables": [row("historical_50k, reporting half", judged)],
      "F1 of historical_50k by threshold": [
        { bits: 0, f1: rounded(judged.pairwise.f1) },
        ...MOVES.map((bits, at) => ({ bits, f1: rounded(more.moved[at] ?? 0) })),
      ],
      ...calibration.results,
    },
    bars: [
      bar("historical_50k: F1", rounded(judged.pairwise.f1), ">=", 0.91),
      bar("historical_50k: precision", rounded(judged.pairwise.precision), ">=", 0.97),
      bar("historical_50k: B3 F1", rounded(judged.b3.f1), ">=", 0.92),
      bar("historical_50k: change of F1, threshold moved by 3 bits", rounded(change), "<=", 0.02),
      ...calibration.bars,
    ],
  };
}

/** Tables on which nearly everything is right: they would show what breaks. */
const SATURATED = [
  { name: "febrl3", files: ["febrl3.csv"], truth: "rec_id", f1: 0.996 },
  { name: "febrl4", files: ["febrl4a.csv", "febrl4b.csv"], truth: "rec_id", f1: 0.999 },
  { name: "fake_1000", files: ["fake_1000.csv"], truth: "cluster", f1: undefined },
];

async function saturated(): Promise<Part> {
  const rows: object[] = [];
  const bars: Bar[] = [];
  for (const { name, files, truth, f1 } of SATURATED) {
    const { judged } = await judgeTable(await publicTable(name, files, truth), async () => {});
    rows.push(row(name, judged));
    if (f1 !== undefined) bars.push(bar(`${name}: F1`, rounded(judged.pairwise.f1), ">=", f1));
  }
  return { results: { "public tables": rows }, bars };
}

/** What public tables know of what professional records know, by their columns. */
const ARRIVING = [
  {
    name: "fake_1000",
    files: ["fake_1000.csv"],
    truth: "cluster",
    meanings: { first_name: "first_name", surname: "last_name", email: "email", city: "city" },
  },
  {
    name: "febrl3",
    files: ["febrl3.csv"],
    truth: "rec_id",
    meanings: { given_name: "first_name", surname: "last_name", suburb: "city", state: "region" },
  },
];

/** Whether people depend on the order in which their records arrive, and in how many batches. */
async function arrival(): Promise<Part> {
  const rows: object[] = [];
  const bars: Bar[] = [];
  for (const { name, files, truth, meanings } of ARRIVING) {
    const found = await f1ByArrival(await publicTable(name, files, truth), meanings);
    const f1 = Object.values<number>({ ...found });
    rows.push({
      table: name,
      ...Object.fromEntries(Object.entries(found).map(([by, one]) => [by, rounded(one)])),
    });
    const change = rounded(Math.max(...f1) - Math.min(...f1));
    bars.push(bar(`${name}: change of F1 by order and batches`, change, "<=", 0.005));
  }
  return { results: { "F1 of professional records by arrival": rows }, bars };
}

/** Candidate pairs compared and scored in a second on one core: the best of three, on a machine with other work. */
async function scoringRate(): Promise<Part> {
  const table = await publicTable("historical_50k", ["historical_50k_dev.parquet"], "cluster");
  const rates: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { more } = await judgeTable(table, async ({ steps, pairs }) => pairs / secondsOf(steps), 1);
    rates.push(more);
  }
  const rate = Math.round(Math.max(...rates));
  return {
    results: { "pairs scored a second on one core": rate },
    bars: [bar("pairs scored a second on one core", rate, ">=", 400_000)],
  };
}

function secondsOf(steps: readonly { readonly name: string; readonly seconds: number }[]): number {
  const scoring = steps.filter(({ name }) => name === "pair_level" || name === "pair_weight");
  return scoring.reduce((sum, { seconds }) => sum + seconds, 0);
}

async function professional(): Promise<Part> {
  const { claims, resolution, exact_rule, records, people } = await judgeDemo(SEED, PEOPLE);
  const calibration = calibrated("professional records", claims);
  return {
    results: {
      "professional records": [
        { by: "resolution", records, people, ...percentages(resolution) },
        { by: "exact address or exact name", records, people: "", ...percentages(exact_rule) },
      ],
      ...calibration.results,
    },
    bars: [
      bar("professional records: precision", rounded(resolution.precision), ">=", 0.99),
      bar("professional records: recall", rounded(resolution.recall), ">=", 0.95),
      ...calibration.bars,
    ],
  };
}

async function histories(repositories: readonly string[]): Promise<Part> {
  if (repositories.length === 0) progress("Skipped: no repository with a .mailmap was given.");
  const rows: object[] = [];
  const bars: Bar[] = [];
  for (const path of repositories) {
    const name = basename(path, ".git");
    progress(`resolving the history of ${name}`);
    const { judged, resolution, exact_rule } = await judgeHistory(path);
    rows.push({ history: name, by: "resolution", judged, ...percentages(resolution) });
    rows.push({ history: name, by: "exact address or exact name", judged, ...percentages(exact_rule) });
    bars.push(
      bar(
        `history of ${name}: F1, beside the exact rule's`,
        rounded(resolution.f1),
        ">=",
        rounded(exact_rule.f1),
      ),
      bar(`history of ${name}: precision`, rounded(resolution.precision), ">=", 0.97),
    );
  }
  return { results: rows.length === 0 ? {} : { histories: rows }, bars };
}

function calibrated(name: string, claims: readonly Claim[]): Part {
  const bins = reliabilityTable(claims);
  const table = bins.map(({ from, to, n, meanConfidence, right }) => ({
    probability: `${from}–${to}`,
    pairs: n,
    "mean probability": rounded(meanConfidence, 3),
    right: rounded(right, 3),
  }));
  const error = rounded(expectedCalibrationError(bins));
  return {
    results: { [`probability of candidate pairs: ${name}`]: table },
    bars: [bar(`${name}: ECE of pair probabilities`, error, "<=", 0.02)],
  };
}

function percentages({ precision, recall, f1 }: Agreement) {
  return { precision: rounded(precision), recall: rounded(recall), f1: rounded(f1) };
}

function row(table: string, { records, people, pairs, seconds, pairwise, b3 }: Judged) {
  return { table, records, people, pairs, seconds, ...percentages(pairwise), "B3 F1": rounded(b3.f1) };
}
