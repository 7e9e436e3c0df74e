import { addressesAt, EXPORT_DAY, familyOn, homeOn, type Person } from "./person.js";
import { fold } from "./text.js";
import { titleSpellings } from "./vocabulary/titles.js";

/** What is true of one person: a line of truth-people.jsonl. */
export interface TruePerson {
  readonly person: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly nickname: string | null;
  /** Family names of earlier days. */
  readonly former_last_names: readonly string[];
  /** Today's addresses first, then earlier and private ones. */
  readonly emails: readonly string[];
  /** Every spelling of today's title. */
  readonly titles: readonly string[];
  /** Today's employer in every spelling. */
  readonly companies: readonly string[];
  readonly domains: readonly string[];
  readonly former_domains: readonly string[];
  /** Today's town under all its names. */
  readonly cities: readonly string[];
  readonly country: string;
  readonly linkedin_url: string | null;
}

/** What was true of a person's work from a day on. */
export interface TrueStation {
  /** Days since 1970. */
  readonly from: number;
  /** The day on which it ended; null: it is today's. */
  readonly until: number | null;
  /** In every spelling. */
  readonly titles: readonly string[];
  readonly companies: readonly string[];
  readonly domains: readonly string[];
}

/** A person's working life, oldest station first. */
export interface TrueCourse {
  readonly person: number;
  readonly stations: readonly TrueStation[];
}

/** The fields whose truth is known. */
export type TrueField = "title" | "company" | "domain" | "location";

/** What a record states, empty where it says nothing. */
export interface Stated {
  readonly email: string;
  readonly title?: string;
  readonly company?: string;
  readonly domain?: string;
  readonly city?: string;
}

/** The fields in which a record states what is true of the person today; an address states its domain. */
export function statedRightly(person: Person, stated: Stated): TrueField[] {
  const now = person.positions.at(-1) ?? person.positions[0];
  const home = homeOn(person, EXPORT_DAY);
  const among = (said: string | undefined, right: readonly string[]) =>
    said !== undefined && said !== "" && right.some((one) => fold(one) === fold(said));
  const rightly: Record<TrueField, boolean> = {
    title: among(stated.title, titleSpellings(now.title)),
    company: among(stated.company, now.company.spellings),
    domain:
      among(stated.domain, now.company.domains) || among(stated.email.split("@")[1], now.company.domains),
    location: among(stated.city, [home.city, home.alias ?? home.city]),
  };
  return (["title", "company", "domain", "location"] as const).filter((field) => rightly[field]);
}

/** Writes down what is true of a person today. */
export function truthOf(person: Person): TruePerson {
  const now = person.positions.at(-1) ?? person.positions[0];
  const home = homeOn(person, EXPORT_DAY);
  const today = familyOn(person, EXPORT_DAY).latin;
  const domains = now.company.domains;
  const past = person.positions.slice(0, -1).toReversed();
  return {
    person: person.number,
    first_name: person.given.latin,
    last_name: today,
    nickname: person.nickname,
    former_last_names: person.families.map(({ family }) => family.latin).filter((family) => family !== today),
    emails: [...new Set([...addressesAt(now), ...past.flatMap(addressesAt), ...person.privateEmails])],
    titles: titleSpellings(now.title),
    companies: now.company.spellings,
    domains,
    former_domains: [...new Set(past.flatMap(({ company }) => company.domains))].filter(
      (one) => !domains.includes(one),
    ),
    cities: home.alias === null ? [home.city] : [home.city, home.alias],
    country: home.country,
    linkedin_url: person.linkedinUrl,
  };
}

/** Writes down what was true of a person's work on earlier days, too. */
export function courseOf({ number, positions }: Person): TrueCourse {
  const stations = positions.map(({ from, until, title, company: { spellings, domains } }) => ({
    from,
    until,
    titles: titleSpellings(title),
    companies: spellings,
    domains,
  }));
  return { person: number, stations };
}
