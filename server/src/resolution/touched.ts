import type { Engine } from "../engine/engine.js";
import type { Step } from "../engine/pipeline.js";
import type { LinkageModel } from "./model.js";

/** The records whose clusters may change, in an order that depends on what they say alone. */
export interface TouchedRecords {
  readonly ids: Int32Array;
  /** Position by record id, -1 for records that are not touched. */
  readonly positionOf: Int32Array;
  /** For each record the position of its person in `people`, -1 where it has none yet. */
  readonly before: Int32Array;
  readonly people: readonly string[];
  readonly conflicts: readonly Int32Array[];
  readonly together: readonly (readonly [number, number])[];
  readonly apart: readonly (readonly [number, number])[];
}

/** Marks all records. */
export const everyRecordStep: Step = {
  name: "touched",
  reads: ["normalized_record"],
  sql: "SELECT record_id FROM normalized_record",
};

/**
 * Steps to the table `touched`: the records of `start`, those that hang together with them now, and all of the islands
 * of these as they were. A person's records are always of one island, so nothing outside can change.
 */
export function touchedSteps(start: string, edge: number): Step[] {
  return [
    {
      name: "reached",
      reads: [start, "scored_pair", "judged_pair"],
      sql: `SELECT record_id FROM ${start}
UNION
SELECT p.right_id FROM scored_pair p JOIN ${start} s ON s.record_id = p.left_id WHERE p.weight > ${edge}
UNION
SELECT p.left_id FROM scored_pair p JOIN ${start} s ON s.record_id = p.right_id WHERE p.weight > ${edge}
UNION
SELECT j.right_id FROM judged_pair j JOIN ${start} s ON s.record_id = j.left_id WHERE j.verdict = 'positive'
UNION
SELECT j.left_id FROM judged_pair j JOIN ${start} s ON s.record_id = j.right_id WHERE j.verdict = 'positive'`,
    },
    {
      name: "touched",
      reads: ["reached", "island"],
      sql: `SELECT record_id FROM reached
UNION
SELECT record_id FROM island
WHERE island_id IN (SELECT i.island_id FROM island i JOIN reached r ON r.record_id = i.record_id)`,
    },
  ];
}

/** The order of touched records: by content, then by source and key. */
function touchedSql(model: LinkageModel): string {
  const values = model.conflicts.map((column) => `v_${column}.number AS v_${column}`);
  const joins = model.conflicts.map(
    (column) => `LEFT JOIN (
  SELECT n.${column} AS value, min(n.record_id) AS number FROM normalized_record n
  JOIN touched t ON t.record_id = n.record_id WHERE n.${column} IS NOT NULL GROUP BY n.${column}) v_${column}
  ON v_${column}.value = n.${column}`,
  );
  return `SELECT ${["t.record_id", "c.person_id", ...values].join(", ")}
FROM touched t
JOIN normalized_record n ON n.record_id = t.record_id
LEFT JOIN source_record s ON s.record_id = t.record_id
LEFT JOIN source o ON o.source_id = s.source_id
LEFT JOIN cluster c ON c.record_id = t.record_id
${joins.join("\n")}
ORDER BY s.content_hash, o.name, s.source_key`;
}

/** Loads the touched records and the judgements between them. */
export async function loadTouched(engine: Engine, model: LinkageModel): Promise<TouchedRecords> {
  const [sizes] = await engine.query<{ records: number; largest: number | null }>(
    `SELECT count(*) AS records, max(t.record_id) AS largest FROM touched t
     JOIN normalized_record n ON n.record_id = t.record_id`,
  );
  const size = sizes?.records ?? 0;
  const ids = new Int32Array(size);
  const positionOf = new Int32Array((sizes?.largest ?? 0) + 1).fill(-1);
  const before = new Int32Array(size).fill(-1);
  const conflicts = model.conflicts.map(() => new Int32Array(size).fill(-1));
  const people = new Map<string, number>();
  let position = 0;
  for await (const { rowCount, columns } of engine.stream(touchedSql(model))) {
    for (let row = 0; row < rowCount; row += 1) {
      const id = Number(columns[0]?.[row]);
      ids[position] = id;
      positionOf[id] = position;
      const person = columns[1]?.[row];
      if (typeof person === "string") before[position] = numberOf(people, person);
      for (const [at, values] of conflicts.entries()) values[position] = Number(columns[2 + at]?.[row] ?? -1);
      position += 1;
    }
  }
  const judged = await loadJudged(engine, positionOf);
  return { ids, positionOf, before, people: [...people.keys()], conflicts, ...judged };
}

function numberOf(known: Map<string, number>, text: string): number {
  const found = known.get(text);
  if (found !== undefined) return found;
  known.set(text, known.size);
  return known.size - 1;
}

async function loadJudged(
  engine: Engine,
  positionOf: Int32Array,
): Promise<Pick<TouchedRecords, "together" | "apart">> {
  const together: [number, number][] = [];
  const apart: [number, number][] = [];
  const sql =
    "SELECT left_id, right_id, CASE WHEN verdict = 'positive' THEN 1 ELSE 0 END AS same FROM judged_pair";
  for await (const { rowCount, columns } of engine.stream(sql)) {
    for (let row = 0; row < rowCount; row += 1) {
      const left = positionOf[Number(columns[0]?.[row])] ?? -1;
      const right = positionOf[Number(columns[1]?.[row])] ?? -1;
      if (left >= 0 && right >= 0) (columns[2]?.[row] === 1 ? together : apart).push([left, right]);
    }
  }
  return { together, apart };
}
