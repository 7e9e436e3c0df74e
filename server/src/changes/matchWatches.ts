import { setImmediate as nextTurn } from "node:timers/promises";
import type { ChangeType } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import type { Restrictions } from "../accounts/restrictions.js";
import { codeOf } from "../errors.js";
import type { Profile } from "../fusion/fusedPerson.js";
import type { Log } from "../log.js";
import { type Condition, meets } from "../people/searchCondition.js";
import { searchRowOf } from "../people/searchTerms.js";
import { anchorOldWatches } from "./anchors.js";
import { readPage, type StoredChange } from "./changeStore.js";
import { toldChanges } from "./readChanges.js";

/** Changes that watches are held against at once: a few hundredths of a second, in which calls wait. */
const AT_ONCE = 100;
const INTERVAL_MS = 1000;

interface WatchRow {
  readonly watch_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly person_id: string | null;
  readonly condition: Condition | null;
  readonly types: readonly ChangeType[] | null;
  readonly after_change: string;
  readonly restrictions: Restrictions | null;
}

/** What somebody became to a search. */
type Match = "entered" | "left" | "stayed";

/** An event that is to be told. */
interface Hit {
  readonly account_id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const termsOf = (profile: Profile): ReadonlySet<string> =>
  new Set(searchRowOf({ profile, evidence: {} }).terms);

/** What a person was and is found by, as far as the profile shows it. */
class Terms {
  readonly #known = new Map<
    StoredChange,
    readonly [before: ReadonlySet<string>, after: ReadonlySet<string>]
  >();

  of(change: StoredChange): readonly [before: ReadonlySet<string>, after: ReadonlySet<string>] {
    const known = this.#known.get(change);
    if (known !== undefined) return known;
    const { profile, before } = change;
    const nothing: ReadonlySet<string> = new Set();
    const wasThere = Object.keys(before).length > 0;
    const terms = [
      profile !== null && wasThere ? termsOf({ ...profile, ...before }) : nothing,
      profile === null ? nothing : termsOf(profile),
    ] as const;
    this.#known.set(change, terms);
    return terms;
  }
}

function matchOf(condition: Condition, change: StoredChange, terms: Terms): Match | undefined {
  const [before, after] = terms.of(change);
  const [was, is] = [meets(before, condition), meets(after, condition)];
  if (is) return was ? "stayed" : "entered";
  return was ? "left" : undefined;
}

const isOn = ({ person_id }: WatchRow, { current_id, other_id, person_id: id }: StoredChange) =>
  person_id !== null && [id, current_id, other_id].includes(person_id);

/** No values: these are asked for, and paid for, with the cursor. */
function hitOf(watch: WatchRow, change: StoredChange, terms: Terms): Hit | undefined {
  const { watch_id, account_id, name, types, condition, after_change } = watch;
  if (BigInt(change.change_id) <= BigInt(after_change)) return undefined;
  if (types !== null && !change.types.some((type) => types.includes(type))) return undefined;
  const match = condition === null ? undefined : matchOf(condition, change, terms);
  if (match === undefined && !isOn(watch, change)) return undefined;
  const data = {
    watch_id,
    name,
    ...(match === undefined ? {} : { match }),
    change_id: change.change_id,
    cursor: String(BigInt(change.change_id) - 1n),
    person_id: change.person_id,
    ...(change.other_id === null ? {} : { other_id: change.other_id }),
    types: change.types,
    fields: Object.keys(change.after),
    detected_at: change.detected_at.toISOString(),
  };
  return { account_id, data };
}

/** Watches that changes may be of: on searches that an anchor leads to, and on these people. */
async function readWatches(tx: ISql, changes: readonly StoredChange[], known: Terms): Promise<WatchRow[]> {
  const terms = new Set(changes.flatMap((change) => known.of(change).flatMap((some) => [...some])));
  const ids = changes.flatMap(({ person_id, current_id, other_id }) => [
    person_id,
    current_id,
    other_id ?? "",
  ]);
  return await tx<WatchRow[]>`
    SELECT watch_id::text, account_id::text, watch.name, person_id, condition, types, after_change::text, restrictions
    FROM watch JOIN account USING (account_id)
    WHERE watch_id IN (
      SELECT watch_id FROM unnest(${[...terms]}::text[]) AS had (term) JOIN watch_anchor USING (term)
      UNION SELECT watch_id FROM watch WHERE person_id = ANY (${ids})
    ) ORDER BY watch.watch_id`;
}

async function hitsOf(tx: ISql, changes: readonly StoredChange[]): Promise<Hit[]> {
  const [terms, hits]: [Terms, Hit[]] = [new Terms(), []];
  const byAccount = new Map<string, WatchRow[]>();
  for (const watch of await readWatches(tx, changes, terms)) {
    const own = byAccount.get(watch.account_id) ?? [];
    byAccount.set(watch.account_id, own);
    own.push(watch);
  }
  for (const own of byAccount.values()) {
    const told = await toldChanges(tx, changes, own[0]?.restrictions ?? null);
    for (const watch of own)
      for (const change of told) hits.push(...[hitOf(watch, change, terms) ?? []].flat());
  }
  return hits;
}

/** Writes events, with their deliveries: at the account's endpoints, and at those of the watches. */
async function tell(tx: ISql, hits: readonly Hit[]): Promise<void> {
  if (hits.length === 0) return;
  const events = await tx<{ event_id: string }[]>`
    INSERT INTO event (account_id, type, data)
    SELECT account_id, 'person.changed', data
    FROM jsonb_to_recordset(${tx.json(hits as never)}) AS hit (account_id bigint, data jsonb)
    RETURNING event_id::text`;
  await tx`
    INSERT INTO delivery (event_id, endpoint_id)
    SELECT event_id, endpoint_id FROM event JOIN watch ON watch_id = (data ->> 'watch_id')::bigint
    JOIN webhook_endpoint USING (endpoint_id)
    WHERE event_id = ANY (${events.map(({ event_id }) => event_id)}::bigint[]) AND removed_at IS NULL
    ON CONFLICT DO NOTHING`;
}

/**
 * Holds watches against the changes that follow those they were held against before, and writes what accounts are to be
 * told, with where it stands, in one transaction: so nothing is left out or told twice, whenever a process is killed.
 * One process does so at a time.
 * @returns whether there may be more
 */
export async function matchWatches(sql: Sql): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [state] = await tx<{ through: string; some: boolean }[]>`
      SELECT through::text, EXISTS (SELECT FROM watch) AS some FROM watched_change FOR UPDATE SKIP LOCKED`;
    if (state === undefined) return false;
    if (!state.some) {
      await tx`
        UPDATE watched_change SET through = newest.change_id
        FROM (SELECT max(change_id) AS change_id FROM person_change) AS newest WHERE newest.change_id > through`;
      return false;
    }
    await anchorOldWatches(tx);
    const { changes, end, hasMore } = await readPage(tx, state.through, { types: undefined, limit: AT_ONCE });
    if (changes.length === 0) return false;
    await tell(tx, await hitsOf(tx, changes));
    await tx`UPDATE watched_change SET through = ${end}`;
    return hasMore;
  });
}

/** What telling of changes needs. */
export interface WatchingDeps {
  readonly sql: Sql;
  readonly log: Log;
}

/** Holds watches against changes as they come, until it is closed. Any number of processes may do so on one database. */
export function startWatching({ sql, log }: WatchingDeps): { close(): Promise<void> } {
  let round: Promise<void> | undefined;
  let isClosing = false;
  const work = async () => {
    while (!isClosing && (await matchWatches(sql))) await nextTurn();
  };
  const begin = () => {
    round ??= work()
      .catch((failure: unknown) =>
        log({ level: "error", error: "watches are not held against changes", code: codeOf(failure) }),
      )
      .finally(() => {
        round = undefined;
      });
  };
  const timer = setInterval(begin, INTERVAL_MS).unref();
  const close = async () => {
    isClosing = true;
    clearInterval(timer);
    await round;
  };
  return { close };
}
