import type { EnrichPersonBody } from "@vouch/contract";
import { type ParsedDomain, parseDomain } from "../normalization/domains.js";
import { type ParsedEmail, parseEmail } from "../normalization/emails.js";
import type { Asked } from "../people/askedQuestion.js";
import type { Refusal } from "./errors.js";

/** Who is asked for, of an enrichment's question. */
export type AskedSubject = Asked;

function refuseEmail(email: ParsedEmail | null): Refusal | undefined {
  const param = "email";
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

function refuseDomain(domain: ParsedDomain | null): Refusal | undefined {
  const param = "domain";
  if (domain === null) return { word: "invalid_param", param, detail: "domain is not a domain." };
  if (!domain.reserved) return undefined;
  return { word: "unprocessable", param, detail: "The domain is reserved or parked." };
}

/** Reads the domain that a question is about. @returns a refusal where no company can stand behind it */
export function readDomain(text: string): { readonly domain: ParsedDomain } | { readonly refusal: Refusal } {
  const domain = parseDomain(text);
  const refusal = refuseDomain(domain);
  if (domain === null || refusal !== undefined) return { refusal: refusal ?? { word: "invalid_param" } };
  return { domain };
}

/** What is wrong by itself comes before what stands for no one. */
function firstOf(one: Refusal | undefined, other: Refusal | undefined): Refusal | undefined {
  return other?.word === "invalid_param" && one?.word !== "invalid_param" ? other : (one ?? other);
}

/**
 * Reads who is asked for. Empty texts are absent.
 * @returns a refusal where the question cannot be about one person: a value cannot be what it stands for, or stands
 *   for no one
 */
export function readSubject(
  body: Pick<EnrichPersonBody, "email" | "first_name" | "last_name" | "domain">,
): { readonly subject: AskedSubject } | { readonly refusal: Refusal } {
  const email = body.email ? parseEmail(body.email) : undefined;
  const domain = body.domain ? parseDomain(body.domain) : undefined;
  const refusal = firstOf(
    email === undefined ? undefined : refuseEmail(email),
    domain === undefined ? undefined : refuseDomain(domain),
  );
  if (refusal !== undefined) return { refusal };
  return {
    subject: {
      email: email ?? undefined,
      first_name: body.first_name || undefined,
      last_name: body.last_name || undefined,
      domain: domain ?? undefined,
    },
  };
}
