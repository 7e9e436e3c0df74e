import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { createVouch } from "@vouch/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { createEnricher } from "../people/enrich.js";
import { createBudget } from "./budget.js";
import { createToolServer } from "./tools.js";

let database: TestDatabase;
let api: TestApi;
let baseUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
  baseUrl = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await api.app.close();
  await database.close();
});

/** A model's side of a conversation. */
async function conversation({
  credits = 100,
  cap = Number.POSITIVE_INFINITY,
  network = fetch,
}: {
  credits?: number;
  cap?: number;
  network?: typeof fetch;
} = {}) {
  const apiKey = await api.newKey({ credits });
  const vouch = createVouch({ baseUrl, apiKey, retries: 0, fetch: network });
  const server = createToolServer(vouch, createBudget(cap));
  const client = new Client({ name: "test", version: "1.0.0" });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const { content, structuredContent, isError = false } = await client.callTool({ name, arguments: args });
    return { text: JSON.stringify(content), answer: structuredContent, isError };
  };
  return { client, call, charges: () => api.charges(apiKey) };
}

describe("the tools", () => {
  it("say what they cost", async () => {
    const { client } = await conversation();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      "account_balance",
      "enrich_person",
      "explain_person",
      "find_email",
      "search_people",
    ]);
    expect(tools.filter(({ description = "" }) => !/costs/i.test(description))).toEqual([]);
  });

  it("answer a person's profile, with evidence where it is to be explained", async () => {
    const { call } = await conversation();
    const found = await call("enrich_person", { email: ADA.email });
    expect(found.answer).toMatchObject({ credits_used: 4, data: { full_name: ADA.full_name } });
    expect(found.answer).not.toHaveProperty("evidence");
    expect((await call("explain_person", { email: ADA.email })).answer).toHaveProperty("evidence");
  });

  it("answer the balance for nothing", async () => {
    const { call } = await conversation({ credits: 7 });
    expect((await call("account_balance")).text).toContain("7");
  });

  it.each([
    ["nobody is found", "enrich_person", { email: "nobody.here@acme.example" }, "not_found"],
    ["too little is given", "enrich_person", { first_name: "Ada" }, "missing_param"],
  ])("tell the model what went wrong: %s", async (_, tool, args, word) => {
    const { call } = await conversation();
    const { isError, text } = await call(tool, args);
    expect(isError).toBe(true);
    expect(text).toContain(word);
  });
});

describe("a lookup", () => {
  it("that is asked again is charged once, by its question or by its name", async () => {
    const { call, charges } = await conversation();
    await call("enrich_person", { email: ADA.email });
    await call("enrich_person", { email: ADA.email });
    expect(await charges()).toHaveLength(1);
    const byName = { first_name: ADA.first_name, last_name: ADA.last_name, domain: ADA.domain };
    await call("enrich_person", { ...byName, lookup: "candidate 7" });
    await call("enrich_person", { ...byName, lookup: "candidate 7" });
    expect(await charges()).toHaveLength(2);
  });

  it("is not made where it could pass the cap", async () => {
    const { call, charges } = await conversation({ cap: 5 });
    expect((await call("enrich_person", { email: ADA.email })).isError).toBe(false);
    const refused = await call("enrich_person", { email: ADA.email, lookup: "another" });
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain("--cap");
    expect(await charges()).toHaveLength(1);
  });

  it("that is asked again counts once towards the cap", async () => {
    const { call } = await conversation({ cap: 5 });
    for (const _ of [1, 2, 3])
      expect((await call("enrich_person", { email: ADA.email })).isError).toBe(false);
    expect((await call("enrich_person", { email: ADA.email, lookup: "another" })).text).toContain("--cap");
  });

  it("whose answer is lost counts with what it may have cost, and no more when it is asked again", async () => {
    let calls = 0;
    const losing: typeof fetch = async (...call) => {
      const response = await fetch(...call);
      if (calls++ === 0) throw new TypeError("terminated");
      return response;
    };
    const { call, charges } = await conversation({ cap: 7, network: losing });
    expect((await call("enrich_person", { email: ADA.email })).isError).toBe(true);
    const other = await call("enrich_person", { email: ADA.email, lookup: "another" });
    expect(other.text).toContain("--cap");
    expect((await call("enrich_person", { email: ADA.email })).isError).toBe(false);
    expect(await charges()).toHaveLength(1);
  });
});
