import type { Deliverability } from "../../deliverability/verdict.js";
import type { FoundAddress } from "./finding.js";

/** An address with whether mail to it arrives. */
export interface CheckedAddress extends FoundAddress {
  readonly deliverability: Deliverability;
}

/** How likely a host says so of an address, where it is the person's and where it is not: somebody else may have it. */
const SAID: Partial<Record<Deliverability, { readonly theirs: number; readonly not: number }>> = {
  deliverable: { theirs: 0.97, not: 0.05 },
  undeliverable: { theirs: 0.03, not: 0.95 },
};

function weighed(address: CheckedAddress): CheckedAddress {
  const said = SAID[address.deliverability];
  if (said === undefined || address.status === "known") return address;
  const { confidence } = address;
  const theirs = confidence * said.theirs;
  return { ...address, confidence: theirs / (theirs + (1 - confidence) * said.not) };
}

/**
 * Weighs addresses anew by what is known of their mailboxes (Bayes): an inferred one is likelier where its mailbox
 * exists, and hardly the person's where it does not. What a source states stays as likely as it was.
 * @returns likeliest first
 */
export function weighedByMailbox(addresses: readonly CheckedAddress[]): CheckedAddress[] {
  const all = addresses.map(weighed);
  const inferred = all.filter(({ status }) => status === "inferred");
  const sum = inferred.reduce((total, { confidence }) => total + confidence, 0);
  return all
    .map((address) =>
      address.status === "inferred" && sum > 1
        ? { ...address, confidence: address.confidence / sum }
        : address,
    )
    .sort((a, b) => b.confidence - a.confidence);
}
