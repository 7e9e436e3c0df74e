import type { Engine } from "../engine/engine.js";
import type { RecordFields } from "./sourceRecord.js";

/** How much of a history an import read. */
export interface HistoryRead {
  readonly commits: number;
  /** All of it; what came since the last import; all of it, because commits that had been read are gone. */
  readonly read: "whole" | "news" | "rewritten";
}

/** The place of where a source was read from: JSON with `read_from` and `query`. */
export const ORIGIN = "origin";

/** What the imports of one source remember from one to the next, by the place in it that it is of. */
export class SourceMemory {
  readonly #before: ReadonlyMap<string, string>;
  readonly #after = new Map<string, string>();
  /** What the source's records say that are stored, by their keys. */
  readonly records: () => Promise<ReadonlyMap<string, RecordFields>>;
  /** Places that were not read, because nothing has changed there since the last import. */
  notModified = 0;
  /** Set where the source is a history. */
  history: HistoryRead | undefined;

  constructor(
    before: ReadonlyMap<string, string> = new Map(),
    records: SourceMemory["records"] = async () => new Map(),
  ) {
    this.#before = before;
    this.records = records;
  }

  /**
   * What the last imports of a source left. Where its records have a time to live nothing is: what is not read again
   * would seem to be gone.
   */
  static async open(engine: Engine, source: string): Promise<SourceMemory> {
    const rows = await engine.query<{ place: string; state: string }>(
      `SELECT m.place, m.state FROM source_memory m JOIN source s ON s.source_id = m.source_id
       WHERE s.name = $1 AND s.source_id NOT IN
         (SELECT source_id FROM source_declaration WHERE retention_days IS NOT NULL)`,
      [source],
    );
    const before = new Map(rows.map(({ place, state }) => [place, state]));
    return new SourceMemory(before, () => recordsOf(engine, source));
  }

  recall(place: string): string | undefined {
    return this.#before.get(place);
  }

  /** Takes effect when the import as a whole does. */
  remember(place: string, state: string): void {
    this.#after.set(place, state);
  }

  /** Keeps what is to be remembered; in the transaction that the import lands in. */
  async store(engine: Engine, sourceId: number): Promise<void> {
    for (const [place, state] of this.#after) {
      await engine.execute("DELETE FROM source_memory WHERE source_id = $1 AND place = $2", [
        sourceId,
        place,
      ]);
      await engine.execute("INSERT INTO source_memory VALUES ($1, $2, $3)", [sourceId, place, state]);
    }
  }
}

async function recordsOf(engine: Engine, source: string): Promise<Map<string, RecordFields>> {
  const rows = await engine.query<{ source_key: string; fields: string }>(
    `SELECT r.source_key, r.fields FROM source_record r JOIN source s ON s.source_id = r.source_id WHERE s.name = $1`,
    [source],
  );
  return new Map(rows.map(({ source_key, fields }) => [source_key, JSON.parse(fields)]));
}
