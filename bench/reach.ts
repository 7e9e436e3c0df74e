import contract from "./contract.js";
import finder from "./finder.js";
import { type Bar, type BenchReport, progress } from "./harness.js";
import jobs from "./jobs.js";
import search from "./search.js";

/** The ways people reach what is known, each measured by the benchmark of its own. */
const PARTS = { finder, search, jobs, contract } as const;

const named = (part: string, bars: readonly Bar[]) =>
  bars.map((one): Bar => ({ ...one, name: `${part}: ${one.name}` }));

/**
 * The finder, search, jobs and the contract, one after the other, each over a world of its own.
 * @param people that are searched; fewer for a first look
 * @param rows of the file that is answered in the background
 * @param calls of the contract
 */
export default async function reach(people?: string, rows?: string, calls?: string): Promise<BenchReport> {
  const results: Record<string, unknown> = {};
  const bars: Bar[] = [];
  const given: Readonly<Record<string, readonly (string | undefined)[]>> = {
    search: [people],
    jobs: [rows],
    contract: [calls],
  };
  for (const [part, measure] of Object.entries(PARTS)) {
    progress(`reach: ${part}`);
    const report: BenchReport = await measure(...(given[part] ?? []));
    for (const [name, value] of Object.entries(report.results)) results[`${part}: ${name}`] = value;
    bars.push(...named(part, report.bars));
  }
  return { bench: "reach", results, bars };
}
