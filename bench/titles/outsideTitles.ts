import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Department } from "@vouch/contract";
import { columnOf, readTables } from "../linkFiles.js";
import { departmentsByOccupation, escoPart, escoTitles } from "./escoTitles.js";
import { type LabelledTitle, readLabelledFile } from "./labelled.js";

/** A title with its department alone. */
export interface ClassedTitle {
  readonly language: string;
  readonly title: string;
  readonly department: Department;
}

/** The CSV files of a folder, by name without ending; none where there is no folder. */
function filesOf(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".csv")) : [];
  return new Map(names.sort().map((name) => [name.slice(0, -4), join(folder, name)]));
}

/** Names of occupations of ESCO that were neither learned from nor calibrated on. */
export async function heldOutNames(folder: string): Promise<ClassedTitle[]> {
  return (await escoTitles(folder)).filter(({ occupation }) => escoPart(occupation) === "report");
}

/** The one department of all occupations; null where they have several, or none. */
function agreed(
  occupations: readonly string[],
  departments: ReadonlyMap<string, Department>,
): Department | null {
  const [department, ...others] = new Set(occupations.map((uri) => departments.get(uri)));
  return others.length === 0 ? (department ?? null) : null;
}

/**
 * Titles of lists of occupations other than ESCO, as files in `lists/` match them to it: columns language, title and
 * occupations (URIs with a space between). Nothing is learned from them.
 */
export async function listedTitles(folder: string): Promise<Map<string, ClassedTitle[]>> {
  const files = filesOf(join(folder, "lists"));
  if (files.size === 0) return new Map();
  const departments = await departmentsByOccupation(folder);
  const lists = new Map<string, ClassedTitle[]>();
  for (const [name, path] of files) {
    const table = await readTables([path]);
    const [titles, matches] = [columnOf(table, "title"), columnOf(table, "occupations")];
    const classed = columnOf(table, "language").flatMap((language, at) => {
      const department = agreed((matches[at] ?? "").split(" "), departments);
      return department === null ? [] : [{ language: language ?? "", title: titles[at] ?? "", department }];
    });
    lists.set(name, classed);
  }
  return lists;
}

/** Hand-labelled titles of files in `labelled/`, which the repository does not hold. */
export async function labelledElsewhere(folder: string): Promise<Map<string, LabelledTitle[]>> {
  const files = new Map<string, LabelledTitle[]>();
  for (const [name, path] of filesOf(join(folder, "labelled"))) files.set(name, await readLabelledFile(path));
  return files;
}
