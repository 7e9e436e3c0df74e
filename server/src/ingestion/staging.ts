import type { Cell, ColumnBatch, Engine } from "../engine/engine.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { SharedWork } from "../sharedWork.js";
import { contentHash, contentOf } from "./connector.js";
import { type NormalizedColumns, type NormalizingTask, normalizedColumns } from "./normalizedColumns.js";
import type { SourceJudgement, SourceRecord } from "./sourceRecord.js";

/** Few enough that a batch is gone before the garbage collector takes it for something that lasts. */
const BATCH = 2_048;
const DATES: readonly string[] = ["first_seen", "last_seen"];
const TABLES = {
  staged_record: [
    "seq INTEGER",
    "file VARCHAR",
    "line INTEGER",
    "source_key VARCHAR",
    "content_hash VARCHAR",
    "fields VARCHAR",
    ...NORMALIZED_COLUMNS.map((name) => `${name} ${DATES.includes(name) ? "DATE" : "VARCHAR"}`),
  ],
  staged_identifier: ["seq INTEGER", "kind VARCHAR", "value VARCHAR"],
  staged_judgement: [
    "left_key VARCHAR",
    "right_key VARCHAR",
    "verdict VARCHAR",
    "judged_by VARCHAR",
    "why VARCHAR",
  ],
};

/** Rows of the two tables that records are staged in. */
interface StagedRows {
  readonly records: ColumnBatch;
  readonly identifiers: ColumnBatch;
}

const batchOf = (columns: readonly (readonly Cell[])[]): ColumnBatch => ({
  rowCount: columns[0]?.length ?? 0,
  columns,
});

/** What one import read, beside the store, until all of it is there. */
export class Staging {
  readonly #engine: Engine;
  readonly #now: number;
  /** Normalising takes as long as reading and storing. */
  readonly #normalizing = new SharedWork<NormalizingTask, NormalizedColumns>(
    normalizedColumns,
    "ingestion/normalizingThread.js",
  );
  readonly #underWay: Promise<StagedRows>[] = [];
  #records: SourceRecord[] = [];
  #judgements: SourceJudgement[] = [];
  #seq = 0;

  private constructor(engine: Engine, now: number) {
    this.#engine = engine;
    this.#now = now;
  }

  static async open(engine: Engine, now: number): Promise<Staging> {
    for (const [table, columns] of Object.entries(TABLES)) {
      await engine.execute(`CREATE OR REPLACE TEMP TABLE ${table} (${columns.join(", ")})`);
    }
    return new Staging(engine, now);
  }

  addRecord(record: SourceRecord): void {
    this.#records.push(record);
  }

  addJudgement(judgement: SourceJudgement): void {
    this.#judgements.push(judgement);
  }

  get isFull(): boolean {
    return this.#records.length >= BATCH;
  }

  /** Takes what was added on its way. Resolves when there is room for more. */
  async flush(): Promise<void> {
    this.#begin(true);
    while (this.#underWay.length > SharedWork.enough) await this.#append();
  }

  /** Resolves when everything is staged. */
  async finish(): Promise<void> {
    this.#begin(false);
    while (this.#underWay.length > 0) await this.#append();
    const column = (key: keyof SourceJudgement) => this.#judgements.map((judgement) => judgement[key]);
    const columns = [column("leftKey"), column("rightKey"), column("verdict"), column("by"), column("why")];
    await this.#engine.append("staged_judgement", batchOf(columns));
  }

  async drop(): Promise<void> {
    await this.#normalizing.close();
    for (const table of [...Object.keys(TABLES), "staged_key", "landing"]) {
      await this.#engine.execute(`DROP TABLE IF EXISTS ${table}`);
    }
  }

  #begin(isLong: boolean): void {
    const rows = this.#rowsOf(this.#records, this.#seq, isLong);
    // A failure is told when it is their turn to be appended.
    rows.catch(() => undefined);
    this.#underWay.push(rows);
    this.#seq += this.#records.length;
    this.#records = [];
  }

  async #rowsOf(records: readonly SourceRecord[], first: number, isLong: boolean): Promise<StagedRows> {
    const contents = records.map(({ fields }) => contentOf(fields));
    const normalizing = this.#normalizing.do({ contents, first, now: this.#now }, isLong);
    const origin: Cell[][] = [
      records.map((_, at) => first + at),
      records.map(({ file }) => file ?? null),
      records.map(({ line }) => line),
      records.map(({ key }) => key),
      contents.map(contentHash),
      contents,
    ];
    const { columns, identifiers } = await normalizing;
    return { records: batchOf([...origin, ...columns]), identifiers: batchOf(identifiers) };
  }

  async #append(): Promise<void> {
    const rows = await this.#underWay.shift();
    if (rows === undefined) return;
    await this.#engine.append("staged_record", rows.records);
    await this.#engine.append("staged_identifier", rows.identifiers);
  }
}
