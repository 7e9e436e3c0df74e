import { hash } from "node:crypto";
import { companyKey } from "../normalization/companies.js";
import { parseDomain } from "../normalization/domains.js";
import { parseEmail } from "../normalization/emails.js";
import { parseName } from "../normalization/names.js";
import { parsePhone } from "../normalization/phones.js";
import { parseLinkedin, parseProfile } from "../normalization/urls.js";

/** By what somebody is suppressed. */
export const SUPPRESSION_KINDS = ["email", "phone", "profile", "name"] as const;
export type SuppressionKind = (typeof SUPPRESSION_KINDS)[number];

/** What leads to somebody, in the form in which spellings of it are equal. */
export interface LeadingValue {
  readonly kind: SuppressionKind;
  readonly value: string;
}

/** An entry of the suppression list. */
export interface Suppression {
  readonly kind: SuppressionKind;
  /** 43 characters of base64url. */
  readonly hash: string;
}

/** What a person says of themselves, as they write it. */
export interface SubjectFields {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly profile_url?: string | undefined;
  readonly full_name?: string | undefined;
  /** Name of an employer. */
  readonly company?: string | undefined;
  /** Domain of an employer. */
  readonly domain?: string | undefined;
}

const isGiven = (value: string | null): value is string => value !== null;

/** The address as it was written but for case, which registers hash, and the mailbox that it stands for. */
export function emailForms(text: string): string[] {
  const written = text.trim().toLowerCase();
  const canonical = parseEmail(text)?.canonical;
  return canonical === undefined ? [] : [...new Set([canonical, written])];
}

/**
 * A name at an employer. Nicknames, particles, legal forms, and which name comes first do not matter.
 * @param employers keys of company names, and domains
 */
export function namedAt(
  given_root: string | null,
  family_key: string | null,
  employers: readonly (string | null)[],
): LeadingValue[] {
  if (given_root === null || family_key === null) return [];
  const name = [given_root, family_key].sort().join(" ");
  return employers.filter(isGiven).map((employer) => ({ kind: "name", value: `${name} @ ${employer}` }));
}

/** All that leads to a person who says these things. What cannot be read leads nowhere. */
export function leadingValues(subject: SubjectFields): LeadingValue[] {
  const { email = "", phone = "", profile_url = "", full_name = "", company = "", domain = "" } = subject;
  const profiles = [parseLinkedin(profile_url), parseProfile(profile_url)].filter(isGiven);
  const { given_root, family_key } = parseName({ full_name });
  const employers = [companyKey(company), parseDomain(domain)?.registrable ?? null];
  return [
    ...emailForms(email).map((value): LeadingValue => ({ kind: "email", value })),
    ...[parsePhone(phone)].filter(isGiven).map((value): LeadingValue => ({ kind: "phone", value })),
    ...profiles.map((value): LeadingValue => ({ kind: "profile", value })),
    ...namedAt(given_root, family_key, employers),
  ];
}

/** What registers of deletion requests exchange: SHA-256 of a normalised value. @returns Base64, 44 characters */
export const registerHash = (value: string): string => hash("sha256", value, "base64");

/**
 * The entry for a value of which only the register's hash is known.
 * @param salt hex
 * @param hashed as `registerHash` gives it
 */
export function suppressionOfHash(salt: string, kind: SuppressionKind, hashed: string): Suppression {
  return { kind, hash: hash("sha256", `${salt}\n${kind}\n${hashed}`, "base64url") };
}

/** The entry for a value. @param salt hex */
export function suppressionOf(salt: string, { kind, value }: LeadingValue): Suppression {
  return suppressionOfHash(salt, kind, registerHash(value));
}
