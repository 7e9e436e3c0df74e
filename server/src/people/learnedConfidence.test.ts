import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { createEnricher, createEnrichment } from "./enrich.js";
import { LABELS_NEEDED } from "./labels.js";
import { heldOut, LearnedConfidence, learnConfidence, readConfidenceModel } from "./learnedConfidence.js";
import { readReliability } from "./reliability.js";

let database: TestDatabase;
let learned: LearnedConfidence;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  await publishAda(sql);
  learned = new LearnedConfidence(sql);
  const enrichment = createEnrichment(sql, sql, (confidence) => learned.apply(confidence));
  api = new TestApi(sql, { enrich: createEnricher(sql, sql, enrichment) });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql`DELETE FROM feedback`;
  await learnConfidence(database.sql);
  await learned.refresh();
});

/** Judged answers that promised .98, and of which so many were right. */
async function judge(answers: number, right: number): Promise<void> {
  await database.sql`
    INSERT INTO feedback (account_id, request_id, operation, verdict, confidence)
    SELECT 1, 'req_' || n, 'enrichPerson', CASE WHEN n <= ${right} THEN 'right' ELSE 'wrong_person' END, 0.98
    FROM generate_series(1, ${answers}) AS n`;
}

describe("confidence", () => {
  it("is what labels say where there are enough, and keeps what it was for the ledger", async () => {
    const { sql } = database;
    await judge(400, 320);
    await learnConfidence(sql);
    await learned.refresh();
    expect(learned.apply(0.98)).toBeCloseTo(0.8, 1);
    const key = await api.newKey();
    const { body } = await api.enrich(key, { email: ADA.email });
    expect(body.data.confidence).toBeLessThan(0.9);
    const [charge] = await sql`SELECT confidence FROM ledger WHERE request_id = ${body.request_id}`;
    expect(charge?.["confidence"]).toBeGreaterThan(0.97);
    expect((await api.enrich(key, { email: ADA.email, min_confidence: 0.95 })).status).toBe(404);
  });

  it("stays what it is where there are few, and becomes it again where labels are undone", async () => {
    const { sql } = database;
    await judge(LABELS_NEEDED, LABELS_NEEDED * 0.75);
    await learnConfidence(sql);
    expect(await readConfidenceModel(sql)).toBeDefined();
    await sql`UPDATE feedback SET accepted = false WHERE request_id = 'req_1'`;
    await learnConfidence(sql);
    expect(await readConfidenceModel(sql)).toBeUndefined();
    await learned.refresh();
    expect(learned.apply(0.98)).toBe(0.98);
  });

  it("keeps a toss-up a toss-up, and the order of answers", async () => {
    await judge(400, 400);
    await learnConfidence(database.sql);
    await learned.refresh();
    expect(learned.apply(0.5)).toBe(0.5);
    expect(learned.apply(0.3)).toBeLessThanOrEqual(0.5);
    const scores = Array.from({ length: 101 }, (_, at) => learned.apply(at / 100));
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  });

  it("is learned once from the same labels", async () => {
    await judge(300, 290);
    await learnConfidence(database.sql);
    const first = await readConfidenceModel(database.sql);
    await learnConfidence(database.sql);
    expect(await readConfidenceModel(database.sql)).toEqual(first);
  });
});

describe("the calibration that is told", () => {
  it("names the model that was learned, and holds it against labels that it was not learned from", async () => {
    await judge(400, 320);
    const before = await readReliability(database.sql);
    expect(before).toMatchObject({ measured_on: "labels", tables: [{ ece: 0.18 }] });
    await learnConfidence(database.sql);
    const after = await readReliability(database.sql);
    expect(after.model_version).toMatch(/^labels-\d+$/);
    expect(after.tables[0]?.n).toBe(400);
    expect(after.tables[0]?.ece).toBeLessThan(0.05);
  });

  it("leaves every label out once", () => {
    const labels = Array.from({ length: 403 }, (_, at) => ({ score: (at % 10) / 10, right: at % 3 > 0 }));
    expect(heldOut(labels)).toHaveLength(403);
    expect(heldOut(labels).filter(({ right }) => right)).toHaveLength(
      labels.filter(({ right }) => right).length,
    );
  });
});
