import type { Sql } from "postgres";

/** An account that was told of a person. */
export interface Recipient {
  readonly account: string;
  readonly operation: string;
  /** The call whose answer told of them. */
  readonly request_id: string;
  readonly at: Date;
}

/** Which accounts were told of people, and when: every call that was charged for it, latest first. */
export async function readRecipients(sql: Sql, ids: readonly string[]): Promise<Recipient[]> {
  if (ids.length === 0) return [];
  return await sql<Recipient[]>`
    SELECT account.name AS account, operation, request_id, ledger.created_at AS at
    FROM ledger JOIN account USING (account_id)
    WHERE person_ids IS NOT NULL AND string_to_array(person_ids, ' ') && ${[...ids]}::text[]
    ORDER BY entry_id DESC`;
}

/** The accounts among recipients: those that are to be told of an erasure or a correction. */
export const accountsOf = (recipients: readonly Recipient[]): string[] =>
  [...new Set(recipients.map(({ account }) => account))].sort();
