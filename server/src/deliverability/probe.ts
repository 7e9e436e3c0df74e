import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.js";
import type { Reaches } from "../net/reach.js";
import { HostPace } from "./hostPace.js";
import { askMailHost, type RecipientReply } from "./smtpConversation.js";
import type { Deliverability } from "./verdict.js";

/** Asks the mail hosts of a domain about mailboxes there. @returns a verdict for each address, in order */
export type Probe = (hosts: readonly string[], emails: readonly string[]) => Promise<Deliverability[]>;

/** How mail hosts are asked. */
export interface ProbeSettings {
  /** Who asks: an address of the operator's. */
  readonly from: string;
  readonly reaches: Reaches;
  readonly clock: Clock;
  /** 25 but in tests. */
  readonly port?: number;
}

const SMTP_PORT = 25;
/** Hosts of a domain that are tried. */
const TRIED = 2;
/** Milliseconds in which a connection must be made. */
const PATIENCE = 3000;

/** A local part that nobody has. */
const nobody = (): string => `nobody-${randomBytes(9).toString("hex")}`;

/** What the replies mean: the first of them is about nobody. */
function verdictsOf([aboutNobody, ...replies]: readonly RecipientReply[]): Deliverability[] {
  if (aboutNobody === "accepted") return replies.map(() => "accept_all");
  return replies.map((reply) => {
    if (reply === "refused") return "undeliverable";
    return reply === "accepted" && aboutNobody === "refused" ? "deliverable" : "unknown";
  });
}

/**
 * Makes the verb that asks mail hosts whether mailboxes exist, without sending anything. Each time it asks for one that
 * nobody has, too: where that is taken, all are, and none is said to be deliverable. A host that is asked already, or was
 * a moment ago, is not asked: the answer is `unknown`.
 */
export function createProbe({ from, reaches, clock, port = SMTP_PORT }: ProbeSettings): Probe {
  const pace = new HostPace(clock);
  return async (hosts, emails) => {
    const [email = ""] = emails;
    const recipients = [`${nobody()}${email.slice(email.lastIndexOf("@"))}`, ...emails];
    for (const host of hosts.slice(0, TRIED)) {
      let replies: RecipientReply[] | undefined;
      await pace.hold(host, async () => {
        replies = await askMailHost({ host, port, patience: PATIENCE, reaches, from, recipients }).catch(
          () => undefined,
        );
        return replies !== undefined;
      });
      if (replies !== undefined) return verdictsOf(replies);
    }
    return emails.map(() => "unknown");
  };
}
