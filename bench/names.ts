import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judgeLookAlikes } from "./confusables.js";
import { type BenchReport, bar, progress, rounded } from "./harness.js";
import { type NameCase, readNameCases, scoreNames, TABLES } from "./namesTable.js";
import { root } from "./results.js";

const LOOK_ALIKES = 1000;

const firstRun = (): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(root, "bench/names/firstRun.json"), "utf8"));

function scored(file: string) {
  const cases = readNameCases(file);
  const { right, share, wrong } = scoreNames(cases);
  for (const { kind, culture, name, second, third } of wrong)
    progress(`${file}: ${[kind, culture, name, second, third].join(" | ")}`);
  return { cases, row: { table: file, cases: cases.length, right, share: rounded(share) } };
}

const cultures = (cases: readonly NameCase[]) => new Set(cases.map(({ culture }) => culture)).size;

/** The tables of names, and records that look alike, through the real resolution. */
export default async function names(): Promise<BenchReport> {
  const tables = TABLES.map(scored);
  const all = tables.flatMap(({ cases }) => cases);
  const whole = scoreNames(all);
  const confusables = await judgeLookAlikes(LOOK_ALIKES);
  return {
    bench: "names",
    results: {
      cases: all.length,
      cultures: cultures(all),
      "tables today": tables.map(({ row }) => row),
      "first run of tables written after the code": firstRun(),
      "look-alikes": confusables.by,
    },
    bars: [
      bar("share of must and must-not cases, all tables", rounded(whole.share), ">=", 0.98),
      bar("wrong merges among 1000 look-alikes", confusables.wrong_merges, "<=", 0),
      bar("duplicates hidden by look-alikes", confusables.hidden_duplicates, "<=", 0),
    ],
  };
}
