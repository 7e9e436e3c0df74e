import { type Company, companyOf, STRIPE, type Template } from "./company.js";
import type { Random } from "./random.js";
import type { Taken } from "./taken.js";
import { dayOf, fold, spellOutUmlauts } from "./text.js";
import { freeMailHosts } from "./vocabulary/companies.js";
import type { Culture } from "./vocabulary/culture.js";
import { easternCultures } from "./vocabulary/eastern.js";
import { nicknames } from "./vocabulary/nicknames.js";
import { areaCodes, type Place, placesByCountry } from "./vocabulary/places.js";
import { type Track, tracks } from "./vocabulary/titles.js";
import { westernCultures } from "./vocabulary/western.js";
import type { Word } from "./vocabulary/words.js";

/** The day all sources were exported: nothing in the demo is younger. */
export const EXPORT_DAY = dayOf("2026-06-30");

/** One title at one company, over a span of days (`until` null: today's position). */
export interface Position {
  readonly company: Company;
  readonly title: string;
  readonly department: string;
  readonly from: number;
  readonly until: number | null;
  /** The person's address there; the same local part works at the company's other domains. */
  readonly local: string;
}

/** Somebody who does not exist, with all that is true of them. */
export interface Person {
  readonly number: number;
  readonly culture: Culture;
  readonly given: Word;
  readonly middle: string | null;
  readonly nickname: string | null;
  /** Family names by the day they came into use, oldest first. */
  readonly families: readonly { readonly since: number; readonly family: Word }[];
  /** Oldest first; the last one is today's. */
  readonly positions: readonly [Position, ...Position[]];
  readonly privateEmails: readonly string[];
  readonly linkedinUrl: string | null;
  readonly phone: string | null;
  /** Where the person lived from which day on, oldest first. */
  readonly homes: readonly { readonly since: number; readonly place: Place }[];
  readonly commits: boolean;
  /** The person's account at the code host: nobody else has it. */
  readonly handle: string;
}

/** What the people of one world share: how many there are, and what is taken. */
export interface World {
  readonly seed: string;
  readonly companies: number;
  /** Share of people with a rare family name: grows with the world, so that no name grows with it. */
  readonly rareNames: number;
  /** Addresses and profile names that somebody has. */
  readonly taken: Taken;
}

const CULTURES = [...westernCultures, ...easternCultures].map(
  (culture) => [culture, culture.weight] as const,
);
const TRACKS = tracks.map((track) => [track, track.weight] as const);
const RARE_MIDDLES = ["", "", "en", "er", "in", "a"];
const PARTICLE_SHARE: Readonly<Record<string, number>> = {
  dutch: 0.55,
  arabic: 0.4,
  italian: 0.12,
  french: 0.06,
  german: 0.04,
};

/** Makes the person of this number. A `namesake` gives the new person its name and its present employer. */
export function makePerson(random: Random, world: World, number: number, namesake?: Person): Person {
  const culture = namesake?.culture ?? random.weighted(CULTURES);
  const woman = namesake === undefined ? random.chance(0.5) : false;
  const given = namesake?.given ?? givenName(random, culture, woman);
  const born = namesake?.families[0]?.family ?? familyName(random, world, culture, woman);
  const families = [{ since: 0, family: born }];
  if (woman && culture.marriedNames && random.chance(0.16))
    families.push(marriage(random, world, culture, born));
  const track = random.weighted(TRACKS);
  const name: Bearer = {
    given,
    middle: random.chance(0.18) ? random.pick([..."ABCDEFGHJKLMNPRSTW"]) : null,
    families,
  };
  const positions = career(random, world, name, track, namesake?.positions.at(-1)?.company);
  return {
    number,
    culture,
    ...name,
    nickname: random.chance(0.6) ? nicknameOf(random, given.latin) : null,
    positions,
    privateEmails: privateEmails(random, world, name),
    linkedinUrl: random.chance(0.8) ? profileUrl(random, world, name) : null,
    phone: random.chance(0.7) ? phoneNumber(random, world) : null,
    homes: homes(random, culture, positions),
    commits: track.commits,
    handle: accountName(random, world, name),
  };
}

/** The person of the reference page's example. */
export function johnSmith(world: World): Person {
  const place = STRIPE.seat;
  for (const text of ["john.smith@stripe.com", "jsmith"]) world.taken.add(text);
  return {
    number: 0,
    culture: westernCultures[0] ?? fail(),
    given: { latin: "John", native: null },
    middle: null,
    nickname: null,
    families: [{ since: 0, family: { latin: "Smith", native: null } }],
    positions: [
      {
        company: STRIPE,
        title: "Senior Software Engineer",
        department: "Engineering",
        from: dayOf("2021-03-01"),
        until: null,
        local: "john.smith",
      },
    ],
    privateEmails: [],
    linkedinUrl: "https://linkedin.com/in/johnsmith",
    phone: null,
    homes: [{ since: 0, place }],
    commits: true,
    handle: "jsmith",
  };
}

/** The family name the person bore on a day. */
export function familyOn(person: Pick<Person, "families">, day: number): Word {
  return person.families.findLast((entry) => entry.since <= day)?.family ?? fail();
}

/** The position the person held on a day, or the first one ever. */
export function positionOn(person: Person, day: number): Position {
  return person.positions.findLast((position) => position.from <= day) ?? person.positions[0];
}

/** Where the person lived on a day. */
export function homeOn(person: Person, day: number): Place {
  return person.homes.findLast((home) => home.since <= day)?.place ?? fail();
}

/** The person's addresses at this position, the commonest first. */
export function addressesAt(position: Position): string[] {
  return position.company.domains.map((domain) => `${position.local}@${domain}`);
}

interface Bearer {
  readonly given: Word;
  readonly middle: string | null;
  readonly families: Person["families"];
}

function givenName(random: Random, culture: Culture, woman: boolean): Word {
  const pool = woman ? culture.female : culture.male;
  const first = random.pick(pool);
  if (!culture.composedGiven) return first;
  if (culture.name === "vietnamese")
    return { latin: `${first.latin} ${random.pick(pool).latin}`, native: null };
  const second = random.pick(pool);
  if (culture.name === "korean") {
    return {
      latin: `${first.latin}-${second.latin.toLowerCase()}`,
      native: `${first.native}${second.native}`,
    };
  }
  if (random.chance(0.25)) return first;
  return { latin: `${first.latin}${second.latin.toLowerCase()}`, native: `${first.native}${second.native}` };
}

function familyName(random: Random, world: World, culture: Culture, woman: boolean): Word {
  const simple = () => (woman ? femaleForm : asIs)(culture, baseFamily(random, world, culture));
  if (culture.doubleFamily && random.chance(0.7)) {
    return { latin: `${simple().latin} ${simple().latin}`, native: null };
  }
  const word = simple();
  const particle = random.chance(PARTICLE_SHARE[culture.name] ?? 0)
    ? random.pick(culture.particles ?? [""])
    : "";
  return particle === "" ? word : { latin: `${particle} ${word.latin}`, native: null };
}

function asIs(_culture: Culture, word: Word): Word {
  return word;
}

function femaleForm(culture: Culture, word: Word): Word {
  return culture.femaleFamily?.(word) ?? word;
}

function baseFamily(random: Random, world: World, culture: Culture): Word {
  if (culture.rare === undefined || !random.chance(world.rareNames)) return random.pick(culture.family);
  const { starts, ends } = culture.rare;
  return { latin: `${random.pick(starts)}${random.pick(RARE_MIDDLES)}${random.pick(ends)}`, native: null };
}

function marriage(
  random: Random,
  world: World,
  culture: Culture,
  born: Word,
): { since: number; family: Word } {
  const husbands = familyName(random, world, culture, true);
  const hyphenated = random.chance(0.2) && !born.latin.includes(" ") && !husbands.latin.includes(" ");
  const family = hyphenated ? { latin: `${born.latin}-${husbands.latin}`, native: null } : husbands;
  return { since: EXPORT_DAY - 100 - random.below(4000), family };
}

function nicknameOf(random: Random, given: string): string | null {
  const known = nicknames.get(given);
  return known === undefined ? null : random.pick(known);
}

function career(random: Random, world: World, name: Bearer, track: Track, last: Company | undefined) {
  const stays = random.weighted([[1, 62] as const, [2, 28] as const, [3, 10] as const]);
  let end = EXPORT_DAY;
  const spans: { from: number; until: number | null }[] = [];
  for (let stay = 0; stay < stays; stay++) {
    const days = stay === 0 ? 40 + random.below(2600) : 400 + random.below(2000);
    spans.unshift({ from: end - days, until: stay === 0 ? null : end });
    end -= days + random.below(90);
  }
  const positions: Position[] = [];
  let step = random.below(2);
  for (const span of spans) {
    const company = span.until === null && last !== undefined ? last : someCompany(random, world);
    const local = localPart(random, world, company, name, span.from);
    positions.push(
      ...promotions(random, { company, department: track.department, local, ...span }, track, step),
    );
    step = Math.min(
      track.steps.indexOf(positions.at(-1)?.title ?? "") + random.below(2),
      track.steps.length - 1,
    );
  }
  return positions as [Position, ...Position[]];
}

function promotions(random: Random, stay: Omit<Position, "title">, track: Track, step: number): Position[] {
  const title = (at: number) => track.steps[Math.min(at, track.steps.length - 1)] ?? fail();
  const days = (stay.until ?? EXPORT_DAY) - stay.from;
  if (days < 700 || random.chance(0.5)) return [{ ...stay, title: title(step) }];
  const turn = stay.from + 300 + random.below(days - 500);
  return [
    { ...stay, title: title(step), until: turn },
    { ...stay, title: title(step + 1), from: turn },
  ];
}

/** Companies of low numbers are large: sizes fall off as a power of the number. */
export function someCompany(random: Random, world: World): Company {
  return companyOf(world.seed, Math.floor(world.companies * random.next() ** 1.7));
}

function localPart(random: Random, world: World, company: Company, name: Bearer, day: number): string {
  const template = random.chance(0.85)
    ? company.template
    : random.pick<Template>(["first.last", "flast", "first"]);
  const plain = spellLocal(
    template,
    latinFor(random, name.given.latin),
    latinFor(random, familyOn(name, day).latin),
  );
  const free = (local: string) => !company.domains.some((domain) => world.taken.has(`${local}@${domain}`));
  let local = plain;
  for (let n = 2; !free(local); n++) local = `${plain}${n}`;
  for (const domain of company.domains) world.taken.add(`${local}@${domain}`);
  return local;
}

/** A name as an address spells it: ASCII letters only, umlauts now and then spelled out. */
function latinFor(random: Random, name: string): string {
  return fold(random.chance(0.5) ? spellOutUmlauts(name) : name);
}

function spellLocal(template: Template, given: string, family: string): string {
  const first = given.split(/[ -]/u)[0] ?? given;
  const last = family.replace(/[ -]/gu, "");
  const forms: Readonly<Record<Template, string>> = {
    "first.last": `${first}.${last}`,
    flast: `${first.slice(0, 1)}${last}`,
    first,
    firstl: `${first}${last.slice(0, 1)}`,
    "f.last": `${first.slice(0, 1)}.${last}`,
    last,
    first_last: `${first}_${last}`,
    "last.first": `${last}.${first}`,
  };
  return forms[template];
}

function privateEmails(random: Random, world: World, name: Bearer): string[] {
  const count = random.weighted([[0, 35] as const, [1, 55] as const, [2, 10] as const]);
  return Array.from({ length: count }, () => {
    const [given, family] = [fold(name.given.latin), fold(familyOn(name, EXPORT_DAY).latin)];
    const template = random.pick<Template>(["first.last", "flast", "firstl", "last.first"]);
    const plain = spellLocal(template, given, family);
    const host = random.pick(freeMailHosts);
    let address = `${plain}${random.chance(0.6) ? digits(random, 2) : ""}@${host}`;
    while (world.taken.has(address)) address = `${plain}${digits(random, 4)}@${host}`;
    world.taken.add(address);
    return address;
  });
}

/** A number from the ranges that are kept for fiction (555-0100 to 555-0199 in every area); null once they run out. */
function phoneNumber(random: Random, world: World): string | null {
  for (let attempt = 0; attempt < 4; attempt++) {
    const number = `+1 ${random.pick(areaCodes)} 555 01${digits(random, 2)}`;
    if (!world.taken.has(number)) {
      world.taken.add(number);
      return number;
    }
  }
  return null;
}

function profileUrl(random: Random, world: World, name: Bearer): string {
  const stem = `${fold(name.given.latin)} ${fold(familyOn(name, EXPORT_DAY).latin)}`.replaceAll(" ", "-");
  let slug = "";
  do slug = `${stem}-demo${digits(random, 5)}`;
  while (world.taken.has(slug));
  world.taken.add(slug);
  return `https://linkedin.com/in/${slug}`;
}

function accountName(random: Random, world: World, name: Bearer): string {
  const plain = spellLocal("flast", fold(name.given.latin), fold(familyOn(name, EXPORT_DAY).latin));
  let handle = plain;
  while (world.taken.has(handle)) handle = `${plain}${digits(random, 3)}`;
  world.taken.add(handle);
  return handle;
}

function homes(random: Random, culture: Culture, positions: readonly Position[]): Person["homes"] {
  const country = random.pick(culture.countries);
  const places = placesByCountry.get(country) ?? fail();
  const found: { since: number; place: Place }[] = [{ since: 0, place: random.pick(places) }];
  for (const position of positions) {
    if (position.company.seat.code === country && random.chance(0.5)) {
      found.push({ since: position.from, place: position.company.seat });
    } else if (random.chance(0.1)) {
      found.push({ since: position.from, place: random.pick(places) });
    }
  }
  return found;
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.below(10)).join("");
}

function fail(): never {
  throw new RangeError("the demo's vocabulary is incomplete");
}
