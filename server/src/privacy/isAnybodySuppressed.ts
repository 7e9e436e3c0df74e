import type { Sql } from "postgres";
import type { PrivacyFolder } from "./privacyFolder.js";

/** Whether there is anything to sweep by. Most stores have nothing, and what sweeping needs takes long to load. */
export async function isAnybodySuppressed(sql: Sql, folder: PrivacyFolder): Promise<boolean> {
  if (folder.readList().length > 0) return true;
  const [begun] = await sql`SELECT FROM suppression_salt`;
  return begun !== undefined;
}
