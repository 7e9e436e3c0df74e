import type { Engine } from "../engine/engine.js";

/** What was said of a person, by the id that the person had then. */
interface Said {
  readonly person_id: string;
}

const appendIds = (engine: Engine, table: string, ids: readonly string[]) =>
  engine.append(table, { rowCount: ids.length, columns: [ids] });

/** Where ids lead that are not the people's of today any more. */
async function readLed(engine: Engine, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  await engine.execute("CREATE OR REPLACE TEMP TABLE heard_person (person_id VARCHAR)");
  await appendIds(engine, "heard_person", ids);
  const rows = await engine.query<{ old_id: string; person_id: string }>(
    "SELECT r.old_id, r.person_id FROM redirect r JOIN heard_person h ON h.person_id = r.old_id",
  );
  return new Map(rows.map(({ old_id, person_id }) => [old_id, person_id]));
}

/**
 * Sorts what was said by the ids that people have now, each in the order given. Of whom there is news is to be published.
 */
export async function hearOf<T extends Said>(
  engine: Engine,
  rows: readonly T[],
  isNews: (row: T) => boolean,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const heard = new Map<string, T[]>();
  if (rows.length === 0) return heard;
  const led = await readLed(engine, [...new Set(rows.map(({ person_id }) => person_id))]);
  const dirty = new Set<string>();
  for (const row of rows) {
    const id = led.get(row.person_id) ?? row.person_id;
    const said = heard.get(id);
    if (said === undefined) heard.set(id, [row]);
    else said.push(row);
    if (isNews(row)) dirty.add(id);
  }
  if (dirty.size > 0) await appendIds(engine, "dirty_person", [...dirty]);
  return heard;
}
