import { parseDomain } from "./domains.js";
import { clean } from "./text.js";

const LINKEDIN = /^(?:https?:)?(?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\/(?:in|pub)\/([^/?#\s]+)/i;
const LONGEST = 2048;

/** Hosts of personal profiles: where the name of the account stands, and what it may be. */
interface ProfileHost {
  /** Host and path before the account. */
  readonly at: RegExp;
  readonly canonical: string;
  readonly account: RegExp;
  /** Path behind the account that still is the person's own page. */
  readonly behind: RegExp;
}

const PAGE = /^\/?$/;
const ANY = /^(?:\/.*)?$/;
const host = (at: string, canonical: string, account: RegExp, behind: RegExp = ANY): ProfileHost => ({
  at: new RegExp(`^(?:https?:)?(?:\\/\\/)?(?:www\\.|mobile\\.|m\\.)?${at}`, "i"),
  canonical,
  account,
  behind,
});

const HOSTS: readonly ProfileHost[] = [
  host("github\\.com\\/", "github.com/", /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/, PAGE),
  host("gitlab\\.com\\/", "gitlab.com/", /^[a-z\d_][\w.-]{0,254}$/, PAGE),
  host("bitbucket\\.org\\/", "bitbucket.org/", /^[\w-]{1,62}$/, PAGE),
  host("codeberg\\.org\\/", "codeberg.org/", /^[\w.-]{1,40}$/, PAGE),
  host("(?:twitter|x)\\.com\\/@?", "x.com/", /^\w{1,15}$/),
  host("xing\\.com\\/profile\\/", "xing.com/profile/", /^[\p{L}\d_-]{2,80}$/u),
  host("mastodon\\.social\\/@", "mastodon.social/", /^\w{1,30}$/),
  host("stackoverflow\\.com\\/users\\/", "stackoverflow.com/users/", /^\d{1,12}$/),
  host("bsky\\.app\\/profile\\/", "bsky.app/profile/", /^[a-z\d][a-z\d.-]{2,252}$/),
  host("keybase\\.io\\/", "keybase.io/", /^\w{2,16}$/, PAGE),
  host("medium\\.com\\/@", "medium.com/@", /^[\w.-]{1,60}$/),
  host("kaggle\\.com\\/", "kaggle.com/", /^[a-z\d]{3,60}$/, PAGE),
  host("dribbble\\.com\\/", "dribbble.com/", /^[\w-]{2,40}$/, PAGE),
  host("behance\\.net\\/", "behance.net/", /^[\w-]{2,40}$/, PAGE),
];

/** First parts of paths at those hosts that are no accounts. */
const PLACES = new Set(
  `about account admin api apps blog careers collections contact dashboard datasets developers docs enterprise events
  explore features hashtag help home i intent issues jobs join login logout marketplace messages models
  new news notifications orgs organizations pricing privacy pulls search security settings share signup sponsors
  stars status support terms tos topics trending users watching workspace`.split(/\s+/),
);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A LinkedIn profile as https://linkedin.com/in/slug, slug in lower case; null for anything else. */
export function parseLinkedin(text: string): string | null {
  if (text.length > LONGEST) return null;
  const slug = LINKEDIN.exec(clean(text))?.[1];
  return slug === undefined ? null : `https://linkedin.com/in/${clean(decoded(slug)).toLowerCase()}`;
}

const ORCID =
  /^(?:https?:\/\/)?(?:www\.)?(?:orcid\.org\/)?(?:orcid:)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dx])\/?$/i;

/** The last digit of an ORCID iD by ISO 7064 11,2. @param digits the fifteen before it */
function checkDigit(digits: string): string {
  const total = [...digits].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  const check = (12 - (total % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

/** An ORCID iD, or a link to one, as https://orcid.org/0000-…; null where its check digit is wrong. */
export function parseOrcid(text: string): string | null {
  const groups = ORCID.exec(clean(text.slice(0, 100)))?.slice(1);
  if (groups === undefined) return null;
  const digits = groups.join("").toUpperCase();
  return checkDigit(digits.slice(0, 15)) === digits.at(-1)
    ? `https://orcid.org/${groups.join("-").toUpperCase()}`
    : null;
}

function profileAt({ at, canonical, account, behind }: ProfileHost, text: string): string | null {
  const found = at.exec(text);
  if (found === null) return null;
  const [path = ""] = text.slice(found[0].length).split(/[?#]/, 1);
  const [first = "", ...rest] = path.split(/(?=\/)/);
  const name = decoded(first).replace(/^@/, "").normalize("NFC").toLowerCase();
  const isAccount = account.test(name) && !PLACES.has(name) && behind.test(rest.join(""));
  return isAccount ? `https://${canonical}${name}` : null;
}

/**
 * A personal profile at a known host in canonical form: of a code host the account's own page alone, of ORCID one whose
 * check digit is right. Null for anything else.
 */
export function parseProfile(text: string): string | null {
  if (text.length > LONGEST) return null;
  const written = clean(text);
  if (/orcid/i.test(written)) return parseOrcid(written);
  for (const one of HOSTS) {
    const found = profileAt(one, written);
    if (found !== null) return found;
  }
  return null;
}

const TRACKING = /^(utm_|fbclid$|gclid$|mc_|ref$|ref_|trk$|igshid$)/;

/** Any other page on the web in one spelling: https, host in ASCII without "www.", no tracking, no fragment. */
export function parseWebsite(text: string): string | null {
  const written = clean(text.slice(0, LONGEST));
  const address = /^https?:\/\//i.test(written) ? written : `https://${written}`;
  if (/\s|@/.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  const domain = parseDomain(url.hostname);
  if (domain === null || !domain.host.includes(".")) return null;
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  const query = url.searchParams.size === 0 ? "" : `?${url.searchParams}`;
  const port = url.port === "" ? "" : `:${url.port}`;
  return `https://${domain.host}${port}${url.pathname.replace(/\/+$/, "")}${query}`;
}
