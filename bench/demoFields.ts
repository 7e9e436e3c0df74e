import type { TrueField, TruePerson } from "@vouch/demo";
import { parsePlace } from "@vouch/server/dist/normalization/places.js";
import { type JudgedRecord, majority } from "./demoTruth.js";

/** A line of `vouch export people`, as far as it is judged. */
export interface ExportedPerson {
  readonly person_id: string;
  readonly title: string | null;
  readonly company_name: string | null;
  readonly company_domain: string | null;
  readonly location: string | null;
}

export const FIELDS: readonly TrueField[] = ["title", "company", "domain", "location"];

/**
 * Of the people of whom at least one record states the field as it is today: the share whose published record shows
 * it. A person's published record is the one that holds most of its records. A title or company counts in any of its
 * spellings, a domain may be any of the company's, a location is judged by its town; case, accents and punctuation
 * do not count.
 */
export function fieldAccuracy(
  truth: readonly TruePerson[],
  records: readonly JudgedRecord[],
  published: readonly ExportedPerson[],
): Record<TrueField, { people: number; accuracy: number }> {
  const personOf = majority(
    records,
    ({ person }) => person,
    ({ person_id }) => person_id,
  );
  const byId = new Map(published.map((person) => [person.person_id, person]));
  const judged = (field: TrueField) => {
    const stated = new Set(
      records.filter(({ rightly }) => rightly.includes(field)).map(({ person }) => person),
    );
    const people = truth.filter(({ person }) => stated.has(String(person)));
    const right = people.filter((person) =>
      isRight(field, person, byId.get(personOf.get(String(person.person)) ?? "")),
    );
    return { people: people.length, accuracy: right.length / people.length };
  };
  return {
    title: judged("title"),
    company: judged("company"),
    domain: judged("domain"),
    location: judged("location"),
  };
}

/** Every value of a field that counts as right. */
export function rightValues(
  field: TrueField | "company_name" | "company_domain",
  truth: TruePerson,
): readonly string[] {
  const right: Record<typeof field, readonly string[]> = {
    title: truth.titles,
    company: truth.companies,
    company_name: truth.companies,
    domain: truth.domains,
    company_domain: truth.domains,
    location: truth.cities,
  };
  return right[field];
}

function isRight(field: TrueField, truth: TruePerson, shown: ExportedPerson | undefined): boolean {
  if (shown === undefined) return false;
  const said: Record<TrueField, string | null> = {
    title: shown.title,
    company: shown.company_name,
    domain: shown.company_domain,
    location: shown.location,
  };
  return isAmong(field, said[field] ?? "", rightValues(field, truth));
}

/** Whether a value is one of those that count as right. */
export function isAmong(field: string, shown: string, right: readonly string[]): boolean {
  const comparable = field === "location" ? townOf : plain;
  return right.some((value) => comparable(value) === comparable(shown));
}

const townOf = (location: string) => parsePlace({ location }).city ?? plain(location);

/** Without case, accents and punctuation. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
