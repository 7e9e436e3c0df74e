import type { Cell, Engine } from "../engine/engine.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { contentHash, contentOf } from "./connector.js";
import type { SourceJudgement, SourceRecord } from "./sourceRecord.js";

/** Few enough that a batch is gone before the garbage collector takes it for something that lasts. */
const BATCH = 4_096;
const DATES: readonly string[] = ["first_seen", "last_seen"];
const STAGED_COLUMNS = [
  "seq INTEGER",
  "line INTEGER",
  "source_key VARCHAR",
  "content_hash VARCHAR",
  "fields VARCHAR",
  ...NORMALIZED_COLUMNS.map((name) => `${name} ${DATES.includes(name) ? "DATE" : "VARCHAR"}`),
];

/** Rows by column, handed to the engine in batches. */
class Columns {
  readonly #table: string;
  #columns: Cell[][];
  rowCount = 0;

  constructor(table: string, width: number) {
    this.#table = table;
    this.#columns = Array.from({ length: width }, () => []);
  }

  add(row: readonly Cell[]): void {
    for (const [at, column] of this.#columns.entries()) column.push(row[at] ?? null);
    this.rowCount += 1;
  }

  async flush(engine: Engine): Promise<void> {
    if (this.rowCount === 0) return;
    await engine.append(this.#table, { rowCount: this.rowCount, columns: this.#columns });
    this.#columns = this.#columns.map(() => []);
    this.rowCount = 0;
  }
}

/** What one import read, beside the store, until all of it is there. */
export class Staging {
  readonly #engine: Engine;
  readonly #now: number;
  readonly #records = new Columns("staged_record", STAGED_COLUMNS.length);
  readonly #identifiers = new Columns("staged_identifier", 3);
  readonly #judgements = new Columns("staged_judgement", 5);
  #seq = 0;

  private constructor(engine: Engine, now: number) {
    this.#engine = engine;
    this.#now = now;
  }

  static async open(engine: Engine, now: number): Promise<Staging> {
    await engine.execute(`CREATE OR REPLACE TEMP TABLE staged_record (${STAGED_COLUMNS.join(", ")})`);
    await engine.execute(
      "CREATE OR REPLACE TEMP TABLE staged_identifier (seq INTEGER, kind VARCHAR, value VARCHAR)",
    );
    await engine.execute(
      "CREATE OR REPLACE TEMP TABLE staged_judgement (left_key VARCHAR, right_key VARCHAR, verdict VARCHAR, judged_by VARCHAR, why VARCHAR)",
    );
    return new Staging(engine, now);
  }

  addRecord({ key, fields, line }: SourceRecord): void {
    const seq = this.#seq;
    this.#seq += 1;
    const { record, identifiers } = normalizeRecord(fields, this.#now);
    const normalized = NORMALIZED_COLUMNS.map((column) => record[column]);
    const content = contentOf(fields);
    this.#records.add([seq, line, key, contentHash(content), content, ...normalized]);
    for (const { kind, value } of identifiers) this.#identifiers.add([seq, kind, value]);
  }

  addJudgement({ leftKey, rightKey, verdict, by, why }: SourceJudgement): void {
    this.#judgements.add([leftKey, rightKey, verdict, by, why]);
  }

  get isFull(): boolean {
    return this.#records.rowCount >= BATCH;
  }

  async flush(): Promise<void> {
    for (const columns of [this.#records, this.#identifiers, this.#judgements])
      await columns.flush(this.#engine);
  }

  async drop(): Promise<void> {
    for (const table of ["staged_record", "staged_identifier", "staged_judgement", "staged_key", "landing"]) {
      await this.#engine.execute(`DROP TABLE IF EXISTS ${table}`);
    }
  }
}
