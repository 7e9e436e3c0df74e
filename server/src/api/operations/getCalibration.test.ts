import { calibrationAnswer } from "@vouch/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { LABELS_NEEDED } from "../../people/labels.js";

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  api = new TestApi(database.sql, {});
});
afterAll(() => database.close());
beforeEach(() => database.sql`DELETE FROM feedback`);

const read = (key: string) => api.get("/api/v1/calibration", key);

/** Keeps what an account says of as many answers of a confidence as there are verdicts. */
async function label(account: number, confidence: number, verdicts: readonly string[]): Promise<void> {
  const rows = verdicts.map((verdict, at) => ({
    account_id: account,
    request_id: `req_${confidence}_${at}`,
    operation: "enrichPerson",
    verdict,
    field: verdict === "wrong_value" ? "title" : "",
    confidence,
  }));
  await database.sql`INSERT INTO feedback ${database.sql(rows)}`;
}
const times = (n: number, verdict: string) => Array.from({ length: n }, () => verdict);

describe("200", () => {
  it("answers the shipped tables where there are few labels, and says so, for nothing", async () => {
    await label(1, 0.9, times(LABELS_NEEDED - 1, "right"));
    const key = await api.newKey({ credits: 0 });
    const { status, body } = await read(key);
    expect(status).toBe(200);
    const { data } = calibrationAnswer.strict().parse(body);
    expect(data).toMatchObject({ measured_on: "shipped", labels: LABELS_NEEDED - 1 });
    expect(data.model_version).toMatch(/^shipped-[0-9a-f]{8}$/);
    expect(data.tables.map(({ asked_by }) => asked_by)).toEqual(["all", "email", "name"]);
    for (const { n, bins } of data.tables) expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(n);
    expect(await api.charges(key)).toEqual([]);
  });

  it("measures on what accounts said once they said enough; a wrong value is of the right person", async () => {
    await label(1, 0.85, [...times(60, "right"), ...times(20, "wrong_value"), ...times(20, "wrong_person")]);
    await label(2, 0.25, [...times(55, "right"), ...times(45, "wrong_person")]);
    const { body } = await read(await api.newKey());
    expect(body.data).toMatchObject({ measured_on: "labels", labels: 200 });
    expect(body.data.tables).toEqual([
      {
        asked_by: "all",
        n: 200,
        // By hand: (.8 * .15² + .2 * .85² + .55 * .75² + .45 * .25²) / 2 and (.05 + .3) / 2
        brier: 0.25,
        ece: 0.175,
        bins: [
          { from: 0.2, to: 0.3, n: 100, mean_confidence: 0.25, right: 0.55 },
          { from: 0.8, to: 0.9, n: 100, mean_confidence: 0.85, right: 0.8 },
        ],
      },
    ]);
  });

  it("leaves out accounts that only complain, what the operator undid, and what had no confidence", async () => {
    await label(1, 0.9, times(LABELS_NEEDED, "right"));
    await label(2, 0.9, times(50, "wrong_person"));
    await label(3, 0.4, times(50, "right"));
    await database.sql`UPDATE feedback SET accepted = false WHERE account_id = 3`;
    await label(4, 0.5, times(50, "right"));
    await database.sql`UPDATE feedback SET confidence = NULL WHERE account_id = 4`;
    const { body } = await read(await api.newKey());
    expect(body.data.labels).toBe(LABELS_NEEDED);
    expect(body.data.tables[0].bins).toEqual([
      { from: 0.9, to: 1, n: LABELS_NEEDED, mean_confidence: 0.9, right: 1 },
    ]);
  });
});

describe("refusals", () => {
  it("401 without a key, 403 with one for something else", async () => {
    expect((await read("")).status).toBe(401);
    expect((await read(await api.newKey({ scopes: ["search"] }))).status).toBe(403);
  });

  it("405 with another method", async () => {
    expect((await api.post("/api/v1/calibration", await api.newKey(), {})).status).toBe(405);
  });

  it("429 over the plan's rate", async () => {
    const key = await api.newKey({ plan: "free" });
    for (let call = 0; call < 10; call++) await read(key);
    expect((await read(key)).status).toBe(429);
  });
});
