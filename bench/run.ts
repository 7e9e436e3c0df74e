import { type BenchReport, BenchUsageError, progress } from "./harness.js";
import { renderBenchmarks, saveReport } from "./results.js";

type Bench = (...args: string[]) => Promise<BenchReport>;

/** Every benchmark by the name of its file. */
const NAMES = [
  "calibrate",
  "contract",
  "demo",
  "enrich",
  "faults",
  "finder",
  "finderFit",
  "fusion",
  "increment",
  "jobs",
  "mailmap",
  "money",
  "names",
  "past",
  "reach",
  "resolution",
  "resolve",
  "search",
  "soak",
  "sources",
  "titles",
] as const;

async function main(args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args.filter((arg) => arg !== "--save");
  if (name === "render") {
    await renderBenchmarks();
    return 0;
  }
  if (!NAMES.some((known) => known === name)) {
    progress(
      `There is no benchmark "${name}". There are: ${NAMES.join(", ")}; and "render", which writes docs/benchmarks.md.`,
    );
    return 2;
  }
  const module: { readonly default: Bench } = await import(new URL(`./${name}.js`, import.meta.url).href);
  const report = await module.default(...rest);
  if (args.includes("--save")) await saveReport(report);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  return report.bars.every(({ holds }) => holds) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BenchUsageError)) throw error;
  progress(error.message);
  process.exitCode = 2;
}
