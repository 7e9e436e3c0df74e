import { type ErrorWord, type Persona, personaErrors, personas } from "@vouch/contract";
import { wordOf } from "../personas.js";
import type { FoundEmail } from "./finding.js";

/** What a test key is answered. */
export type FinderPersonaAnswer =
  | { readonly kind: "found"; readonly found: FoundEmail }
  | { readonly kind: "refused"; readonly word: ErrorWord };

const NOT_FOUND: FinderPersonaAnswer = { kind: "refused", word: "not_found" };
const PATTERN = "{first}";

function foundPersona({ word, profile: { email, confidence }, address }: Persona): FoundEmail {
  const pattern = address.status === "inferred" ? PATTERN : null;
  return {
    email: email ?? word,
    confidence,
    status: address.status,
    pattern,
    deliverability: address.deliverability,
    alternatives: [],
  };
}

/** Answers a test key's question about an address: from the contract's personas and nothing else. */
export function askFinderPersona(
  name: Readonly<Record<"first_name" | "last_name" | "domain", string>>,
  minConfidence: number,
): FinderPersonaAnswer {
  const word = wordOf(name);
  const refused = personaErrors.find((error) => error === word);
  if (refused !== undefined) return { kind: "refused", word: refused };
  const persona = personas.find((one) => one.word === word);
  if (persona === undefined || persona.profile.confidence <= minConfidence) return NOT_FOUND;
  return { kind: "found", found: foundPersona(persona) };
}
