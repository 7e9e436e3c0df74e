import {
  type EnrichPersonBody,
  type ErrorWord,
  PERSONA_DOMAIN,
  PERSONA_LAST_NAME,
  type Persona,
  personaErrors,
  personas,
} from "@vouch/contract";
import type { EnrichQuery } from "./enrichment.js";

/** What a test key is answered. */
export type PersonaAnswer =
  | { readonly kind: "found"; readonly profile: Persona["profile"] }
  | { readonly kind: "refused"; readonly word: ErrorWord };

const NOT_FOUND: PersonaAnswer = { kind: "refused", word: "not_found" };

/** What stands for a persona or an error in a question: the address's local part, else the first name. */
function wordOf({ email, first_name, last_name, domain }: EnrichPersonBody): string | undefined {
  if (email) {
    const [local, host] = email.toLowerCase().split("@");
    return host === PERSONA_DOMAIN ? local : undefined;
  }
  const isPersona = last_name?.toLowerCase() === PERSONA_LAST_NAME.toLowerCase();
  return isPersona && domain?.toLowerCase() === PERSONA_DOMAIN ? first_name?.toLowerCase() : undefined;
}

/**
 * Answers a test key's question about a person: from the contract's personas and nothing else.
 * @param body checked before
 */
export function askPersona(
  body: EnrichPersonBody,
  { minConfidence, required }: Pick<EnrichQuery, "minConfidence" | "required">,
): PersonaAnswer {
  const word = wordOf(body);
  const refused = personaErrors.find((error) => error === word);
  if (refused !== undefined) return { kind: "refused", word: refused };
  const profile = personas.find((persona) => persona.word === word)?.profile;
  if (profile === undefined || profile.confidence <= minConfidence) return NOT_FOUND;
  return required.some((field) => profile[field] === null) ? NOT_FOUND : { kind: "found", profile };
}
