import type { Step } from "../engine/pipeline.js";

/**
 * Each judged pair of records with the last word on it: a person's word, above any score. Judgements name records
 * by source and key, so that they outlive a record's replacement.
 */
export const judgedPairStep: Step = {
  name: "judged_pair",
  reads: ["judgement", "source_record"],
  sql: `WITH judged AS (
  SELECT record_id, source_id, source_key FROM source_record
  WHERE source_key IN (SELECT left_key FROM judgement UNION ALL SELECT right_key FROM judgement)),
named AS (
  SELECT j.judgement_id, j.verdict, coalesce(l.record_id, j.left_record) AS a, coalesce(r.record_id, j.right_record) AS b
  FROM judgement j
  LEFT JOIN judged l ON l.source_id = j.source_id AND l.source_key = j.left_key
  LEFT JOIN judged r ON r.source_id = j.source_id AND r.source_key = j.right_key),
numbered AS (
  SELECT CASE WHEN a < b THEN a ELSE b END AS left_id, CASE WHEN a < b THEN b ELSE a END AS right_id, verdict,
    row_number() OVER (
      PARTITION BY CASE WHEN a < b THEN a ELSE b END, CASE WHEN a < b THEN b ELSE a END ORDER BY judgement_id DESC) AS place
  FROM named WHERE a <> b)
SELECT left_id, right_id, verdict FROM numbered WHERE place = 1 AND verdict IN ('positive', 'negative')`,
};
