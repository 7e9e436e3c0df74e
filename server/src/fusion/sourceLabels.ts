import type { Sql } from "postgres";
import type { Engine } from "../engine/engine.js";
import { LEAST_RIGHT } from "../people/labels.js";
import type { Evidence } from "./evidence.js";
import type { Profile } from "./fusedPerson.js";
import { hasMoved } from "./learnedTables.js";
import { declaredAccuracies, readReliability } from "./learnSources.js";
import { readLearning } from "./publishedLearning.js";
import {
  HIGHEST,
  type LearnedReliability,
  LOWEST,
  PRIOR_ACCURACY,
  type SourceField,
  sourceFieldKey,
} from "./sourceReliability.js";

/** What was learned without labels is worth so many of them. */
const WORTH = 100;
/** Days after which a value that was right may well have changed: its source is not to blame. */
const RECENT = 365;

/** The accuracies that labels of a field tell of. */
const TOLD: Readonly<Partial<Record<keyof Profile, SourceField>>> = {
  full_name: "name",
  company_name: "company",
  company_domain: "domain",
  title: "title",
  location: "location",
  linkedin_url: "linkedin",
};

/** Numbers of sources, by the field that they vouch for. */
export type Vouching = Readonly<Partial<Record<keyof Profile, readonly number[]>>>;

/** The sources that vouched for what a profile shows, not long before a day. @param only absent: all fields */
export function vouchingFor(evidence: Evidence, day: number, only?: keyof Profile): Vouching {
  const fields = only === undefined ? (Object.keys(TOLD) as (keyof Profile)[]) : [only];
  return Object.fromEntries(
    fields.map((field) => {
      const statements = evidence[field]?.[0]?.statements ?? [];
      const recent = statements.filter(
        ({ record }) => (record.last_day ?? record.first_day ?? Number.NEGATIVE_INFINITY) >= day - RECENT,
      );
      return [field, [...new Set(recent.map(({ record }) => record.source_id))]];
    }),
  );
}

interface Tally {
  readonly right: number;
  readonly total: number;
}

/**
 * How often each source was right, by what accounts said of values that it vouched for; accounts that mostly complain are
 * no sample.
 */
async function readTallies(sql: Sql): Promise<ReadonlyMap<string, Tally>> {
  const rows = await sql<{ said_by: string; right: boolean }[]>`
    WITH judged AS (
      SELECT said_by, verdict = 'right' AS "right", avg((verdict = 'right')::int) OVER (PARTITION BY account_id) AS share
      FROM feedback WHERE accepted IS DISTINCT FROM false
    )
    SELECT said_by, "right" FROM judged WHERE said_by IS NOT NULL AND share >= ${LEAST_RIGHT}`;
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    for (const [field, sources] of Object.entries(JSON.parse(row.said_by) as Vouching)) {
      const told = TOLD[field as keyof Profile];
      if (told === undefined) continue;
      for (const source of sources ?? []) {
        const key = sourceFieldKey(source, told);
        const { right, total } = tallies.get(key) ?? { right: 0, total: 0 };
        tallies.set(key, { right: right + Number(row.right), total: total + 1 });
      }
    }
  }
  return tallies;
}

/** Accuracies as agreement teaches them, and labels beside it: the more there are, the more they count. */
export function taughtBy(
  accuracies: ReadonlyMap<string, number>,
  tallies: ReadonlyMap<string, Tally>,
): ReadonlyMap<string, number> {
  const taught = [...tallies].map(([key, { right, total }]): [string, number] => {
    const mean = ((accuracies.get(key) ?? PRIOR_ACCURACY) * WORTH + right) / (WORTH + total);
    return [key, Math.min(HIGHEST, Math.max(LOWEST, mean))];
  });
  return new Map([...accuracies, ...taught]);
}

/**
 * What is known of sources, by agreement and by labels. Where labels moved it so far that people would be fused otherwise
 * than they are published, everybody becomes dirty.
 */
export async function readTaught(engine: Engine, sql: Sql): Promise<LearnedReliability> {
  const learned = await readReliability(engine);
  const tallies = await readTallies(sql);
  if (tallies.size === 0) return learned;
  const heeded = taughtBy(learned.accuracies, tallies);
  const accuracies = new Map([...heeded, ...(await declaredAccuracies(engine))]);
  const taught = { ...learned, accuracies };
  if (hasMoved(await readLearning(sql), taught))
    await engine.execute("INSERT INTO dirty_person SELECT DISTINCT person_id FROM cluster");
  return taught;
}
