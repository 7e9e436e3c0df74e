import type { Engine } from "../engine/engine.js";
import { explainPairs, type PairExplanation } from "./explainPairs.js";

/**
 * The pairs of which a person's word would tell the most: those whose match weight is nearest to even odds, one for
 * any two people, and none that was judged before.
 * @param most how many at most
 */
export async function reviewQueue(engine: Engine, most: number): Promise<PairExplanation[]> {
  const rows = await engine.query<{ left_id: number; right_id: number }>(
    `WITH open AS (
       SELECT p.left_id, p.right_id, abs(p.weight) AS doubt,
         row_number() OVER (
           PARTITION BY CASE WHEN l.person_id < r.person_id THEN l.person_id ELSE r.person_id END,
             CASE WHEN l.person_id < r.person_id THEN r.person_id ELSE l.person_id END
           ORDER BY abs(p.weight), p.left_id, p.right_id) AS place
       FROM scored_pair p
       JOIN cluster l ON l.record_id = p.left_id JOIN cluster r ON r.record_id = p.right_id
       WHERE NOT EXISTS (
         SELECT 1 FROM judgement j
         LEFT JOIN source_record a ON a.source_id = j.source_id AND a.source_key = j.left_key
         LEFT JOIN source_record b ON b.source_id = j.source_id AND b.source_key = j.right_key
         WHERE (coalesce(a.record_id, j.left_record) = p.left_id AND coalesce(b.record_id, j.right_record) = p.right_id)
            OR (coalesce(a.record_id, j.left_record) = p.right_id AND coalesce(b.record_id, j.right_record) = p.left_id)))
     SELECT left_id, right_id FROM open WHERE place = 1 ORDER BY doubt, left_id, right_id LIMIT ${Math.trunc(most)}`,
  );
  return await explainPairs(
    engine,
    rows.map(({ left_id, right_id }): [number, number] => [left_id, right_id]),
  );
}
