import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Department } from "@vouch/contract";
import { columnOf, readTables } from "../linkFiles.js";
import { departmentOfIsco } from "./iscoDepartments.js";
import { normalizedTitle } from "./labelled.js";
import { languages } from "./lexicon.js";
import type { TrainingTitle } from "./trainingTitle.js";

/** A name of an occupation in some language. */
export interface EscoTitle {
  readonly language: string;
  readonly title: string;
  readonly department: Department;
  /** The occupation's URI. */
  readonly occupation: string;
  /** How many names the occupation has in this language. */
  readonly names: number;
}

/** What the names of an occupation are for, in all languages. */
export type EscoPart = "training" | "calibration" | "report";

/** One occupation in so many is not learned from: half of these are calibrated on, and half reported on. */
const HELD_OUT = 10;

/** The part of an occupation, by its URI. */
export function escoPart(occupation: string): EscoPart {
  const drawn = createHash("md5").update(occupation).digest().readUInt16LE();
  if (drawn % HELD_OUT !== 0) return "training";
  return Math.floor(drawn / HELD_OUT) % 2 === 0 ? "calibration" : "report";
}

async function occupationsIn(folder: string, language: string) {
  const table = await readTables([join(folder, "esco", `occupations_${language}.csv`)]);
  const [groups, preferred, others] = ["iscoGroup", "preferredLabel", "altLabels"].map((name) =>
    columnOf(table, name),
  );
  return columnOf(table, "conceptUri").map((uri, at) => ({
    uri: uri ?? "",
    group: groups?.[at] ?? "",
    names: [preferred?.[at] ?? "", ...(others?.[at] ?? "").split("\n")]
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  }));
}

/**
 * The department of each occupation that is of one alone, by URI.
 * @throws BenchUsageError where the files are not in the folder
 */
export async function departmentsByOccupation(folder: string): Promise<Map<string, Department>> {
  const english = await occupationsIn(folder, "en");
  return new Map(
    english.flatMap(({ uri, group, names }) => {
      const department = departmentOfIsco(group.padStart(4, "0"), names[0] ?? "");
      return department === null ? [] : [[uri, department] as const];
    }),
  );
}

/**
 * All names of the occupations of ESCO that are of one department, in the languages of the lexicon.
 * @param folder with the files of ESCO in `esco/`, named as the European Commission does: `occupations_en.csv`
 * @throws BenchUsageError where the files are not in the folder
 */
export async function escoTitles(folder: string): Promise<EscoTitle[]> {
  const departments = await departmentsByOccupation(folder);
  const titles: EscoTitle[] = [];
  for (const language of languages)
    for (const { uri, names } of await occupationsIn(folder, language)) {
      const department = departments.get(uri);
      if (department === undefined) continue;
      for (const title of new Set(names))
        titles.push({ language, title, department, occupation: uri, names: names.length });
    }
  return titles;
}

/** All of them count about as much as the titles of our own lexicon. */
const WEIGHT = 0.7;
/** How far departments with few names are evened out, and at most by how much. */
const EVENED = 0.7;
const MOST = 3;

/** Of an occupation with many names none counts much. */
const shareOf = ({ names }: EscoTitle) => 1 / Math.sqrt(names);

/**
 * The names to learn from: each counts by how many its occupation has, and more in departments that have few.
 * @param titles as `escoTitles` reads them
 * @param others titles that are measured on: what equals one of them is left out
 */
export function escoTraining(titles: readonly EscoTitle[], others: ReadonlySet<string>): TrainingTitle[] {
  const held = new Set(
    titles
      .filter(({ occupation }) => escoPart(occupation) !== "training")
      .map(({ title }) => normalizedTitle(title)),
  );
  const learned = titles.filter(({ occupation, title }) => {
    const key = normalizedTitle(title);
    return escoPart(occupation) === "training" && !held.has(key) && !others.has(key);
  });
  const totals = new Map<Department, number>();
  for (const title of learned)
    totals.set(title.department, (totals.get(title.department) ?? 0) + shareOf(title));
  const highest = Math.max(...totals.values());
  return learned.map((one) => {
    const rare = Math.min(MOST, (highest / (totals.get(one.department) ?? highest)) ** EVENED);
    const { title, department } = one;
    return { title, department, of: title, weight: WEIGHT * rare * shareOf(one), trusted: false };
  });
}
