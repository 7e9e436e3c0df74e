import type { Includable, Sections } from "@vouch/contract";
import type { Evidence, RecordOrigin, StatedValue } from "../fusion/evidence.js";
import { PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { reasonFor } from "./reasons.js";

/** A source as evidence shows it. */
export interface PublishedSource {
  readonly source_id: number;
  readonly name: string;
  /** Licence or legal ground. */
  readonly legal_basis: string | null;
  /** Where a record can be looked at; `{key}` stands for its key. */
  readonly record_url: string | null;
}

/** A published person with all that was said of them. */
export interface VouchedPerson {
  readonly profile: Profile;
  readonly evidence: Evidence;
  readonly cohesion: number;
  readonly record_count: number;
  /** By number. */
  readonly sources: ReadonlyMap<number, PublishedSource>;
}

/** How a person was found. */
export interface Finding {
  readonly foundBy: "email" | "pattern" | "name";
  /** How many people the question could have meant. */
  readonly candidates: number;
}

type Field = keyof Profile;
type Stated = NonNullable<NonNullable<Sections["alternatives"]>[Field]>[number];
type Statement = Stated["sources"][number];
type Employment = NonNullable<Sections["history"]>["employments"][number];

const DAY = 86_400_000;

const dateOf = (day: number | null) => (day === null ? null : new Date(day * DAY).toISOString().slice(0, 10));

const firstDay = ({ first_day, last_day }: RecordOrigin) => first_day ?? last_day;
const lastDay = ({ first_day, last_day }: RecordOrigin) => last_day ?? first_day;

function extreme(days: readonly (number | null)[], pick: (...days: number[]) => number): number | null {
  const known = days.filter((day) => day !== null);
  return known.length === 0 ? null : pick(...known);
}

const firstOf = (records: readonly RecordOrigin[]) => extreme(records.map(firstDay), Math.min);
const lastOf = (records: readonly RecordOrigin[]) => extreme(records.map(lastDay), Math.max);
const recordsOf = ({ statements }: StatedValue) => statements.map(({ record }) => record);

function seenOn(records: readonly RecordOrigin[]): { first_seen: string | null; last_seen: string | null } {
  return { first_seen: dateOf(firstOf(records)), last_seen: dateOf(lastOf(records)) };
}

function statementsOf(
  { statements }: Pick<StatedValue, "statements">,
  { sources }: VouchedPerson,
): Statement[] {
  return [...statements]
    .sort((a, b) => (lastDay(b.record) ?? 0) - (lastDay(a.record) ?? 0))
    .flatMap(({ record, original }) => {
      const source = sources.get(record.source_id);
      if (source === undefined) return [];
      const { source_key } = record;
      return {
        source: source.name,
        record: source_key,
        value: original,
        ...seenOn([record]),
        url: source.record_url?.replaceAll("{key}", encodeURIComponent(source_key)) ?? null,
        licence: source.legal_basis,
      };
    });
}

/** Null where no source that is still there vouches for it. */
function statedValue(stated: StatedValue, person: VouchedPerson): Stated | null {
  const sources = statementsOf(stated, person);
  if (stated.value === null || sources.length === 0) return null;
  const { value, probability } = stated;
  return { value, probability, ...seenOn(recordsOf(stated)), sources };
}

/** The day from which a value was seen in the place of another. */
function changedAt(shown: StatedValue, others: readonly StatedValue[]): string | null {
  const begun = firstOf(recordsOf(shown));
  const isEarlier = (other: StatedValue) => {
    const ended = lastOf(recordsOf(other));
    return begun !== null && ended !== null && ended < begun;
  };
  return others.some(isEarlier) ? dateOf(begun) : null;
}

/** The value that the profile shows, where it shows one, and all others. */
function shownAndOthers(field: Field, { profile, evidence }: VouchedPerson) {
  const values = evidence[field] ?? [];
  const [first] = values;
  if (first === undefined || profile[field] === null) return { shown: undefined, others: values };
  return { shown: first, others: values.slice(1) };
}

/** Per field what a function makes of it; fields of which it makes nothing are left out. */
function byField<T>(make: (field: Field) => T | null): Partial<Record<Field, T>> {
  const made: Partial<Record<Field, T>> = {};
  for (const field of PROFILE_FIELDS) {
    const one = make(field);
    if (one !== null) made[field] = one;
  }
  return made;
}

function evidenceOf(person: VouchedPerson): NonNullable<Sections["evidence"]> {
  return byField((field) => {
    const { shown, others } = shownAndOthers(field, person);
    const stated = shown === undefined ? null : statedValue(shown, person);
    return shown === undefined || stated === null
      ? null
      : { ...stated, changed_at: changedAt(shown, others) };
  });
}

function alternativesOf(person: VouchedPerson): NonNullable<Sections["alternatives"]> {
  return byField((field) => {
    const { others } = shownAndOthers(field, person);
    const stated = others.map((other) => statedValue(other, person)).filter((one) => one !== null);
    return stated.length === 0 ? null : stated.sort((a, b) => b.probability - a.probability);
  });
}

/** One employer of a person, with the titles that the same records give. */
function employmentOf(place: number, person: VouchedPerson): Employment | null {
  const { company_name: names = [], company_domain: domains = [], title: titles = [] } = person.evidence;
  const [name, domain] = [names[place], domains[place]];
  const statements = [...(name?.statements ?? []), ...(domain?.statements ?? [])];
  const ofRecord = new Map(statements.toReversed().map((statement) => [statement.record, statement]));
  const sources = statementsOf({ statements: [...ofRecord.values()] }, person);
  if (sources.length === 0) return null;
  const there = titles.flatMap(({ value, statements: said }) => {
    const records = said.map(({ record }) => record).filter((record) => ofRecord.has(record));
    return value === null || records.length === 0 ? [] : [{ title: value, ...seenOn(records) }];
  });
  return {
    company_name: name?.value ?? null,
    company_domain: domain?.value ?? null,
    is_current: place === 0,
    probability: name?.probability ?? domain?.probability ?? 0,
    ...seenOn([...ofRecord.keys()]),
    titles: there,
    sources,
  };
}

function historyOf(person: VouchedPerson): NonNullable<Sections["history"]> {
  const { company_name: names = [], company_domain: domains = [] } = person.evidence;
  const length = Math.max(names.length, domains.length);
  const employments = Array.from({ length }, (_, place) => employmentOf(place, person)).filter(
    (one) => one !== null,
  );
  const order = ({ is_current, last_seen }: Employment) => `${is_current ? "1" : "0"}${last_seen ?? ""}`;
  return { employments: employments.sort((a, b) => (order(a) < order(b) ? 1 : -1)) };
}

function explanationOf(
  person: VouchedPerson,
  { foundBy, candidates }: Finding,
): NonNullable<Sections["explanation"]> {
  const reasons = byField((field) => {
    const { shown, others } = shownAndOthers(field, person);
    const [stated, rival] = [shown, others[0]].map((one) =>
      one === undefined ? null : statedValue(one, person),
    );
    return stated ? reasonFor(stated, rival ?? null) : null;
  });
  return {
    found_by: foundBy,
    candidates,
    records: person.record_count,
    cohesion: Math.round(person.cohesion * 1000) / 1000,
    reasons,
  };
}

/** The sections of an answer that were asked for. */
export function sectionsOf(
  include: readonly Includable[],
  person: VouchedPerson,
  finding: Finding,
): Sections {
  const asked = new Set(include);
  return {
    ...(asked.has("evidence") ? { evidence: evidenceOf(person) } : {}),
    ...(asked.has("alternatives") ? { alternatives: alternativesOf(person) } : {}),
    ...(asked.has("history") ? { history: historyOf(person) } : {}),
    ...(asked.has("explanation") ? { explanation: explanationOf(person, finding) } : {}),
  };
}
