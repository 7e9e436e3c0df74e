import type { Habits } from "./habits.js";
import {
  addressesAt,
  EXPORT_DAY,
  familyOn,
  homeOn,
  type Person,
  type Position,
  positionOn,
  someCompany,
  type World,
} from "./person.js";
import type { Random } from "./random.js";
import { spellOutUmlauts, stripAccents, typo } from "./text.js";
import { roleLocals } from "./vocabulary/companies.js";
import { romanisations } from "./vocabulary/eastern.js";
import { countrySpellings, type Place, placesByCountry } from "./vocabulary/places.js";
import { titleSpellings, tracks } from "./vocabulary/titles.js";

/** What one source has seen of one person: text as it will be written, empty where it does not know. */
export interface Sighting {
  readonly person: Person;
  readonly position: Position;
  /** Day of the sighting; null where the source does not say. */
  readonly day: number | null;
  readonly given: string;
  readonly middle: string;
  readonly family: string;
  readonly native: boolean;
  readonly email: string;
  readonly title: string;
  readonly department: string;
  readonly company: string;
  readonly domain: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly linkedin: string;
  readonly phone: string;
}

/** Looks at a person through a source of these habits. */
export function sight(random: Random, world: World, person: Person, habits: Habits): Sighting {
  const day = sightingDay(random, person, habits);
  const position = positionOn(person, day);
  const place = random.chance(habits.wrongPlace) ? wrongPlace(random) : homeOn(person, day);
  const job = sightedJob(random, world, position, habits);
  return {
    person,
    position,
    day: random.chance(habits.dated) ? day : null,
    ...sightedName(random, person, habits, day),
    email: sightedEmail(random, person, position, habits),
    ...job,
    ...(random.chance(habits.noPlace)
      ? { city: "", region: "", country: "" }
      : sightedPlace(random, place, habits)),
    linkedin: person.linkedinUrl !== null && random.chance(habits.profile) ? person.linkedinUrl : "",
    phone: person.phone !== null && random.chance(habits.phone) ? person.phone : "",
  };
}

function sightingDay(random: Random, person: Person, habits: Habits): number {
  const since = person.positions.at(-1)?.from ?? EXPORT_DAY;
  const first = person.positions[0].from;
  if (first < since && random.chance(habits.stale)) return first + random.below(since - first);
  const days = Math.min(EXPORT_DAY - since, 900);
  return EXPORT_DAY - random.below(Math.max(1, days));
}

type Name = Pick<Sighting, "given" | "middle" | "family" | "native">;

function sightedName(random: Random, person: Person, habits: Habits, day: number): Name {
  const family = familyOn(person, day);
  const middle = person.middle !== null && random.chance(0.3) ? person.middle : "";
  if (person.given.native !== null && family.native !== null && random.chance(habits.nativeScript)) {
    return { given: person.given.native, middle: "", family: family.native, native: true };
  }
  const nickname = person.nickname !== null && random.chance(habits.nickname) ? person.nickname : null;
  const given = spell(random, habits, nickname ?? romanised(random, person.given.latin));
  const written = spell(random, habits, romanised(random, shortened(random, person, family.latin)));
  const swap = person.culture.familyFirst === true && random.chance(habits.swapped);
  return swap
    ? { given: written, middle, family: given, native: false }
    : { given, middle, family: written, native: false };
}

/** People with two family names often go by the first alone. */
function shortened(random: Random, person: Person, family: string): string {
  const isDouble = person.culture.doubleFamily === true && family.includes(" ");
  return isDouble && random.chance(0.35) ? (family.split(" ")[0] ?? family) : family;
}

function romanised(random: Random, name: string): string {
  const others = romanisations.get(name);
  return others !== undefined && random.chance(0.25) ? random.pick(others) : name;
}

function spell(random: Random, habits: Habits, name: string): string {
  const plain = random.chance(habits.noAccents) ? withoutAccents(random, name) : name;
  return random.chance(habits.typos) ? typo(random, plain) : plain;
}

function withoutAccents(random: Random, name: string): string {
  return stripAccents(random.chance(0.5) ? spellOutUmlauts(name) : name);
}

function sightedEmail(random: Random, person: Person, position: Position, habits: Habits): string {
  if (random.chance(habits.noEmail)) return "";
  const [main = "", ...others] = addressesAt(position);
  if (random.chance(habits.roleEmail)) return `${random.pick(roleLocals)}@${position.company.domains[0]}`;
  if (person.privateEmails.length > 0 && random.chance(habits.privateEmail))
    return random.pick(person.privateEmails);
  const address = others.length > 0 && random.chance(0.15) ? random.pick(others) : main;
  return random.chance(habits.typos / 8)
    ? address.replace(/^[^@]+/u, (local) => typo(random, local))
    : address;
}

type Job = Pick<Sighting, "title" | "department" | "company" | "domain">;

function sightedJob(random: Random, world: World, position: Position, habits: Habits): Job {
  const { company } = position;
  const title = random.chance(habits.wrongTitle) ? wrongTitle(random) : position.title;
  const spelled = random.chance(habits.loose) ? random.pick(titleSpellings(title)) : title;
  const name = random.chance(habits.loose * 2) ? random.pick(company.spellings) : company.name;
  const told = random.chance(habits.wrongCompany) ? someCompany(random, world).name : name;
  return {
    title: random.chance(habits.noTitle) ? "" : spelled,
    department: position.department,
    company: random.chance(habits.noCompany) ? "" : told,
    domain: random.chance(habits.noDomain) ? "" : company.domains[0],
  };
}

function wrongTitle(random: Random): string {
  return random.pick(random.pick(tracks).steps);
}

function wrongPlace(random: Random): Place {
  return random.pick(random.pick([...placesByCountry.values()]));
}

function sightedPlace(random: Random, place: Place, habits: Habits) {
  const spellings = countrySpellings[place.country];
  return {
    city: place.alias !== null && random.chance(habits.loose) ? place.alias : place.city,
    region: place.region,
    country: spellings !== undefined && random.chance(habits.loose) ? random.pick(spellings) : place.country,
  };
}
