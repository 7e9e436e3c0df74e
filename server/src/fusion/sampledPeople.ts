import type { Engine } from "../engine/engine.js";
import { runSteps, type Step } from "../engine/pipeline.js";
import { judgedPairStep } from "../resolution/judgements.js";
import { otherDomainsStep, streamPeople } from "./peopleToFuse.js";
import { readPeople } from "./queuedPerson.js";
import type { PersonRecord } from "./statements.js";

/** People that are looked at in all, and of one source, about. */
const PEOPLE = 5000;
const LEAST_OF_SOURCE = 100;
const MOST_OF_SOURCE = 1000;

/**
 * Of each source as many people as are given, drawn by what their records contain, so that the order in which records
 * came does not matter; first those whom somebody judged, as it is sure that their records are one person's. People of one record tell nothing of how far sources are to be trusted.
 */
const samplingSteps = (ofSource: number): readonly Step[] => [
  judgedPairStep,
  otherDomainsStep,
  {
    name: "person_source",
    reads: ["cluster", "source_record", "judged_pair"],
    sql: `SELECT c.person_id, r.source_id, count(*) AS records,
  min(CASE WHEN j.record_id IS NULL THEN r.content_hash ELSE '!' || r.content_hash END) AS draw
FROM cluster c JOIN source_record r ON r.record_id = c.record_id
LEFT JOIN (SELECT left_id AS record_id FROM judged_pair UNION SELECT right_id AS record_id FROM judged_pair) j
  ON j.record_id = c.record_id
GROUP BY c.person_id, r.source_id`,
  },
  {
    name: "sampled_person",
    reads: ["person_source"],
    sql: `SELECT person_id, CAST(row_number() OVER (ORDER BY draw, person_id) AS INTEGER) AS place FROM (
  SELECT s.person_id, min(s.person_draw) AS draw FROM (
    SELECT p.person_id, t.draw AS person_draw,
      row_number() OVER (PARTITION BY p.source_id ORDER BY t.draw, p.person_id) AS drawn
    FROM person_source p JOIN (
      SELECT person_id, sum(records) AS records, min(draw) AS draw FROM person_source GROUP BY person_id
    ) t ON t.person_id = p.person_id
    WHERE t.records > 1) s
  WHERE s.drawn <= ${ofSource} GROUP BY s.person_id) sampled`,
  },
  {
    name: "sampled_record",
    reads: ["sampled_person", "cluster"],
    sql: "SELECT c.record_id, c.person_id, s.place FROM cluster c JOIN sampled_person s ON s.person_id = c.person_id",
  },
  {
    name: "queued_support",
    reads: [],
    sql: "SELECT 0 AS record_id, 0 AS support WHERE 1 = 0",
  },
];

/** The records of people to learn from, at most a few thousand, in an order that their contents give. */
export async function samplePeople(engine: Engine): Promise<(readonly PersonRecord[])[]> {
  const [counted] = await engine.query<{ sources: number }>("SELECT count(*) AS sources FROM source");
  const share = Math.round(PEOPLE / Math.max(1, counted?.sources ?? 1));
  await runSteps(engine, samplingSteps(Math.min(MOST_OF_SOURCE, Math.max(LEAST_OF_SOURCE, share))));
  const people: (readonly PersonRecord[])[] = [];
  for await (const rows of streamPeople(engine, "sampled_record")) {
    for (const { records } of readPeople(rows)) people.push(records);
  }
  return people;
}
