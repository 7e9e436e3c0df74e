import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { currentId } from "./recordReference.js";

/** Something that happened to a person. */
export interface HistoryEntry {
  /** ISO time. */
  readonly at: string;
  readonly kind: "created" | "changed" | "merged" | "split";
  readonly person_id: string;
  /** Whom it was merged with or split from. */
  readonly other_id: string | null;
  readonly cause: string;
  readonly model_version: number;
}

export interface PersonHistory {
  readonly asked: string;
  /** The id that the person has today. */
  readonly person_id: string;
  readonly records: number;
  readonly entries: readonly HistoryEntry[];
}

/**
 * All that happened to a person and to those who became part of it, oldest first.
 * @param id today's, or one that led to it
 * @throws VouchError `no_such_person`
 */
export async function personHistory(engine: Engine, id: string): Promise<PersonHistory> {
  const person_id = await currentId(engine, id);
  const entries = await engine.query<{ -readonly [Key in keyof HistoryEntry]: HistoryEntry[Key] }>(
    `WITH RECURSIVE known (id) AS (
       SELECT CAST($1 AS VARCHAR) UNION SELECT CAST($2 AS VARCHAR)
       UNION SELECT e.other_id FROM person_event e JOIN known k ON k.id = e.person_id WHERE e.kind = 'merged')
     SELECT happened_at AS at, kind, person_id, other_id, cause, model_version
     FROM person_event WHERE person_id IN (SELECT id FROM known) OR other_id IN (SELECT id FROM known)
     ORDER BY event_id`,
    [person_id, id],
  );
  const [counted] = await engine.query<{ records: number }>(
    "SELECT count(*) AS records FROM cluster WHERE person_id = $1",
    [person_id],
  );
  if (entries.length === 0 && (counted?.records ?? 0) === 0) {
    throw new VouchError("no_such_person", `There is no person ${id}`, "vouch export people lists them.");
  }
  return { asked: id, person_id, records: counted?.records ?? 0, entries };
}
