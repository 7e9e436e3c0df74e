import { parseArgs } from "node:util";
import { VouchError } from "@vouch/server/dist/errors.js";
import { BenchUsageError, progress, rounded, timed } from "./harness.js";
import { readTables } from "./linkFiles.js";
import { readSpec } from "./linkSpec.js";
import { judgeLabels, truthOf, withLinked } from "./linkTables.js";

const USAGE = `Links the records of a table by a specification and tells how well that met the truth.

  npm run --silent bench:link -- --records FILE --spec SPEC.json --truth COLUMN

  --records FILE   .parquet or .csv; given twice, the files are linked as one table, within and across
  --spec FILE      the linkage model of the table; bench/specs/README.md says how to write one
  --truth COLUMN   who each record is of: a column of the records, or what the specification derives
                   under this name
  --help           this text

Prints one line of JSON: pairwise and B-cubed precision, recall and f1; records, people, pairs (candidates
that were scored), seconds and peak_rss_mb. Progress goes to stderr. Exits with 0, or with 2 where a file,
a column or the specification is at fault.`;

interface Asked {
  readonly records: readonly string[];
  readonly spec: string;
  readonly truth: string;
}

/**
 * What was asked on the command line; null for help.
 * @throws BenchUsageError where something is missing or unknown
 */
function asked(args: readonly string[]): Asked | null {
  const given = optionsOf(args);
  if (given.help === true) return null;
  const missing = (["records", "spec", "truth"] as const).filter((name) => given[name] === undefined);
  const { records, spec, truth } = given;
  if (records === undefined || spec === undefined || truth === undefined) {
    throw new BenchUsageError(`Missing: ${missing.map((name) => `--${name}`).join(", ")}.\n\n${USAGE}`);
  }
  return { records, spec, truth };
}

function optionsOf(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const options = {
      records: { ...text, multiple: true },
      spec: text,
      truth: text,
      help: { type: "boolean" },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (failure) {
    throw new BenchUsageError(`${failure instanceof Error ? failure.message : ""}\n\n${USAGE}`);
  }
}

async function main(args: readonly string[]): Promise<void> {
  const wanted = asked(args);
  process.stdout.write(wanted === null ? `${USAGE}\n` : `${JSON.stringify(await linked(wanted))}\n`);
}

async function linked({ records, spec: specPath, truth: column }: Asked) {
  const spec = readSpec(specPath);
  const table = await readTables(records);
  const truth = truthOf(table, spec, column);
  const { value, seconds } = await timed(() =>
    withLinked(table, spec, async ({ labels, pairs }) => ({
      ...judgeLabels(truth, labels),
      records: table.rows,
      people: new Set(labels).size,
      pairs,
    })),
  );
  const peak_rss_mb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { ...value, seconds: rounded(seconds, 2), peak_rss_mb };
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BenchUsageError || error instanceof VouchError)) throw error;
  progress(error.message);
  process.exitCode = 2;
}
