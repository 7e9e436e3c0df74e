import type { ColumnBatch, Engine } from "../engine/engine.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { SharedWork } from "../sharedWork.js";
import { contentOf } from "./connector.js";
import { type NormalizingTask, PARTED_BY, packRecords } from "./packedRecords.js";
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
    "normalized VARCHAR",
    "identifiers VARCHAR",
  ],
  staged_judgement: [
    "left_key VARCHAR",
    "right_key VARCHAR",
    "verdict VARCHAR",
    "judged_by VARCHAR",
    "why VARCHAR",
  ],
};

const parts = (text: string, by: keyof typeof PARTED_BY) => `string_split(${text}, chr(${PARTED_BY[by]}))`;

function columnOf(name: string, at: number): string {
  const cell = `nullif(n[${at + 1}], '')`;
  return `${DATES.includes(name) ? `CAST(${cell} AS DATE)` : cell} AS ${name}`;
}

/** What is packed in a staged record, unpacked where it is read. */
const VIEWS = {
  staged_normalized: `SELECT seq, ${NORMALIZED_COLUMNS.map(columnOf).join(", ")}
    FROM (SELECT seq, ${parts("normalized", "columns")} AS n FROM staged_record)`,
  staged_identifier: `SELECT seq, split_part(i, ' ', 1) AS kind, substr(i, strpos(i, ' ') + 1) AS value
    FROM (SELECT seq, unnest(${parts("identifiers", "identifiers")}) AS i FROM staged_record WHERE identifiers <> '')`,
};

const STAGE = `INSERT INTO staged_record
  SELECT CAST(c[1] AS INTEGER), nullif(c[2], ''), CAST(c[3] AS INTEGER), c[4], c[5], c[6], c[7], c[8]
  FROM (SELECT ${parts("r", "cells")} AS c FROM (SELECT unnest(${parts("$1", "rows")}) AS r))`;

/** What one import read, beside the store, until all of it is there. */
export class Staging {
  readonly #engine: Engine;
  readonly #now: number;
  /** Normalising takes longer than reading and storing. */
  readonly #normalizing = new SharedWork<NormalizingTask, string>(
    packRecords,
    "ingestion/normalizingThread.js",
    true,
  );
  readonly #underWay: Promise<string>[] = [];
  /** The engine takes one batch while the next are made. */
  #staged: Promise<void> = Promise.resolve();
  #records: SourceRecord[] = [];
  #judgements: SourceJudgement[] = [];
  #seq = 0;

  private constructor(engine: Engine, now: number) {
    this.#engine = engine;
    this.#now = now;
  }

  static async open(engine: Engine, now: number): Promise<Staging> {
    for (const [table, columns] of Object.entries(TABLES))
      await engine.execute(`CREATE OR REPLACE TEMP TABLE ${table} (${columns.join(", ")})`);
    for (const [view, sql] of Object.entries(VIEWS))
      await engine.execute(`CREATE OR REPLACE TEMP VIEW ${view} AS ${sql}`);
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
    await this.#staged;
    const column = (key: keyof SourceJudgement) => this.#judgements.map((judgement) => judgement[key]);
    const columns = [column("leftKey"), column("rightKey"), column("verdict"), column("by"), column("why")];
    const judgements: ColumnBatch = { rowCount: this.#judgements.length, columns };
    await this.#engine.append("staged_judgement", judgements);
  }

  async drop(): Promise<void> {
    await this.#normalizing.close();
    for (const view of Object.keys(VIEWS)) await this.#engine.execute(`DROP VIEW IF EXISTS ${view}`);
    for (const table of [...Object.keys(TABLES), "staged_key", "landing"])
      await this.#engine.execute(`DROP TABLE IF EXISTS ${table}`);
  }

  #begin(isLong: boolean): void {
    if (this.#records.length === 0) return;
    const records = this.#records;
    const task: NormalizingTask = {
      contents: records.map(({ fields }) => contentOf(fields)),
      keys: records.map(({ key }) => key),
      files: records.map(({ file = "" }) => file),
      lines: records.map(({ line }) => line),
      first: this.#seq,
      now: this.#now,
    };
    const packed = this.#normalizing.do(task, isLong);
    // A failure is told when it is their turn to be appended.
    packed.catch(() => undefined);
    this.#underWay.push(packed);
    this.#seq += records.length;
    this.#records = [];
  }

  async #append(): Promise<void> {
    const packed = await this.#underWay.shift();
    await this.#staged;
    if (packed === undefined) return;
    this.#staged = this.#engine.execute(STAGE, [packed]);
    // A failure is told when the next one is appended.
    this.#staged.catch(() => undefined);
  }
}
