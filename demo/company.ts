import type { Random } from "./random.js";
import { seededRandom } from "./random.js";
import { fold } from "./text.js";
import {
  companyEnds,
  companyMiddles,
  companyStarts,
  companyTrades,
  legalForms,
} from "./vocabulary/companies.js";
import { type Place, placesByCountry } from "./vocabulary/places.js";

/** How a company makes the part of its addresses before the @. */
export type Template =
  | "first.last"
  | "flast"
  | "first"
  | "firstl"
  | "f.last"
  | "last"
  | "first_last"
  | "last.first";

/** An employer of the demo. */
export interface Company {
  readonly name: string;
  /** The name with its legal form. */
  readonly legalName: string;
  /** Other ways the sources write it; all name the same company. */
  readonly spellings: readonly string[];
  /** The domain of most addresses first, then the company's other domains. */
  readonly domains: readonly [string, ...string[]];
  readonly template: Template;
  readonly seat: Place;
}

/** Shares of the templates among companies, after the addresses of 546 known company domains. */
const TEMPLATES: readonly (readonly [Template, number])[] = [
  ["first.last", 44],
  ["flast", 22],
  ["first", 8],
  ["firstl", 6],
  ["f.last", 7],
  ["last", 4],
  ["first_last", 5],
  ["last.first", 4],
];

const COUNTRY_WEIGHTS: readonly (readonly [string, number])[] = [
  ["US", 34],
  ["GB", 12],
  ["DE", 12],
  ["FR", 8],
  ["NL", 6],
  ["ES", 5],
  ["IN", 6],
  ["CH", 3],
  ["IT", 3],
  ["SE", 3],
  ["PL", 3],
  ["HU", 2],
  ["JP", 3],
  ["CN", 3],
  ["KR", 2],
  ["BR", 2],
  ["AU", 2],
];

/**
 * The company of this number. Names are distinct for numbers below 2 000 and for the next 45 000 (which have a
 * syllable more), so company keys stay selective however many people there are.
 */
export function companyOf(seed: string, number: number): Company {
  const random = seededRandom(`${seed}:company:${number}`);
  const stem = companyStem(number);
  const trade = random.pick(companyTrades);
  const name = random.chance(0.6) ? `${stem} ${trade}` : stem;
  const seat = random.pick(placesByCountry.get(random.weighted(COUNTRY_WEIGHTS)) ?? []);
  const legalName = `${name} ${random.pick(legalForms[seat.code] ?? legalForms["US"] ?? [])}`;
  const domain = `${fold(random.chance(0.35) ? name : stem).replaceAll(" ", "")}.example`;
  return {
    name,
    legalName,
    spellings: [name, legalName, legalName.toUpperCase(), name.replace(" ", "-"), name.toLowerCase()],
    domains: random.chance(0.22) ? [domain, otherDomain(random, fold(stem))] : [domain],
    template: random.weighted(TEMPLATES),
    seat,
  };
}

function companyStem(number: number): string {
  const starts = companyStarts.length;
  const ends = companyEnds.length;
  const start = companyStarts[number % starts] ?? "";
  // A step that shares no factor with the number of endings spreads neighbours over all of them.
  const end = companyEnds[(Math.floor(number / starts) * 7 + number * 11) % ends] ?? "";
  const round = Math.floor(number / (starts * ends));
  const middle = round === 0 ? "" : (companyMiddles[(round - 1) % companyMiddles.length] ?? "");
  return `${start}${middle}${end}`;
}

function otherDomain(random: Random, stem: string): string {
  return `${stem}${random.pick(["-corp", "-group", "-intl", "hq"])}.example`;
}

/** The company of the reference page's example. */
export const STRIPE: Company = {
  name: "Stripe",
  legalName: "Stripe, Inc.",
  spellings: ["Stripe", "Stripe, Inc."],
  domains: ["stripe.com"],
  template: "first.last",
  seat: { city: "San Francisco", alias: null, region: "CA", country: "USA", code: "US" },
};
