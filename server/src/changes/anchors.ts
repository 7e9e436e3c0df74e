import type { ISql } from "postgres";
import { anchorsOf, type Condition } from "../people/searchCondition.js";

/** Notes the terms that lead from changes to a watch on a search. @param condition null: nobody meets it */
export async function anchorWatch(tx: ISql, watchId: string, condition: Condition | null): Promise<void> {
  const anchors = condition === null ? [] : anchorsOf(condition);
  await tx`
    INSERT INTO watch_anchor (term, watch_id) SELECT unnest(${[...anchors]}::text[]), ${watchId} ON CONFLICT DO NOTHING`;
  await tx`UPDATE watch SET is_anchored = true WHERE watch_id = ${watchId}`;
}

/** Does so for watches that are older than their terms. */
export async function anchorOldWatches(tx: ISql): Promise<void> {
  const old = await tx<{ watch_id: string; condition: Condition | null }[]>`
    SELECT watch_id::text, condition FROM watch WHERE NOT is_anchored AND person_id IS NULL`;
  for (const { watch_id, condition } of old) await anchorWatch(tx, watch_id, condition);
}
