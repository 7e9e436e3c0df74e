import { randomUUID } from "node:crypto";
import { feedbackAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { ADA, publishAda } from "../../../test/people.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { writeRedirects } from "../../fusion/servingTables.js";
import { takeDown } from "../../privacy/takeDown.js";

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, {});
});
afterAll(() => database.close());

const BY_EMAIL = { email: ADA.email };
const BY_NAME = { first_name: ADA.first_name, last_name: ADA.last_name, domain: ADA.domain };

const give = (key: string, body: object) => api.post("/api/v1/feedback", key, body);
/** Asks and is answered with Ada. */
async function askFor(question: object, key: string): Promise<string> {
  const { status, body } = await api.enrich(key, question, { "idempotency-key": randomUUID() });
  expect(status).toBe(200);
  return body.request_id;
}
const labels = (request: string) =>
  database.sql`SELECT verdict, field, correct_value, wrong_value, person_id, confidence FROM feedback WHERE request_id = ${request}`;

describe("200", () => {
  it("notes a label with the confidence that was given, for nothing", async () => {
    const key = await api.newKey({ credits: 10 });
    const request_id = await askFor(BY_EMAIL, key);
    const { status, body } = await give(key, { request_id, verdict: "right" });
    expect(status).toBe(200);
    expect(feedbackAnswer.strict().parse(body)).toMatchObject({ credits_used: 0, data: { effect: "noted" } });
    const [label] = await labels(request_id);
    expect(label).toMatchObject({ verdict: "right", person_id: "p_ada" });
    expect(label?.["confidence"]).toBeGreaterThan(0.9);
    expect(await api.charges(key)).toHaveLength(1);
  });

  it("does not give the wrong person again to the same question of the same account", async () => {
    const [key, other] = [await api.newKey(), await api.newKey()];
    const request_id = await askFor(BY_EMAIL, key);
    const { body } = await give(key, { request_id, verdict: "wrong_person", ...BY_EMAIL });
    expect(body.data.effect).toBe("withheld");
    api.now += 1001;
    const shouted = { email: ADA.email.toUpperCase() };
    for (const same of [BY_EMAIL, shouted]) expect((await api.enrich(key, same)).status).toBe(404);
    await askFor(BY_NAME, key);
    await askFor(BY_EMAIL, other);
  });

  it("knows the wrong person under another id, and takes back what is taken back", async () => {
    const key = await api.newKey();
    const request_id = await askFor(BY_NAME, key);
    await give(key, { request_id, verdict: "wrong_person", ...BY_NAME });
    await database.sql`UPDATE feedback SET person_id = 'p_earlier' WHERE request_id = ${request_id}`;
    api.now += 1001;
    await askFor(BY_NAME, key);
    await writeRedirects(database.sql, new Map([["p_earlier", "p_ada"]]));
    expect((await api.enrich(key, BY_NAME)).status).toBe(404);
    await give(key, { request_id, verdict: "right" });
    api.now += 1001;
    await askFor(BY_NAME, key);
    expect(await labels(request_id)).toHaveLength(1);
  });

  it("does not give the account a wrong value again, but what it says is right; all others are given what they were", async () => {
    const [key, other] = [await api.newKey(), await api.newKey()];
    const request_id = await askFor(BY_EMAIL, key);
    const wrong = { request_id, verdict: "wrong_value", field: "title" };
    const titleFor = async (who: string) => (await api.enrich(who, BY_EMAIL)).body.data.title;
    expect((await give(key, wrong)).body.data.effect).toBe("withheld");
    api.now += 1001;
    expect(await titleFor(key)).toBeNull();
    expect((await api.enrich(key, { ...BY_EMAIL, required: ["title"] })).status).toBe(404);
    await give(key, { ...wrong, correct_value: "Countess" });
    expect(await titleFor(key)).toBe("Countess");
    const { body } = await api.enrich(key, { ...BY_EMAIL, include: ["evidence", "alternatives"] });
    expect(body.evidence.title.sources).toMatchObject([{ source: "feedback", value: "Countess" }]);
    expect(JSON.stringify(body.alternatives.title ?? [])).not.toContain("Senior Analyst");
    expect(await titleFor(other)).toBe("Senior Analyst");
  });

  it("heeds in every operation what an account said is wrong", async () => {
    const key = await api.newKey({ plan: "unlimited" });
    const request_id = await askFor(BY_EMAIL, key);
    await give(key, { request_id, verdict: "wrong_value", field: "email" });
    await give(key, { request_id, verdict: "wrong_value", field: "title" });
    api.now += 1001;
    const byId = await api.get("/api/v1/people/p_ada", key);
    expect(byId.body.data).toMatchObject({ email: null, title: null, full_name: ADA.full_name });
    const found = await api.post("/api/v1/people/search", key, { company: "Acme" });
    expect(found.body.data).toMatchObject([{ person_id: "p_ada", email: null, title: null }]);
    const { body } = await api.post("/api/v1/email/find", key, BY_NAME);
    expect(JSON.stringify(body.data ?? {})).not.toContain(ADA.email);
  });

  it("gives a value again that a source says anew", async () => {
    const key = await api.newKey();
    const request_id = await askFor(BY_EMAIL, key);
    await give(key, { request_id, verdict: "wrong_value", field: "title" });
    await database.sql`UPDATE feedback SET given_at = '2000-01-01' WHERE request_id = ${request_id}`;
    api.now += 1001;
    expect((await api.enrich(key, BY_EMAIL)).body.data.title).toBe("Senior Analyst");
  });

  it("notes what is wrong in a field, and that the answer was right", async () => {
    const key = await api.newKey();
    const request_id = await askFor(BY_EMAIL, key);
    const wrong = { request_id, verdict: "wrong_value", field: "title", correct_value: "Countess" };
    expect((await give(key, wrong)).status).toBe(200);
    expect((await give(key, { request_id, verdict: "right" })).status).toBe(200);
    expect(await labels(request_id)).toMatchObject([
      { verdict: "wrong_value", field: "title", correct_value: "Countess", wrong_value: "Senior Analyst" },
      { verdict: "right", field: "", wrong_value: null },
    ]);
    await askFor(BY_EMAIL, key);
  });

  it("takes right for an answer that told of nobody", async () => {
    const key = await api.newKey();
    const { body } = await api.enrich(key, { email: "nobody.here@acme.example" });
    expect((await give(key, { request_id: body.request_id, verdict: "right" })).status).toBe(200);
  });

  it("hears a test key out and keeps nothing", async () => {
    const key = await api.newKey({ mode: "test" });
    expect((await give(key, { request_id: "req_of_a_test", verdict: "right" })).status).toBe(200);
    expect(await labels("req_of_a_test")).toEqual([]);
  });
});

describe("404 not_found", () => {
  it("for a call that never was and one of another account, alike", async () => {
    const [key, other] = [await api.newKey({ credits: 0 }), await api.newKey()];
    const foreign = await askFor(BY_EMAIL, other);
    const [one, two] = [
      await give(key, { request_id: foreign, verdict: "right" }),
      await give(key, { request_id: "req_neverheardof", verdict: "right" }),
    ];
    expect([one.status, two.status]).toEqual([404, 404]);
    expect({ ...one.body, request_id: "" }).toEqual({ ...two.body, request_id: "" });
    expect(one.body).toMatchObject({ message: "not_found", credits_used: 0 });
    expect(await labels(foreign)).toEqual([]);
  });
});

describe("400", () => {
  const right = { request_id: "req_some_call", verdict: "right" };

  it.each([
    ["missing_param", "field", { ...right, verdict: "wrong_value" }],
    ["missing_param", "last_name", { ...right, first_name: "Ada", domain: "acme.example" }],
    ["invalid_param", "request_id", { ...right, request_id: "no'id" }],
    ["invalid_param", "verdict", { ...right, verdict: "so so" }],
    ["invalid_param", "field", { ...right, verdict: "wrong_value", field: "confidence" }],
    ["invalid_param", "correct_value", { ...right, correct_value: "Countess" }],
    ["invalid_param", "email", { ...right, email: "no address" }],
  ])("%s for %s", async (message, param, body) => {
    const answer = await give(await api.newKey(), body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ message, param });
  });

  it("invalid_param for a person where the answer told of nobody", async () => {
    const key = await api.newKey();
    const { body } = await api.enrich(key, { email: "nobody.here@acme.example" });
    const answer = await give(key, { request_id: body.request_id, verdict: "wrong_person" });
    expect(answer.body).toMatchObject({ code: 400, message: "invalid_param", param: "verdict" });
  });
});

describe("other refusals", () => {
  it("422 unprocessable for a question that is about no person", async () => {
    const asked = { request_id: "req_some_call", verdict: "wrong_person", email: "info@acme.example" };
    expect((await give(await api.newKey(), asked)).status).toBe(422);
  });

  it("401 without a key, 403 with one for something else, 415 without JSON", async () => {
    const body = { request_id: "req_some_call", verdict: "right" };
    expect((await give("", body)).status).toBe(401);
    expect((await give(await api.newKey({ scopes: ["search"] }), body)).status).toBe(403);
    const text = { "content-type": "text/plain" };
    expect((await api.post("/api/v1/feedback", await api.newKey(), "{}", text)).status).toBe(415);
  });

  it("429 over the plan's rate", async () => {
    const key = await api.newKey({ plan: "free" });
    for (let call = 0; call < 10; call++) await give(key, {});
    expect((await give(key, {})).status).toBe(429);
  });
});

describe("erasure", () => {
  it("leaves of feedback nothing that names the person", async () => {
    const key = await api.newKey();
    const request_id = await askFor(BY_EMAIL, key);
    await give(key, { request_id, verdict: "wrong_value", field: "title", correct_value: "Countess" });
    await give(key, { request_id, verdict: "wrong_person", ...BY_EMAIL });
    await takeDown(database.sql, ["p_ada"]);
    const kept = await database.sql`
      SELECT person_id, correct_value, wrong_value, question FROM feedback WHERE request_id = ${request_id}`;
    expect(kept).toHaveLength(2);
    for (const label of kept) expect(Object.values(label)).toEqual([null, null, null, null]);
  });
});
