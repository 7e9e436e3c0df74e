import { domainToASCII } from "node:url";
import { loadCommonJs } from "../commonJs.js";
import { MANY_REMEMBERED, memoized } from "./text.js";

const { parse }: typeof import("tldts") = loadCommonJs("tldts");

export interface ParsedDomain {
  /** Host in lower-case ASCII, without `www.`. */
  readonly host: string;
  /** The part that is registered: "acme.co.uk" of "mail.acme.co.uk". */
  readonly registrable: string;
  /** No company can stand behind it: a reserved name, a bare suffix, a parking host. */
  readonly reserved: boolean;
}

const LONGEST_HOST = 253;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
/** Names that stand for no one: IANA's examples, special-use names, and hosts that registrars park domains on. */
const RESERVED = new Set(
  `example.com example.org example.net example.edu localhost.localdomain
  sedoparking.com parkingcrew.net bodis.com above.com dan.com afternic.com hugedomains.com parklogic.com
  undeveloped.com uniregistry.com domaincontrol.com`.split(/\s+/),
);
const RESERVED_SUFFIXES = new Set(
  "invalid local localhost localdomain internal lan onion arpa home corp".split(" "),
);

/** The host of a URL, an address or a bare domain, as written. */
function hostOf(text: string): string {
  const afterScheme = text
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/^\/\//, "");
  const authority = afterScheme.split(/[/?#\\]/, 1)[0] ?? "";
  const host = authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "");
  return host.replace(/\.$/, "").replace(/^www\d?\.(?=.+\.)/i, "");
}

function toAscii(host: string): string | null {
  const ascii = domainToASCII(host.toLowerCase());
  if (ascii === "" || ascii.length > LONGEST_HOST) return null;
  return ascii.split(".").every((label) => LABEL.test(label)) ? ascii : null;
}

function parseHost(host: string): ParsedDomain | null {
  const ascii = /^[\x21-\x7e]+$/.test(host) && !/xn--|[A-Z]/.test(host) ? host : toAscii(host);
  if (ascii === null || !ascii.split(".").every((label) => LABEL.test(label))) return null;
  const { domain, isIp, publicSuffix } = parse(ascii, { allowPrivateDomains: false });
  const bare = domain === null || isIp === true;
  const registrable = domain ?? ascii;
  const reserved = bare || RESERVED.has(registrable) || RESERVED_SUFFIXES.has(publicSuffix ?? "");
  return { host: ascii, registrable, reserved };
}

/**
 * Reads a domain from a host, a URL or an address's part behind the @; internationalised names in both spellings.
 * @returns null for what cannot be a domain
 */
export const parseDomain = memoized((text: string): ParsedDomain | null => {
  if (text.length > 2048) return null;
  const host = hostOf(text);
  return host === "" || host.length > LONGEST_HOST ? null : parseHost(host);
});

/** The registrable domain of what `parseDomain` reads: remembered of more, as only that is kept. */
export const registrableDomain = memoized(
  (text: string): string | null => parseDomain(text)?.registrable ?? null,
  MANY_REMEMBERED,
);
