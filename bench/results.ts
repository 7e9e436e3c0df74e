import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bar, BenchReport } from "./harness.js";

/** A report with where and when it was measured. */
export interface SavedReport extends BenchReport {
  readonly measured: {
    readonly date: string;
    readonly node: string;
    readonly cores: number;
    readonly memory_gb: number;
  };
}

const here = fileURLToPath(new URL("./", import.meta.url));
/** The repository. */
export const root = existsSync(join(here, "package.json")) ? join(here, "..") : join(here, "../..");
const resultsFolder = join(root, "bench/results");
const page = join(root, "docs/benchmarks.md");

/** What the page says about a benchmark besides its figures. */
const ABOUT: Readonly<Record<string, string>> = {
  contract: `Calls over HTTP that are derived from the schemas of \`openapi.json\`: valid ones, nearly valid ones, and such as nobody
sends on purpose. People, ids and cursors come from what is published and from what answers said before, by the names of fields, so that
most answers of most operations are no errors. Every answer is held against the document: status, headers, fields.`,
  demo: `The demo made from a seed that nobody tuned on, imported and resolved through the command line, then asked over
HTTP. Precision and recall count pairs of records against the truth. A person's fields are judged where at least one
record states what is true today. Confidence is judged over addresses and names with domain, of people who exist,
who have namesakes at the same company, and who do not exist; an answer is right when most records of the person it
shows are records of the person asked for. \`min_confidence\` is 0, so that doubtful answers count too.`,
  enrich: `\`POST /api/v1/people/enrich\` over a million people against a bare Fastify route with the same schema and a
fixed answer, in the same run. Every charge is on disk before its answer leaves.`,
  faults: `The API and PostgreSQL are killed outright, one after the other at each of the points below, while callers are
being charged. Then every call with an Idempotency-Key is made again, and the books are held to what callers were told.`,
  fusion: `The demo made from a seed that nobody tuned on, with three sources more: an archive that grows old under new dates,
one who sells it on with some of the CRM, and one who sells that on. Fields are judged as in \`demo\`, beside what a majority vote of the records and what the
latest record says make of the same people. A value's probability is judged for every value that a person shows, against
the truth of the person that most of its records are about, whether or not any record states it; confidence as in \`demo\`, by curves that were
fitted on worlds without these three sources. A thousand answers are walked back: to a record that their evidence names and that contains the value (seniority
and department: a title that says it); or, where an employer's name is known by its domain alone or the other way round, from the one
to a record that states both. Fusing is timed in the threads of \`publish\`, from the engine's rows to the lines that are written.`,
  finder: `People of generated employers whose own address is not published, asked for over HTTP. The employers' addresses follow
what 14 238 real ones do: first.last .30, flast .16, first .05, firstl .04, other templates .15, none .29, and freer choice at
very large employers. Priors, collisions and the curve were fitted on other seeds (\`finderFit\`). Half of the calls of the
speed's load find a known address, half infer one.`,
  increment: `A thousand records more, and then batches of ten thousand, where a million are: from the start to the
end of \`vouch import --resolve\`, as a process, while the server runs. \`npm run bench -- increment SIZE\` takes fewer.`,
  jobs: `A CSV file of 100 000 rows, three in four of them about somebody of 50 000 people, answered in the background; and once
 more while the server is killed outright twenty times at random points. Every row of the results and every charge is looked at.`,
  money: `What callers rely on. Times of refusals are compared by Mann and Whitney's test over 2 000 calls for people who are known
and 2 000 for people who are not. Rates are asked of the limiter in real time; clients that obey Retry-After call over HTTP.
Calls beside an import come 200 a second, each timed from when it was due.`,
  names: `How names are split, and which may be one person's, held against tables of \`bench/names/\`: \`development.tsv\` was in
view while the code was written; the others were written after it, and what they showed was mended since, so that only their
first run says how well names are read that nobody has tried. Two names may be one person's where who asks for one finds the other.
Look-alikes are imported and resolved once: half of the pairs are two people, half are one whose records only look different.`,
  past: `Enrichment \`as_of\` days of the past, over the world of \`fusion\` from another seed. Three days of each person's working life are drawn,
evenly; what is answered is held against the position that the person held on that day, beside what the latest record of until then says, and
beside the record of today. Answers are told apart by the days between the one asked for and the last on which a source
that vouches for the employer saw it.`,
  reach: `The benchmarks \`finder\`, \`search\`, \`jobs\` and \`contract\` one after the other in one report, each over a world of its own.
\`npm run bench -- reach PEOPLE ROWS CALLS\` takes fewer. Search's quality, the SDK's size and use from a project of its own, and the guides
are held to by tests.`,
  resolution: `Who is the same person, held against the truth in pairs of records (B3: in records). Parameters are
learned without labels on the very records; historical_50k is reported on the half of its people that was
not tuned on, the professional records come from a seed that was not tuned on, and the mailmap of a history is hidden from the import (what the
professional model sets by hand was set with moby, sympy, git, scipy and ansible in view; numpy is one that was not). Beside them stands a rule that joins whoever has the same address or the same name.
\`npm run bench -- resolution REPOSITORY...\`; the public tables are looked for in \`../shared/data/er\`. Whole runs over a million and ten million records are measured by
\`npm run bench -- resolve [10m]\`, a thousand records more in a million by \`npm run bench -- increment\`.`,
  resolve: `Generated records from import to published people. Memory is the sum of the peaks of all processes of the
command, PostgreSQL's apart. The growth exponent is log(t₁ₘ / t₁₀₀ₖ) / log(10).`,
  search: `\`POST /api/v1/people/search\` over a million people: 500 mixed searches one after the other, each total held against
a count of the people themselves, then the same from 64 connections against enrichment by name in the same run.
Every charge is on disk before its answer leaves.`,
  soak: `An hour of enrichment at an even pace, by address and by name, one call in ten for nobody. Growth is the median
slope between all pairs of looks, every ten seconds of the second half, at the memory that the API process holds: pages
that the collector gives back for some minutes do not count as growth, what rises steadily does.`,
  sources: `A CSV of a million rows and ten columns, made of the demo's CRM, imported by \`vouch import\` as a process of its own, into an
empty store: read, normalised, stored. Once with two cores, once with one (\`taskset\`). Rows a processor second count what all its
threads used; they hold where others use the machine, too. \`npm run bench -- sources ROWS\` takes fewer.`,
  titles: `Seniority and department of titles labelled by hand, in eleven languages, none of which equals a title that the
model learned from, and whose totals were seen between versions (docs/titles.md). Calibration is judged where a department is named. Of
the postings, only levels and functions that mean one of ours are counted.
\`npm run bench -- titles FOLDER\`; the public lists are looked for in \`../shared/data/titles\`.`,
};

/** Keeps a report in bench/results and writes the page anew. */
export async function saveReport({ ships = {}, ...report }: BenchReport): Promise<void> {
  const measured = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
  };
  await mkdir(resultsFolder, { recursive: true });
  const saved: SavedReport = { ...report, measured };
  await writeFile(join(resultsFolder, `${report.bench}.json`), `${JSON.stringify(saved, null, 2)}\n`);
  for (const [path, content] of Object.entries(ships)) await writeFile(join(root, path), content);
  await renderBenchmarks();
}

/** Writes docs/benchmarks.md from the kept reports. */
export async function renderBenchmarks(): Promise<void> {
  await writeFile(page, benchmarksPage(await savedReports()));
}

/** All kept reports, by name. */
export async function savedReports(): Promise<SavedReport[]> {
  const files = existsSync(resultsFolder)
    ? (await readdir(resultsFolder)).filter((file) => file.endsWith(".json"))
    : [];
  const texts = await Promise.all(files.sort().map((file) => readFile(join(resultsFolder, file), "utf8")));
  return texts.map((text) => JSON.parse(text) as SavedReport);
}

/** The page as text: a section for each report with its bars and figures. */
export function benchmarksPage(reports: readonly SavedReport[]): string {
  const intro = `# Benchmarks

Rendered from \`bench/results/\` by \`npm run bench -- render\`. \`npm run bench -- NAME\` measures on your machine;
with \`--save\` it keeps the figures and writes this page.
`;
  return [intro, ...reports.map(section)].join("\n");
}

function section({ bench, results, bars, measured }: SavedReport): string {
  const about = ABOUT[bench];
  const place = `Measured ${measured.date} on ${measured.cores} cores, ${measured.memory_gb} GB, Node ${measured.node}.`;
  const parts = [`## ${bench}`, ...(about === undefined ? [] : [about]), place];
  if (bars.length > 0) parts.push(barTable(bars));
  for (const [name, value] of Object.entries(results))
    if (isTable(value)) parts.push(resultTable(name, value));
  const single = Object.entries(results).flatMap(([name, value]) => flatten(name, value));
  if (single.length > 0) parts.push(["| figure | value |", "|---|---|", ...single].join("\n"));
  return `${parts.join("\n\n")}\n`;
}

function barTable(bars: readonly Bar[]): string {
  const rows = bars.map(
    ({ name, value, op, bar, holds }) =>
      `| ${name} | ${text(value)} | ${op} ${bar} | ${holds ? "holds" : "**missed**"} |`,
  );
  return ["| bar | measured | wanted | |", "|---|---|---|---|", ...rows].join("\n");
}

type Table = readonly Readonly<Record<string, unknown>>[];

function isTable(value: unknown): value is Table {
  return (
    Array.isArray(value) && value.length > 0 && value.every((row) => typeof row === "object" && row !== null)
  );
}

function resultTable(name: string, rows: Table): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => `| ${columns.map((column) => text(row[column])).join(" | ")} |`);
  return [
    `**${name}**`,
    "",
    `| ${columns.join(" | ")} |`,
    `|${"---|".repeat(columns.length)}`,
    ...lines,
  ].join("\n");
}

function flatten(name: string, value: unknown): string[] {
  if (isTable(value)) return [];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}.${key}`, inner));
  }
  return [`| ${name} | ${text(value)} |`];
}

function text(value: unknown): string {
  if (typeof value !== "number") return String(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(4)));
}
