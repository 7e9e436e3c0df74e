import { NORMALIZED_COLUMNS } from "../../normalization/normalizedRecord.js";
import type { Engine } from "../engine.js";

const DATES: readonly string[] = ["first_seen", "last_seen"];
const normalizedColumns = NORMALIZED_COLUMNS.map(
  (name) => `${name} ${DATES.includes(name) ? "DATE" : "VARCHAR"}`,
);

/** The tables of the analytic store, by name. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  source: ["source_id INTEGER", "name VARCHAR", "kind VARCHAR"],
  source_declaration: [
    "source_id INTEGER",
    "reliability DOUBLE",
    "legal_basis VARCHAR",
    "retention_days INTEGER",
    "observed_on DATE",
    "paused BOOLEAN",
    "record_url VARCHAR",
  ],
  source_memory: ["source_id INTEGER", "place VARCHAR", "state VARCHAR"],
  paused_record: ["record_id INTEGER", ...normalizedColumns],
  paused_identifier: ["record_id INTEGER", "kind VARCHAR", "value VARCHAR"],
  source_record: [
    "record_id INTEGER",
    "source_id INTEGER",
    "source_key VARCHAR",
    "content_hash VARCHAR",
    "fields VARCHAR",
    "imported_at TIMESTAMP",
  ],
  normalized_record: ["record_id INTEGER", ...normalizedColumns],
  identifier: ["record_id INTEGER", "kind VARCHAR", "value VARCHAR"],
  judgement: [
    "judgement_id INTEGER",
    "source_id INTEGER",
    "left_key VARCHAR",
    "right_key VARCHAR",
    "left_record INTEGER",
    "right_record INTEGER",
    "verdict VARCHAR",
    "judged_by VARCHAR",
    "why VARCHAR",
  ],
  code_check: ["code UBIGINT"],
  domain_alias: [
    "domain VARCHAR",
    "main VARCHAR",
    "people INTEGER",
    "main_people INTEGER",
    "shared_people INTEGER",
    "crossed_people INTEGER",
    "same_company BOOLEAN",
    "alike BOOLEAN",
  ],
  pending_record: ["record_id INTEGER", "cause VARCHAR"],
  linkage_model: [
    "version INTEGER",
    "hash VARCHAR",
    "model VARCHAR",
    "records INTEGER",
    "created_at TIMESTAMP",
  ],
  scored_pair: ["left_id INTEGER", "right_id INTEGER", "weight FLOAT", "model_version INTEGER"],
  cluster: ["record_id INTEGER", "person_id VARCHAR"],
  island: ["record_id INTEGER", "island_id INTEGER"],
  person_event: [
    "event_id INTEGER",
    "happened_at TIMESTAMP",
    "kind VARCHAR",
    "person_id VARCHAR",
    "other_id VARCHAR",
    "cause VARCHAR",
    "model_version INTEGER",
  ],
  redirect: ["old_id VARCHAR", "person_id VARCHAR"],
  dirty_person: ["person_id VARCHAR"],
  change_cause: ["person_id VARCHAR", "cause VARCHAR"],
  published: ["person_id VARCHAR", "content_hash VARCHAR"],
};

/** Columns that stores of earlier versions do not have: the last ones of their tables. */
const ADDED: readonly (readonly [table: string, column: string])[] = [
  ["source_declaration", "record_url VARCHAR"],
  ["pending_record", "cause VARCHAR"],
  ["normalized_record", "name_joined VARCHAR"],
  ["normalized_record", "handle VARCHAR"],
  ["paused_record", "name_joined VARCHAR"],
  ["paused_record", "handle VARCHAR"],
];

/** Makes the tables and columns that are not there yet. */
export async function createSchema(engine: Engine): Promise<void> {
  for (const [name, columns] of Object.entries(TABLES)) {
    await engine.execute(`CREATE TABLE IF NOT EXISTS ${name} (${columns.join(", ")})`);
  }
  for (const [table, column] of ADDED) {
    await engine.execute(`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column}`);
  }
}
