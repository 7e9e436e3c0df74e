import { type Change, operations } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import type { Restrictions } from "../accounts/restrictions.js";
import { type Billed, createBilled } from "../credits/billing.js";
import { readVouched } from "../people/vouched.js";
import { type ChangePage, type ChangeQuery, readPage, type StoredChange } from "./changeStore.js";
import { toldChange } from "./toldChange.js";

const { id: OPERATION, price } = operations.getChanges;

/** Changes from a place on. */
export type PlacedQuery = Pick<ChangeQuery, "types" | "limit"> & {
  /** Decimal text. */
  readonly after: string;
};

/** A page of changes. */
export interface ChangesFinding {
  /** What stands in the answer from `data` on. */
  readonly fieldsJson: string;
  readonly creditsUsed: number;
}

/** Reads changes and charges for each that tells values. */
export type ReadChanges = Billed<PlacedQuery, ChangesFinding>;

const DAY = 86_400_000;

const tellsValues = ({ before, after }: Pick<Change, "before" | "after">) =>
  Object.keys(before).length + Object.keys(after).length > 0;

function shown({
  change_id,
  person_id,
  types,
  before,
  after,
  other_id,
  cause,
  ...stored
}: StoredChange): Change {
  const { seen_day, detected_at } = stored;
  return {
    change_id,
    person_id,
    types: [...types],
    detected_at: detected_at.toISOString(),
    last_seen: seen_day === 0 ? null : new Date(seen_day * DAY).toISOString().slice(0, 10),
    before: before as Change["before"],
    after: after as Change["after"],
    other_id,
    cause,
  };
}

/** What the answer says of a page, from `data` on. */
export function changesFields(
  changes: readonly Change[],
  { end, hasMore }: Omit<ChangePage, "changes">,
): string {
  const rest = { data: changes, next_cursor: hasMore ? end : null, cursor: end };
  return `,${JSON.stringify(rest).slice(1, -1)}`;
}

/** Changes as an account may be told of them. */
export async function toldChanges(
  sql: ISql,
  changes: readonly StoredChange[],
  restrictions: Restrictions | null,
): Promise<StoredChange[]> {
  if (restrictions === null || changes.length === 0) return [...changes];
  const people = await readVouched(
    sql,
    changes.map(({ current_id }) => current_id),
  );
  return changes.flatMap((change, at) => toldChange(change, people[at], restrictions) ?? []);
}

/**
 * Makes the verb behind `getChanges`.
 * @param lookups a connection with `ENRICHER_SETTINGS`
 * @param charges another one
 */
export function createChangeReader(lookups: Sql, charges: Sql = lookups): ReadChanges {
  const find = async (query: PlacedQuery, restrictions: Restrictions | null) => {
    const { changes, ...page } = await readPage(lookups, query.after, query);
    const told = (await toldChanges(lookups, changes, restrictions)).map(shown);
    const creditsUsed = told.filter(tellsValues).length * price.success;
    return {
      finding: { fieldsJson: changesFields(told, page), creditsUsed },
      outcome: creditsUsed === 0 ? "empty" : "success",
      personIds: creditsUsed === 0 ? [] : [...new Set(told.map(({ person_id }) => person_id))],
    };
  };
  const service = {
    operation: OPERATION,
    highestPrice: ({ limit }: PlacedQuery) => limit * price.success,
    find,
    questionOf: ({ after, types, limit }: PlacedQuery) => [after, types, limit],
  };
  return createBilled<PlacedQuery, ChangesFinding>(service, charges, lookups);
}
