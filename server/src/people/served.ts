import type { Sql } from "postgres";

/** How many people are served, and when one last changed (ISO, null where there are none). */
export async function countServed(sql: Sql): Promise<{ people: number; last_published: string | null }> {
  const [row] = await sql<{ people: number; last: Date | null }[]>`
    SELECT count(*)::float8 AS people, max(published_at) AS last FROM person`;
  return { people: row?.people ?? 0, last_published: row?.last?.toISOString() ?? null };
}
