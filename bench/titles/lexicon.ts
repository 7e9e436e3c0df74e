import { readFileSync } from "node:fs";
import { type Department, departmentNames } from "@vouch/contract";
import { type Random, seededRandom } from "@vouch/demo";
import { root } from "../results.js";
import type { TrainingTitle } from "./trainingTitle.js";

/** The languages of the lexicon, each a file in `lexicon/`. */
export const languages = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "pl"] as const;

/** The words of one department in one language. */
interface Entry {
  readonly department: Department;
  /** What is done there; goes into the templates. */
  readonly fields: readonly string[];
  /** Whole titles; go into the wrappers. */
  readonly titles: readonly string[];
}

interface Lexicon {
  /** Titles with a field missing: "Head of {f}". */
  readonly templates: readonly string[];
  /** What surrounds a title: "Junior {t}". */
  readonly wrappers: readonly string[];
  readonly entries: readonly Entry[];
  /** Titles of who advises others, with what on missing: "{f} Consultant". */
  readonly advisers: readonly string[];
  /** Titles of who owns or runs a small company, with its business missing: "Owner, {b}". */
  readonly owners: readonly string[];
  /** What such companies do. */
  readonly businesses: readonly string[];
}

/** What titles count as they are, and those of one word: templates have these in all departments ("Intern"). */
const WHOLE = 2;
const ALONE = 6;
/** Of a title's wrappings, so many are taken. */
const WRAPPINGS = 8;

const listed = (text: string, mark: string) =>
  text
    .split(mark)
    .map((item) => item.trim())
    .filter((item) => item !== "");

function isDepartment(name: string): name is Department {
  return departmentNames.some((known) => known === name);
}

/** @throws RangeError for a line of no department */
function entryOf(line: string): Entry {
  const colon = line.indexOf(":");
  const department = line.slice(0, colon);
  const [fields = "", titles = ""] = line.slice(colon + 1).split("|");
  if (!isDepartment(department)) throw new RangeError(`There is no department "${department}".`);
  return { department, fields: listed(fields, ","), titles: listed(titles, ",") };
}

function readLexicon(language: string): Lexicon {
  const lines = listed(readFileSync(`${root}/bench/titles/lexicon/${language}.txt`, "utf8"), "\n");
  const patterns = (name: string) => {
    const line = lines.find((text) => text.startsWith(`${name}:`)) ?? "";
    return listed(line.slice(name.length + 1), ";");
  };
  const entries = lines
    .filter((line) => !/^(templates|wrappers|advisers|owners|businesses):/.test(line))
    .map(entryOf);
  return {
    templates: patterns("templates"),
    wrappers: patterns("wrappers"),
    entries,
    advisers: patterns("advisers"),
    owners: patterns("owners"),
    businesses: patterns("businesses").flatMap((list) => listed(list, ",")),
  };
}

function wrapped(random: Random, wrappers: readonly string[], title: string): string[] {
  const taken = new Set(Array.from({ length: WRAPPINGS }, () => random.pick(wrappers)));
  return [...taken].map((wrapper) => wrapper.replace("{t}", title));
}

/** Who advises on these belongs to them: it is to sell, to recruit, on law, or on money. */
const ADVISED: ReadonlySet<Department> = new Set(["Sales", "HR", "Legal", "Finance", "Customer Support"]);

function titlesOf(random: Random, { templates, wrappers, advisers }: Lexicon, entry: Entry): TrainingTitle[] {
  const { department, fields, titles } = entry;
  const made = (of: string, weight: number) => (title: string) => ({
    title,
    department,
    of,
    weight,
    trusted: true,
  });
  return [
    ...titles.map((title) => made(title, title.includes(" ") ? WHOLE : ALONE)(title)),
    ...titles.flatMap((title) => wrapped(random, wrappers, title).map(made(title, 0.5))),
    ...fields.flatMap((field) =>
      templates.map((template) => template.replace("{f}", field)).map(made(field, 0.5)),
    ),
    ...fields.flatMap((field) =>
      advisers
        .map((adviser) => adviser.replace("{f}", field))
        .map(made(field, 0.5))
        .map((title) => ({ ...title, department: ADVISED.has(department) ? department : "Consulting" })),
    ),
  ];
}

/** Who owns a company belongs to Management, whatever the company does. */
function ownersOf({ owners, businesses }: Lexicon): TrainingTitle[] {
  return owners.flatMap((owner) =>
    businesses.map((business) => ({
      title: owner.replace("{b}", business),
      department: "Management" as const,
      of: owner,
      weight: 0.5,
      trusted: true,
    })),
  );
}

/** Titles made of the lexicon, the same each time. */
export function lexiconTitles(): TrainingTitle[] {
  return languages.flatMap((language) => {
    const random = seededRandom(`titles ${language}`);
    const lexicon = readLexicon(language);
    return [...lexicon.entries.flatMap((entry) => titlesOf(random, lexicon, entry)), ...ownersOf(lexicon)];
  });
}
