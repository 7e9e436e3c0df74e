import { parseDomain } from "../../normalization/domains.js";
import { fold } from "../../normalization/text.js";
import { hasIdentity } from "../assemble.js";
import type { Connected, RecordFields, Reject } from "../sourceRecord.js";
import { readHCards } from "./hCard.js";
import { type Element, elementsIn, readHtml, textOf } from "./htmlTree.js";
import { type Item, isOrganization } from "./item.js";
import { readJsonLd } from "./jsonLd.js";
import { readMicrodata, readRdfa } from "./markup.js";
import { type Employer, employerOf, type PagePerson, PeopleReader } from "./peopleOfItems.js";
import { readRepeatedCards } from "./repeatedCards.js";

/** A page as it is read. */
export interface Page {
  readonly html: string;
  /** Where it was fetched from; absent where a file holds it that says nothing of it. */
  readonly url?: string;
  /** What its records are known by where nothing says where it is from. */
  readonly name: string;
}

/** What was made of a page. */
export interface PageContent {
  readonly connected: readonly Connected[];
  /** Where it goes on, if it does. */
  readonly next?: string;
}

/** Pages of a company's own people, by their addresses and titles. */
const OF_STAFF =
  /(?:^|[^\p{L}])(?:teams?|about(?: |-)?us|about|our(?: |-)?people|people|staff|leadership|management|executives|board|directors|founders|employees|contacts?|impressum|über(?: |-)?uns|ueber-uns|mitarbeiter\w*|ansprechpartner|vorstand|équipe|equipe|direction|equipo|nosotros|chi(?: |-)siamo|squadra|equipa|sobre|quem-somos|medewerkers|over-ons|medarbetare|medarbejdere|ansatte|om-os|om-oss|zespół|zespol|o-nas)(?=$|[^\p{L}])/iu;

const metaOf = (elements: readonly Element[], property: string) =>
  elements.find(({ name, attributes }) => name === "meta" && attributes["property"] === property)?.attributes[
    "content"
  ];
const linkOf = (elements: readonly Element[], rel: string) =>
  elements.find(
    ({ name, attributes }) =>
      (name === "link" || name === "a") && (attributes["rel"] ?? "").split(/\s+/).includes(rel),
  )?.attributes["href"];

const absolute = (url: string | undefined, base: string | undefined) =>
  url !== undefined && URL.canParse(url, base) ? new URL(url, base).href : undefined;

/** What a page says of itself. */
interface About {
  readonly url: string | undefined;
  readonly next: string | undefined;
  readonly title: string;
  readonly siteName: string | undefined;
}

function aboutOf(root: Element, page: Page): About {
  const elements = [...elementsIn(root)].filter(({ name }) => /^(meta|link|a|title|h1)$/.test(name));
  const url = page.url ?? absolute(linkOf(elements, "canonical") ?? metaOf(elements, "og:url"), undefined);
  const title = elements.filter(({ name }) => name === "title" || name === "h1").map(textOf);
  return {
    url,
    next: absolute(linkOf(elements, "next"), url),
    title: title.join(" "),
    siteName: metaOf(elements, "og:site_name"),
  };
}

function unescaped(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Whose the page's people are, where it is a page of a company's people: the one organization it describes, or its host. */
function employerOfPage({ url, title, siteName }: About, items: readonly Item[]): Employer {
  const path = url === undefined ? "" : new URL(url).pathname;
  if (!OF_STAFF.test(unescaped(path).replaceAll("_", "-")) && !OF_STAFF.test(title)) return {};
  const host = url === undefined ? undefined : parseDomain(new URL(url).hostname)?.registrable;
  const described = items.filter((item) => isOrganization(item)).map(employerOf);
  const [own] =
    described.length === 1
      ? described
      : described.filter(({ company_domain }) => company_domain !== undefined && company_domain === host);
  const name = own?.company_name ?? siteName;
  const domain = own?.company_domain ?? host;
  return {
    ...(name === undefined ? {} : { company_name: name }),
    ...(domain === undefined ? {} : { company_domain: domain }),
  };
}

/** What somebody is known by on a page, as far as it says. */
const nameKey = ({ full_name, first_name = "", last_name = "" }: RecordFields) =>
  fold(full_name ?? `${first_name} ${last_name}`).trim();
const emailKey = ({ emails = [] }: RecordFields) => (emails[0] ?? "").toLowerCase();

const together = (left: readonly string[] = [], right: readonly string[] = []) => [
  ...new Set([...left, ...right]),
];

/** One person of what a page says of them in several places; what is said first counts. */
function merged(first: RecordFields, second: RecordFields): RecordFields {
  const lists = {
    emails: together(first.emails, second.emails),
    phones: together(first.phones, second.phones),
    profile_urls: together(first.profile_urls, second.profile_urls),
  };
  const filled = Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0));
  return { ...second, ...first, ...filled };
}

const isSame = (left: RecordFields, right: RecordFields) =>
  emailKey(left) === "" || emailKey(right) === "" || emailKey(left) === emailKey(right);

/** People by what they are known by; of one name with two addresses there are two. */
function distinct(people: readonly PagePerson[]): Map<string, PagePerson> {
  const found = new Map<string, PagePerson>();
  for (const { fields, line } of people) {
    const name = nameKey(fields);
    const plain = name === "" ? emailKey(fields) : name;
    const before = found.get(plain);
    const key =
      before === undefined || isSame(before.fields, fields) ? plain : `${plain} ${emailKey(fields)}`;
    const same = found.get(key);
    found.set(
      key,
      same === undefined ? { fields, line } : { fields: merged(same.fields, fields), line: same.line },
    );
  }
  return found;
}

const rejectOf = (line: number, code: string, detail: string): Connected => ({
  kind: "reject",
  reject: { line, code, detail },
});

function connectedOf(people: readonly PagePerson[], place: string): Connected[] {
  const nobody = people.filter(({ fields }) => !hasIdentity(fields));
  const known = distinct(people.filter(({ fields }) => hasIdentity(fields)));
  return [
    ...[...known].map(
      ([key, { fields, line }]): Connected => ({
        kind: "record",
        record: { key: `${place}#${key}`, fields, line },
      }),
    ),
    ...nobody.map(({ line }) =>
      rejectOf(line, "no_identity", "no name, e-mail address or profile that can be one"),
    ),
  ];
}

function peopleOf(items: readonly Item[], employer: Employer): PagePerson[] {
  const reader = new PeopleReader();
  for (const item of items) reader.read(item, employer);
  return reader.people;
}

const cutReject = (line: number | null): Reject[] =>
  line === null
    ? []
    : [
        {
          line,
          code: "page_cut",
          detail: "from here on it is nested, or long, beyond what a page is; this was not read",
        },
      ];

const withoutFragment = (url: string) => url.replace(/#.*$/s, "");

/**
 * The people of a page: those described for programs (JSON-LD, microdata, RDFa, h-card); where there are none, those of
 * cards laid out alike.
 */
export function readPage(page: Page): PageContent {
  const { root, cutAt } = readHtml(page.html);
  const about = aboutOf(root, page);
  const jsonLd = readJsonLd(root);
  const items = [...jsonLd.items, ...readMicrodata(root), ...readRdfa(root), ...readHCards(root)];
  const employer = employerOfPage(about, items);
  const described = peopleOf(items, employer);
  const people = described.length > 0 ? described : peopleOf(readRepeatedCards(root), employer);
  const rejects = [...jsonLd.rejects, ...cutReject(cutAt)].map(
    (reject): Connected => ({ kind: "reject", reject }),
  );
  const connected = [...connectedOf(people, withoutFragment(about.url ?? page.name)), ...rejects];
  return { connected, ...(about.next === undefined ? {} : { next: about.next }) };
}
