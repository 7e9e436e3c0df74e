import { usageAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { ADA, publishAda } from "../../../test/people.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { createEnricher } from "../../people/enrich.js";

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
});
afterAll(() => database.close());

const BY_EMAIL = { email: ADA.email };
const STRANGER = { email: "nobody.here@acme.example" };

const read = (key: string, query = "") => api.get(`/api/v1/account/usage${query}`, key);

/** Moves the calls of a test to a time of its own. */
const date = (requestId: string, time: string) =>
  database.sql`UPDATE ledger SET created_at = ${time} WHERE request_id = ${requestId}`;

async function ask(key: string, body: unknown, time?: string): Promise<void> {
  const answer = await api.enrich(key, body);
  if (time !== undefined) await date(answer.body.request_id, time);
}

const line = (day: string, outcome: string, calls: number, credits: number) => ({
  day,
  operation: "enrichPerson",
  outcome,
  calls,
  credits,
});

describe("200", () => {
  it("sums up the calls of each day, operation and outcome; another account's are not among them", async () => {
    const [key, other] = [await api.newKey({ credits: 100 }), await api.newKey({ credits: 100 })];
    await ask(key, BY_EMAIL, "2027-01-31T00:00:00Z");
    await ask(key, BY_EMAIL, "2027-01-31T23:59:59.999Z");
    await ask(key, STRANGER, "2027-01-31T12:00:00Z");
    await ask(key, STRANGER, "2027-01-01T00:00:00Z");
    await ask(key, STRANGER, "2027-02-01T00:00:00Z");
    await ask(other, BY_EMAIL, "2027-01-31T12:00:00Z");
    const { status, body } = await read(key, "?from=2027-01-01&to=2027-01-31");
    expect(status).toBe(200);
    expect(usageAnswer.strict().parse(body)).toBeTruthy();
    expect(body.data).toEqual([
      line("2027-01-31", "not_found", 1, 1),
      line("2027-01-31", "success", 2, 8),
      line("2027-01-01", "not_found", 1, 1),
    ]);
    expect((await read(key, "?to=2027-01-31")).body.data).toHaveLength(2);
    expect((await read(key, "?from=2020-01-01&to=2028-02-01")).body.data).toEqual([
      line("2027-02-01", "not_found", 1, 1),
    ]);
  });

  it("answers what the account was charged of late, unless a day is named", async () => {
    const key = await api.newKey({ credits: 100 });
    expect((await read(key)).body.data).toEqual([]);
    await ask(key, BY_EMAIL);
    expect((await read(key)).body.data).toMatchObject([{ outcome: "success", calls: 1, credits: 4 }]);
  });
});

describe("400 invalid_param", () => {
  it.each([
    ["from", "yesterday"],
    ["to", "2027-02-30"],
    ["to", "0000-01-01"],
  ])("for %s=%s", async (param, value) => {
    const { status, body } = await read(await api.newKey(), `?${param}=${value}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ message: "invalid_param", param });
  });
});
