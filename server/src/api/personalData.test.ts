import { connect } from "node:net";
import { type Operation, operations, personalFields } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENRICH, TestApi } from "../../test/api.js";
import { publishOne } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { createLog } from "../log.js";
import { logCalls } from "../observe.js";
import { createEnricher } from "../people/enrich.js";
import type { ApiDeps } from "./deps.js";

const MARK = "Quillfeather";
const lower = MARK.toLowerCase();

/** A value of each personal field, each with the mark in it. */
function markedValue(field: string): string {
  if (field.includes("email")) return `${lower}@${lower}.example`;
  if (field.includes("domain")) return `${lower}.example`;
  return `${MARK} ${field}`;
}
const everyField = Object.fromEntries([...personalFields()].map((field) => [field, markedValue(field)]));

/** Bodies that say all of it: right ones, wrong ones, and what is no body. */
const bodies: readonly (readonly [string, string])[] = [
  ["right", JSON.stringify(everyField)],
  ["of one who is known", JSON.stringify({ email: markedValue("email") })],
  ["by name", JSON.stringify({ ...everyField, email: undefined })],
  ["a dry run", JSON.stringify({ ...everyField, dry_run: true })],
  ["not to be found", JSON.stringify({ ...everyField, min_confidence: 1 })],
  ...[...personalFields()].flatMap((field): (readonly [string, string])[] => [
    [`${field} alone`, JSON.stringify({ [field]: markedValue(field) })],
    [`${field} of a wrong kind`, JSON.stringify({ ...everyField, [field]: [markedValue(field)] })],
    [`${field} too long`, JSON.stringify({ ...everyField, [field]: markedValue(field).repeat(300) })],
    [`${field} that cannot be one`, JSON.stringify({ ...everyField, [field]: `${markedValue(field)}\0 @@` })],
  ]),
  ["in the place of names", JSON.stringify({ [MARK]: MARK, required: [MARK], include: [MARK] })],
  ["broken", `{"email": "${lower}@`],
  ["too long", JSON.stringify({ ...everyField, rest: MARK.repeat(10_000) })],
];

const failing = (error: Error) => ({ enrich: () => Promise.reject(error) });
const leaky = (name: string, more: object) => Object.assign(new Error(MARK), { name, detail: MARK, ...more });

let database: TestDatabase;
const lines: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await publishOne(database.sql, {
    emails: [{ email: markedValue("email"), probability: 0.99 }],
    names: [{ given_name: lower, family_name: lower, share: 1 }],
    domains: [{ domain: markedValue("domain"), probability: 0.95 }],
    profile: {
      full_name: markedValue("full_name"),
      email: markedValue("email"),
      title: MARK,
      seniority: "senior",
      department: MARK,
      company_name: MARK,
      company_domain: markedValue("domain"),
      linkedin_url: `https://linkedin.com/in/${lower}`,
      location: MARK,
    },
  });
});
afterAll(() => database.close());

function apiWith(verbs: Partial<ApiDeps>): TestApi {
  const log = createLog((line) => lines.push(line));
  const enrich = createEnricher(database.sql);
  return new TestApi(database.sql, { enrich, log, observers: [logCalls(log)], ...verbs });
}

/** Every way in which calls end: answered, refused, failed. */
const circumstances: readonly (readonly [string, Partial<ApiDeps>, Parameters<TestApi["newKey"]>[0]])[] = [
  ["all is well", {}, { credits: 1_000_000 }],
  ["the key is a test key", {}, { mode: "test" }],
  ["there are no credits", {}, { credits: 0 }],
  ["the rate is used up", {}, { plan: "free" }],
  ["the scope is another", {}, { scopes: ["search"] }],
  ["something is broken", failing(leaky("TypeError", {})), {}],
  ["the database complains", failing(leaky("PostgresError", { code: "22P02", query: MARK })), {}],
  ["the database is away", failing(leaky("Error", { code: "ECONNREFUSED", address: MARK })), {}],
];

describe.each(circumstances)("where %s", (_, verbs, order) => {
  it.each(Object.values<Operation>(operations).map(({ id, method, path }) => [id, method, path] as const))(
    "no call of %s leaves anything personal in the log",
    async (id, method, url) => {
      lines.length = 0;
      const api = apiWith(verbs);
      const key = await api.newKey(order);
      for (const [, payload] of bodies) {
        for (const type of ["application/json", "text/plain"]) {
          const headers = { "x-api-key": key, "content-type": type, "x-request-id": markedValue("email") };
          await api.app.inject({ method, url, headers, payload });
        }
      }
      await api.app.inject({
        method,
        url: `${url}?email=${markedValue("email")}`,
        headers: { "x-api-key": key },
      });
      await api.app.inject({ method, url, headers: { "x-api-key": markedValue("full_name") } });
      expect(lines.length).toBeGreaterThanOrEqual(2 * bodies.length + 2);
      expect(lines.filter((line) => line.toLowerCase().includes(lower))).toEqual([]);
      expect(lines.filter((line) => line.includes(key))).toEqual([]);
      expect(lines.some((line) => line.includes(`"operation":"${id}"`))).toBe(true);
    },
  );
});

describe("what is no call of an operation", () => {
  it("leaves nothing personal in the log", async () => {
    lines.length = 0;
    const api = apiWith({});
    for (const url of [`/${markedValue("email")}`, `${ENRICH}/${MARK}`, `/%${MARK}`, `/?full_name=${MARK}`])
      await api.app.inject({ method: "GET", url });
    const { port } = new URL(await api.app.listen({ port: 0, host: "127.0.0.1" }));
    await new Promise((resolve, reject) => {
      const socket = connect(Number(port), "127.0.0.1", () => socket.write(`${MARK} ${MARK}\r\n\r\n`));
      socket.on("error", reject).on("close", resolve).resume();
    });
    await api.app.close();
    expect(lines.filter((line) => line.includes('"operation":null')).length).toBeGreaterThanOrEqual(4);
    expect(lines.some((line) => line.includes("bad_request"))).toBe(true);
    expect(lines.filter((line) => line.toLowerCase().includes(lower))).toEqual([]);
  });
});

describe("the line about a call", () => {
  it("says what became of it, who asked, and how long it took", async () => {
    lines.length = 0;
    const api = apiWith({});
    const key = await api.newKey({ credits: 10 });
    const { body } = await api.enrich(key, { email: markedValue("email") });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        time: expect.any(String),
        level: "info",
        request_id: body.request_id,
        operation: "enrichPerson",
        status: 200,
        message: "success",
        milliseconds: expect.any(Number),
        credits_used: 4,
        account_id: expect.stringMatching(/^\d+$/),
        key_id: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
    ]);
  });
});
