import { join } from "node:path";
import type { Department } from "@vouch/contract";
import { columnOf, readTables } from "../linkFiles.js";
import { root } from "../results.js";
import { departmentOfSoc } from "./socDepartments.js";
import type { TrainingTitle } from "./trainingTitle.js";

/** Where the public lists of titles are looked for. */
export const titlesFolder = join(root, "../shared/data/titles");

const ONET = [
  ["onet_alternate_titles.tsv", "Alternate Title"],
  ["onet_reported_titles.tsv", "Reported Job Title"],
  ["onet_occupations.tsv", "Title"],
] as const;

/** Segments of persona_tagging.csv that are departments of ours. */
const SEGMENTS: ReadonlyMap<string, Department> = new Map([
  ["Engineering", "Engineering"],
  ["Legal & Compliance", "Legal"],
  ["Product", "Product"],
  ["Cyber Security", "IT"],
] as const);

/** Titles that the segments put elsewhere than our departments do. */
const SEGMENT_DOUBT =
  /\b(data|analy\w*|machine|ai|ml|it|network\w*|systems?|project|program\w*|support|sales|marketing|design\w*|ux|operations|consult\w*|customer|business|research\w*|ceo|founder|president)\b/i;

async function pairs(path: string, key: string, value: string): Promise<(readonly [string, string])[]> {
  const table = await readTables([path]);
  const values = columnOf(table, value);
  return columnOf(table, key).map((text, at) => [text ?? "", values[at] ?? ""] as const);
}

async function onetTitles(folder: string): Promise<TrainingTitle[]> {
  const departments = new Map<string, Department | null>();
  for (const [file, column] of ONET)
    for (const [code, title] of await pairs(join(folder, file), "O*NET-SOC Code", column)) {
      const department = departmentOfSoc(code);
      const known = departments.get(title);
      departments.set(title, known === undefined || known === department ? department : null);
    }
  return [...departments].flatMap(([title, department]) =>
    department === null ? [] : [{ title, department, of: title, weight: 0.5, trusted: true }],
  );
}

async function segmentTitles(folder: string): Promise<TrainingTitle[]> {
  const found = await pairs(join(folder, "persona_tagging.csv"), "Job Title", "Persona Segment");
  return found.flatMap(([title, segment]) => {
    const department = SEGMENTS.get(segment);
    return department === undefined || SEGMENT_DOUBT.test(title)
      ? []
      : [{ title, department, of: title, weight: 0.1, trusted: false }];
  });
}

/**
 * Titles of O*NET, by occupation, and of persona_tagging, by segment.
 * @throws BenchUsageError where the lists are not in the folder
 */
export async function publicTitles(folder: string): Promise<TrainingTitle[]> {
  return [...(await onetTitles(folder)), ...(await segmentTitles(folder))];
}

/** Titles of linkedin_postings.csv with the level and function that their recruiters chose. */
export async function postings(
  folder: string,
): Promise<{ title: string; level: string; jobFunction: string }[]> {
  const levels = await pairs(join(folder, "linkedin_postings.csv"), "title", "seniority_level");
  const functions = await pairs(join(folder, "linkedin_postings.csv"), "title", "job_function");
  return levels.map(([title, level], at) => ({ title, level, jobFunction: functions[at]?.[1] ?? "" }));
}
