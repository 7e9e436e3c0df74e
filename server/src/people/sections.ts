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
type ShownRecord = Omit<Statement, "value">;
type Employment = NonNullable<Sections["history"]>["employments"][number];

/** A person with what was shown of their records so far: most stand behind several fields. */
interface ShownPerson extends VouchedPerson {
  readonly shown: Map<RecordOrigin, ShownRecord | undefined>;
}

const DAY = 86_400_000;

/** What is written of a day; the same few thousand days come again and again. */
const dates = new Map<number, string>();
const MOST_DATES = 50_000;

function dateOf(day: number | null): string | null {
  if (day === null) return null;
  const known = dates.get(day);
  if (known !== undefined) return known;
  if (dates.size >= MOST_DATES) dates.clear();
  const date = new Date(day * DAY).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}

const firstDay = ({ first_day, last_day }: RecordOrigin) => first_day ?? last_day;
const lastDay = ({ first_day, last_day }: RecordOrigin) => last_day ?? first_day;

function extreme(
  records: readonly RecordOrigin[],
  dayOf: (record: RecordOrigin) => number | null,
  pick: (a: number, b: number) => number,
): number | null {
  let found: number | null = null;
  for (const record of records) {
    const day = dayOf(record);
    if (day !== null) found = found === null ? day : pick(found, day);
  }
  return found;
}

const firstOf = (records: readonly RecordOrigin[]) => extreme(records, firstDay, Math.min);
const lastOf = (records: readonly RecordOrigin[]) => extreme(records, lastDay, Math.max);
export const recordsOf = ({ statements }: StatedValue) => statements.map(({ record }) => record);

/** The first and the last day on which records were seen. */
export function seenOn(records: readonly RecordOrigin[]): {
  first_seen: string | null;
  last_seen: string | null;
} {
  return { first_seen: dateOf(firstOf(records)), last_seen: dateOf(lastOf(records)) };
}

/** How a record is shown wherever it says something; undefined where its source is gone. */
export function showRecord(record: RecordOrigin, { sources }: VouchedPerson): ShownRecord | undefined {
  const source = sources.get(record.source_id);
  if (source === undefined) return undefined;
  return {
    source: source.name,
    record: record.source_key,
    first_seen: dateOf(firstDay(record)),
    last_seen: dateOf(lastDay(record)),
    url: source.record_url?.replaceAll("{key}", encodeURIComponent(record.source_key)) ?? null,
    licence: source.legal_basis,
  };
}

function shownRecord(record: RecordOrigin, person: ShownPerson): ShownRecord | undefined {
  const { shown } = person;
  if (!shown.has(record)) shown.set(record, showRecord(record, person));
  return shown.get(record);
}

/** What was said last comes first. */
export function newestFirst(statements: StatedValue["statements"]): StatedValue["statements"] {
  const dayAt = (at: number) => {
    const record = statements[at]?.record;
    return record === undefined ? 0 : (lastDay(record) ?? 0);
  };
  const isInOrder = statements.every((_, at) => at === 0 || dayAt(at - 1) >= dayAt(at));
  if (isInOrder) return statements;
  return [...statements].sort((a, b) => (lastDay(b.record) ?? 0) - (lastDay(a.record) ?? 0));
}

function statementsOf({ statements }: Pick<StatedValue, "statements">, person: ShownPerson): Statement[] {
  const said: Statement[] = [];
  for (const { record, original } of newestFirst(statements)) {
    const shown = shownRecord(record, person);
    if (shown === undefined) continue;
    const { source, record: key, first_seen, last_seen, url, licence } = shown;
    said.push({ source, record: key, value: original, first_seen, last_seen, url, licence });
  }
  return said;
}

/** Null where no source that is still there vouches for it. */
function statedValue(stated: StatedValue, person: ShownPerson): Stated | null {
  const sources = statementsOf(stated, person);
  if (stated.value === null || sources.length === 0) return null;
  const { value, probability } = stated;
  return { value, probability, ...seenOn(recordsOf(stated)), sources };
}

/** The day from which a value was seen in the place of another. */
export function changedAt(shown: StatedValue, others: readonly StatedValue[]): string | null {
  const begun = firstOf(recordsOf(shown));
  const isEarlier = (other: StatedValue) => {
    const ended = lastOf(recordsOf(other));
    return begun !== null && ended !== null && ended < begun;
  };
  return others.some(isEarlier) ? dateOf(begun) : null;
}

/** The value that the profile shows, where it shows one, and all others. */
export function shownAndOthers(field: Field, { profile, evidence }: VouchedPerson) {
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

function evidenceOf(person: ShownPerson): NonNullable<Sections["evidence"]> {
  return byField((field) => {
    const { shown, others } = shownAndOthers(field, person);
    const stated = shown === undefined ? null : statedValue(shown, person);
    return shown === undefined || stated === null
      ? null
      : { ...stated, changed_at: changedAt(shown, others) };
  });
}

function alternativesOf(person: ShownPerson): NonNullable<Sections["alternatives"]> {
  return byField((field) => {
    const { others } = shownAndOthers(field, person);
    const stated = others.map((other) => statedValue(other, person)).filter((one) => one !== null);
    return stated.length === 0 ? null : stated.sort((a, b) => b.probability - a.probability);
  });
}

/** One employer of a person, with the titles that the same records give. */
function employmentOf(place: number, person: ShownPerson): Employment | null {
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

function historyOf(person: ShownPerson): NonNullable<Sections["history"]> {
  const { company_name: names = [], company_domain: domains = [] } = person.evidence;
  const length = Math.max(names.length, domains.length);
  const employments = Array.from({ length }, (_, place) => employmentOf(place, person)).filter(
    (one) => one !== null,
  );
  const order = ({ is_current, last_seen }: Employment) => `${is_current ? "1" : "0"}${last_seen ?? ""}`;
  return { employments: employments.sort((a, b) => (order(a) < order(b) ? 1 : -1)) };
}

function explanationOf(
  person: ShownPerson,
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
  vouched: VouchedPerson,
  finding: Finding,
): Sections {
  const person = { ...vouched, shown: new Map() };
  const asked = new Set(include);
  return {
    ...(asked.has("evidence") ? { evidence: evidenceOf(person) } : {}),
    ...(asked.has("alternatives") ? { alternatives: alternativesOf(person) } : {}),
    ...(asked.has("history") ? { history: historyOf(person) } : {}),
    ...(asked.has("explanation") ? { explanation: explanationOf(person, finding) } : {}),
  };
}
