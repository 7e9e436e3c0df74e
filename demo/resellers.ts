import { CRM, type Habits } from "./habits.js";
import { EXPORT_DAY } from "./person.js";
import type { Random } from "./random.js";
import { type Sighting, sight } from "./sighting.js";
import type { Row, SourceSpec } from "./sourceSpec.js";
import { isoDate } from "./text.js";
import { statedRightly } from "./truth.js";

/** What those who sell on know by themselves: often out of date, seldom careful. */
const RESELLER: Habits = {
  ...CRM,
  stale: 0.55,
  dated: 1,
  wrongTitle: 0.15,
  wrongCompany: 0.1,
  wrongPlace: 0.2,
  privateEmail: 0.2,
  noEmail: 0.2,
  noTitle: 0.08,
  noPlace: 0.1,
};

/** Days before the export within which a reseller puts its own date on whatever it sells. */
const RENEWED = 150;

interface Reseller {
  readonly name: string;
  readonly idPrefix: string;
  /** Share of the records that it copies, errors and all, by the source they are of. */
  readonly copies: Readonly<Record<string, number>>;
  /** Share of people of whom it has a record of its own. */
  readonly own: number;
}

/** An archive that grows old under new dates, one who sells it on with some of the CRM, and one who sells that on. */
const RESELLERS: readonly Reseller[] = [
  { name: "archive", idPrefix: "V-", copies: {}, own: 0.75 },
  { name: "reseller", idPrefix: "R-", copies: { archive: 0.8, crm: 0.2 }, own: 0.05 },
  { name: "broker", idPrefix: "B-", copies: { reseller: 0.7 }, own: 0.05 },
];

const HEADER = [
  "Person ID",
  "First Name",
  "Last Name",
  "Work Email",
  "Job Title",
  "Company Name",
  "Company Domain",
  "City",
  "State",
  "Country",
  "Last Updated",
];

export const resellerSpecs: readonly SourceSpec[] = RESELLERS.map(specOf);

function specOf({ name, idPrefix, copies, own }: Reseller): SourceSpec {
  return {
    name,
    file: `${name}.csv`,
    format: "csv",
    idPrefix,
    header: HEADER,
    rows: (random, world, person, others) => {
      const sold = Object.entries(copies).flatMap(([source, share]) =>
        (others.get(source) ?? []).flatMap(({ seen }) =>
          seen !== undefined && random.chance(share) ? [seen] : [],
        ),
      );
      const all = random.chance(own) ? [...sold, sight(random, world, person, RESELLER)] : sold;
      return all.map((seen) => sale(seen, random));
    },
  };
}

/** A sighting as it is sold: under a date of its own, no earlier than the one under which it was bought. */
function sale(bought: Sighting, random: Random): Row {
  const from = Math.max(bought.day ?? 0, EXPORT_DAY - RENEWED);
  const seen = { ...bought, day: from + random.below(EXPORT_DAY - from + 1) };
  return {
    seen,
    rightly: statedRightly(seen.person, seen),
    write: (id) => [
      id,
      seen.given,
      seen.family,
      seen.email,
      seen.title,
      seen.company,
      seen.domain,
      seen.city,
      seen.region,
      seen.country,
      isoDate(seen.day),
    ],
  };
}
