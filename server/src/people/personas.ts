import {
  type EnrichPersonBody,
  type ErrorWord,
  PERSONA_DOMAIN,
  PERSONA_LAST_NAME,
  type Persona,
  personaErrors,
  personas,
  type Sections,
} from "@vouch/contract";
import type { Evidence } from "../fusion/evidence.js";
import { PROFILE_FIELDS } from "../fusion/fusedPerson.js";
import type { EnrichQuery } from "./enrichment.js";
import { sectionsOf, type VouchedPerson } from "./sections.js";

/** What a test key is answered. */
export type PersonaAnswer =
  | { readonly kind: "found"; readonly profile: Persona["profile"]; readonly sections: Sections }
  | { readonly kind: "refused"; readonly word: ErrorWord };

const NOT_FOUND: PersonaAnswer = { kind: "refused", word: "not_found" };

/** The one source that vouches for all personas. */
const SOURCE = { source_id: 1, name: "personas", legal_basis: "fictional", record_url: null } as const;
/** 2026-01-01 and 2026-06-01, in days since 1970. */
const SEEN = { first_day: 20_454, last_day: 20_605 } as const;

/** A persona with evidence, as if it were published. */
export function vouchedPersona({ word, profile }: Persona): VouchedPerson {
  const record = { source_id: SOURCE.source_id, source_key: word, ...SEEN };
  const evidence: Evidence = Object.fromEntries(
    PROFILE_FIELDS.map((field) => {
      const value = profile[field];
      const said = {
        value,
        probability: profile.confidence,
        statements: [{ record, original: value ?? "" }],
      };
      return [field, value === null ? [] : [said]];
    }),
  );
  return { profile, evidence, cohesion: 1, record_count: 1, sources: new Map([[SOURCE.source_id, SOURCE]]) };
}

/** What stands for a persona or an error in a question: the address's local part, else the first name. */
export function wordOf({
  email,
  first_name,
  last_name,
  domain,
}: Pick<EnrichPersonBody, "email" | "first_name" | "last_name" | "domain">): string | undefined {
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
  {
    minConfidence,
    required,
    include,
    asOf = SEEN.first_day,
  }: Pick<EnrichQuery, "minConfidence" | "required" | "include" | "asOf">,
): PersonaAnswer {
  const word = wordOf(body);
  const refused = personaErrors.find((error) => error === word);
  if (refused !== undefined) return { kind: "refused", word: refused };
  const persona = personas.find((one) => one.word === word);
  if (persona === undefined || persona.profile.confidence <= minConfidence) return NOT_FOUND;
  if (asOf < SEEN.first_day) return NOT_FOUND;
  const { profile } = persona;
  if (required.some((field) => profile[field] === null)) return NOT_FOUND;
  const foundBy = body.email ? "email" : "name";
  const sections = sectionsOf(include, vouchedPersona(persona), { foundBy, candidates: 1 });
  return { kind: "found", profile, sections };
}
