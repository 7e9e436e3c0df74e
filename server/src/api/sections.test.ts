import { enrichPersonAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { createEnricher } from "../people/enrich.js";

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
});
afterAll(() => database.close());

const BY_EMAIL = { email: ADA.email };

describe("an answer with include", () => {
  it("has beside the data what include names, at the same price, and a dry run has none", async () => {
    const key = await api.newKey({ credits: 10 });
    const include = ["alternatives", "evidence", "history", "explanation"];
    const { status, body } = await api.enrich(key, { ...BY_EMAIL, include });
    expect(status).toBe(200);
    expect(enrichPersonAnswer.parse(body)).toEqual(body);
    expect(body.credits_used).toBe(4);
    expect(Object.keys(body.data)).toHaveLength(10);
    expect(body.evidence.title).toMatchObject({
      value: body.data.title,
      changed_at: "2024-01-01",
      sources: [{ source: "crm", record: "a-1", licence: "contract", first_seen: "2024-01-01" }],
    });
    expect(body.alternatives.title).toMatchObject([{ value: "Analyst", sources: [{ value: "analyst" }] }]);
    expect(body.history.employments).toMatchObject([{ company_name: "Acme", is_current: true }]);
    expect(body.explanation).toMatchObject({ found_by: "email", candidates: 1, records: 4 });
    expect((await api.enrich(key, { ...BY_EMAIL, include, dry_run: true })).body).not.toHaveProperty(
      "evidence",
    );
  });

  it("answers just the data where include is empty", async () => {
    const { body } = await api.enrich(await api.newKey({ credits: 10 }), { ...BY_EMAIL, include: [] });
    expect(Object.keys(body)).toEqual(["status", "request_id", "credits_used", "data"]);
  });

  it("is repeated byte for byte to an Idempotency-Key", async () => {
    const key = await api.newKey({ credits: 10 });
    const once = { "idempotency-key": "with-evidence" };
    const first = await api.enrich(key, { ...BY_EMAIL, include: ["evidence"] }, once);
    expect((await api.enrich(key, { ...BY_EMAIL, include: ["evidence"] }, once)).text).toBe(first.text);
  });
});
