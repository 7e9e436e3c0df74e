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

/** What an account said of values that sources vouched for. */
export interface VouchedLabel {
  readonly account: string;
  readonly right: boolean;
  /** The operator says so, too. */
  readonly is_confirmed: boolean;
  readonly vouching: Vouching;
}

/** What one account says of a source is worth so many labels at most, however often it says so: half of what agreement teaches. */
const MOST_OF_ONE = WORTH / 2;

function addTo(tallies: Map<string, Tally>, key: string, { right, total }: Tally): void {
  const known = tallies.get(key) ?? { right: 0, total: 0 };
  tallies.set(key, { right: known.right + right, total: known.total + total });
}

function talliesOf(labels: readonly VouchedLabel[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { right, vouching } of labels) {
    for (const [field, sources] of Object.entries(vouching)) {
      const told = TOLD[field as keyof Profile];
      if (told === undefined) continue;
      for (const source of sources ?? [])
        addTo(tallies, sourceFieldKey(source, told), { right: Number(right), total: 1 });
    }
  }
  return tallies;
}

/** How often each source was right, by what accounts said of values; no account alone decides what a source is worth. */
export function talliedFairly(labels: readonly VouchedLabel[]): ReadonlyMap<string, Tally> {
  const tallies = new Map(talliesOf(labels.filter(({ is_confirmed }) => is_confirmed)));
  const words = labels.filter(({ is_confirmed }) => !is_confirmed);
  for (const account of new Set(words.map((label) => label.account))) {
    for (const [key, { right, total }] of talliesOf(words.filter((label) => label.account === account))) {
      const share = Math.min(1, MOST_OF_ONE / total);
      addTo(tallies, key, { right: right * share, total: total * share });
    }
  }
  return tallies;
}

/** What accounts said of values that sources vouched for; accounts that mostly complain are no sample. */
async function readVouchedLabels(sql: Sql): Promise<VouchedLabel[]> {
  const rows = await sql<(Omit<VouchedLabel, "vouching"> & { readonly said_by: string })[]>`
    WITH judged AS (
      SELECT said_by, account_id::text AS account, verdict = 'right' AS "right", accepted IS TRUE AS is_confirmed,
        avg((verdict = 'right')::int) OVER (PARTITION BY account_id) AS share
      FROM feedback WHERE accepted IS DISTINCT FROM false
    )
    SELECT said_by, account, "right", is_confirmed FROM judged
    WHERE said_by IS NOT NULL AND (is_confirmed OR share >= ${LEAST_RIGHT})`;
  return rows.map(({ said_by, ...label }) => ({ ...label, vouching: JSON.parse(said_by) as Vouching }));
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
  const tallies = talliedFairly(await readVouchedLabels(sql));
  if (tallies.size === 0) return learned;
  const heeded = taughtBy(learned.accuracies, tallies);
  const accuracies = new Map([...heeded, ...(await declaredAccuracies(engine))]);
  const taught = { ...learned, accuracies };
  if (hasMoved(await readLearning(sql), taught))
    await engine.execute("INSERT INTO dirty_person SELECT DISTINCT person_id FROM cluster");
  return taught;
}
