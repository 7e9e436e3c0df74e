import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ISql, TransactionSql } from "postgres";
import type { Profile } from "../fusion/fusedPerson.js";
import { line } from "../fusion/servingLines.js";
import { changeOf, type Fields } from "./changeOf.js";

/** What is known of a publication beside what it writes. */
export interface Occasion {
  /** What brought about what happened to people, by their ids; absent: not known. */
  readonly causes: ReadonlyMap<string, string>;
  /** New people, with whom they were split from. */
  readonly splits: ReadonlyMap<string, string>;
}

/** Any number that no one else locks: changes are numbered in the order in which they can be read. */
const LOCK = 150_150;

interface StagedRow {
  readonly person_id: string;
  /** Null: the person is new. */
  readonly before: string | null;
  readonly after: string;
  /** Some records of the person are gone. */
  readonly lost: boolean;
  readonly country_before: string | null;
  readonly country_after: string | null;
  readonly seen_day: number;
}

/** Of those who are staged, whoever is new or whose profile is another one than what is published. */
const readStaged = (tx: TransactionSql) => tx<StagedRow[]>`
  SELECT staged.person_id, person.profile AS before, staged.profile AS after,
    coalesce(staged.record_count < person.record_count, false) AS lost, lower(was.country) AS country_before,
    lower(becomes.country) AS country_after, becomes.seen_day
  FROM staged_person AS staged JOIN staged_search AS becomes USING (person_id)
  LEFT JOIN person USING (person_id) LEFT JOIN person_search AS was USING (person_id)
  WHERE person.profile IS DISTINCT FROM staged.profile ORDER BY staged.person_id`;

/** Fields without their values. */
const emptied = (fields: Fields): Fields =>
  Object.fromEntries(Object.keys(fields).map((field) => [field, null]));

const listOf = (texts: readonly string[]) => `{${texts.map((text) => `"${text}"`).join(",")}}`;

function lineOf(row: StagedRow, { causes, splits }: Occasion): string {
  const { person_id, before, after, lost, country_before, country_after, seen_day } = row;
  const [other = null, cause = null] = [splits.get(person_id), causes.get(person_id)];
  const isNew = before === null;
  const change = isNew ? undefined : changeOf(JSON.parse(before) as Profile, JSON.parse(after) as Profile);
  if (!isNew && change === undefined) return "";
  const types = change?.types ?? [other === null ? "added" : "split"];
  const countries = new Set([...(isNew ? [] : [country_before ?? ""]), country_after ?? ""]);
  return line([
    person_id,
    listOf(types),
    JSON.stringify(lost ? emptied(change?.before ?? {}) : (change?.before ?? {})),
    after,
    isNew ? other : null,
    listOf([...countries]),
    String(seen_day),
    cause,
  ]);
}

/** Changes can be read as soon as they are committed, so they must be durable then. */
async function beginNoting(tx: ISql): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${LOCK})`;
  await tx`SET LOCAL synchronous_commit = on`;
}

/**
 * Notes what a publication is about to change, in its transaction: of people who are staged, and not written yet. Of who
 * lost records no value is kept that was told before: a source may have taken it back, or may keep it no longer.
 * @returns how many changes there are
 */
export async function noteStaged(tx: TransactionSql, occasion: Occasion): Promise<number> {
  const staged = await readStaged(tx);
  const lines = staged.map((row) => lineOf(row, occasion)).filter((text) => text !== "");
  if (lines.length === 0) return 0;
  const losers = staged.filter(({ lost }) => lost).map(({ person_id }) => person_id);
  await tx`DELETE FROM person_change WHERE person_id = ANY (${losers}) AND profile IS NOT NULL`;
  await beginNoting(tx);
  const writable = await tx`
    COPY person_change (person_id, types, before, profile, other_id, countries, seen_day, cause) FROM STDIN`.writable();
  await pipeline(Readable.from([Buffer.from(lines.join(""))]), writable);
  return lines.length;
}

/**
 * Notes that people are about to be taken down, in the transaction that does it. What was told of those who are not part
 * of somebody else now is forgotten.
 * @param redirects where old ids lead
 */
export async function noteCeased(
  tx: ISql,
  ids: readonly string[],
  redirects: ReadonlyMap<string, string>,
  { causes }: Pick<Occasion, "causes">,
): Promise<void> {
  const rows = await tx<{ person_id: string; country: string | null }[]>`
    SELECT person_id, lower(country) AS country FROM person LEFT JOIN person_search USING (person_id)
    WHERE person_id = ANY (${[...ids]}) AND person_id NOT IN (SELECT person_id FROM erased_person)`;
  if (rows.length === 0) return;
  await forgetPeople(
    tx,
    rows.filter(({ person_id }) => !redirects.has(person_id)).map(({ person_id }) => person_id),
  );
  await beginNoting(tx);
  const ceased = rows.map(({ person_id, country }) => {
    const heir = redirects.get(person_id);
    return {
      person_id: heir ?? person_id,
      types: [heir === undefined ? "removed" : "merged"],
      before: "{}",
      other_id: heir === undefined ? null : person_id,
      countries: [country ?? ""],
      seen_day: 0,
      cause: causes.get(person_id) ?? null,
    };
  });
  await tx`INSERT INTO person_change ${tx(ceased)}`;
}

/** Forgets all changes that tell of people, and of those who became part of them. */
export async function forgetPeople(tx: ISql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    WITH gone AS (
      SELECT unnest(${[...ids]}::text[]) AS id
      UNION SELECT old_id FROM person_redirect WHERE person_id = ANY (${[...ids]})
    )
    DELETE FROM person_change WHERE person_id IN (SELECT id FROM gone) OR other_id IN (SELECT id FROM gone)`;
}
