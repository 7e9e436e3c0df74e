import type { z } from "zod";
import { enrichPerson } from "./enrichPerson.js";
import type { ErrorWord } from "./errors.js";
import type { foundEmail } from "./findEmail.js";
import type { profile } from "./profile.js";

/** The domain at which the personas of test keys are found. */
export const PERSONA_DOMAIN = "personas.example";

/** The last name of every persona. */
export const PERSONA_LAST_NAME = "Persona";

/** Somebody who does not exist, whom test keys find. */
export interface Persona {
  /** The local part of the address, and the first name. */
  readonly word: string;
  /** A phrase for the documents. */
  readonly what: string;
  readonly profile: z.output<typeof profile>;
  /** What findEmail says of the address. */
  readonly address: Pick<z.output<typeof foundEmail>, "status" | "deliverability">;
}

const full = (word: string, confidence: number): Persona["profile"] => ({
  full_name: `${word.charAt(0).toUpperCase()}${word.slice(1)} ${PERSONA_LAST_NAME}`,
  email: `${word}@${PERSONA_DOMAIN}`,
  title: "Senior Software Engineer",
  seniority: "senior",
  department: "Engineering",
  company_name: "Personas",
  company_domain: PERSONA_DOMAIN,
  linkedin_url: `https://linkedin.com/in/${word}-persona-example`,
  location: "San Francisco, CA, USA",
  confidence,
});

const nameOnly = (word: string, confidence: number): Persona["profile"] => ({
  ...full(word, confidence),
  title: null,
  seniority: null,
  department: null,
  company_name: null,
  linkedin_url: null,
  location: null,
});

/** Everybody whom test keys find. Whoever else is asked for is not found. */
export const personas: readonly Persona[] = [
  {
    word: "certain",
    what: "found, every field known",
    profile: full("certain", 0.99),
    address: { status: "known", deliverability: "deliverable" },
  },
  {
    word: "likely",
    what: "found, every field known",
    profile: full("likely", 0.8),
    address: { status: "inferred", deliverability: "deliverable" },
  },
  {
    word: "doubtful",
    what: "found, just above the default `min_confidence`",
    profile: full("doubtful", 0.55),
    address: { status: "inferred", deliverability: "accept_all" },
  },
  {
    word: "sparse",
    what: "found; most fields are `null`",
    profile: nameOnly("sparse", 0.9),
    address: { status: "known", deliverability: "unknown" },
  },
  {
    word: "ambiguous",
    what: "two equally likely people: `not_found`, unless `min_confidence` is below it",
    profile: full("ambiguous", 0.5),
    address: { status: "known", deliverability: "unknown" },
  },
  {
    word: "unlikely",
    what: "`not_found`, unless `min_confidence` is below it",
    profile: full("unlikely", 0.3),
    address: { status: "inferred", deliverability: "undeliverable" },
  },
];

/** The errors that test keys can ask for by their word, as if it were a persona's. */
export const personaErrors: readonly ErrorWord[] = enrichPerson.errors;
