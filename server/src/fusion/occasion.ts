import type { Occasion } from "../changes/noteChanges.js";
import type { Engine } from "../engine/engine.js";
import type { Corrections } from "./corrections.js";
import type { Labels } from "./label.js";

/** Reads what resolution noted of the people that are to be published: why, and who was split from whom. */
export async function readOccasion(
  engine: Engine,
  corrections: Corrections,
  labels: Labels,
): Promise<Occasion> {
  const causes = await engine.query<{ person_id: string; cause: string }>(
    "SELECT person_id, cause FROM change_cause",
  );
  const splits = await engine.query<{ person_id: string; other_id: string }>(
    `SELECT person_id, other_id FROM person_event
     WHERE kind = 'split' AND person_id IN (SELECT person_id FROM dirty_person) ORDER BY event_id`,
  );
  const corrected = [...corrections.keys()].map((id) => [id, "a correction by the person"] as const);
  const labelled = [...labels.keys()].map((id) => [id, "what an account said of an answer"] as const);
  return {
    causes: new Map([
      ...labelled,
      ...corrected,
      ...causes.map(({ person_id, cause }) => [person_id, cause] as const),
    ]),
    splits: new Map(splits.map(({ person_id, other_id }) => [person_id, other_id])),
  };
}
