import { Resolver } from "node:dns/promises";
import { codeOf } from "../errors.js";
import { parseDomain } from "../normalization/domains.js";

/** Where mail for a domain goes. */
export type MailHosts =
  /** The preferred one first. */
  | { readonly kind: "hosts"; readonly hosts: readonly string[] }
  /** Nobody takes it: a null MX (RFC 7505), no such domain, or no address at all. */
  | { readonly kind: "none" }
  /** The resolver did not say. */
  | { readonly kind: "unknown" };

/** Says where mail for a domain goes. @param domain in lower-case ASCII */
export type ReadMailHosts = (domain: string) => Promise<MailHosts>;

/** Milliseconds that the system's resolver has. */
const PATIENCE = 1000;
const NONE: MailHosts = { kind: "none" };
const UNKNOWN: MailHosts = { kind: "unknown" };

type Records<Found> = readonly Found[] | "absent" | "no_domain" | "unknown";

async function recordsOf<Found>(ask: () => Promise<Found[]>): Promise<Records<Found>> {
  try {
    return await ask();
  } catch (failure) {
    const code = codeOf(failure);
    if (code === "ENODATA") return "absent";
    return code === "ENOTFOUND" ? "no_domain" : "unknown";
  }
}

/** A domain without MX takes its own mail, where it has an address (RFC 5321, 5.1). */
async function ownHost(resolver: Resolver, domain: string): Promise<MailHosts> {
  const found = [
    await recordsOf(() => resolver.resolve4(domain)),
    await recordsOf(() => resolver.resolve6(domain)),
  ];
  if (found.some((records) => Array.isArray(records))) return { kind: "hosts", hosts: [domain] };
  return found.includes("unknown") ? UNKNOWN : NONE;
}

/** Names that no resolver knows (RFC 6761): nobody is asked of them. */
const NOT_IN_DNS = new Set(["example", "test", "invalid", "localhost"]);

/** Whether the domain is one that the internet knows. */
function isInDns(domain: string): boolean {
  const suffix = domain.slice(domain.lastIndexOf(".") + 1);
  return !NOT_IN_DNS.has(suffix) && parseDomain(domain)?.reserved === false;
}

/** Makes a reader that asks the system's resolver, but not for names that are none of the internet's. */
export function systemMailHosts(): ReadMailHosts {
  const read = createMailHostsReader(new Resolver({ timeout: PATIENCE, tries: 1 }));
  return async (domain) => (isInDns(domain) ? await read(domain) : UNKNOWN);
}

/** Makes a reader of MX records. */
export function createMailHostsReader(resolver: Resolver): ReadMailHosts {
  return async (domain) => {
    const records = await recordsOf(() => resolver.resolveMx(domain));
    if (records === "unknown") return UNKNOWN;
    if (records === "no_domain") return NONE;
    if (records === "absent") return await ownHost(resolver, domain);
    const hosts = [...records]
      .sort((a, b) => a.priority - b.priority)
      .map(({ exchange }) => exchange.replace(/\.$/, ""))
      .filter((host) => host !== "");
    return hosts.length === 0 ? NONE : { kind: "hosts", hosts };
  };
}
