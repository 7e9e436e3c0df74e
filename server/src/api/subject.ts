import { parseDomain } from "../normalization/domains.js";
import { parseEmail } from "../normalization/emails.js";
import type { EnrichQuery } from "../people/enrichment.js";
import type { Refusal } from "./errors.js";

function refuseEmail(text: string): Refusal | undefined {
  const param = "email";
  const email = parseEmail(text);
  if (email === null) return { word: "invalid_param", param, detail: "email is not an e-mail address." };
  if (email.role || email.noReply) {
    return { word: "unprocessable", param, detail: "A role address does not belong to one person." };
  }
  if (email.disposable) {
    return {
      word: "unprocessable",
      param,
      detail: "An address at a disposable host does not lead to a person.",
    };
  }
  if (!email.reserved) return undefined;
  return { word: "unprocessable", param, detail: "The address's domain is reserved or parked." };
}

function refuseDomain(text: string): Refusal | undefined {
  const param = "domain";
  const domain = parseDomain(text);
  if (domain === null) return { word: "invalid_param", param, detail: "domain is not a domain." };
  if (!domain.reserved) return undefined;
  return { word: "unprocessable", param, detail: "The domain is reserved or parked." };
}

/**
 * Says why a question cannot be about one person: its values cannot be what they stand for, or stand for no one.
 * @returns undefined where it can
 */
export function refuseSubject({ email, domain }: EnrichQuery): Refusal | undefined {
  const doubts = [
    email === undefined ? undefined : refuseEmail(email),
    domain === undefined ? undefined : refuseDomain(domain),
  ].filter((doubt) => doubt !== undefined);
  return doubts.find(({ word }) => word === "invalid_param") ?? doubts[0];
}
