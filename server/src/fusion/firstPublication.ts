import type { Sql, TransactionSql } from "postgres";
import type { ServingLines } from "./servingLines.js";
import {
  adoptCompanies,
  copyInto,
  SERVING_TABLES,
  type ServingTables,
  stageCompanies,
} from "./servingTables.js";

const LOADED: ServingTables = {
  person: "loaded_person",
  lookup: "loaded_person_lookup",
  evidence: "loaded_person_evidence",
  search: "loaded_person_search",
};
const TABLES = Object.values(SERVING_TABLES);
const loaded = (name: string) => `loaded_${name}`;

/**
 * Publishes people where nobody is published yet: into tables of their own, which get their indexes when all is in
 * them and then take the places of the empty ones. All of it is one transaction; who asks meanwhile finds nobody.
 * @param load is given what writes some people
 */
export async function loadPeople(
  sql: Sql,
  load: (write: (lines: ServingLines) => Promise<void>) => Promise<void>,
): Promise<void> {
  await sql.begin(async (tx) => {
    const parts = await partsOf(tx);
    for (const table of TABLES) await makeLoaded(tx, table, parts);
    await stageCompanies(tx);
    await load((lines) => copyInto(tx, LOADED, lines));
    await adoptCompanies(tx);
    for (const table of Object.values(LOADED))
      await tx`DELETE FROM ${tx(table)} WHERE person_id IN (SELECT person_id FROM erased_person)`;
    const indexes = await indexesOf(tx);
    await tx`SET LOCAL maintenance_work_mem = '256MB'`;
    for (const index of indexes) await giveIndex(tx, index);
    for (const table of TABLES) {
      await tx`DROP TABLE ${tx(table)}`;
      await tx`ALTER TABLE ${tx(loaded(table))} RENAME TO ${tx(table)}`;
    }
    for (const { name } of parts) await tx`ALTER TABLE ${tx(loaded(name))} RENAME TO ${tx(name)}`;
    await nameIndexes(tx);
  });
}

/** Gives indexes, those of parts too, the names that migrations would. */
async function nameIndexes(tx: TransactionSql): Promise<void> {
  const made = await tx<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
    WHERE relkind IN ('i', 'I') AND starts_with(relname, ${loaded("")})
      AND relnamespace = current_schema()::regnamespace`;
  for (const { name } of made)
    await tx`ALTER INDEX ${tx(name)} RENAME TO ${tx(name.slice(loaded("").length))}`;
}

/** A part of a table that is replaced, in PostgreSQL's own words. */
interface Part {
  readonly name: string;
  readonly table: string;
  /** What the table is parted by. */
  readonly key: string;
  /** Which rows the part holds. */
  readonly bounds: string;
}

async function partsOf(tx: TransactionSql): Promise<Part[]> {
  return await tx<Part[]>`
    SELECT part.relname AS name, whole.relname AS table, pg_get_partkeydef(whole.oid) AS key,
      pg_get_expr(part.relpartbound, part.oid) AS bounds
    FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid JOIN pg_class whole ON whole.oid = inhparent
    WHERE whole.relkind = 'p' AND whole.relname = ANY(${TABLES})
      AND whole.relnamespace = current_schema()::regnamespace`;
}

async function makeLoaded(tx: TransactionSql, table: string, all: readonly Part[]): Promise<void> {
  const parts = all.filter((part) => part.table === table);
  const parted = parts[0] === undefined ? tx`` : tx`PARTITION BY ${tx.unsafe(parts[0].key)}`;
  await tx`CREATE TABLE ${tx(loaded(table))} (LIKE ${tx(table)} INCLUDING DEFAULTS INCLUDING CONSTRAINTS) ${parted}`;
  for (const { name, bounds } of parts)
    await tx`CREATE TABLE ${tx(loaded(name))} PARTITION OF ${tx(loaded(table))} ${tx.unsafe(bounds)}`;
}

/** An index of a table that is replaced, in PostgreSQL's own words. */
interface Index {
  readonly name: string;
  readonly table: string;
  readonly definition: string;
  /** Of the constraint that it serves; null where it serves none. */
  readonly constraint: string | null;
}

async function indexesOf(tx: TransactionSql): Promise<Index[]> {
  return await tx<Index[]>`
    SELECT i.relname AS name, t.relname AS table, pg_get_indexdef(x.indexrelid) AS definition,
      (SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c WHERE c.conindid = x.indexrelid) AS constraint
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    WHERE t.relname = ANY(${TABLES}) AND t.relnamespace = current_schema()::regnamespace`;
}

async function giveIndex(tx: TransactionSql, { name, table, definition, constraint }: Index): Promise<void> {
  if (constraint === null) {
    const renamed = definition
      .replace(`INDEX ${name} `, `INDEX ${loaded(name)} `)
      .replace(" ON ONLY ", " ON ")
      .replace(`.${table} `, `.${loaded(table)} `);
    await tx.unsafe(renamed);
  } else {
    await tx`ALTER TABLE ${tx(loaded(table))} ADD CONSTRAINT ${tx(loaded(name))} ${tx.unsafe(constraint)}`;
  }
}
