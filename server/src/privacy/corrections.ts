import type { Sql } from "postgres";
import { VouchError } from "../errors.js";
import { findSubject } from "./findServed.js";
import type { PrivacyRequest } from "./requests.js";

/**
 * Keeps what a person says in the place of what sources say; the next publication shows it.
 * @returns the ids of the people that it is of
 * @throws VouchError nobody_found
 */
export async function keepCorrections(sql: Sql, { id, subject }: PrivacyRequest): Promise<string[]> {
  const people = await findSubject(sql, subject ?? {});
  if (people.length === 0) {
    throw new VouchError(
      "nobody_found",
      `Nobody who is served is the person of request ${id}`,
      "There is nothing to correct: vouch privacy complete says so.",
    );
  }
  for (const { field, value } of subject?.corrections ?? []) {
    await sql`
      INSERT INTO correction (person_id, field, value, privacy_request_id)
      SELECT unnest(${people}::text[]), ${field}, ${value}, ${id}`;
  }
  return people;
}
