import { parseDomain } from "../../normalization/domains.js";
import { parseLinkedin, parseProfile } from "../../normalization/urls.js";
import { assemble } from "../assemble.js";
import type { ColumnMeaning } from "../headers.js";
import type { RecordFields } from "../sourceRecord.js";
import { type Item, isOrganization, isPerson, itemsIn, textIn } from "./item.js";

/** Somebody that a page tells of. */
export interface PagePerson {
  readonly fields: RecordFields;
  readonly line: number;
}

/** Where somebody works, as far as the page says. */
export interface Employer {
  readonly company_name?: string;
  readonly company_domain?: string;
}

type Cell = readonly [ColumnMeaning, string];

/** What holds the people of an organization. */
const STAFF = new Set([
  "employee",
  "employees",
  "member",
  "members",
  "founder",
  "founders",
  "alumni",
  "department",
]);
/** What speaks of people who are not the page's: reviewers, and somebody's family. */
const NOT_THEIRS = new Set([
  "review",
  "reviews",
  "comment",
  "spouse",
  "parent",
  "children",
  "sibling",
  "relatedTo",
  "knows",
]);
const EMPLOYERS = ["worksFor", "affiliation", "memberOf", "hiringOrganization"] as const;

const withoutScheme = (value: string) => value.replace(/^(mailto|tel):/i, "").replace(/\?.*$/s, "");

/** An address as pages hide it from programs that send mail to all; percent signs as links write them. */
function addressOf(value: string): string {
  const bare = withoutScheme(value);
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

const texts = (item: Item, ...properties: readonly string[]) =>
  properties.flatMap((property) =>
    (item.properties.get(property) ?? []).filter((value): value is string => typeof value === "string"),
  );

const isProfile = (url: string) => parseLinkedin(url) !== null || parseProfile(url) !== null;

/** The domain of an organization's own site. */
function domainOf(organization: Item): string | undefined {
  const [domain] = texts(organization, "url", "sameAs")
    .filter((url) => !isProfile(url))
    .flatMap((url) => parseDomain(url) ?? []);
  return domain?.registrable;
}

/** Who an organization is, as an employer. */
export function employerOf(organization: Item): Employer {
  const name = textIn(organization, "name", "legalName");
  const domain = domainOf(organization);
  return {
    ...(name === "" ? {} : { company_name: name }),
    ...(domain === undefined ? {} : { company_domain: domain }),
  };
}

function employmentCells(item: Item, employer: Employer): Cell[] {
  const [organization] = itemsIn(item, ...EMPLOYERS);
  const name = textIn(item, ...EMPLOYERS);
  const own = organization === undefined ? { company_name: name } : { ...employerOf(organization) };
  const { company_name = "", company_domain = "" } = name === "" ? employer : own;
  return [
    ["company_name", company_name],
    ["company_domain", company_domain],
  ];
}

function placeCells(item: Item): Cell[] {
  const addresses = [
    ...itemsIn(item, "address"),
    ...itemsIn(item, "workLocation").flatMap((place) => [place, ...itemsIn(place, "address")]),
  ];
  return [item, ...addresses].flatMap((place): Cell[] => [
    ["city", textIn(place, "addressLocality")],
    ["region", textIn(place, "addressRegion")],
    ["country", textIn(place, "addressCountry")],
  ]);
}

function fieldsOf(item: Item, employer: Employer): RecordFields {
  const contacts = [item, ...itemsIn(item, "contactPoint", "contactPoints")];
  const cells: Cell[] = [
    ["full_name", textIn(item, "name")],
    ["first_name", textIn(item, "givenName", "firstName")],
    ["middle_name", textIn(item, "additionalName")],
    ["last_name", textIn(item, "familyName", "lastName", "surname")],
    ...contacts.flatMap((contact) =>
      texts(contact, "email", "mbox").map((value): Cell => ["emails", addressOf(value)]),
    ),
    ...contacts.flatMap((contact) =>
      texts(contact, "telephone", "phone").map((value): Cell => ["phones", withoutScheme(value)]),
    ),
    ["title", textIn(item, "jobTitle", "hasOccupation", "roleName")],
    ...texts(item, "sameAs", "url")
      .filter(isProfile)
      .map((url): Cell => ["profile_urls", url]),
    ...employmentCells(item, employer),
    ...placeCells(item),
  ];
  const { fields } = assemble(
    cells.map(([meaning]) => meaning),
    cells.map(([, value]) => value),
  );
  return fields;
}

/** For whom the people work that a property holds. */
function employerWithin(item: Item, property: string, employer: Employer): Employer {
  return isOrganization(item) && STAFF.has(property) ? employerOf(item) : employer;
}

/** Things nested deeper describe no people. */
const DEEPEST = 16;

/** Finds the people in what a page describes, with the organization that they are described in. */
export class PeopleReader {
  readonly people: PagePerson[] = [];
  readonly organizations: Item[] = [];
  readonly #seen = new Set<Item>();

  /** @param employer whose the page is, where it is of its people */
  read(item: Item, employer: Employer, depth = 0): void {
    if (depth > DEEPEST || this.#seen.has(item)) return;
    this.#seen.add(item);
    if (isPerson(item)) this.people.push({ fields: fieldsOf(item, employer), line: item.line });
    if (isOrganization(item)) this.organizations.push(item);
    for (const [property, values] of item.properties) {
      if (NOT_THEIRS.has(property)) continue;
      const within = employerWithin(item, property, depth === 0 ? employer : {});
      for (const value of values) if (typeof value !== "string") this.read(value, within, depth + 1);
    }
  }
}
