import { errors } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { eraseAnswers } from "../credits/storedAnswers.js";
import { createEnricher } from "../people/enrich.js";
import type { Enrich } from "../people/enrichment.js";

let database: TestDatabase;
let api: TestApi;
/** Another process over the same database, or the same one after a restart. */
let other: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
  other = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
});
afterAll(() => database.close());

const BY_EMAIL = { email: ADA.email };
const STRANGER = { email: "nobody.here@acme.example" };
const once = (key = "call-1") => ({ "idempotency-key": key });

/** Holds calls in flight until they are let go. */
function held(enrich: Enrich): { readonly enrich: Enrich; readonly begun: Promise<void>; letGo(): void } {
  let [begin, letGo] = [() => {}, () => {}];
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow: Enrich = async (...call) => {
    begin();
    await gate;
    return enrich(...call);
  };
  return { enrich: slow, begun, letGo };
}

describe("a call with an Idempotency-Key that is asked again", () => {
  it.each([
    ["a person", BY_EMAIL, 200, 4],
    ["nobody", STRANGER, 404, 1],
  ])("is answered byte for byte and costs nothing: %s", async (_, body, status, price) => {
    const key = await api.newKey({ credits: 10 });
    const first = await api.enrich(key, body, once());
    for (const node of [api, other]) {
      const again = await node.enrich(key, body, once());
      expect(again.status).toBe(status);
      expect(again.text).toBe(first.text);
      expect(again.headers).toMatchObject({
        "content-type": first.headers["content-type"],
        "x-request-id": first.headers["x-request-id"],
        "x-credits-used": "0",
        "x-credits-remaining": String(10 - price),
        "idempotent-replayed": "true",
      });
    }
    expect(first.headers).toMatchObject({ "x-credits-used": String(price) });
    expect(first.headers["idempotent-replayed"]).toBeUndefined();
    expect(await api.charges(key)).toHaveLength(1);
  });

  it("is answered though the balance is spent", async () => {
    const key = await api.newKey({ credits: 4 });
    const first = await api.enrich(key, BY_EMAIL, once());
    expect((await api.enrich(key, BY_EMAIL)).status).toBe(402);
    expect((await api.enrich(key, BY_EMAIL, once())).text).toBe(first.text);
  });

  it("is refused with another body: 422 idempotency_mismatch", async () => {
    const key = await api.newKey({ credits: 10 });
    await api.enrich(key, BY_EMAIL, once());
    const answer = await other.enrich(key, STRANGER, once());
    expect(answer.status).toBe(errors.idempotency_mismatch.status);
    expect(answer.body).toMatchObject({ message: "idempotency_mismatch", credits_used: 0 });
    expect(await api.charges(key)).toHaveLength(1);
  });

  it("is told after an erasure that its answer is gone: 410 answer_erased, without a charge", async () => {
    const key = await api.newKey({ credits: 10 });
    await api.enrich(key, BY_EMAIL, once());
    await api.enrich(key, STRANGER, once("call-2"));
    await eraseAnswers(database.sql, ["p_ada"]);
    const answer = await api.enrich(key, BY_EMAIL, once());
    expect(answer.status).toBe(errors.answer_erased.status);
    expect(answer.body).toMatchObject({ code: 410, message: "answer_erased", credits_used: 0 });
    expect((await api.enrich(key, STRANGER, once("call-2"))).status).toBe(404);
    expect(await api.charges(key)).toHaveLength(2);
  });

  it("is another account's own", async () => {
    const [one, two] = [await api.newKey({ credits: 10 }), await api.newKey({ credits: 10 })];
    await api.enrich(one, BY_EMAIL, once());
    const answer = await api.enrich(two, STRANGER, once());
    expect(answer.status).toBe(404);
    expect(answer.headers["idempotent-replayed"]).toBeUndefined();
  });

  it("is answered anew where nothing was charged for it", async () => {
    const key = await api.newKey({ credits: 0 });
    expect((await api.enrich(key, BY_EMAIL, once())).status).toBe(402);
    expect((await api.enrich(key, { ...BY_EMAIL, dry_run: true }, once())).status).toBe(402);
    expect((await api.enrich(key, { email: "no address" }, once())).status).toBe(400);
    await database.sql`
      UPDATE account SET balance = 10 WHERE account_id = (SELECT max(account_id) FROM account)`;
    const answer = await api.enrich(key, BY_EMAIL, once());
    expect(answer.status).toBe(200);
    expect(answer.headers["idempotent-replayed"]).toBeUndefined();
  });
});

describe("calls with one Idempotency-Key at the same time", () => {
  it("are charged once and answered alike: 100 of them on two nodes", async () => {
    const key = await api.newKey({ credits: 1000 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? api : other).enrich(key, BY_EMAIL, once())),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.filter(({ headers }) => headers["idempotent-replayed"] === undefined)).toHaveLength(1);
    expect(await api.charges(key)).toHaveLength(1);
  });

  it("wait for the first, and are told where it takes too long: 409 idempotency_in_flight", async () => {
    const first = held(createEnricher(database.sql));
    const node = new TestApi(database.sql, { enrich: first.enrich });
    const key = await node.newKey({ credits: 10 });
    const running = node.enrich(key, BY_EMAIL, once());
    await first.begun;
    const impatient = await node.enrich(key, BY_EMAIL, once());
    expect(impatient.status).toBe(errors.idempotency_in_flight.status);
    expect(impatient.body).toMatchObject({ message: "idempotency_in_flight", credits_used: 0 });
    expect((await node.enrich(key, STRANGER, once())).body.message).toBe("idempotency_mismatch");
    const waiting = node.enrich(key, BY_EMAIL, once());
    first.letGo();
    expect((await waiting).text).toBe((await running).text);
    expect(await api.charges(key)).toHaveLength(1);
  });
});

describe("400 invalid_param", () => {
  it.each([
    ["empty", ""],
    ["too long", "k".repeat(256)],
  ])("for a key that is %s", async (_, value) => {
    const key = await api.newKey({ credits: 10 });
    const answer = await api.enrich(key, BY_EMAIL, once(value));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ message: "invalid_param", param: "Idempotency-Key" });
  });

  it("takes a key of 255 characters", async () => {
    const key = await api.newKey({ credits: 10 });
    expect((await api.enrich(key, BY_EMAIL, once("k".repeat(255)))).status).toBe(200);
  });
});
