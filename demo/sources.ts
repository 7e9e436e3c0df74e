import { addressesAt, EXPORT_DAY, familyOn, type Person, type World } from "./person.js";
import type { Random } from "./random.js";
import { type Habits, type Sighting, sight } from "./sighting.js";
import { fold, isoDate, stripAccents } from "./text.js";

/** One record of a source, still without its id. */
export type Row = (id: string) => readonly string[] | object;

/** A source of the demo: the shape of its file, how reliable it is, and what it knows of a person. */
export interface SourceSpec {
  readonly name: string;
  readonly file: string;
  readonly format: "csv" | "jsonl";
  readonly delimiter?: ";";
  readonly header?: readonly string[];
  readonly idPrefix: string;
  readonly rows: (random: Random, world: World, person: Person) => Row[];
}

const ALWAYS_RIGHT = {
  typos: 0,
  wrongTitle: 0,
  wrongCompany: 0,
  wrongPlace: 0,
  stale: 0,
  noEmail: 0,
  roleEmail: 0,
};

const CRM: Habits = {
  stale: 0.1,
  dated: 0.9,
  typos: 0.02,
  wrongTitle: 0.04,
  wrongCompany: 0.01,
  wrongPlace: 0.03,
  noEmail: 0.04,
  privateEmail: 0.08,
  roleEmail: 0.05,
  noCompany: 0.04,
  noDomain: 0.25,
  noTitle: 0.12,
  noPlace: 0.15,
  nickname: 0.15,
  noAccents: 0.4,
  nativeScript: 0.05,
  swapped: 0.15,
  profile: 0.5,
  phone: 0.6,
};

const ADDRESS_BOOK: Habits = {
  ...CRM,
  stale: 0.16,
  dated: 0,
  typos: 0.03,
  noEmail: 0.06,
  privateEmail: 0.25,
  roleEmail: 0.01,
  noCompany: 0.15,
  noDomain: 1,
  noTitle: 0.5,
  noPlace: 0.55,
  nickname: 0.35,
  nativeScript: 0.2,
  profile: 0.3,
  phone: 0.8,
};

const DIRECTORY: Habits = {
  ...CRM,
  stale: 0.03,
  dated: 1,
  typos: 0.005,
  wrongTitle: 0.01,
  wrongCompany: 0,
  wrongPlace: 0.01,
  noEmail: 0.03,
  privateEmail: 0,
  roleEmail: 0,
  noCompany: 0,
  noDomain: 0.1,
  noTitle: 0.02,
  noPlace: 0.08,
  nickname: 0.08,
  noAccents: 0.1,
  nativeScript: 0.1,
  swapped: 0.05,
  profile: 0.65,
};

const ATTENDEES: Habits = {
  ...CRM,
  stale: 0.14,
  dated: 0.95,
  typos: 0.09,
  wrongTitle: 0.04,
  wrongCompany: 0.02,
  wrongPlace: 0.03,
  noEmail: 0.1,
  privateEmail: 0.12,
  roleEmail: 0.02,
  noCompany: 0.05,
  noDomain: 1,
  noTitle: 0.3,
  noPlace: 0.3,
  nickname: 0.25,
  noAccents: 0.6,
  nativeScript: 0.02,
  swapped: 0.25,
  profile: 0,
  phone: 0.4,
};

/** The habits for this person: the reference page's example is always told as it is. */
function habitsFor(person: Person, habits: Habits): Habits {
  return person.number === 0
    ? { ...habits, ...ALWAYS_RIGHT, noTitle: 0, noPlace: 0, noCompany: 0, profile: 1 }
    : habits;
}

function times(random: Random, person: Person, share: number, again: number): number {
  if (person.number === 0) return 1;
  if (!random.chance(share)) return 0;
  return random.chance(again) ? 2 : 1;
}

const crm: SourceSpec = {
  name: "crm",
  file: "crm.csv",
  format: "csv",
  idPrefix: "C-",
  header: [
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Job Title",
    "Company Name",
    "Website",
    "Phone Number",
    "City",
    "State/Region",
    "Country",
    "LinkedIn URL",
    "Last Activity Date",
  ],
  rows: (random, world, person) =>
    repeat(times(random, person, 0.84, 0.1), () => {
      const seen = sight(random, world, person, habitsFor(person, CRM));
      const site =
        seen.domain === ""
          ? ""
          : random.pick([seen.domain, `https://www.${seen.domain}/`, `www.${seen.domain}`]);
      return (id) => [
        id,
        seen.middle === "" ? seen.given : `${seen.given} ${seen.middle}.`,
        seen.family,
        shouted(random, 0.03, seen.email),
        seen.title,
        seen.company,
        site,
        seen.phone,
        seen.city,
        seen.region,
        seen.country,
        seen.linkedin,
        seen.day === null ? "" : isoDate(seen.day),
      ];
    }),
};

const addressBook: SourceSpec = {
  name: "address-book",
  file: "address-book.csv",
  format: "csv",
  idPrefix: "A-",
  header: [
    "Contact ID",
    "First Name",
    "Middle Name",
    "Last Name",
    "Nickname",
    "Organization Name",
    "Organization Title",
    "E-mail 1 - Label",
    "E-mail 1 - Value",
    "E-mail 2 - Label",
    "E-mail 2 - Value",
    "Phone 1 - Label",
    "Phone 1 - Value",
    "Address 1 - City",
    "Address 1 - Region",
    "Address 1 - Country",
    "Website 1 - Value",
  ],
  rows: (random, world, person) =>
    repeat(times(random, person, 0.66, 0.04), () => {
      const seen = sight(random, world, person, habitsFor(person, ADDRESS_BOOK));
      const second = seen.email !== "" && random.chance(0.6) ? otherAddress(random, person, seen.email) : "";
      return (id) => [
        id,
        seen.given,
        seen.middle,
        seen.family,
        person.nickname !== null && random.chance(0.2) ? person.nickname : "",
        seen.company,
        seen.title,
        seen.email === "" ? "" : label(seen.email),
        seen.email,
        second === "" ? "" : label(second),
        second,
        seen.phone === "" ? "" : "Mobile",
        seen.phone,
        seen.city,
        seen.region,
        seen.country,
        seen.linkedin,
      ];
    }),
};

const directory: SourceSpec = {
  name: "directory",
  file: "directory.jsonl",
  format: "jsonl",
  idPrefix: "D-",
  rows: (random, world, person) =>
    repeat(times(random, person, 0.8, 0), () => {
      const seen = sight(random, world, person, habitsFor(person, DIRECTORY));
      const second = random.chance(0.2) ? otherAddress(random, person, seen.email) : "";
      return (id) =>
        withoutBlanks({
          id,
          name: { given: seen.given, family: seen.family, display: displayName(seen) },
          emails: [seen.email, second]
            .filter((address) => address !== "")
            .map((value) => ({ type: label(value).toLowerCase(), value })),
          job: { title: seen.title, department: seen.department },
          company: { name: seen.company, domain: seen.domain },
          location: { city: seen.city, region: seen.region, country: seen.country },
          linkedin_url: seen.linkedin,
          phone: seen.phone,
          updated_at: seen.day === null ? "" : isoDate(seen.day),
        });
    }),
};

const attendees: SourceSpec = {
  name: "attendees",
  file: "attendees.csv",
  format: "csv",
  delimiter: ";",
  idPrefix: "T-",
  header: ["ID", "Full Name", "E-Mail", "Company", "Job Title", "Location", "Mobile", "Registered"],
  rows: (random, world, person) =>
    repeat(times(random, person, 0.55, 0.22), () => {
      const seen = sight(random, world, person, habitsFor(person, ATTENDEES));
      const place = random.pick([
        [seen.city],
        [seen.city, seen.country],
        [seen.city, seen.region, seen.country],
      ]);
      const name = person.number === 0 ? "John Smith" : scribbledName(random, seen);
      return (id) => [
        id,
        random.chance(0.08) ? ` ${name} ` : name,
        shouted(random, 0.1, seen.email),
        seen.company,
        shouted(random, 0.05, seen.title),
        (person.number === 0 ? [seen.city, seen.region, seen.country] : place)
          .filter((part) => part !== "")
          .join(", "),
        seen.phone.replace("+1 ", "001-"),
        seen.day === null ? "" : isoDate(seen.day).split("-").reverse().join("."),
      ];
    }),
};

const commits: SourceSpec = {
  name: "commits",
  file: "commits.csv",
  format: "csv",
  idPrefix: "G-",
  header: ["id", "name", "email", "first_commit", "last_commit"],
  rows: (random, _world, person) => {
    if (!person.commits || !random.chance(0.85)) return [];
    return signatures(random, person).map(({ email, first, last }) => {
      const name = signatureName(random, person, last);
      return (id) => [id, name, email, isoDate(first), isoDate(last)];
    });
  },
};

/** The five sources, in the order in which they are written. */
export const sourceSpecs: readonly SourceSpec[] = [crm, addressBook, directory, attendees, commits];

function repeat<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

function shouted(random: Random, share: number, text: string): string {
  return random.chance(share) ? text.toUpperCase() : text;
}

function label(address: string): string {
  return /@(?:freemail|postbox|webmail)\./u.test(address) ? "Home" : "Work";
}

/** Another of the person's addresses: a private one, or one at an earlier employer. */
function otherAddress(random: Random, person: Person, than: string): string {
  const all = [...person.positions.flatMap(addressesAt), ...person.privateEmails].filter(
    (one) => one !== than,
  );
  return all.length === 0 ? "" : random.pick(all);
}

function displayName(seen: Sighting): string {
  if (seen.native)
    return seen.person.culture.familyFirst ? `${seen.family}${seen.given}` : `${seen.given} ${seen.family}`;
  return seen.person.culture.familyFirst ? `${seen.family} ${seen.given}` : `${seen.given} ${seen.family}`;
}

function scribbledName(random: Random, seen: Sighting): string {
  const { given, family } = seen;
  const form = random.weighted([
    [`${given} ${family}`, 66] as const,
    [`${family}, ${given}`, 12] as const,
    [`${given} ${family}`.toUpperCase(), 8] as const,
    [`${given} ${family}`.toLowerCase(), 7] as const,
    [`${given.slice(0, 1)}. ${family}`, 4] as const,
    [`${random.pick(["Dr.", "Mr", "Ms", "Prof."])} ${given} ${family}`, 3] as const,
  ]);
  return form;
}

interface Signature {
  readonly email: string;
  readonly first: number;
  readonly last: number;
}

/** One signature for each employer's address used in commits, now and then one for a private address. */
function signatures(random: Random, person: Person): Signature[] {
  const found = new Map<string, Signature>();
  for (const position of person.positions) {
    const [email = ""] = addressesAt(position);
    const until = position.until ?? EXPORT_DAY;
    const last = until - random.below(Math.min(90, until - position.from));
    const first = found.get(email)?.first ?? position.from + random.below(last - position.from + 1);
    found.set(email, { email, first, last });
  }
  const used = [...found.values()].filter(({ last }) => random.chance(last > EXPORT_DAY - 90 ? 0.8 : 0.4));
  const home = person.privateEmails[0];
  if (home !== undefined && random.chance(0.2)) used.push(sometime(random, person, home));
  if (random.chance(0.06)) used.push(sometime(random, person, noReply(random, person)));
  return used;
}

function sometime(random: Random, person: Person, email: string): Signature {
  const since = person.positions[0].from;
  const last = EXPORT_DAY - random.below(Math.max(1, EXPORT_DAY - since));
  return { email, first: since + random.below(last - since + 1), last };
}

function noReply(random: Random, person: Person): string {
  return `${10_000 + random.below(900_000)}+${handle(person)}@users.noreply.codehost.example`;
}

function handle(person: Person): string {
  const family = familyOn(person, EXPORT_DAY).latin;
  return `${fold(person.given.latin).slice(0, 1)}${fold(family).replaceAll(/[ -]/gu, "")}`;
}

function signatureName(random: Random, person: Person, day: number): string {
  const family = familyOn(person, day);
  if (person.given.native !== null && family.native !== null && random.chance(0.12)) {
    return person.culture.familyFirst
      ? `${family.native}${person.given.native}`
      : `${person.given.native} ${family.native}`;
  }
  const given = person.nickname !== null && random.chance(0.35) ? person.nickname : person.given.latin;
  const full = random.weighted([
    [`${given} ${family.latin}`, 80] as const,
    [stripAccents(`${given} ${family.latin}`), 10] as const,
    [handle(person), 6] as const,
    [given, 4] as const,
  ]);
  return person.culture.familyFirst === true && full.includes(" ") && random.chance(0.2)
    ? `${family.latin} ${given}`
    : full;
}

/** The object without empty texts, empty lists and objects that hold nothing. */
function withoutBlanks(value: object): object {
  const kept = Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    if (Array.isArray(part)) return part.length === 0 ? [] : [[key, part] as const];
    if (typeof part !== "object" || part === null) return part === "" ? [] : [[key, part] as const];
    const inner = withoutBlanks(part);
    return Object.keys(inner).length === 0 ? [] : [[key, inner] as const];
  });
  return Object.fromEntries(kept);
}
