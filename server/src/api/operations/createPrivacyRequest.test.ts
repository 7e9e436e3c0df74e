import { privacyRequestAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { ADA, publishAda } from "../../../test/people.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";

let database: TestDatabase;
let api: TestApi;
let hosts = 0;
beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: () => Promise.reject(new Error("is not asked")) });
});
afterAll(() => database.close());

async function ask(payload: object, remoteAddress = `192.0.2.${++hosts}`) {
  const answer = await api.app.inject({ method: "POST", url: "/privacy/requests", payload, remoteAddress });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

const kept = async () =>
  database.sql`SELECT type, state, subject FROM privacy_request ORDER BY privacy_request_id`;

describe("createPrivacyRequest", () => {
  it("takes a request in, and answers who is known and who is not alike", async () => {
    const [known, unknown] = [
      await ask({ type: "opt_out", email: ADA.email }),
      await ask({ type: "opt_out", email: "nobody@acme.example" }),
    ];
    expect(known.status).toBe(200);
    expect(privacyRequestAnswer.parse(known.body).data.next).toBe("confirm");
    expect({ ...known.body, request_id: "" }).toEqual({ ...unknown.body, request_id: "" });
    expect(Object.keys(known.headers).sort()).toEqual(Object.keys(unknown.headers).sort());
    expect(await kept()).toMatchObject([
      { type: "opt_out", state: "unproven", subject: { email: ADA.email } },
      { type: "opt_out", state: "unproven", subject: { email: "nobody@acme.example" } },
    ]);
  });

  it.each([
    [{ email: ADA.email }, "invalid_param", "type"],
    [{ type: "forget", email: ADA.email }, "invalid_param", "type"],
    [{ type: "access" }, "missing_param", "email"],
    [{ type: "access", email: "" }, "missing_param", "email"],
    [{ type: "access", email: "at home" }, "invalid_param", "email"],
    [{ type: "access", email: ADA.email, phone: "1".repeat(41) }, "invalid_param", "phone"],
    [{ type: "correction", email: ADA.email }, "missing_param", "corrections"],
    [
      { type: "correction", email: ADA.email, corrections: [{ field: "shoe", value: "44" }] },
      "invalid_param",
      "corrections",
    ],
  ])("refuses %j: %s %s", async (payload, message, param) => {
    const { status, body } = await ask(payload);
    expect([status, body.message, body.param]).toEqual([400, message, param]);
  });

  it("keeps few requests for one address that nobody proved to have, and says nothing of it", async () => {
    const payload = { type: "erasure", email: "flooded@acme.example" };
    for (let time = 0; time < 5; time += 1) expect((await ask(payload)).status).toBe(200);
    const rows = (await kept()).filter(({ subject }) => subject.email === payload.email);
    expect(rows.length).toBe(3);
  });

  it.each(["Ja\0ne", "\ud800"])("refuses a text that no store keeps: %j", async (full_name) => {
    const { status, body } = await ask({ type: "access", email: "odd@acme.example", full_name });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { message: "invalid_param", param: "full_name" },
    });
  });

  it("refuses a flood from one network address", async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 11; time += 1)
      statuses.push((await ask({ type: "access", email: `a${time}@acme.example` }, "198.51.100.7")).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429]);
  });

  it("writes nothing personal to the log, and needs JSON", async () => {
    const response = await api.app.inject({
      method: "POST",
      url: "/privacy/requests",
      headers: { "content-type": "text/plain" },
      payload: ADA.email,
    });
    expect(response.statusCode).toBe(415);
    expect(JSON.stringify(api.log)).not.toContain(ADA.email);
  });
});
