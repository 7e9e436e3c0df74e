import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CalibrationCurve } from "@vouch/server/dist/fusion/calibration.js";
import { fitIsotonic } from "@vouch/server/dist/fusion/calibration.js";
import type { FusedPerson } from "@vouch/server/dist/fusion/fusedPerson.js";
import { type DomainPatterns, sumUp } from "@vouch/server/dist/people/finder/domainPatterns.js";
import { freeGuesses, type Ground, guessAt } from "@vouch/server/dist/people/finder/infer.js";
import { formsOf, formsOfWritten } from "@vouch/server/dist/people/finder/nameForms.js";
import { countedFrom, patternRowsOf } from "@vouch/server/dist/people/finder/patternRows.js";
import type { SizeClass } from "@vouch/server/dist/people/finder/templateModel.js";
import { TEMPLATES, useOf } from "@vouch/server/dist/people/finder/templates.js";
import { fitPrecision } from "./dirichlet.js";
import { ASKED, type FinderWorld, type Held, makeFinderWorld } from "./finderWorld.js";
import { type BenchReport, progress, rounded } from "./harness.js";

/** Seeds to fit on, and others to calibrate on; the benchmark `finder` measures on another. */
const FIT_SEEDS = ["finder-fit-1", "finder-fit-2", "finder-fit-3", "finder-fit-4"];
const CALIBRATION_SEEDS = [1, 2, 3, 4, 5, 6].map((number) => `finder-calibrate-${number}`);
const COMPANIES = 1000;
/** Few are met by a collision, so everybody is asked for then; else as many of each employer as the benchmark asks for. */
const EVERYBODY = Number.POSITIVE_INFINITY;
/** From how many published people on an employer is of a further class. */
const CLASSES = [0, 10, 100, 400];
/** Addresses of all employers together that the shares of a class are drawn to. */
const DRAWN = 50;
/** What no world has is rare, not impossible. */
const LEAST_SHARE = { form: 0.01, template: 0.002 } as const;

const place = (file: string) => [
  fileURLToPath(import.meta.resolve(`@vouch/server/src/people/finder/${file}`)),
  fileURLToPath(import.meta.resolve(`@vouch/server/dist/people/finder/${file}`)),
];

/** What the API would count of every employer, by its usual domain. */
export function patternsOf(people: readonly FusedPerson[]): Map<string, DomainPatterns> {
  const rows = new Map<string, { position: number; main: string; counted: string; people: number }[]>();
  for (const person of people) {
    for (const { lookup_key } of patternRowsOf(person)) {
      const [kind, main = ""] = lookup_key.split("|");
      if (kind !== "t") continue;
      const counted = lookup_key.slice(countedFrom(main) - 1);
      rows.set(main, [...(rows.get(main) ?? []), { position: 1, main, counted, people: 1 }]);
    }
  }
  return new Map([...rows].map(([main, some]) => [main, sumUp(main, some)]));
}

const mean = (counts: readonly number[], prior: readonly number[], drawn: number) => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count, at) => (count + drawn * (prior[at] ?? 0)) / (total + drawn));
  const floored = shares.map((share) => Math.max(share, LEAST_SHARE.template));
  const sum = floored.reduce((all, share) => all + share, 0);
  return floored.map((share) => share / sum);
};

const PATTERNS = TEMPLATES.map(({ pattern }) => pattern);
const countsOf = ({ templates }: DomainPatterns) => PATTERNS.map((pattern) => templates.get(pattern) ?? 0);
const summed = (groups: readonly (readonly number[])[]) =>
  PATTERNS.map((_, at) => groups.reduce((sum, counts) => sum + (counts[at] ?? 0), 0));

/** What is tried, when templates are fitted. */
const PRECISIONS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.7, 1, 1.5, 2.5, 4, 8];
const FREE = [0, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3];

/** Log-likelihood of each address of an employer, given its others (the leave-one-out likelihood of Minka 2000). */
function leftOut(
  counts: readonly number[],
  shares: readonly number[],
  precision: number,
  free: number,
): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  for (const [at, count] of counts.entries()) {
    const share = shares[at] ?? 0;
    const usual = (precision * share + count - 1) / (precision + total - 1);
    if (count > 0) sum += count * Math.log((1 - free) * usual + free * share);
  }
  return sum;
}

/** How much the templates of one employer are alike, and how many people do as they like. */
function fitTemplates(groups: readonly (readonly number[])[], shares: readonly number[]) {
  const several = groups.filter((counts) => counts.reduce((sum, count) => sum + count, 0) > 1);
  const likelihood = (precision: number, free: number) =>
    several.reduce((sum, counts) => sum + leftOut(counts, shares, precision, free), 0);
  const tried = PRECISIONS.flatMap((precision) =>
    FREE.map((free) => ({ precision, free, likelihood: likelihood(precision, free) })),
  );
  const [best] = tried.sort((a, b) => b.likelihood - a.likelihood);
  return { precision: best?.precision ?? 1, free: best?.free ?? 0 };
}

function fitClass(
  employers: readonly DomainPatterns[],
  leastPeople: number,
  global: readonly number[],
): SizeClass {
  const groups = employers.map(countsOf);
  const shares = mean(summed(groups), global, DRAWN);
  const follows = employers.map((one) => {
    const known = countsOf(one).reduce((sum, count) => sum + count, 0);
    return [known, one.other] as const;
  });
  const followed = follows.reduce((sum, [known]) => sum + known, 0);
  const all = follows.reduce((sum, [known, other]) => sum + known + other, 0);
  const share = followed / all;
  return {
    leastPeople,
    follow: { mean: rounded(share), precision: rounded(fitPrecision(follows, [share, 1 - share])) },
    ...fitTemplates(groups, shares),
    shares: Object.fromEntries(PATTERNS.map((pattern, at) => [pattern, rounded(shares[at] ?? 0, 5)])),
  };
}

function fitClasses(employers: readonly DomainPatterns[]): SizeClass[] {
  const global = mean(
    summed(employers.map(countsOf)),
    PATTERNS.map(() => 1 / PATTERNS.length),
    1,
  );
  return CLASSES.map((leastPeople, at) => {
    const below = CLASSES[at + 1] ?? Number.POSITIVE_INFINITY;
    const own = employers.filter(({ people }) => people >= leastPeople && people < below);
    return fitClass(own, leastPeople, global);
  });
}

type FormPart = "givenForm" | "familyForm";

/** Of the names that can be written in a way, how many are. */
function fitForms(people: readonly FusedPerson[], part: FormPart): Map<string, number> {
  const [used, possible] = [new Map<string, number>(), new Map<string, number>()];
  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const counted = part === "givenForm" ? "first" : "last";
  for (const { emails, names } of people) {
    const [{ email } = { email: "" }] = emails;
    const [name] = names;
    const forms = name === undefined ? [] : formsOf(name);
    const use = useOf(email.slice(0, email.indexOf("@")), forms);
    const ways = new Set(forms.map((form) => form[part]));
    if (use === undefined || ways.size < 2 || !use.template.parts.includes(counted)) continue;
    for (const way of ways) add(possible, way);
    add(used, use.form[part]);
  }
  return new Map([...possible].map(([name, count]) => [name, (used.get(name) ?? 0) / count]));
}

/** How often letters with umlauts are written as two, among those who are asked for and have some. */
function fitSpelledOut(held: readonly Held[]): number {
  const told = held.flatMap(({ first_name, last_name, addresses }) => {
    if (!/[äöü]/iu.test(last_name)) return [];
    const local = addresses[0]?.split("@")[0] ?? "";
    const use = useOf(local, formsOfWritten(first_name, last_name));
    return use === undefined || !use.template.parts.includes("last") ? [] : [/[aou]e/.test(local)];
  });
  return told.filter((isSpelledOut) => isSpelledOut).length / told.length;
}

const takenIn = (people: readonly FusedPerson[]) =>
  new Set(people.flatMap(({ emails }) => emails.map(({ email }) => email)));

interface Judged {
  readonly ground: Ground;
  readonly score: number;
  readonly right: boolean;
}

const NOTHING: DomainPatterns = {
  main: "",
  people: 0,
  templates: new Map(),
  other: 0,
  hosts: new Map(),
  countries: new Map(),
};

const mainOf = (domain: string) => domain.replace("-group.", ".");
const guessFor = ({ first_name, last_name, domain }: Held, patterns: ReadonlyMap<string, DomainPatterns>) =>
  guessAt(
    formsOfWritten(first_name, last_name),
    domain,
    patterns.get(mainOf(domain)) ?? { ...NOTHING, main: mainOf(domain) },
  );

/** What came of those whose likeliest address another has. */
function fitCollisions({ people, held }: FinderWorld) {
  const [patterns, taken] = [patternsOf(people), takenIn(people)];
  const lost = held.flatMap((one) => {
    const [first, ...others] = guessFor(one, patterns);
    return first !== undefined && taken.has(first.email) ? [{ one, first, others }] : [];
  });
  const had = (is: (address: string, at: (typeof lost)[number]) => boolean) =>
    lost.filter((at) => at.one.addresses.some((address) => is(address, at))).length;
  const bare = (address: string) => address.replace(/\d+@/, "@");
  return {
    lost: lost.length,
    numbered: had((address, { first }) => address !== first.email && bare(address) === first.email),
    elsewhere: had((address, { others }) => others.some(({ email }) => email === address)),
  };
}

function judge({ people, held }: FinderWorld): Judged[] {
  const [patterns, taken] = [patternsOf(people), takenIn(people)];
  const asked = new Map<string, number>();
  return held.flatMap((one) => {
    const { guesses, ground } = freeGuesses(guessFor(one, patterns), taken);
    const [first] = guesses;
    const employer = mainOf(one.domain);
    asked.set(employer, (asked.get(employer) ?? 0) + 1);
    if (first === undefined || (ground === "inferred" && (asked.get(employer) ?? 0) > ASKED)) return [];
    return [{ ground, score: first.probability, right: one.addresses.includes(first.email) }];
  });
}

function curveOf(judged: readonly Judged[]): CalibrationCurve {
  const { scores, probabilities } = fitIsotonic(judged);
  return {
    scores: scores.map((score) => rounded(score)),
    probabilities: probabilities.map((one) => rounded(one)),
  };
}

function write(file: string, value: object): void {
  for (const path of place(file)) writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

function fitModel(worlds: readonly FinderWorld[]): void {
  const people = worlds.flatMap((world) => world.people);
  const model = JSON.parse(readFileSync(place("model.json")[0] ?? "", "utf8"));
  const shares = (names: object, part: FormPart) => {
    const found = fitForms(people, part);
    const share = (name: string) => rounded(Math.max(LEAST_SHARE.form, found.get(name) ?? 0));
    return Object.fromEntries(Object.keys(names).map((name) => [name, share(name)]));
  };
  const collisions = worlds.map(fitCollisions);
  const sum = (of: (one: ReturnType<typeof fitCollisions>) => number) =>
    collisions.reduce((all, one) => all + of(one), 0);
  write("model.json", {
    given: shares(model.given, "givenForm"),
    family: shares(model.family, "familyForm"),
    spelledOut: rounded(fitSpelledOut(worlds.flatMap(({ held }) => held))),
    collision: {
      numbered: rounded(sum(({ numbered }) => numbered) / sum(({ lost }) => lost)),
      elsewhere: rounded(sum(({ elsewhere }) => elsewhere) / sum(({ lost }) => lost)),
    },
    classes: fitClasses(worlds.flatMap((world) => [...patternsOf(world.people).values()])),
  });
}

/**
 * Fits what the Email Finder knows beforehand and writes it to server/src/people/finder: `finderFit model` the priors of
 * employers, forms of names and collisions; `finderFit` the curves that make its probabilities hold, with the model as it
 * was built in.
 */
export default async function finderFit(what = "calibration"): Promise<BenchReport> {
  const seeds = what === "model" ? FIT_SEEDS : CALIBRATION_SEEDS;
  progress(`making ${seeds.length} worlds of ${COMPANIES} employers`);
  const worlds = seeds.map((seed) => makeFinderWorld(seed, COMPANIES, EVERYBODY));
  if (what === "model") fitModel(worlds);
  const judged = what === "model" ? [] : worlds.flatMap(judge);
  const by = (ground: Ground) => curveOf(judged.filter((one) => one.ground === ground));
  if (what !== "model") write("calibration.json", { inferred: by("inferred"), collision: by("collision") });
  const people = worlds.reduce((sum, world) => sum + world.people.length, 0);
  return { bench: "finderFit", results: { what, people, judged: judged.length }, bars: [] };
}
