import type { Cell, ColumnBatch, Engine, Loading } from "../engine/engine.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import type { SearchedTables } from "../privacy/findRecords.js";
import { SharedWork } from "../sharedWork.js";
import { contentOf } from "./connector.js";
import { type NormalizingTask, PARTED_BY, type PackedRecords, packRecords } from "./packedRecords.js";
import { type Place, Places } from "./places.js";
import type { SourceJudgement, SourceRecord } from "./sourceRecord.js";

/** Few enough that a batch is gone before the garbage collector takes it for something that lasts. */
const BATCH = 2_048;
const DATES: readonly string[] = ["first_seen", "last_seen"];

/** What an import writes to. */
type Tables = Readonly<Record<keyof PackedRecords, string>>;
const STORED: Tables = {
  given: "source_record",
  normalized: "normalized_record",
  identifiers: "identifier",
};
const STAGED: Tables = {
  given: "staged_record",
  normalized: "staged_normalized",
  identifiers: "staged_identifier",
};

const KINDS = ["given", "normalized", "identifiers"] as const satisfies readonly (keyof PackedRecords)[];

const parts = (text: string, by: keyof typeof PARTED_BY) => `string_split(${text}, chr(${PARTED_BY[by]}))`;
/** The cells of packed rows, $1. */
const ROWS = `(SELECT ${parts("r", "cells")} AS c FROM (SELECT unnest(${parts("decode($1)", "rows")}) AS r))`;
const ID = "CAST($2 AS INTEGER) + CAST(c[1] AS INTEGER)";

function columnOf(name: string, at: number): string {
  const cell = `nullif(c[${at + 2}], '')`;
  return DATES.includes(name) ? `CAST(${cell} AS DATE)` : cell;
}

/** How packed rows go into the tables; $2 is the id of the first record. */
const LOADED: Readonly<Record<keyof PackedRecords, string>> = {
  given: `SELECT ${ID}, CAST($3 AS INTEGER), c[2], c[3], c[4], CAST($4 AS TIMESTAMP) FROM ${ROWS}`,
  normalized: `SELECT ${ID}, ${NORMALIZED_COLUMNS.map(columnOf).join(", ")} FROM ${ROWS}`,
  identifiers: `SELECT ${ID}, c[2], c[3] FROM ${ROWS}`,
};

export interface StagingOptions {
  readonly sourceId: number;
  readonly now: Date;
  /** Whether nothing of the source is stored: then what is read goes straight into the store. */
  readonly isNew: boolean;
}

/**
 * What one import reads, on its way into the store: normalised beside the thread that reads, and written in batches. Of
 * a source that is stored already it waits in tables of its own, until it can be compared. Call it within the
 * transaction that the import lands in.
 */
export class Staging {
  /** Id of the first record that is read. */
  readonly firstId: number;
  readonly isNew: boolean;
  readonly #engine: Engine;
  readonly #options: StagingOptions;
  readonly #loadings: Readonly<Record<keyof PackedRecords, Loading>>;
  readonly #tables: Tables;
  readonly #places = new Places();
  /** Normalising takes longer than reading and storing. */
  readonly #normalizing = new SharedWork<NormalizingTask, PackedRecords>(
    packRecords,
    "ingestion/normalizingThread.js",
    { takesPart: true, asSent: ({ fields: _, ...task }) => task },
  );
  readonly #underWay: Promise<PackedRecords>[] = [];
  /** The engine takes one batch while the next are made. */
  #staged: Promise<void> = Promise.resolve();
  #records: SourceRecord[] = [];
  #judgements: SourceJudgement[] = [];
  #seq = 0;

  private constructor(
    engine: Engine,
    options: StagingOptions,
    firstId: number,
    loadings: Readonly<Record<keyof PackedRecords, Loading>>,
  ) {
    this.#engine = engine;
    this.#options = options;
    this.firstId = firstId;
    this.#loadings = loadings;
    this.isNew = options.isNew;
    this.#tables = options.isNew ? STORED : STAGED;
  }

  static async open(engine: Engine, options: StagingOptions): Promise<Staging> {
    const tables = options.isNew ? STORED : STAGED;
    if (!options.isNew) {
      for (const of of KINDS)
        await engine.execute(
          `CREATE OR REPLACE TEMP TABLE ${STAGED[of]} AS SELECT * FROM ${STORED[of]} LIMIT 0`,
        );
    }
    const firstId = await nextId(engine);
    const source = [options.sourceId, options.now.toISOString()];
    const loading = (of: keyof PackedRecords, constants: readonly Cell[] = []) =>
      engine.prepareLoading(`INSERT INTO ${tables[of]} ${LOADED[of]}`, [firstId, ...constants]);
    return new Staging(engine, options, firstId, {
      given: await loading("given", source),
      normalized: await loading("normalized"),
      identifiers: await loading("identifiers"),
    });
  }

  addRecord(record: SourceRecord): void {
    this.#records.push(record);
    this.#places.add(record);
  }

  addJudgement(judgement: SourceJudgement): void {
    this.#judgements.push(judgement);
  }

  get isFull(): boolean {
    return this.#records.length >= BATCH;
  }

  /** What was read, to be looked through. */
  get searched(): SearchedTables {
    const read = (table: string) => `(SELECT * FROM ${table} WHERE record_id >= ${this.firstId})`;
    const { given, normalized, identifiers } = this.#tables;
    return { given: read(given), normalized: read(normalized), identifiers: read(identifiers) };
  }

  /** Where a record that was read stands. */
  placeOf(recordId: number): Place {
    return this.#places.of(recordId - this.firstId);
  }

  /** Takes records out again. @param ids a query in brackets */
  async remove(ids: string): Promise<void> {
    for (const table of Object.values(this.#tables))
      await this.#engine.execute(`DELETE FROM ${table} WHERE record_id IN ${ids}`);
  }

  /** Takes what was added on its way. Resolves when there is room for more. */
  async flush(): Promise<void> {
    this.#begin(true);
    while (this.#underWay.length > SharedWork.enough) await this.#load();
  }

  /** Resolves when everything is staged. */
  async finish(): Promise<void> {
    this.#begin(false);
    while (this.#underWay.length > 0) await this.#load();
    await this.#staged;
    await this.#engine.execute(
      `CREATE OR REPLACE TEMP TABLE staged_judgement
       (left_key VARCHAR, right_key VARCHAR, verdict VARCHAR, judged_by VARCHAR, why VARCHAR)`,
    );
    const column = (key: keyof SourceJudgement) => this.#judgements.map((judgement) => judgement[key]);
    const columns = [column("leftKey"), column("rightKey"), column("verdict"), column("by"), column("why")];
    const judgements: ColumnBatch = { rowCount: this.#judgements.length, columns };
    await this.#engine.append("staged_judgement", judgements);
  }

  /** Ends what works on it, whatever is not done yet. */
  async close(): Promise<void> {
    await this.#normalizing.close();
    await this.#staged.catch(() => undefined);
    for (const of of KINDS) this.#loadings[of].end();
  }

  #begin(isLong: boolean): void {
    if (this.#records.length === 0) return;
    const records = this.#records;
    const task: NormalizingTask = {
      contents: records.map(({ fields }) => contentOf(fields)),
      fields: records.map(({ fields }) => fields),
      keys: records.map(({ key }) => key),
      first: this.#seq,
      now: this.#options.now.getTime(),
    };
    const packed = this.#normalizing.do(task, isLong);
    // A failure is told when it is their turn to be loaded.
    packed.catch(() => undefined);
    this.#underWay.push(packed);
    this.#seq += records.length;
    this.#records = [];
  }

  async #load(): Promise<void> {
    const packed = await this.#underWay.shift();
    await this.#staged;
    if (packed === undefined) return;
    this.#staged = this.#loadAll(packed);
    // A failure is told when the next one is loaded.
    this.#staged.catch(() => undefined);
  }

  async #loadAll(packed: PackedRecords): Promise<void> {
    for (const of of KINDS) if (packed[of].length > 0) await this.#loadings[of].run(packed[of]);
  }
}

/** Above all ids that records have, and had. */
async function nextId(engine: Engine): Promise<number> {
  const [found] = await engine.query<{ id: number }>(
    `SELECT coalesce(max(record_id), 0) + 1 AS id
     FROM (SELECT record_id FROM source_record UNION ALL SELECT record_id FROM cluster)`,
  );
  return found?.id ?? 1;
}

/** Drops the tables of an import. */
export async function dropStaged(engine: Engine): Promise<void> {
  for (const table of [...Object.values(STAGED), "staged_judgement", "staged_repetition", "landing"])
    await engine.execute(`DROP TABLE IF EXISTS ${table}`);
}
