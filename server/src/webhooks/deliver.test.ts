import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { operations } from "@vouch/contract";
import type { Sql } from "postgres";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { charge } from "../credits/charge.js";
import { grant } from "../credits/grant.js";
import { deliverDue, startDeliveries } from "./deliver.js";
import { forgetEvents, listDeliveries, takeDue } from "./deliveries.js";
import { addEndpoint, type NewEndpoint, removeEndpoint, testEndpoint } from "./endpoints.js";

const PRICE = operations.enrichPerson.price.success;

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let database: TestDatabase;
let sql: Sql;
let receiver: Server;
let url: string;
let heard: Heard[] = [];
let logged: Readonly<Record<string, unknown>>[] = [];
/** The statuses of the next answers; then 204. */
let statuses: number[] = [];
let names = 0;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
  receiver = createServer(async (request, answer) => {
    heard.push({ headers: request.headers, text: (await request.toArray()).join("") });
    answer.writeHead(statuses.shift() ?? 204).end();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const address = receiver.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/hook`;
});
beforeEach(() => {
  heard = [];
  statuses = [];
  logged = [];
});
afterEach(() => sql`DELETE FROM event`);
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await database.close();
});

const deps = () => ({
  sql,
  reaches: () => true,
  log: (entry: Readonly<Record<string, unknown>>) => logged.push(entry),
});

/** Makes what waits for its next attempt due. */
const hurry = () => sql`UPDATE delivery SET next_at = now() WHERE next_at IS NOT NULL`;

async function account(credits: number): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO account (name, plan) VALUES (${`account ${++names}`}, 'free') RETURNING account_id::text AS id`;
  const accountId = row?.id ?? "";
  await grant(sql, { accountId, credits, requestId: "req_grant" });
  return accountId;
}

const pay = (accountId: string, calls: number) =>
  charge(
    sql,
    "enrichPerson",
    PRICE,
    Array.from({ length: calls }, () => ({
      accountId,
      requestId: `req_${++names}`,
      outcome: "success",
      credits: PRICE,
    })),
  );

function verified({ secret }: NewEndpoint, { headers, text }: Heard) {
  return new Webhook(secret).verify(text, headers as Record<string, string>) as {
    type: string;
    data: object;
  };
}

describe("a balance that falls", () => {
  it("is told of when it is low and when it is exhausted, each once, signed", async () => {
    const accountId = await account(100 + 2 * PRICE);
    const endpoint = await addEndpoint(sql, { accountId, url });
    await pay(accountId, 2);
    expect(await deliverDue(deps())).toBe(0);
    await pay(accountId, 1);
    await pay(accountId, 3);
    expect(await deliverDue(deps())).toBe(1);
    await pay(accountId, 100);
    await deliverDue(deps());
    const events = heard.map((one) => verified(endpoint, one));
    expect(events.map(({ type }) => type)).toEqual(["credits.low", "credits.exhausted"]);
    expect(events[0]).toMatchObject({
      data: { account: `account ${names - 106}`, credits_remaining: 100 - PRICE, threshold: 100 },
    });
    expect(events[1]?.data).toMatchObject({ credits_remaining: 0, threshold: PRICE });
  });

  it("is told of both where one batch of charges crosses both", async () => {
    const accountId = await account(200);
    await addEndpoint(sql, { accountId, url });
    await pay(accountId, 60);
    expect(await deliverDue(deps())).toBe(2);
  });

  it("is told of again after a grant", async () => {
    const accountId = await account(PRICE);
    await addEndpoint(sql, { accountId, url, types: ["credits.exhausted"] });
    for (let time = 0; time < 2; time++) {
      await pay(accountId, 1);
      await grant(sql, { accountId, credits: PRICE, requestId: "req_more" });
    }
    expect(await deliverDue(deps())).toBe(2);
  });

  it("is not told of where the charge is not kept", async () => {
    const accountId = await account(PRICE);
    await addEndpoint(sql, { accountId, url });
    const broken = sql.begin(async (transaction) => {
      await transaction`UPDATE account SET balance = 0 WHERE account_id = ${accountId}`;
      throw new Error("no");
    });
    await expect(broken).rejects.toThrow("no");
    expect(await deliverDue(deps())).toBe(0);
  });

  it("is told to its own account alone, and to those who asked for it", async () => {
    const [poor, other] = [await account(PRICE), await account(PRICE)];
    await addEndpoint(sql, { accountId: other, url });
    await addEndpoint(sql, { accountId: poor, url, types: ["credits.low"] });
    await pay(poor, 1);
    expect(await deliverDue(deps())).toBe(0);
  });
});

describe("a delivery", () => {
  it("that fails is made again under the same id, until it succeeds", async () => {
    const endpoint = await addEndpoint(sql, { accountId: await account(1), url });
    await testEndpoint(sql, endpoint.endpoint_id);
    statuses = [500, 302];
    await deliverDue(deps());
    expect(await deliverDue(deps())).toBe(0);
    await hurry();
    await deliverDue(deps());
    await hurry();
    await deliverDue(deps());
    expect(heard).toHaveLength(3);
    expect(new Set(heard.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(heard.map((one) => verified(endpoint, one).type)).toEqual(Array(3).fill("webhook.test"));
    await hurry();
    expect(await deliverDue(deps())).toBe(0);
    expect((await listDeliveries(sql, 1))[0]).toMatchObject({
      state: "delivered",
      attempts: 3,
      answer: "204",
    });
  });

  it("is made again where the process that took it dies", async () => {
    const { endpoint_id } = await addEndpoint(sql, { accountId: await account(1), url });
    await testEndpoint(sql, endpoint_id);
    expect(await takeDue(sql, 60)).toHaveLength(1);
    expect(await deliverDue(deps())).toBe(0);
    await hurry();
    expect(await deliverDue(deps())).toBe(1);
    expect(heard).toHaveLength(1);
  });

  it("is given up after ten attempts, and that is logged", async () => {
    const { endpoint_id } = await addEndpoint(sql, { accountId: await account(1), url });
    await testEndpoint(sql, endpoint_id);
    statuses = Array(20).fill(503);
    for (let attempt = 0; attempt < 12; attempt++) {
      await hurry();
      await deliverDue(deps());
    }
    expect(heard).toHaveLength(10);
    expect(logged).toMatchObject([{ error: "a webhook is given up", endpoint_id, answer: 503 }]);
    expect((await listDeliveries(sql, 1))[0]).toMatchObject({ state: "given up", answer: "503" });
  });

  it("ends with its endpoint: where that is gone, or is removed", async () => {
    const accountId = await account(1);
    const [gone, removed] = [
      await addEndpoint(sql, { accountId, url }),
      await addEndpoint(sql, { accountId, url }),
    ];
    await testEndpoint(sql, gone.endpoint_id);
    statuses = [410];
    await deliverDue(deps());
    await expect(testEndpoint(sql, gone.endpoint_id)).rejects.toMatchObject({ code: "unknown_endpoint" });
    await testEndpoint(sql, removed.endpoint_id);
    await removeEndpoint(sql, removed.endpoint_id);
    expect(await deliverDue(deps())).toBe(0);
  });

  it("is not made to a private address that the operator did not allow", async () => {
    const { endpoint_id } = await addEndpoint(sql, { accountId: await account(1), url });
    await testEndpoint(sql, endpoint_id);
    await deliverDue({ ...deps(), reaches: () => false });
    expect(heard).toEqual([]);
    expect((await listDeliveries(sql, 1))[0]).toMatchObject({
      state: "waiting",
      answer: "address_forbidden",
    });
  });

  it("is made once where several processes deliver", async () => {
    const { endpoint_id } = await addEndpoint(sql, { accountId: await account(1), url });
    for (let event = 0; event < 40; event++) await testEndpoint(sql, endpoint_id);
    await Promise.all([deliverDue(deps()), deliverDue(deps()), deliverDue(deps())]);
    expect(new Set(heard.map(({ headers }) => headers["webhook-id"])).size).toBe(40);
    expect(heard).toHaveLength(40);
  });

  it("is made by a server on its own", async () => {
    const { endpoint_id } = await addEndpoint(sql, { accountId: await account(1), url });
    const deliveries = startDeliveries(deps());
    await testEndpoint(sql, endpoint_id);
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await deliveries.close();
    expect((await listDeliveries(sql, 1))[0]).toMatchObject({ state: "delivered" });
  });
});

describe("an event", () => {
  it("is forgotten after a while, with its deliveries", async () => {
    const { endpoint_id } = await addEndpoint(sql, { accountId: await account(1), url });
    await testEndpoint(sql, endpoint_id);
    expect(await forgetEvents(sql)).toBe(0);
    await sql`UPDATE event SET created_at = now() - interval '91 days'`;
    expect(await forgetEvents(sql)).toBe(1);
    expect(await listDeliveries(sql, 10)).toEqual([]);
  });
});

describe("an endpoint", () => {
  it.each([[[]], [["credits.high"]]])("is not added for events that are none: %j", async (types) => {
    const order = { accountId: await account(1), url, types };
    await expect(addEndpoint(sql, order)).rejects.toMatchObject({ code: "unknown_event" });
  });

  it("is one of twenty at most", async () => {
    const accountId = await account(1);
    for (let endpoint = 0; endpoint < 20; endpoint++) await addEndpoint(sql, { accountId, url });
    await expect(addEndpoint(sql, { accountId, url })).rejects.toMatchObject({ code: "too_many_endpoints" });
  });
});
