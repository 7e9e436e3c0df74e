import { commits } from "./commits.js";
import { ADDRESS_BOOK, ALWAYS_RIGHT, ATTENDEES, CRM, DIRECTORY, type Habits } from "./habits.js";
import { addressesAt, type Person } from "./person.js";
import type { Random } from "./random.js";
import { resellerSpecs } from "./resellers.js";
import { type Sighting, sight } from "./sighting.js";
import type { Row, SourceSpec } from "./sourceSpec.js";
import { isoDate } from "./text.js";
import { statedRightly } from "./truth.js";

/** The habits for this person: the reference page's example is always told as it is. */
function habitsFor(person: Person, habits: Habits): Habits {
  return person.number === 0 ? { ...habits, ...ALWAYS_RIGHT } : habits;
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
      return row(seen, (id) => [
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
      ]);
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
      return row(seen, (id) => [
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
      ]);
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
      return row(seen, (id) =>
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
        }),
      );
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
      return row(seen, (id) => [
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
      ]);
    }),
};

const usualSpecs: readonly SourceSpec[] = [crm, addressBook, directory, attendees, commits];

/** The five sources, in the order in which they are written, and those who sell on what these say where asked for. */
export function sourceSpecs({
  resellers = false,
}: {
  readonly resellers?: boolean;
} = {}): readonly SourceSpec[] {
  return resellers ? [...usualSpecs, ...resellerSpecs] : usualSpecs;
}

function row(seen: Sighting, write: Row["write"]): Row {
  return { write, rightly: statedRightly(seen.person, seen), seen };
}

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
