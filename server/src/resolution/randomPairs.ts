import type { Engine } from "../engine/engine.js";
import type { Step } from "../engine/pipeline.js";
import type { LinkageModel } from "./model.js";

const RANDOM_PAIRS = 500_000;
const SEED = 0x5eed;

/**
 * Puts the records in an order that depends on what they say alone, so that a sample by position is the same in
 * whatever order the records arrived.
 */
export function positionStep(model: LinkageModel, records: string): Step {
  return {
    name: "record_position",
    reads: [records],
    sql: `SELECT record_id, row_number() OVER (ORDER BY ${model.columns.join(", ")}) - 1 AS position FROM ${records}`,
  };
}

/** Random pairs of records in the form of candidate pairs. */
export function randomPairStep(model: LinkageModel): Step {
  const shared = model.identifiers.map((kind) => `coalesce(c.shared_${kind}, 0) AS shared_${kind}`);
  return {
    name: "random_pair",
    reads: ["random_position", "record_position", "candidate_pair"],
    sql: `SELECT ${["p.left_id", "p.right_id", ...shared].join(", ")}
FROM (
SELECT CASE WHEN a.record_id < b.record_id THEN a.record_id ELSE b.record_id END AS left_id,
  CASE WHEN a.record_id < b.record_id THEN b.record_id ELSE a.record_id END AS right_id
FROM random_position r
JOIN record_position a ON a.position = r.first_position
JOIN record_position b ON b.position = r.second_position) p
LEFT JOIN candidate_pair c ON c.left_id = p.left_id AND c.right_id = p.right_id`,
  };
}

/** Fills the table `random_position` with pairs of positions below `records`: all pairs where these are few. */
export async function writeRandomPositions(engine: Engine, records: number): Promise<void> {
  await engine.execute(
    "CREATE OR REPLACE TEMP TABLE random_position (first_position INTEGER, second_position INTEGER)",
  );
  const all = (records * (records - 1)) / 2;
  const columns = all <= RANDOM_PAIRS ? allPairs(records) : randomPairs(records);
  if (all > 0) await engine.append("random_position", { rowCount: columns[0].length, columns });
}

type Columns = readonly [number[], number[]];

function allPairs(records: number): Columns {
  const columns: Columns = [[], []];
  for (let left = 0; left < records; left += 1) {
    for (let right = left + 1; right < records; right += 1) {
      columns[0].push(left);
      columns[1].push(right);
    }
  }
  return columns;
}

function randomPairs(records: number): Columns {
  const columns: Columns = [[], []];
  const next = randomNumbers(SEED);
  while (columns[0].length < RANDOM_PAIRS) {
    const [left, right] = [Math.floor(next() * records), Math.floor(next() * records)];
    if (left === right) continue;
    columns[0].push(left);
    columns[1].push(right);
  }
  return columns;
}

/** Mulberry32: numbers in 0..1 that a seed fixes. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
