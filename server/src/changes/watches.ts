import { createHash } from "node:crypto";
import type { ChangeType, Watch } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import { readConditions } from "../people/search.js";
import type { Condition } from "../people/searchCondition.js";
import type { SearchCriteria } from "../people/searching.js";
import { ownEndpoint } from "../webhooks/endpoints.js";
import { anchorWatch } from "./anchors.js";

/** What a watch is on, as the account wrote it. */
export type Watched = Pick<
  Watch,
  "person_id" | "company" | "domain" | "title" | "seniority" | "department" | "location" | "keywords"
>;

/** A watch that an account wants. */
export interface WatchOrder {
  /** Decimal text. */
  readonly accountId: string;
  readonly name: string;
  readonly watched: Watched;
  /** What people must be whom the search finds; undefined: it is on a person. */
  readonly condition: Condition | undefined;
  /** Undefined: all. */
  readonly types: readonly ChangeType[] | undefined;
  /** Checked before, where it may lead; undefined: the account's endpoints alone are told. */
  readonly webhookUrl: string | undefined;
  /** Watches that the account may have; null: no limit. */
  readonly most: number | null;
}

/** What watches are made, listed and ended by. */
export interface Watches {
  /** @param criteria of a search; undefined: it is on a person */
  readonly create: (
    order: Omit<WatchOrder, "condition">,
    criteria: SearchCriteria | undefined,
  ) => Promise<MadeWatch>;
  readonly list: (
    accountId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => ReturnType<typeof listWatches>;
  readonly remove: (accountId: string, watchId: string) => Promise<boolean>;
}

/** How making a watch ended. */
export type MadeWatch =
  | { readonly kind: "made"; readonly watch: Watch; readonly secret: string | undefined }
  | { readonly kind: "no_such_person" | "too_many_watches" };

interface Row {
  readonly watch_id: string;
  readonly name: string;
  readonly person_id: string | null;
  readonly criteria: Watched | null;
  readonly types: Watch["types"];
  readonly webhook_url: string | null;
  readonly created_at: Date;
}

const watchFrom = ({ person_id, criteria, created_at, watch_id, name, types, webhook_url }: Row): Watch => ({
  watch_id,
  name,
  ...(person_id === null ? criteria : { person_id }),
  types,
  webhook_url,
  created_at: created_at.toISOString(),
});

const shown = (sql: ISql) => sql`
  SELECT watch_id::text, watch.name, watch.person_id, criteria, watch.types, endpoint.url AS webhook_url, watch.created_at
  FROM watch LEFT JOIN webhook_endpoint AS endpoint
    ON endpoint.endpoint_id = watch.endpoint_id AND endpoint.removed_at IS NULL`;

const fingerprintOf = ({ name, watched, types, webhookUrl }: WatchOrder) =>
  createHash("sha256")
    .update(JSON.stringify([name, watched, types, webhookUrl]))
    .digest();

/** The id that a published person has now. */
async function publishedId(tx: ISql, personId: string): Promise<string | undefined> {
  const [row] = await tx<{ person_id: string }[]>`
    SELECT person_id FROM person WHERE person_id IN (
      SELECT ${personId} UNION SELECT person_id FROM person_redirect WHERE old_id = ${personId})`;
  return row?.person_id;
}

async function insert(tx: ISql, order: WatchOrder, personId: string | null): Promise<MadeWatch> {
  const { accountId, name, watched, condition, types, webhookUrl } = order;
  const endpoint = webhookUrl === undefined ? undefined : await ownEndpoint(tx, accountId, webhookUrl);
  const isSearch = personId === null;
  const [made] = await tx<{ watch_id: string }[]>`
    INSERT INTO watch (account_id, name, person_id, criteria, condition, types, endpoint_id, fingerprint, after_change)
    SELECT ${accountId}, ${name}, ${personId}, ${isSearch ? tx.json(watched as never) : null},
      ${isSearch ? tx.json((condition ?? null) as never) : null}, ${types === undefined ? null : [...types]},
      ${endpoint?.endpointId ?? null}, ${fingerprintOf(order)}, coalesce(max(change_id), 0) FROM person_change
    ON CONFLICT (account_id, fingerprint) DO UPDATE SET endpoint_id = excluded.endpoint_id
    RETURNING watch_id::text`;
  if (isSearch && made !== undefined) await anchorWatch(tx, made.watch_id, condition ?? null);
  const [row] = await tx<Row[]>`${shown(tx)} WHERE watch_id = ${made?.watch_id ?? null}`;
  if (row === undefined) throw new Error("nothing was inserted");
  return { kind: "made", watch: watchFrom(row), secret: endpoint?.secret };
}

/** Makes a watch; one that is there already is answered again. From now on changes are told. */
export async function createWatch(sql: Sql, order: WatchOrder): Promise<MadeWatch> {
  return await sql.begin(async (tx): Promise<MadeWatch> => {
    const { accountId, most, watched } = order;
    await tx`SELECT FROM account WHERE account_id = ${accountId} FOR UPDATE`;
    const [held] = await tx<{ others: number }[]>`
      SELECT count(*)::int AS others FROM watch
      WHERE account_id = ${accountId} AND fingerprint <> ${fingerprintOf(order)}`;
    if (most !== null && (held?.others ?? 0) >= most) return { kind: "too_many_watches" };
    const { person_id } = watched;
    if (person_id === undefined) return await insert(tx, order, null);
    const personId = await publishedId(tx, person_id);
    return personId === undefined ? { kind: "no_such_person" } : await insert(tx, order, personId);
  });
}

/** A page of an account's watches, oldest first. @param cursor decimal text; undefined: from the first on */
export async function listWatches(
  sql: Sql,
  accountId: string,
  { limit, cursor = "0" }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly watches: readonly Watch[]; readonly next_cursor: string | null }> {
  const rows = await sql<Row[]>`
    ${shown(sql)} WHERE watch.account_id = ${accountId} AND watch_id > ${cursor} ORDER BY watch.watch_id LIMIT ${limit + 1}`;
  const watches = rows.slice(0, limit).map(watchFrom);
  return { watches, next_cursor: rows.length > limit ? (watches.at(-1)?.watch_id ?? null) : null };
}

/** Ends a watch. @returns whether the account had it */
export async function deleteWatch(sql: Sql, accountId: string, watchId: string): Promise<boolean> {
  const { count } = await sql`DELETE FROM watch WHERE account_id = ${accountId} AND watch_id = ${watchId}`;
  return count > 0;
}

/** Forgets watches on people, and what was to be told of them. @param ids with the ids that lead to them */
export async function forgetWatched(tx: ISql, ids: readonly string[]): Promise<void> {
  await tx`DELETE FROM watch WHERE person_id = ANY (${[...ids]})`;
  await tx`
    DELETE FROM event WHERE type = 'person.changed' AND (data ? 'person_id' AND data ->> 'person_id' = ANY (${[...ids]})
      OR data ? 'other_id' AND data ->> 'other_id' = ANY (${[...ids]}))`;
}

/** Makes the verbs behind the operations about watches. */
export function createWatches(sql: Sql): Watches {
  return {
    create: async (order, criteria) => {
      const conditions = criteria && (await readConditions(sql, criteria));
      return await createWatch(sql, { ...order, condition: conditions?.matches });
    },
    list: (accountId, page) => listWatches(sql, accountId, page),
    remove: (accountId, watchId) => deleteWatch(sql, accountId, watchId),
  };
}
