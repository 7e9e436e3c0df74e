import type { Sql } from "postgres";
import type { LearnedReliability } from "./sourceReliability.js";

const MAPS = ["accuracies", "copyRates", "halfLives", "typicalDays"] as const;

/** Where nothing is published. */
const NOTHING: LearnedReliability = {
  today: Number.MAX_SAFE_INTEGER,
  typicalDay: 0,
  accuracies: new Map(),
  copyRates: new Map(),
  halfLives: new Map(),
  typicalDays: new Map(),
};

/** Publishes what was learned of sources, so that people can be fused as of another day where they are served. */
export async function publishLearning(sql: Sql, learned: LearnedReliability): Promise<void> {
  const listed = Object.fromEntries(MAPS.map((name) => [name, [...learned[name]]]));
  const text = JSON.stringify({ ...learned, ...listed });
  await sql`
    INSERT INTO published_learning (learned) VALUES (${text})
    ON CONFLICT (is_only) DO UPDATE SET learned = excluded.learned`;
}

/** What `publishLearning` published last. */
export async function readLearning(sql: Sql): Promise<LearnedReliability> {
  const [row] = await sql<{ learned: string }[]>`SELECT learned FROM published_learning`;
  if (row === undefined) return NOTHING;
  const listed = JSON.parse(row.learned);
  return { ...listed, ...Object.fromEntries(MAPS.map((name) => [name, new Map(listed[name])])) };
}
