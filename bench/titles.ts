import { readFileSync, statSync } from "node:fs";
import { departmentNames, type Seniority } from "@vouch/contract";
import { type ParsedTitle, parseTitle } from "@vouch/server/dist/normalization/titles.js";
import { type BenchReport, BenchUsageError, bar, progress, rounded } from "./harness.js";
import { expectedCalibrationError, reliabilityTable } from "./reliability.js";
import { root } from "./results.js";
import { escoTitles } from "./titles/escoTitles.js";
import { blindFiles, type LabelledTitle, readLabelled } from "./titles/labelled.js";
import { languages } from "./titles/lexicon.js";
import { type ClassedTitle, heldOutNames, labelledElsewhere, listedTitles } from "./titles/outsideTitles.js";
import { departmentsOfFunction, seniorityOfLevel } from "./titles/postingLabels.js";
import { postings, titlesFolder } from "./titles/publicTitles.js";
import { macroF1 } from "./titles/scores.js";
import { sharedTitles } from "./titles/trainingSet.js";

interface Judged extends ClassedTitle {
  /** Null where only the department is known. */
  readonly seniority: Seniority | null;
  readonly parsed: ParsedTitle | null;
}

const judged = (title: ClassedTitle | LabelledTitle): Judged => ({
  seniority: null,
  ...title,
  parsed: parseTitle(title.title),
});

const share = <T>(list: readonly T[], is: (item: T) => boolean) =>
  list.length === 0 ? Number.NaN : list.filter(is).length / list.length;

const seniorityRight = ({ seniority, parsed }: Judged) => parsed?.seniority === seniority;
const departmentRight = ({ department, parsed }: Judged) => parsed?.department === department;

const departmentF1 = (titles: readonly Judged[]) =>
  macroF1(titles.map(({ department, parsed }) => ({ truth: department, said: parsed?.department ?? null })));

const departmentError = (titles: readonly Judged[]) =>
  expectedCalibrationError(reliabilityTable(claims(titles)));

function row(language: string, titles: readonly Judged[]) {
  const ranked = titles.filter(({ seniority }) => seniority !== null);
  return {
    language,
    titles: titles.length,
    ...(ranked.length > 0 && { seniority_accuracy: rounded(share(ranked, seniorityRight)) }),
    department_accuracy: rounded(share(titles, departmentRight)),
    department_macro_f1: rounded(departmentF1(titles)),
    no_department: rounded(share(titles, ({ parsed }) => parsed?.department === null)),
    department_ece: rounded(departmentError(titles)),
  };
}

/** A row for each language, in the order of the alphabet, and one for all of them. */
function rowsOf(titles: readonly (ClassedTitle | LabelledTitle)[]) {
  const all = titles.map(judged);
  const found = [...new Set(all.map(({ language }) => language))].sort();
  const rows = found.map((name) =>
    row(
      name,
      all.filter(({ language }) => language === name),
    ),
  );
  return found.length === 1 ? rows : [...rows, row("all", all)];
}

/** Titles from elsewhere: not ours, and nothing was learned from them. What is not in the folder is left out. */
async function outside(folder: string) {
  const tables = async (read: Promise<ReadonlyMap<string, readonly ClassedTitle[]>>) =>
    Object.fromEntries([...(await read)].map(([name, titles]) => [name, rowsOf(titles)]));
  return {
    esco_held_out: rowsOf(await orNothing(heldOutNames(folder), [])),
    occupation_lists: await tables(orNothing(listedTitles(folder), new Map())),
    labelled_elsewhere: await tables(labelledElsewhere(folder)),
  };
}

/** What is read, or else where the files are not there, after saying so. */
async function orNothing<T>(read: Promise<T>, nothing: T): Promise<T> {
  try {
    return await read;
  } catch (failure) {
    if (!(failure instanceof BenchUsageError)) throw failure;
    progress(failure.message);
    return nothing;
  }
}

/** What the files written blind come to today: each was looked at after its first run. */
async function blindToday() {
  return Promise.all(
    blindFiles.map(async (file) => {
      const titles = (await readLabelled(file)).map(judged);
      const { language: _, ...shares } = row("all", titles);
      return { file, ...shares };
    }),
  );
}

const blindFirstRun = (): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(`${root}/bench/titles/blindFirstRun.json`, "utf8"));

/** How sure it was of the departments it named, and whether they were right. */
function claims(titles: readonly Judged[]) {
  return titles.flatMap(({ department, parsed }) =>
    parsed?.department == null
      ? []
      : [{ confidence: parsed.confidence, right: parsed.department === department }],
  );
}

/** Microseconds of processor time for a title that was not asked for before, the best of five passes. */
function microseconds(titles: readonly LabelledTitle[]): number {
  const passes = Array.from({ length: 5 }, (_, pass) => {
    const fresh = titles.map(({ title }) => `${title}${" ".repeat(pass + 1)}`);
    const begun = process.cpuUsage();
    for (const title of fresh) parseTitle(title);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / fresh.length;
  });
  return Math.min(...passes);
}

/** What recruiters chose for their postings, where one of their words is one of ours. */
async function postingShares(folder: string) {
  const rows = (await postings(folder)).map((posting) => ({ ...posting, parsed: parseTitle(posting.title) }));
  const levels = rows.filter(({ level }) => seniorityOfLevel(level) !== null);
  const functions = rows.filter(({ jobFunction }) => departmentsOfFunction(jobFunction).length > 0);
  return {
    seniority_titles: levels.length,
    seniority_accuracy: rounded(
      share(levels, (one) => one.parsed?.seniority === seniorityOfLevel(one.level)),
    ),
    department_titles: functions.length,
    department_accuracy: rounded(
      share(functions, ({ jobFunction, parsed }) =>
        departmentsOfFunction(jobFunction).some((department) => department === parsed?.department),
      ),
    ),
  };
}

function barsOf(titles: readonly Judged[], perTitle: number, megabytes: number, shared: number) {
  const rows = languages.map((language) =>
    row(
      language,
      titles.filter((title) => title.language === language),
    ),
  );
  const lowest = (values: readonly number[]) => Math.min(...values);
  return {
    rows: [...rows, row("all", titles)],
    bars: [
      bar("titles labelled by hand", titles.length, ">=", 1000),
      bar("of them, equal to one of the training titles", shared, "<=", 0),
      bar("seniority, accuracy", rounded(share(titles, seniorityRight)), ">=", 0.93),
      bar(
        "seniority, accuracy, lowest of the languages",
        lowest(rows.map((one) => one.seniority_accuracy ?? 0)),
        ">=",
        0.93,
      ),
      bar("department, macro-F1", rounded(departmentF1(titles)), ">=", 0.85),
      bar(
        "department, macro-F1, lowest of the languages",
        lowest(rows.map((one) => one.department_macro_f1)),
        ">=",
        0.85,
      ),
      bar("department, expected calibration error", rounded(departmentError(titles)), "<=", 0.03),
      bar("microseconds for a title", rounded(perTitle, 1), "<=", 20),
      bar("model, MB", rounded(megabytes, 2), "<=", 2),
    ],
  };
}

/**
 * Holds seniority and department of titles against labels by hand.
 * @param folder where the public lists of titles are
 */
export default async function titles(folder = titlesFolder): Promise<BenchReport> {
  const labelled = (await readLabelled()).filter(({ part }) => part === "report");
  const all = labelled.map(judged);
  const sizeOf = (file: string) => statSync(`${root}/server/src/normalization/dictionaries/${file}`).size;
  const megabytes = (sizeOf("departments.bin") + sizeOf("departments.words.bin")) / 2 ** 20;
  const esco = await orNothing(escoTitles(folder), []);
  const shared = await sharedTitles(labelled, folder, esco);
  const { rows, bars } = barsOf(all, microseconds(labelled), megabytes, shared);
  return {
    bench: "titles",
    results: {
      departments: departmentNames.length,
      by_language: rows,
      confidence: reliabilityTable(claims(all)),
      blind_first_run: blindFirstRun(),
      blind_today: await blindToday(),
      linkedin_postings: await orNothing(postingShares(folder), null),
      outside: await outside(folder),
    },
    bars,
  };
}
