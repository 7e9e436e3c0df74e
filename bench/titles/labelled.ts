import type { Department, Seniority } from "@vouch/contract";
import { departmentNames, seniorityNames } from "@vouch/contract";
import { departmentText } from "@vouch/server/dist/normalization/departments.js";
import { titleWords } from "@vouch/server/dist/normalization/titleWords.js";
import { z } from "zod";
import { readTables } from "../linkFiles.js";
import { root } from "../results.js";

/**
 * What a labelled title is for: looking at errors, calibrating the confidence, the figures that are told, or, written
 * without running the code, a first run whose figures stand in blindFirstRun.json.
 */
export type Part = "development" | "calibration" | "report" | "blind";

/** A title with what a person said of it. */
export interface LabelledTitle {
  readonly part: Part;
  readonly language: string;
  readonly title: string;
  readonly seniority: Seniority;
  readonly department: Department;
}

const rows = z.array(
  z.strictObject({
    part: z.enum(["development", "calibration", "report", "blind"]).default("blind"),
    language: z.string().length(2),
    title: z.string().min(1),
    seniority: z.enum(seniorityNames),
    department: z.enum(departmentNames),
  }),
);

/** The files of titles that were written without running the code, in the order of their making. */
export const blindFiles = ["blind.csv", "blindSecond.csv", "blindThird.csv"] as const;

/**
 * Hand-labelled titles.
 * @param file of bench/titles; without it those of the parts other than "blind"
 */
export const readLabelled = (file = "labelled.csv"): Promise<LabelledTitle[]> =>
  readLabelledFile(`${root}/bench/titles/${file}`);

/** Hand-labelled titles of a file anywhere. @throws BenchUsageError where it cannot be read */
export async function readLabelledFile(path: string): Promise<LabelledTitle[]> {
  const { rows: count, columns } = await readTables([path]);
  const names = [...columns.keys()];
  const row = (at: number) => Object.fromEntries(names.map((name) => [name, columns.get(name)?.[at]]));
  return rows.parse(Array.from({ length: count }, (_, at) => row(at)));
}

/** Equal for spellings of one title: no title to train on may share it with a labelled one. */
export function normalizedTitle(title: string): string {
  return titleWords(title)?.key ?? "";
}

/** The words of a title as the model reads them. */
export const textOf = (title: string): string => departmentText(titleWords(title)?.parts ?? []);
