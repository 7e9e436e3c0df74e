import type { Sql } from "postgres";
import type { Engine } from "../engine/engine.js";
import { eraseRecords } from "./eraseRecords.js";
import { ALL_RECORDS, findRecords, NEW_RECORDS } from "./findRecords.js";
import { findServed } from "./findServed.js";
import type { PrivacyFolder } from "./privacyFolder.js";
import { suppressionOf } from "./suppressionKeys.js";
import type { SuppressionList } from "./suppressionList.js";
import { addSuppressions, readDigest, syncSuppressions } from "./suppressions.js";
import { takeDown } from "./takeDown.js";

/** What a sweep erased. */
export interface Swept {
  readonly records: number;
  /** Who was served until then. */
  readonly people: number;
}

/** An identifier can lead to a name, and a name to namesakes; nothing leads on from there. */
const MOST_ROUNDS = 4;

const noteOf = ({ digest }: SuppressionList) => `${digest.count} ${digest.xor}`;

async function readNote(engine: Engine): Promise<string> {
  await engine.execute("CREATE TABLE IF NOT EXISTS swept_by (note VARCHAR)");
  const [row] = await engine.query<{ note: string }>("SELECT note FROM swept_by");
  return row?.note ?? "";
}

async function writeNote(engine: Engine, list: SuppressionList): Promise<void> {
  await engine.transaction(async () => {
    await engine.execute("DELETE FROM swept_by");
    await engine.execute("INSERT INTO swept_by VALUES ($1)", [noteOf(list)]);
  });
}

/**
 * Erases from the analytic store whoever is suppressed, and takes down who was published of them. What else led to them
 * is suppressed with them. All records are looked at where the list is another than at the last sweep, else the new ones.
 */
export async function sweepStore(engine: Engine, sql: Sql, folder: PrivacyFolder): Promise<Swept> {
  const swept = { records: 0, people: 0 };
  let note = await readNote(engine);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { list } = await syncSuppressions(sql, folder);
    const isKnown = noteOf(list) === note;
    const found = await findRecords(engine, list, isKnown ? NEW_RECORDS : ALL_RECORDS);
    if (found.byIdentifier.size + found.byName.size > 0) {
      const { records, people, values } = await eraseRecords(engine, found);
      const further = values.filter((value) => !list.has(value));
      await addSuppressions(
        sql,
        folder,
        further.map((value) => suppressionOf(folder.salt, value)),
      );
      swept.records += records;
      swept.people += (await takeDown(sql, people)).people;
    }
    await writeNote(engine, list);
    note = noteOf(list);
    // Who was suppressed meanwhile is in the database, too.
    const { count, xor } = await readDigest(sql);
    if (`${count} ${xor}` === note) break;
  }
  return swept;
}

/** Takes down everybody who is served and suppressed. @returns how many */
export async function sweepServed(sql: Sql, list: SuppressionList): Promise<number> {
  return (await takeDown(sql, await findServed(sql, list))).people;
}

/**
 * Brings database and file to one list. Where the database had lost entries, as one does that was restored from a
 * backup, whoever they stand for is taken down at once.
 */
export async function reapplySuppressions(sql: Sql, folder: PrivacyFolder): Promise<number> {
  const { list, restored } = await syncSuppressions(sql, folder);
  return restored === 0 ? 0 : await sweepServed(sql, list);
}
