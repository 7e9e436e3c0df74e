import type { FusedPerson } from "@vouch/server/dist/fusion/fusedPerson.js";
import { jobWords } from "@vouch/server/dist/normalization/jobWords.js";
import { fusedPerson, STAFF } from "./enrichPeople.js";

const LEVELS = ["", "", "", "Senior ", "Senior ", "Junior ", "Head of ", "VP "] as const;
const SENIORITIES = ["mid", "mid", "mid", "senior", "senior", "junior", "executive", "executive"] as const;
const JOBS: readonly (readonly [title: string, department: string])[] = [
  ["Software Engineer", "Engineering"],
  ["Account Executive", "Sales"],
  ["Product Manager", "Product"],
  ["Data Engineer", "Data"],
  ["Softwareentwickler", "Engineering"],
  ["Marketing Manager", "Marketing"],
  ["Data Scientist", "Data"],
  ["Accountant", "Finance"],
  ["Recruiter", "HR"],
  ["Network Engineer", "IT"],
  ["Legal Counsel", "Legal"],
  ["Customer Success Manager", "Customer Support"],
  ["Comptable", "Finance"],
  ["UX Designer", "Design"],
  ["Logistics Coordinator", "Operations"],
  ["Research Scientist", "Research"],
  ["Actuary", "Finance"],
];
const PLACES: readonly (readonly [city: string, rest: string, country: string])[] = [
  ["San Francisco", ", CA, USA", "US"],
  ["London", ", England, United Kingdom", "GB"],
  ["Berlin", ", Germany", "DE"],
  ["Paris", ", France", "FR"],
  ["Austin", ", TX, USA", "US"],
  ["Madrid", ", Spain", "ES"],
  ["Toronto", ", ON, Canada", "CA"],
  ["Munich", ", Bavaria, Germany", "DE"],
  ["Leeds", ", England, United Kingdom", "GB"],
  ["Lyon", ", France", "FR"],
  ["Milan", ", Italy", "IT"],
  ["Utrecht", ", Netherlands", "NL"],
  ["Zurich", ", Switzerland", "CH"],
  ["Porto", ", Portugal", "PT"],
  ["Malmö", ", Sweden", "SE"],
  ["Graz", ", Austria", "AT"],
];

/** A number that looks drawn, the same for the same seed. */
function drawn(seed: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 12)) >>> 0) / 2 ** 32;
}

/** Places in a list, of which the first come most often. */
const skewed = (seed: number, length: number) => Math.floor(length * drawn(seed) ** 2);

/** What of a person searches ask for. */
export interface Traits {
  readonly company: number;
  readonly level: number;
  readonly job: number;
  readonly place: number;
}

export function traitsOf(index: number): Traits {
  return {
    company: Math.floor(index / STAFF),
    level: Math.floor(LEVELS.length * drawn(index * 3 + 1)),
    job: skewed(index * 5 + 2, JOBS.length),
    place: skewed(index * 7 + 3, PLACES.length),
  };
}

/** One of the people of the enrichment benchmark, with a job and a place of their own. */
export function searchedPerson(index: number): FusedPerson {
  const { level, job, place } = traitsOf(index);
  const [title, department] = JOBS[job] ?? ["", ""];
  const [city, rest] = PLACES[place] ?? ["", ""];
  const seen = 19_000 + Math.floor(1500 * drawn(index * 11 + 4));
  const profile = {
    title: `${LEVELS[level]}${title}`,
    seniority: SENIORITIES[level] ?? null,
    department,
    location: `${city}${rest}`,
  };
  return fusedPerson(index, profile, seen);
}

/** A search, with whom it means. */
export interface MeasuredQuery {
  readonly body: object;
  readonly means: (traits: Traits) => boolean;
}

type Maker = (seed: number, companies: number) => MeasuredQuery;

const jobOf = (seed: number) => skewed(seed, JOBS.length);
const companyOf = (seed: number, companies: number) => Math.floor(companies * drawn(seed));
/** The jobs of whom a title means: that of the same words, in whatever language. */
function jobsMeant(title: string): ReadonlySet<number> {
  const asked = jobWords(title);
  const meant = JOBS.flatMap(([job], at) =>
    asked.every((word) => jobWords(job).includes(word)) ? [at] : [],
  );
  return new Set(meant);
}
const titleOf = (job: number) => JOBS[job]?.[0] ?? "";

const atCompany: Maker = (seed, companies) => {
  const company = companyOf(seed, companies);
  return { body: { company: `Company ${company}` }, means: (one) => one.company === company };
};
const atDomain: Maker = (seed, companies) => {
  const company = companyOf(seed, companies);
  return {
    body: { domain: `company${company}.example`, limit: 25 },
    means: (one) => one.company === company,
  };
};
const roleAtCompany: Maker = (seed, companies) => {
  const company = companyOf(seed, companies);
  const title = titleOf(jobOf(seed + 1));
  const jobs = jobsMeant(title);
  return {
    body: { company: `Company ${company}`, title },
    means: (one) => one.company === company && jobs.has(one.job),
  };
};
const roleInCity: Maker = (seed) => {
  const [title, place] = [titleOf(jobOf(seed)), skewed(seed + 1, PLACES.length)];
  const jobs = jobsMeant(title);
  const body = { title, location: PLACES[place]?.[0], sort: "recency" };
  return { body, means: (one) => jobs.has(one.job) && one.place === place };
};
const levelInCountry: Maker = (seed) => {
  const [title, place] = [titleOf(jobOf(seed)), skewed(seed + 1, PLACES.length)];
  const jobs = jobsMeant(title);
  const country = PLACES[place]?.[2];
  const location = PLACES[place]?.[1].split(", ").at(-1);
  const body = { title, seniority: ["senior"], location };
  return {
    body,
    means: (one) =>
      jobs.has(one.job) && SENIORITIES[one.level] === "senior" && PLACES[one.place]?.[2] === country,
  };
};
const words: Maker = (seed) => {
  const [title, place] = [titleOf(jobOf(seed)), skewed(seed + 1, PLACES.length)];
  const jobs = jobsMeant(title);
  const body = { keywords: `${title} ${PLACES[place]?.[0]}` };
  return { body, means: (one) => jobs.has(one.job) && one.place === place };
};
const inPlace: Maker = (seed) => {
  const place = skewed(seed, PLACES.length);
  return { body: { location: PLACES[place]?.[0] }, means: (one) => one.place === place };
};
const wholeDepartment: Maker = (seed) => {
  const department = JOBS[jobOf(seed)]?.[1];
  return {
    body: { department: [department], seniority: ["executive"] },
    means: (one) => SENIORITIES[one.level] === "executive" && JOBS[one.job]?.[1] === department,
  };
};

/** As often as they stand here, of twenty. */
const MIX: readonly Maker[] = [
  ...[roleAtCompany, roleAtCompany, roleAtCompany, roleAtCompany, roleAtCompany],
  ...[atDomain, atDomain, atDomain, atCompany, atCompany],
  ...[roleInCity, roleInCity, roleInCity, roleInCity],
  ...[levelInCountry, levelInCountry, words, words, inPlace, wholeDepartment],
];

/** Mixed searches, the same for the same number of people. */
export function mixedQueries(count: number, people: number): MeasuredQuery[] {
  const companies = Math.ceil(people / STAFF);
  return Array.from({ length: count }, (_, at) => {
    const make = MIX[at % MIX.length] ?? atCompany;
    return make(at * 131 + 17, companies);
  });
}
