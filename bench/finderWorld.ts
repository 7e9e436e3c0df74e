import { familyOn, fold, makePerson, type Person, type Random, seededRandom, Taken } from "@vouch/demo";
import type { FusedPerson, KnownDomain } from "@vouch/server/dist/fusion/fusedPerson.js";
import { parseName } from "@vouch/server/dist/normalization/names.js";
import { type Addresses, addressAt, policyOf } from "./finderHabits.js";

/** Somebody who is asked for: nobody published has this person's address. */
export interface Held {
  readonly first_name: string;
  readonly last_name: string;
  readonly domain: string;
  /** What is right. */
  readonly addresses: readonly string[];
  /** Addresses of the employer's other people that are published. */
  readonly known: number;
}

/** Employers with their people: those that are published, and those to ask for. */
export interface FinderWorld {
  readonly people: readonly FusedPerson[];
  readonly held: readonly Held[];
  /** Published people whose address is published, too. */
  readonly published: readonly Held[];
}

/** How many people employers have, from the many small ones to the few very large ones: least, most, share. */
const SIZES = [
  [1, 9, 0.5],
  [10, 99, 0.38],
  [100, 499, 0.1],
  [500, 2500, 0.02],
] as const;
/** People of one employer who are asked for at most, unless said. */
export const ASKED = 8;
/** Share of an employer's people who are published, with an address or without. */
const PUBLISHED = 0.8;
/** Day from which on the family name holds. */
const TODAY = 20_600;

interface Staff {
  readonly person: Person;
  readonly addresses: readonly string[];
}

/**
 * Makes employers and their people, with addresses as they are: first.last .30, flast .16, first .05, firstl .04, other
 * templates .15, none .29, and at very large employers people who choose freely.
 * @param companies how many
 * @param asked people of one employer who are asked for at most
 */
export function makeFinderWorld(seed: string, companies: number, asked = ASKED): FinderWorld {
  const world: { people: FusedPerson[]; held: Held[]; published: Held[] } = {
    people: [],
    held: [],
    published: [],
  };
  for (let number = 0; number < companies; number++) {
    const random = seededRandom(`${seed}:employer:${number}`);
    const stem = `${fold(random.pick(STEMS))}${number}`;
    const [least, most] = random.weighted(SIZES.map((size) => [size, size[2]] as const));
    const size = Math.round(least * (most / least) ** random.next());
    addEmployer(world, random, { seed: `${seed}:${number}`, stem, size, asked });
  }
  return world;
}

const STEMS = "Alto Brava Corva Delma Estra Fjord Gravo Helio Indra Jovan".split(" ");

interface EmployerOrder {
  readonly seed: string;
  readonly stem: string;
  readonly size: number;
  readonly asked: number;
}

function addEmployer(
  world: { people: FusedPerson[]; held: Held[]; published: Held[] },
  random: Random,
  { seed, stem, size, asked }: EmployerOrder,
): void {
  const policy = policyOf(random, size, stem);
  const staff = staffOf(random, policy, seed, size);
  // From employers of which nothing is known to those of which nearly all is.
  const coverage = random.next() ** 2;
  const shown = staff.map(() => ({ published: random.chance(PUBLISHED), address: random.chance(coverage) }));
  const isKnown = (at: number) => shown[at]?.published === true && shown[at].address;
  const known = staff.filter((_, at) => isKnown(at)).length;
  const ask = ({ person, addresses }: Staff): Held => ({
    first_name: person.given.latin,
    last_name: familyOn(person, TODAY).latin,
    domain: random.pick(policy.domains),
    addresses,
    known,
  });
  const order = [...staff.keys()].sort((a, b) => ((a * 7919) % 10_007) - ((b * 7919) % 10_007));
  world.held.push(
    ...order
      .filter((at) => !isKnown(at))
      .slice(0, asked)
      .flatMap((at) => staff.slice(at, at + 1).map(ask)),
  );
  world.published.push(
    ...order
      .filter(isKnown)
      .slice(0, 1)
      .flatMap((at) => staff.slice(at, at + 1).map(ask)),
  );
  for (const [at, one] of staff.entries()) {
    if (shown[at]?.published === true)
      world.people.push(published(one, `${stem}-${at}`, policy, isKnown(at)));
  }
}

function staffOf(random: Random, policy: Addresses, seed: string, size: number): Staff[] {
  const taken = new Set<string>();
  const shared = { seed, companies: 10, rareNames: 0.5, taken: new Taken() };
  return Array.from({ length: size }, (_, number) => {
    const person = makePerson(random, shared, number);
    const name = {
      given: person.given.latin,
      family: familyOn(person, TODAY).latin,
      nickname: person.nickname,
    };
    return { person, addresses: addressAt(random, policy, name, taken) };
  });
}

function published(
  { person, addresses }: Staff,
  id: string,
  { domains }: Addresses,
  isKnown: boolean,
): FusedPerson {
  const first_name = person.given.latin;
  const last_name = familyOn(person, TODAY).latin;
  const { given_name, family_name } = parseName({ first_name, last_name });
  const [main = "", ...further] = domains;
  const known: KnownDomain[] = [
    { domain: main, probability: 0.95 },
    ...further.map((domain) => ({ domain, probability: 0.85, main })),
  ];
  const [email = null] = isKnown ? addresses : [];
  return {
    person_id: `per_${id}`,
    profile: {
      full_name: `${first_name} ${last_name}`,
      email,
      title: null,
      seniority: null,
      department: null,
      company_name: main,
      company_domain: main,
      linkedin_url: null,
      location: null,
    },
    evidence: {},
    emails: email === null ? [] : [{ email, probability: 0.98 }],
    names: [{ given_name: given_name ?? "", family_name: family_name ?? "", share: 1 }],
    domains: known,
    cohesion: 0.98,
    record_count: 2,
  };
}
