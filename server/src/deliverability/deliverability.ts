import type { Clock } from "../clock.js";
import { parseEmail } from "../normalization/emails.js";
import type { MailHosts, ReadMailHosts } from "./mailHosts.js";
import type { Probe } from "./probe.js";
import { remembered } from "./remembered.js";
import type { Deliverability } from "./verdict.js";

/** Says of addresses whether mail to them arrives, in their order. */
export type CheckDeliverability = (emails: readonly string[]) => Promise<Deliverability[]>;

/** By what means it is found out; what is absent is not done. */
export interface DeliverabilityMeans {
  readonly readMailHosts?: ReadMailHosts | undefined;
  readonly probe?: Probe | undefined;
  readonly clock: Clock;
}

const HOUR = 3_600_000;
/** Milliseconds after which a resolver that did not say is asked again. */
const RESOLVER_AGAIN = 60_000;

const domainOf = (email: string) => email.slice(email.lastIndexOf("@") + 1);

/** What the address says by itself. @returns undefined where it says nothing */
function atSight(email: string): Deliverability | undefined {
  const parsed = parseEmail(email);
  if (parsed === null || parsed.disposable) return "undeliverable";
  return undefined;
}

/** Addresses at one domain as one text, and back: no address has a space. */
const together = (emails: readonly string[]) => emails.join(" ");
const apart = (text: string) => text.split(" ");

/**
 * Makes the verb that finds out whether mail arrives: by the address and lists of hosts; where the operator lets it, by
 * the domain's mail hosts, and by asking them.
 */
export function createDeliverability({
  readMailHosts = async () => ({ kind: "unknown" }),
  probe,
  clock,
}: DeliverabilityMeans): CheckDeliverability {
  const hostsOf = remembered<MailHosts>(
    readMailHosts,
    ({ kind }) => (kind === "unknown" ? RESOLVER_AGAIN : HOUR),
    clock,
  );
  const ask = async (emails: readonly string[]): Promise<Deliverability[]> => {
    const found = await hostsOf(domainOf(emails[0] ?? ""));
    if (found.kind === "none") return emails.map(() => "undeliverable");
    if (found.kind === "unknown" || probe === undefined) return emails.map(() => "unknown");
    return await probe(found.hosts, emails);
  };
  const verdictsOf = remembered<readonly Deliverability[]>(
    (emails) => ask(apart(emails)),
    (verdicts) => (verdicts.every((verdict) => verdict === "unknown") ? 0 : HOUR),
    clock,
  );

  return async (emails) => {
    const verdicts = new Map<string, Deliverability>();
    const byDomain = new Map<string, string[]>();
    for (const email of emails) {
      const verdict = atSight(email);
      const domain = domainOf(email);
      if (verdict !== undefined) verdicts.set(email, verdict);
      else byDomain.set(domain, [...(byDomain.get(domain) ?? []), email]);
    }
    for (const some of byDomain.values()) {
      for (const [at, verdict] of (await verdictsOf(together(some))).entries())
        verdicts.set(some[at] ?? "", verdict);
    }
    return emails.map((email) => verdicts.get(email) ?? "unknown");
  };
}
