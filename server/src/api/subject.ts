import { parseDomain } from "../normalization/domains.js";
import { parseEmail } from "../normalization/emails.js";
import type { EnrichBody } from "./enrichBody.js";
import { RefusedError } from "./errors.js";

const invalid = (param: string, detail: string) => new RefusedError({ word: "invalid_param", param, detail });

const unprocessable = (param: string, detail: string) =>
  new RefusedError({ word: "unprocessable", param, detail });

function checkEmail(text: string): void {
  const email = parseEmail(text);
  if (email === null) throw invalid("email", "email is not an e-mail address.");
  if (email.role || email.noReply)
    throw unprocessable("email", "A role address does not belong to one person.");
  if (email.disposable)
    throw unprocessable("email", "An address at a disposable host does not lead to a person.");
  if (email.reserved) throw unprocessable("email", "The address's domain is reserved or parked.");
}

function checkDomain(text: string): void {
  const domain = parseDomain(text);
  if (domain === null) throw invalid("domain", "domain is not a domain.");
  if (domain.reserved) throw unprocessable("domain", "The domain is reserved or parked.");
}

/**
 * Checks that the values of a body can be what they stand for, and about one person.
 * @throws RefusedError invalid_param or unprocessable
 */
export function checkSubject({ email, domain }: EnrichBody): void {
  if (email !== undefined) checkEmail(email);
  if (domain !== undefined) checkDomain(domain);
}
