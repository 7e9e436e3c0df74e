import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ISql, Sql, TransactionSql } from "postgres";
import { followRedirects } from "../changes/followRedirects.js";
import { forgetPeople, noteStaged, type Occasion } from "../changes/noteChanges.js";
import { forgetOthersVersions, forgetVersions, keepVersions } from "./personVersions.js";
import {
  COMPANY_COLUMNS,
  EVIDENCE_COLUMNS,
  LOOKUP_COLUMNS,
  PERSON_COLUMNS,
  SEARCH_COLUMNS,
  type ServingLines,
} from "./servingLines.js";

const IDS_PER_STATEMENT = 5000;

/** Which analytic store PostgreSQL was last published from, and how many times; null before the first time. */
export async function readPublication(sql: Sql): Promise<{ id: string; sequence: number } | null> {
  const [row] = await sql<{ id: string; sequence: number }[]>`SELECT id, sequence FROM publication`;
  return row ?? null;
}

/** Notes that all of a publication is written; the commit is durable, and with it every commit before. */
export async function adoptPublication(
  sql: Sql,
  { id, sequence }: { id: string; sequence: number },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`DELETE FROM publication`;
    await tx`INSERT INTO publication (id, sequence) VALUES (${id}, ${sequence})`;
  });
}

/** Whether nobody is published yet, and PostgreSQL's clock. */
export async function hasPeople(sql: Sql): Promise<{ fresh: boolean; now: string }> {
  const [row] = await sql<{ fresh: boolean; now: string }[]>`
    SELECT NOT EXISTS (SELECT FROM person) AS fresh, clock_timestamp()::text AS now`;
  return row ?? { fresh: false, now: "-infinity" };
}

/** Where people are written to. */
export interface ServingTables {
  readonly person: string;
  readonly lookup: string;
  readonly evidence: string;
  readonly search: string;
}

export const SERVING_TABLES: ServingTables = {
  person: "person",
  lookup: "person_lookup",
  evidence: "person_evidence",
  search: "person_search",
};

const STAGED_TABLES: ServingTables = {
  person: "staged_person",
  lookup: "staged_lookup",
  evidence: "staged_evidence",
  search: "staged_search",
};

/**
 * Writes people with their lookup rows and evidence in one transaction, in place of what was there of them.
 * @param occasion with which changes are noted; absent: none are
 */
export async function writePeople(sql: Sql, lines: ServingLines, occasion?: Occasion): Promise<void> {
  await sql.begin(async (tx) => {
    // Only the last commit of a publication has to reach the disk before anything is noted as done.
    await tx`SET LOCAL synchronous_commit = off`;
    await replacePeople(tx, lines, occasion);
  });
}

/** Makes the table that employers are copied into, until `adoptCompanies`. */
export async function stageCompanies(tx: TransactionSql): Promise<void> {
  await tx`CREATE TEMP TABLE staged_company (LIKE search_company, people integer) ON COMMIT DROP`;
}

/** Makes employers known that were not, each with the domain that most of its people have. */
export async function adoptCompanies(tx: TransactionSql): Promise<void> {
  await tx`
    INSERT INTO search_company (company_key, name, domain)
    SELECT DISTINCT ON (company_key) company_key, min(name), domain
    FROM staged_company GROUP BY company_key, domain
    ORDER BY company_key, (domain IS NULL), sum(people) DESC, domain
    ON CONFLICT (company_key) DO NOTHING`;
}

/** Copies people, and all that is kept of them, into tables that have none of them; their employers are staged. */
export async function copyInto(
  tx: TransactionSql,
  tables: ServingTables,
  { people, lookups, evidence, search, companies }: ServingLines,
): Promise<void> {
  await copy(tx, `${tables.person} ${PERSON_COLUMNS}`, people);
  await copy(tx, `${tables.lookup} ${LOOKUP_COLUMNS}`, lookups);
  await copy(tx, `${tables.evidence} ${EVIDENCE_COLUMNS}`, evidence);
  await copy(tx, `${tables.search} ${SEARCH_COLUMNS}`, search);
  await copy(tx, `staged_company ${COMPANY_COLUMNS}`, companies);
}

/** Writes no more than what changed: most rows that a known person is found by stay as they are. */
async function replacePeople(tx: TransactionSql, lines: ServingLines, occasion?: Occasion): Promise<void> {
  await tx`CREATE TEMP TABLE staged_person (LIKE person INCLUDING DEFAULTS) ON COMMIT DROP`;
  await tx`CREATE TEMP TABLE staged_lookup (LIKE person_lookup) ON COMMIT DROP`;
  await tx`CREATE TEMP TABLE staged_evidence (LIKE person_evidence) ON COMMIT DROP`;
  await tx`CREATE TEMP TABLE staged_search (LIKE person_search) ON COMMIT DROP`;
  await stageCompanies(tx);
  await copyInto(tx, STAGED_TABLES, lines);
  for (const table of Object.values(STAGED_TABLES))
    await tx`DELETE FROM ${tx(table)} WHERE person_id IN (SELECT person_id FROM erased_person)`;
  // The planner shall know that these are few, and not read all lookup rows for them.
  await tx`ANALYZE staged_person, staged_lookup`;
  await tx`SET LOCAL enable_seqscan = off`;
  if (occasion !== undefined) await noteStaged(tx, occasion);
  await keepVersions(tx);
  await tx`
    INSERT INTO person SELECT * FROM staged_person
    ON CONFLICT (person_id) DO UPDATE SET
      profile = excluded.profile, cohesion = excluded.cohesion, record_count = excluded.record_count,
      content_hash = excluded.content_hash, published_at = excluded.published_at,
      known_since = CASE WHEN person.content_hash = excluded.content_hash THEN person.known_since ELSE excluded.known_since END`;
  await tx`
    DELETE FROM person_lookup l USING staged_person p
    WHERE l.person_id = p.person_id AND NOT EXISTS (
      SELECT FROM staged_lookup s
      WHERE s.lookup_key = l.lookup_key AND s.person_id = l.person_id AND s.strength = l.strength
        AND s.given_name IS NOT DISTINCT FROM l.given_name AND s.family_name IS NOT DISTINCT FROM l.family_name)`;
  await tx`INSERT INTO person_lookup SELECT * FROM staged_lookup ON CONFLICT DO NOTHING`;
  await tx`
    INSERT INTO person_evidence SELECT * FROM staged_evidence
    ON CONFLICT (person_id) DO UPDATE SET evidence = excluded.evidence`;
  await replaceSearch(tx);
}

async function replaceSearch(tx: TransactionSql): Promise<void> {
  await tx`
    INSERT INTO person_search SELECT * FROM staged_search
    ON CONFLICT (person_id) DO UPDATE SET
      seen_day = excluded.seen_day, terms = excluded.terms, company = excluded.company, country = excluded.country,
      department = excluded.department, location = excluded.location, seniority = excluded.seniority`;
  await adoptCompanies(tx);
}

/** @param lines made before the copy begins: once the connection is copying it can't even roll back */
async function copy(tx: TransactionSql, target: string, lines: Uint8Array): Promise<void> {
  const writable = await tx`COPY ${tx.unsafe(target)} FROM STDIN`.writable();
  await pipeline(Readable.from([Buffer.from(lines.buffer, lines.byteOffset, lines.length)]), writable);
}

/**
 * Takes people down, with all that is kept of them.
 * @param before is done with some of them, in the transaction that takes them down; how they were published before is its to
 *   forget
 * @returns how many were there
 */
export async function deletePeople(
  sql: Sql,
  ids: readonly string[],
  before: (tx: ISql, some: readonly string[]) => Promise<void> = forgetVersions,
): Promise<number> {
  let removed = 0;
  for (let from = 0; from < ids.length; from += IDS_PER_STATEMENT) {
    const some = ids.slice(from, from + IDS_PER_STATEMENT);
    removed += await sql.begin(async (tx) => {
      await before(tx, some);
      return await withdraw(tx, some);
    });
  }
  return removed;
}

/** `deletePeople` of not too many people, within a transaction. */
export async function deletePeopleWithin(tx: ISql, ids: readonly string[]): Promise<number> {
  await forgetVersions(tx, ids);
  return await withdraw(tx, ids);
}

async function withdraw(tx: ISql, ids: readonly string[]): Promise<number> {
  const some = [...ids];
  await tx`DELETE FROM person_lookup WHERE person_id = ANY(${some})`;
  await tx`DELETE FROM person_evidence WHERE person_id = ANY(${some})`;
  await tx`DELETE FROM person_search WHERE person_id = ANY(${some})`;
  const { count } = await tx`DELETE FROM person WHERE person_id = ANY(${some})`;
  return count;
}

/** Takes down again whom a publication wrote though they had been erased while it was under way. */
export async function deleteErased(sql: Sql): Promise<void> {
  const rows = await sql<
    { person_id: string }[]
  >`SELECT person_id FROM person JOIN erased_person USING (person_id)`;
  const ids = rows.map(({ person_id }) => person_id);
  await deletePeople(sql, ids, async (tx, some) => {
    await forgetPeople(tx, some);
    await forgetVersions(tx, some);
  });
}

/** Takes down everybody who was published before `begunAt`: people that another analytic store left. */
export async function deleteOthers(sql: Sql, begunAt: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`DELETE FROM person WHERE published_at < ${begunAt}::timestamptz`;
    await tx`DELETE FROM person_lookup l WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = l.person_id)`;
    await tx`DELETE FROM person_evidence e WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = e.person_id)`;
    await tx`DELETE FROM person_search s WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = s.person_id)`;
    await tx`DELETE FROM person_change c WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = c.person_id)`;
    await forgetOthersVersions(tx);
  });
}

/** Leads old ids to the people they became part of, and those that led to an old id on with it. */
export async function writeRedirects(sql: Sql, redirects: ReadonlyMap<string, string>): Promise<void> {
  const pairs = [...redirects];
  for (let from = 0; from < pairs.length; from += IDS_PER_STATEMENT) {
    const some = pairs.slice(from, from + IDS_PER_STATEMENT);
    const old = some.map(([old_id]) => old_id);
    const now = some.map(([, person_id]) => person_id);
    await sql.begin(async (tx) => {
      await tx`
        INSERT INTO person_redirect (old_id, person_id)
        SELECT * FROM unnest(${old}::text[], ${now}::text[])
        ON CONFLICT (old_id) DO UPDATE SET person_id = excluded.person_id`;
      await tx`
        UPDATE person_redirect p SET person_id = r.person_id
        FROM unnest(${old}::text[], ${now}::text[]) AS r (old_id, person_id) WHERE p.person_id = r.old_id`;
      await followRedirects(tx, old, now);
    });
  }
}
