import { CHANGES_KEPT_DAYS, type ChangeType } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import type { Profile } from "../fusion/fusedPerson.js";
import { type Fields, pick } from "./changeOf.js";

/** A change of a published person, with all that was noted of it. */
export interface StoredChange {
  /** Decimal text. */
  readonly change_id: string;
  readonly person_id: string;
  /** The id that the person has now. */
  readonly current_id: string;
  readonly types: readonly ChangeType[];
  readonly before: Fields;
  readonly after: Fields;
  /** Afterwards, whole; null: merged, removed. */
  readonly profile: Profile | null;
  readonly other_id: string | null;
  /** Of the person, before and afterwards: ISO in lower case; null: not known. */
  readonly countries: readonly (string | null)[];
  /** Days since 1970; 0: no source gives a date. */
  readonly seen_day: number;
  readonly cause: string | null;
  readonly detected_at: Date;
}

/** Which changes are asked for. */
export interface ChangeQuery {
  /** Go on behind this one, decimal text; undefined: from `since` on. */
  readonly cursor: string | undefined;
  /** Undefined: from the oldest on that is kept. */
  readonly since: Date | undefined;
  /** Any of them; undefined: all. */
  readonly types: readonly ChangeType[] | undefined;
  /** Changes at most. */
  readonly limit: number;
}

/** Some changes, oldest first. */
export interface ChangePage {
  readonly changes: readonly StoredChange[];
  /** The last change that was looked at, decimal text. */
  readonly end: string;
  /** Whether there are changes behind it. */
  readonly hasMore: boolean;
}

/** Where reading begins; a cursor may be one that nothing can be read behind. */
export type ChangePlace = { readonly after: string } | { readonly lost: "forgotten" | "unknown" };

/**
 * Finds where to read on.
 * @returns `forgotten` where changes behind the cursor are kept no more; `unknown` where none was numbered so high, as
 *   after a backup was restored
 */
export async function findPlace(
  sql: Sql,
  { cursor, since }: Pick<ChangeQuery, "cursor" | "since">,
): Promise<ChangePlace> {
  const [row] = await sql<{ through: string; last: string; begin: string }[]>`
    SELECT through::text,
      greatest(through, coalesce(pg_sequence_last_value(pg_get_serial_sequence('person_change', 'change_id')), 0))::text AS last,
      CASE WHEN ${since ?? null}::timestamptz IS NULL THEN through ELSE coalesce(
        (SELECT min(change_id) - 1 FROM person_change WHERE detected_at >= ${since ?? null}::timestamptz),
        (SELECT max(change_id) FROM person_change), through) END::text AS begin
    FROM forgotten_change`;
  const { through, last, begin } = row ?? { through: "0", last: "0", begin: "0" };
  if (cursor === undefined) return { after: begin };
  if (BigInt(cursor) > BigInt(last)) return { lost: "unknown" };
  return BigInt(cursor) < BigInt(through) && cursor !== "0" ? { lost: "forgotten" } : { after: cursor };
}

/** Changes that are looked through for some of a type: so no call takes long, however rare these are. */
const LOOKED_THROUGH = 20_000;

interface Row extends Omit<StoredChange, "before" | "after" | "profile" | "countries"> {
  readonly before: string;
  readonly profile: string | null;
  readonly countries: readonly string[];
}

type Window = { readonly end: string | null; readonly is_full: boolean };

function changeFrom({ before, profile, countries, ...row }: Row): StoredChange {
  const were: Fields = JSON.parse(before);
  const becomes: Profile | null = profile === null ? null : JSON.parse(profile);
  const isNew = row.types.some((type) => type === "added" || type === "split");
  const fields = Object.keys(were) as (keyof Profile)[];
  const after = becomes === null ? {} : isNew ? becomes : pick(becomes, fields);
  return {
    ...row,
    before: were,
    after,
    profile: becomes,
    countries: countries.map((country) => country || null),
  };
}

/** Reads the changes behind a place. @param after decimal text */
export async function readPage(
  sql: ISql,
  after: string,
  { types, limit }: Pick<ChangeQuery, "types" | "limit">,
): Promise<ChangePage> {
  const most = types === undefined ? limit : LOOKED_THROUGH;
  const rows = await sql<(Window & (Row | { readonly change_id: null }))[]>`
    WITH looked_through AS MATERIALIZED (
      SELECT * FROM person_change WHERE change_id > ${after} ORDER BY change_id LIMIT ${most + 1}
    ), page AS (
      SELECT * FROM looked_through WHERE ${types === undefined ? null : [...types]}::text[] IS NULL
        OR types && ${types === undefined ? null : [...types]}::text[]
      ORDER BY change_id LIMIT ${limit + 1}
    ), seen AS (SELECT max(change_id)::text AS "end", count(*) > ${most} AS is_full FROM looked_through)
    SELECT seen.*, change_id::text, page.person_id, coalesce(led.person_id, page.person_id) AS current_id, types, before,
      profile, other_id, countries, seen_day, cause, detected_at
    FROM seen LEFT JOIN page ON true LEFT JOIN person_redirect AS led ON led.old_id = page.person_id
    ORDER BY page.change_id`;
  const found = rows.flatMap((row) => (row.change_id === null ? [] : [changeFrom(row)]));
  const { end, is_full = false } = rows[0] ?? { end: null };
  const changes = found.slice(0, limit);
  if (found.length > limit) return { changes, end: changes.at(-1)?.change_id ?? after, hasMore: true };
  return { changes, end: end ?? after, hasMore: is_full };
}

/** Forgets changes that were kept long enough. @returns how many */
export async function forgetChanges(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    WITH gone AS (
      DELETE FROM person_change WHERE detected_at < now() - make_interval(days => ${CHANGES_KEPT_DAYS})
      RETURNING change_id
    ), noted AS (
      UPDATE forgotten_change SET through = greatest(through, (SELECT max(change_id) FROM gone))
    )
    SELECT count(*)::int AS count FROM gone`;
  return row?.count ?? 0;
}
