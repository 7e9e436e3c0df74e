import { createHash } from "node:crypto";
import { privacyConfirmationAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { receiveRequest, takeDueLink } from "../../privacy/requests.js";

let database: TestDatabase;
let api: TestApi;
let hosts = 0;
beforeAll(async () => {
  database = await testDatabase();
  api = new TestApi(database.sql, { enrich: () => Promise.reject(new Error("is not asked")) });
});
afterAll(() => database.close());

async function confirm(payload: object) {
  const remoteAddress = `192.0.2.${++hosts}`;
  const answer = await api.app.inject({
    method: "POST",
    url: "/privacy/confirmations",
    payload,
    remoteAddress,
  });
  return { status: answer.statusCode, body: answer.json() };
}

/** A token as it is sent to somebody who asks. */
async function tokenFor(body: Parameters<typeof receiveRequest>[1]): Promise<string> {
  await receiveRequest(database.sql, body, "req_test", true);
  return (await takeDueLink(database.sql))?.token ?? "";
}

const state = async (email: string) => {
  const [row] = await database.sql`
    SELECT state, proven_at IS NOT NULL AS proven FROM privacy_request WHERE subject ->> 'email' = ${email}`;
  return row;
};

describe("confirmPrivacyRequest", () => {
  it("approves who asks to be forgotten under the address that is proven, once", async () => {
    const email = "jane@acme.example";
    const token = await tokenFor({ type: "erasure", email });
    const { status, body } = await confirm({ token });
    expect(status).toBe(200);
    expect(privacyConfirmationAnswer.parse(body).data).toEqual({ confirmed: true });
    expect(await state(email)).toEqual({ state: "approved", proven: true });
    expect(await confirm({ token })).toMatchObject({
      status: 400,
      body: { message: "invalid_param", param: "token" },
    });
  });

  it.each([
    [{ type: "access" as const, email: "max@acme.example" }],
    [{ type: "opt_out" as const, email: "ida@acme.example", phone: "+15035550101" }],
  ])("leaves %j to the operator", async (body) => {
    await confirm({ token: await tokenFor(body) });
    expect(await state(body.email)).toEqual({ state: "open", proven: true });
  });

  it("refuses a token that is unknown, expired, or none", async () => {
    const token = await tokenFor({ type: "opt_out", email: "sue@acme.example" });
    await database.sql`UPDATE privacy_request SET token_expires_at = now() WHERE subject ->> 'email' = 'sue@acme.example'`;
    for (const payload of [{ token }, { token: "x" }, {}, { token: 7 }])
      expect((await confirm(payload)).status).toBe(400);
    expect(await state("sue@acme.example")).toEqual({ state: "unproven", proven: false });
  });

  it("serves a page that runs its own script alone, and does nothing by being opened", async () => {
    const page = await api.app.inject({ url: "/privacy/confirm" });
    const script = /<script>([\s\S]*)<\/script>/.exec(page.body)?.[1] ?? "";
    const hash = createHash("sha256").update(script).digest("base64");
    expect(page.headers["content-security-policy"]).toContain(`script-src 'sha256-${hash}'`);
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.headers["cache-control"]).toBe("no-store");
  });
});
