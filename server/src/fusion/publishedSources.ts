import type { Sql } from "postgres";
import type { Engine } from "../engine/engine.js";
import { FEEDBACK, SELF } from "./corrections.js";

const PERSON = { source_id: SELF, name: "the person", legal_basis: "told by the person", record_url: null };
/** Accounts that said what is right, as a source. */
export const ACCOUNTS = {
  source_id: FEEDBACK,
  name: "feedback",
  legal_basis: "told by an account",
  record_url: null,
};

/**
 * Publishes the sources that evidence names, with what is stated of them, in place of those published before.
 * @param said whether people said something of themselves, or accounts of answers, too
 */
export async function publishSources(
  engine: Engine,
  sql: Sql,
  said: { readonly byPeople: boolean; readonly byAccounts: boolean },
): Promise<void> {
  const sources = await engine.query<{
    source_id: number;
    name: string;
    legal_basis: string | null;
    record_url: string | null;
  }>(
    `SELECT s.source_id, s.name, d.legal_basis, d.record_url
     FROM source s LEFT JOIN source_declaration d ON d.source_id = s.source_id ORDER BY s.source_id`,
  );
  if (said.byPeople) sources.push(PERSON);
  if (said.byAccounts) sources.push(ACCOUNTS);
  await sql.begin(async (tx) => {
    await tx`DELETE FROM published_source`;
    if (sources.length > 0) await tx`INSERT INTO published_source ${tx(sources)}`;
  });
}
