import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { plans, type Watch } from "@vouch/contract";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, adaAs } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { changeAccount } from "../accounts/accounts.js";
import { hashApiKey } from "../accounts/apiKey.js";
import { readCaller } from "../accounts/caller.js";
import { createJobs } from "../bulk/jobs.js";
import { createQueue } from "../bulk/queue.js";
import type { FusedPerson } from "../fusion/fusedPerson.js";
import { linesOf } from "../fusion/servingLines.js";
import { writePeople, writeRedirects } from "../fusion/servingTables.js";
import { takeDown } from "../privacy/takeDown.js";
import { deliverDue } from "../webhooks/deliver.js";
import { addEndpoint } from "../webhooks/endpoints.js";
import { matchWatches, startWatching } from "./matchWatches.js";

interface Told {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a real receiver was sent. */
const heard: { readonly headers: IncomingHttpHeaders; readonly text: string }[] = [];
let status = 204;
const receiver = createServer(async (request, answer) => {
  heard.push({ headers: request.headers, text: (await request.toArray()).join("") });
  answer.writeHead(status).end();
});

let database: TestDatabase;
let sql: TestDatabase["sql"];
let api: TestApi;
let hook: string;
let key: string;
beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const address = receiver.address();
  hook = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/hook`;
  const [queue, onSubmitted] = [createQueue(sql), () => {}];
  const jobs = createJobs({
    sql,
    queue,
    node: "test",
    reading: new Set(),
    types: {},
    reaches: () => true,
    onSubmitted,
  });
  api = new TestApi(sql, { jobs });
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await database.close();
});
beforeEach(async () => {
  heard.length = 0;
  status = 204;
  await sql`
    TRUNCATE person, person_lookup, person_evidence, person_search, person_change, person_redirect, erased_person, watch,
      watch_anchor,      event, delivery, published_source`;
  await sql`INSERT INTO published_source (source_id, name, legal_basis) VALUES (1, 'crm', 'contract')`;
  await write(adaAs({}));
  key = await api.newKey();
});

const write = (...people: FusedPerson[]) =>
  writePeople(sql, linesOf(people), { causes: new Map(), splits: new Map() });
const deps = () => ({ sql, reaches: () => true, log: () => {} });
const tell = async () => {
  while (await matchWatches(sql));
  await deliverDue(deps());
  return heard.map(({ text }): Told => JSON.parse(text));
};

async function watch(body: object): Promise<Watch & { secret: string }> {
  const { body: made } = await api.post("/api/v1/watches", key, { webhook_url: hook, ...body });
  return { ...made.data, secret: made.webhook_secret };
}

const MOVED = { title: "VP Data", company_name: "Globex", company_domain: "globex.example" };

describe("a watch", () => {
  it("on a person is told of their changes, signed, without values, which its cursor leads to", async () => {
    const { watch_id, secret } = await watch({ person_id: "p_ada", name: "our champion" });
    await write(adaAs(MOVED), adaAs({}, { person_id: "p_other" }));
    const [event, ...others] = await tell();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: "person.changed",
      data: {
        watch_id,
        name: "our champion",
        person_id: "p_ada",
        types: ["job_change"],
        fields: ["title", "company_name", "company_domain"],
      },
    });
    const [{ headers, text }] = heard as [(typeof heard)[number]];
    expect(new Webhook(secret).verify(text, headers as Record<string, string>)).toBeTruthy();
    expect(text).not.toMatch(/Globex|Ada|VP Data/);
    const { body } = await api.get(`/api/v1/people/changes?limit=1&cursor=${event?.data["cursor"]}`, key);
    expect(body.data).toMatchObject([{ person_id: "p_ada", after: MOVED }]);
  });

  it.each<[string, object, string | undefined]>([
    ["the company that they leave", { company: "Acme" }, "left"],
    ["the company that they come to", { company: "globex" }, "entered"],
    ["its domain", { domain: "https://www.globex.example/team" }, "entered"],
    [
      "a search that finds them before and after",
      { keywords: "byron", location: "United Kingdom" },
      "stayed",
    ],
    ["a search that finds them now", { title: "vp", seniority: ["senior"] }, "entered"],
    ["another company", { company: "Initech" }, undefined],
  ])("on %s is told what they became to it", async (_what, body, match) => {
    await watch(body);
    await write(adaAs(MOVED));
    expect((await tell()).map(({ data }) => data["match"])).toEqual(match === undefined ? [] : [match]);
  });

  it("on a search that is older than its anchors is told as others are", async () => {
    await watch({ company: "globex" });
    await sql`DELETE FROM watch_anchor`;
    await sql`UPDATE watch SET is_anchored = false`;
    await write(adaAs(MOVED));
    expect((await tell()).map(({ data }) => data["match"])).toEqual(["entered"]);
  });

  it("on a search is told of who is new, and of its own types alone", async () => {
    await watch({ company: "Acme", types: ["added"] });
    await write(adaAs({ title: "VP" }), adaAs({}, { person_id: "p_new" }));
    expect((await tell()).map(({ data }) => [data["person_id"], data["match"]])).toEqual([
      ["p_new", "entered"],
    ]);
  });

  it("is told of nothing that was before it, and of nothing after its end", async () => {
    await write(adaAs(MOVED));
    const { watch_id } = await watch({ person_id: "p_ada" });
    expect(await tell()).toEqual([]);
    await api.app.inject({
      method: "DELETE",
      url: `/api/v1/watches/${watch_id}`,
      headers: { "x-api-key": key },
    });
    await write(adaAs({ title: "CDO" }));
    expect(await tell()).toEqual([]);
  });

  it("goes on with the person whom the watched one became part of", async () => {
    await write(adaAs({}, { person_id: "p_heir" }));
    await watch({ person_id: "p_ada" });
    await writeRedirects(sql, new Map([["p_ada", "p_heir"]]));
    await write(adaAs({ title: "CDO" }, { person_id: "p_heir" }));
    expect((await tell()).map(({ data }) => data["person_id"])).toEqual(["p_heir"]);
  });

  it("tells the account's endpoints, too, each once", async () => {
    const caller = await readCaller(sql, hashApiKey(key), plans);
    await addEndpoint(sql, { accountId: caller?.accountId ?? "", url: hook });
    await addEndpoint(sql, {
      accountId: caller?.accountId ?? "",
      url: `${hook}/credits`,
      types: ["credits.low"],
    });
    await watch({ person_id: "p_ada" });
    await write(adaAs(MOVED));
    expect(await tell()).toHaveLength(1);
  });

  it.each<[string, object]>([
    ["a country", { deny_countries: ["gb"] }],
    ["the licence of every source", { deny_licences: ["contract"] }],
  ])("says nothing of people who are withheld from the account for %s", async (_why, restrictions) => {
    await watch({ person_id: "p_ada" });
    await watch({ company: "Globex" });
    const caller = await readCaller(sql, hashApiKey(key), plans);
    await changeAccount(sql, caller?.accountName ?? "", { restrictions }, plans);
    await write(adaAs(MOVED));
    expect(await tell()).toEqual([]);
  });

  it("ends with a person who is erased, and what waits to be told of them is forgotten; of that, all who heard of them are told", async () => {
    const caller = await readCaller(sql, hashApiKey(key), plans);
    const endpoint = await addEndpoint(sql, { accountId: caller?.accountId ?? "", url: hook });
    const { body } = await api.enrich(key, { email: ADA.email });
    await watch({ person_id: "p_ada" });
    status = 503;
    await write(adaAs(MOVED));
    expect(await tell()).toHaveLength(1);
    [heard.length, status] = [0, 204];
    await takeDown(sql, ["p_ada"]);
    expect(await sql`SELECT FROM watch`).toEqual([]);
    expect(await sql`SELECT FROM event WHERE type = 'person.changed'`).toEqual([]);
    expect(await tell()).toMatchObject([
      { type: "person.erased", data: { person_id: "p_ada", request_ids: [body.request_id] } },
    ]);
    const [{ headers, text }] = heard as [(typeof heard)[number]];
    expect(new Webhook(endpoint.secret).verify(text, headers as Record<string, string>)).toBeTruthy();
  });
});

describe("whatever is killed", () => {
  it("between a publication and its webhooks, nothing is lost or told twice", async () => {
    await watch({ person_id: "p_ada" });
    await write(adaAs(MOVED));
    // A process that dies while it holds watches against changes leaves a transaction that never commits.
    await expect(
      sql.begin(async (tx) => {
        await matchWatches({ begin: (work: (inner: typeof tx) => unknown) => work(tx) } as never);
        throw new Error("killed");
      }),
    ).rejects.toThrow("killed");
    expect(await sql`SELECT FROM event`).toEqual([]);
    status = 500;
    await tell();
    status = 204;
    await sql`UPDATE delivery SET next_at = now() WHERE next_at IS NOT NULL`;
    const told = await tell();
    const ids = new Set(heard.map(({ headers }) => headers["webhook-id"]));
    expect([told.length, ids.size]).toEqual([2, 1]);
  });

  it("of two processes one works, and the other goes on when it is gone", async () => {
    await watch({ person_id: "p_ada" });
    await write(adaAs(MOVED));
    await sql.begin(async (tx) => {
      await tx`SELECT FROM watched_change FOR UPDATE`;
      expect(await matchWatches(sql)).toBe(false);
    });
    const watching = startWatching({ sql, log: () => {} });
    for (let tries = 0; (await sql`SELECT FROM event`).length === 0; tries += 1) {
      if (tries > 200) throw new Error("waited in vain");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await watching.close();
    expect(await tell()).toHaveLength(1);
  });
});
