import { join } from "node:path";
import { openDuckdb } from "@vouch/server/dist/engine/duckdb/duckdbEngine.js";
import type { ExportedPerson } from "./demoFields.js";

/** What one record says, in the comparable form by which values are counted and as it would be shown. */
export type SaidRecord = {
  readonly person_id: string;
  /** ISO date; empty where the record has none. */
  readonly seen: string;
  readonly title: string | null;
  readonly title_key: string | null;
  readonly company_name: string | null;
  readonly company_key: string | null;
  readonly company_domain: string | null;
  readonly location: string | null;
  readonly city: string | null;
};

/** The fields that are judged, with the columns by which their values are told apart. */
const KEYS = {
  title: "title_key",
  company_name: "company_key",
  company_domain: "company_domain",
  location: "city",
} as const;
type Field = keyof typeof KEYS;

/** People as rules would show them that know nothing of sources. */
export interface Baselines {
  /** What most of the records say; of equally many, what was seen last. */
  readonly majority: readonly ExportedPerson[];
  /** What the latest record that says anything says. */
  readonly latest: readonly ExportedPerson[];
}

/** The people of a resolved store as majority vote and as latest-wins show them, field by field. */
export async function baselinesOf(dataDir: string): Promise<Baselines> {
  const people = await recordsOfPeople(dataDir);
  const shownBy = (rule: (records: readonly SaidRecord[], field: Field) => string | null) =>
    [...people].map(
      ([person_id, records]): ExportedPerson => ({
        person_id,
        title: rule(records, "title"),
        company_name: rule(records, "company_name"),
        company_domain: rule(records, "company_domain"),
        location: rule(records, "location"),
      }),
    );
  return { majority: shownBy(byMajority), latest: shownBy(byDate) };
}

/** What records say of the people of a resolved store. */
export async function recordsOfPeople(dataDir: string): Promise<ReadonlyMap<string, readonly SaidRecord[]>> {
  const people = new Map<string, SaidRecord[]>();
  for (const record of await saidRecords(dataDir)) {
    people.set(record.person_id, [...(people.get(record.person_id) ?? []), record]);
  }
  return people;
}

async function saidRecords(dataDir: string): Promise<SaidRecord[]> {
  const engine = await openDuckdb({ path: join(dataDir, "analytic.duckdb") });
  try {
    return await engine.query<SaidRecord>(
      `SELECT c.person_id, coalesce(CAST(coalesce(n.last_seen, n.first_seen) AS VARCHAR), '') AS seen,
         n.title, n.title_key, n.company_name, n.company_key, n.employer_domain AS company_domain, n.location, n.city
       FROM cluster c JOIN normalized_record n ON n.record_id = c.record_id ORDER BY n.record_id`,
    );
  } finally {
    await engine.close();
  }
}

function byMajority(records: readonly SaidRecord[], field: Field): string | null {
  const votes = new Map<string, { count: number; seen: string; shown: string | null }>();
  for (const record of records) {
    const key = record[KEYS[field]];
    if (key === null) continue;
    const vote = votes.get(key) ?? { count: 0, seen: "", shown: record[field] };
    vote.count += 1;
    if (record.seen > vote.seen) vote.seen = record.seen;
    votes.set(key, vote);
  }
  const ranked = [...votes.values()].sort((a, b) => b.count - a.count || (a.seen < b.seen ? 1 : -1));
  return ranked[0]?.shown ?? null;
}

/** What the latest record that says anything of a field says. */
export function byDate(records: readonly SaidRecord[], field: Field): string | null {
  let last: SaidRecord | undefined;
  for (const record of records) {
    if (record[KEYS[field]] !== null && (last === undefined || record.seen > last.seen)) last = record;
  }
  return last?.[field] ?? null;
}
