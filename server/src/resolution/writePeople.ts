import type { Cell, Engine } from "../engine/engine.js";
import { runSteps, type Step } from "../engine/pipeline.js";
import type { Division } from "./clusterPairs.js";
import type { Identities } from "./identity.js";
import type { TouchedRecords } from "./touched.js";

const ROWS_PER_APPEND = 100_000;

/** What is noted with each event. */
export interface Occasion {
  readonly now: Date;
  readonly modelVersion: number;
  /** The cause of what happened to people of whose records none is news. */
  readonly otherwise: string;
}

/** Why records are news, with the person that each was of. */
export const newsStep: Step = {
  name: "news",
  reads: ["pending_record", "cluster"],
  sql: `SELECT DISTINCT p.record_id, p.cause, c.person_id FROM pending_record p
LEFT JOIN cluster c ON c.record_id = p.record_id WHERE p.cause IS NOT NULL`,
};

/** What brought about what happened to a person: the causes of the news among its records, as they were and as they are. */
const personCauseStep: Step = {
  name: "person_cause",
  reads: ["news", "cluster"],
  sql: `WITH caused AS (
  SELECT person_id, cause FROM news WHERE person_id IS NOT NULL
  UNION
  SELECT c.person_id, n.cause FROM news n JOIN cluster c ON c.record_id = n.record_id)
SELECT person_id, CASE count(*) WHEN 1 THEN min(cause) WHEN 2 THEN min(cause) || '; ' || max(cause)
  ELSE min(cause) || '; ' || max(cause) || '; and ' || CAST(count(*) - 2 AS VARCHAR) || ' more' END AS cause
FROM caused GROUP BY person_id`,
};

/** Writes memberships that changed, islands, events, redirects and who is to be published. Call it inside a transaction. */
export async function writePeople(
  engine: Engine,
  touched: TouchedRecords,
  { labels, islands }: Division,
  identities: Identities,
  occasion: Occasion,
): Promise<void> {
  await writeMembership(engine, touched, labels, identities);
  await writeIslands(engine, touched, islands);
  await runSteps(engine, [personCauseStep]);
  await writeEvents(engine, identities, occasion);
  await writeRedirects(engine, identities);
  await appendAll(engine, "dirty_person", [[...identities.changed]]);
  await writeCauses(engine, occasion);
}

/** Where people are published already, the next publication says why they change. */
async function writeCauses(engine: Engine, { otherwise }: Occasion): Promise<void> {
  await engine.execute(
    `INSERT INTO change_cause
     SELECT d.person_id, coalesce(c.cause, $1) FROM (SELECT DISTINCT person_id FROM dirty_person) d
     LEFT JOIN person_cause c ON c.person_id = d.person_id
     WHERE EXISTS (SELECT person_id FROM published)`,
    [otherwise],
  );
}

async function writeMembership(
  engine: Engine,
  { ids, before, people }: TouchedRecords,
  labels: Int32Array,
  { personOf }: Identities,
): Promise<void> {
  const records: number[] = [];
  const persons: string[] = [];
  for (let position = 0; position < labels.length; position += 1) {
    const person = personOf.get(labels[position] ?? -1) ?? "";
    if (people[before[position] ?? -1] === person) continue;
    records.push(ids[position] ?? 0);
    persons.push(person);
  }
  if (records.length === 0) return;
  await engine.execute("CREATE OR REPLACE TEMP TABLE moved_record (record_id INTEGER, person_id VARCHAR)");
  await appendAll(engine, "moved_record", [records, persons]);
  await engine.execute("DELETE FROM cluster WHERE record_id IN (SELECT record_id FROM moved_record)");
  await engine.execute("INSERT INTO cluster SELECT record_id, person_id FROM moved_record");
}

/** An island is called after one of its records. */
async function writeIslands(engine: Engine, { ids }: TouchedRecords, islands: Int32Array): Promise<void> {
  await engine.execute("DELETE FROM island WHERE record_id IN (SELECT record_id FROM touched)");
  await appendAll(engine, "island", [[...ids], Array.from(islands, (position) => ids[position] ?? 0)]);
}

async function writeEvents(
  engine: Engine,
  { events }: Identities,
  { now, modelVersion, otherwise }: Occasion,
): Promise<void> {
  if (events.length === 0) return;
  const [last] = await engine.query<{ id: number }>(
    "SELECT coalesce(max(event_id), 0) AS id FROM person_event",
  );
  const first = (last?.id ?? 0) + 1;
  await engine.execute(
    "CREATE OR REPLACE TEMP TABLE new_event (event_id INTEGER, kind VARCHAR, person_id VARCHAR, other_id VARCHAR)",
  );
  await appendAll(engine, "new_event", [
    events.map((_, index) => first + index),
    events.map(({ kind }) => kind),
    events.map(({ person }) => person),
    events.map(({ other }) => other),
  ]);
  await engine.execute(
    `INSERT INTO person_event
     SELECT e.event_id, CAST($1 AS TIMESTAMP), e.kind, e.person_id, e.other_id, coalesce(c.cause, o.cause, $2), $3
     FROM new_event e
     LEFT JOIN person_cause c ON c.person_id = e.person_id LEFT JOIN person_cause o ON o.person_id = e.other_id`,
    [now.toISOString(), otherwise, modelVersion],
  );
}

/** Old redirects that led to somebody who is redirected now lead on to the end, and are published again. */
async function writeRedirects(engine: Engine, { redirects }: Identities): Promise<void> {
  if (redirects.size === 0) return;
  await engine.execute("CREATE OR REPLACE TEMP TABLE new_redirect (old_id VARCHAR, person_id VARCHAR)");
  await appendAll(engine, "new_redirect", [[...redirects.keys()], [...redirects.values()]]);
  await engine.execute(
    `CREATE OR REPLACE TEMP TABLE led_on AS SELECT r.old_id, n.person_id FROM redirect r
     JOIN new_redirect n ON n.old_id = r.person_id`,
  );
  await engine.execute("DELETE FROM redirect WHERE old_id IN (SELECT old_id FROM led_on)");
  await engine.execute(
    "INSERT INTO redirect SELECT old_id, person_id FROM led_on UNION ALL SELECT old_id, person_id FROM new_redirect",
  );
  await engine.execute("INSERT INTO dirty_person SELECT old_id FROM led_on");
}

async function appendAll(
  engine: Engine,
  table: string,
  columns: readonly (readonly Cell[])[],
): Promise<void> {
  const rows = columns[0]?.length ?? 0;
  for (let from = 0; from < rows; from += ROWS_PER_APPEND) {
    const part = columns.map((column) => column.slice(from, from + ROWS_PER_APPEND));
    await engine.append(table, { rowCount: part[0]?.length ?? 0, columns: part });
  }
}
