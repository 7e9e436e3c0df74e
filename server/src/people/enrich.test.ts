import { setTimeout } from "node:timers/promises";
import type { Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { grant } from "../credits/grant.js";
import type { FusedPerson } from "../fusion/fusedPerson.js";
import { linesOf } from "../fusion/servingLines.js";
import { writePeople } from "../fusion/servingTables.js";
import { parseDomain } from "../normalization/domains.js";
import { parseEmail } from "../normalization/emails.js";
import { connectForStatements } from "../postgres/database.js";
import { isOutage } from "../postgres/outage.js";
import { createEnricher, ENRICHER_SETTINGS } from "./enrich.js";
import type { Enrich, EnrichOutcome, EnrichQuery } from "./enrichment.js";

let database: TestDatabase;
let sql: Sql;
let connections: Sql[];
let ask: Enrich;
let calls = 0;

const person = (person_id: string, full_name: string, more: Partial<FusedPerson> = {}): FusedPerson => {
  const [given_name = "", ...family] = full_name.toLowerCase().split(" ");
  return {
    person_id,
    profile: {
      full_name,
      email: null,
      title: "Analyst",
      seniority: null,
      department: null,
      company_name: "Acme",
      company_domain: "acme.example",
      linkedin_url: null,
      location: null,
    },
    evidence: {},
    emails: [],
    names: [{ given_name, family_name: family.join(" "), share: 1 }],
    domains: [{ domain: "acme.example", probability: 0.95 }],
    cohesion: 0.99,
    record_count: 2,
    ...more,
  };
};

const PEOPLE = [
  person("p_ada", "Ada Byron", { emails: [{ email: "ada.byron@acme.example", probability: 0.98 }] }),
  person("p_robert", "Robert van den Berg", {
    domains: [
      { domain: "acme.example", probability: 0.9 },
      { domain: "acme.test", probability: 0.8 },
      { domain: "globex.example", probability: 0.03 },
    ],
  }),
  person("p_jane1", "Jane Doe"),
  person("p_jane2", "Jane Doe"),
];

beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
  await writePeople(sql, linesOf(PEOPLE));
  connections = [1, 2].map(() =>
    connectForStatements(database.url, 1, { ...ENRICHER_SETTINGS, application_name: "enricher" }),
  );
  const [lookups, charges] = connections;
  if (lookups === undefined || charges === undefined) throw new Error("no connections");
  ask = createEnricher(lookups, charges);
});
afterAll(async () => {
  await Promise.all(connections.map((one) => one.end({ timeout: 1 })));
  await database.close();
});

async function account(credits: number): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO account (name, plan) VALUES (${`account ${++calls}`}, 'free') RETURNING account_id::text AS id`;
  const id = row?.id ?? "";
  if (credits > 0) await grant(sql, { accountId: id, credits, requestId: "req_grant" });
  return id;
}

async function chargesOf(accountId: string): Promise<{ outcome: string; credits: number }[]> {
  return [
    ...(await sql<{ outcome: string; credits: number }[]>`
      SELECT outcome, credits::int FROM ledger WHERE account_id = ${accountId} AND kind = 'charge' ORDER BY entry_id`),
  ];
}

type Asked = Partial<Omit<EnrichQuery, "email" | "domain">> & {
  readonly email?: string;
  readonly domain?: string;
};

async function enrich(
  { email, domain, ...asked }: Asked,
  accountId?: string,
  options?: Parameters<Enrich>[3],
): Promise<EnrichOutcome> {
  const query: EnrichQuery = {
    email: parseEmail(email ?? "") ?? undefined,
    domain: parseDomain(domain ?? "") ?? undefined,
    minConfidence: 0.5,
    required: [],
    include: [],
    ...asked,
  };
  return ask(query, accountId ?? (await account(100)), `req_${++calls}`, options);
}

/** The full name that is answered; undefined where nobody is. */
async function nameFound(asked: Asked): Promise<unknown> {
  const outcome = await enrich(asked);
  return outcome.kind === "found" ? JSON.parse(outcome.dataJson).full_name : undefined;
}

const named = (first_name: string, last_name: string, domain = "acme.example") => ({
  first_name,
  last_name,
  domain,
});

describe("enrich", () => {
  it("answers all ten keys and charges the price", async () => {
    const id = await account(10);
    const outcome = await enrich({ email: "Ada.Byron@ACME.example" }, id);
    expect(outcome).toMatchObject({ kind: "found", creditsUsed: 4, creditsRemaining: 6 });
    const data = outcome.kind === "found" ? JSON.parse(outcome.dataJson) : {};
    expect(Object.keys(data)).toEqual([...Object.keys(PEOPLE[0]?.profile ?? {}), "confidence"]);
    expect(data.confidence).toBeGreaterThan(0.8);
    expect(await chargesOf(id)).toEqual([{ outcome: "success", credits: 4 }]);
  });

  it("charges one credit where nobody is found", async () => {
    const id = await account(10);
    const outcome = await enrich({ email: "nobody.here@acme.example" }, id);
    expect(outcome).toEqual({ kind: "not_found", creditsUsed: 1, creditsRemaining: 9 });
    expect(await chargesOf(id)).toEqual([{ outcome: "not_found", credits: 1 }]);
  });

  it("notes whom an answer told of, with an Idempotency-Key and without", async () => {
    const id = await account(100);
    const once = { keyHash: "0".repeat(64), fingerprint: "1".repeat(64), render: () => "{}" };
    await enrich({ email: "ada.byron@acme.example" }, id);
    await enrich({ email: "nobody.here@acme.example" }, id);
    await enrich({ email: "ada.byron@acme.example" }, id, { once });
    const told = await sql`
      SELECT person_ids FROM ledger WHERE account_id = ${id} AND kind = 'charge' ORDER BY entry_id`;
    expect(told.map(({ person_ids }) => person_ids)).toEqual(["p_ada", null, "p_ada"]);
  });

  it.each([3, 0])("refuses an account with %i credits, whether somebody exists or not", async (credits) => {
    const id = await account(credits);
    const refused = { kind: "insufficient_credits", creditsRemaining: credits };
    expect(await enrich({ email: "ada.byron@acme.example" }, id)).toEqual(refused);
    expect(await enrich({ email: "nobody.here@acme.example" }, id)).toEqual(refused);
    expect(await chargesOf(id)).toEqual([]);
  });

  it.each<[string, Asked, string]>([
    ["a name in capitals at a URL", named("ADA", "BYRON", "https://www.acme.example/about"), "Ada Byron"],
    ["a nickname and no particles", named("Bob", "Berg"), "Robert van den Berg"],
    ["the company's other domain", named("Robert", "van den Berg", "acme.test"), "Robert van den Berg"],
    ["a former employer", named("Robert", "van den Berg", "globex.example"), "Robert van den Berg"],
    ["the family name first", named("Byron", "Ada"), "Ada Byron"],
    ["another form of the address", { email: "abyron@acme.example" }, "Ada Byron"],
    [
      "an unknown address and the name",
      { email: "adab7@acme.example", ...named("Ada", "Byron") },
      "Ada Byron",
    ],
    [
      "a known address and another name",
      { email: "ada.byron@acme.example", ...named("Jane", "Doe") },
      "Ada Byron",
    ],
  ])("finds by %s", async (_how, asked, full_name) => {
    expect(await nameFound({ ...asked, minConfidence: 0.2 })).toBe(full_name);
  });

  it("picks none of two equally likely people", async () => {
    expect(await nameFound(named("Jane", "Doe"))).toBeUndefined();
  });

  it.each<[string, Asked]>([
    ["a free mail host says nothing of an employer", { email: "ada.byron@gmail.com" }],
    ["nobody of the name is at the domain", named("Ada", "Byron", "other.example")],
    ["the confidence is not above the one asked for", { email: "ada.byron@acme.example", minConfidence: 1 }],
    ["a required field is not known", { email: "ada.byron@acme.example", required: ["location"] }],
  ])("finds nobody where %s", async (_why, asked) => {
    expect(await nameFound(asked)).toBeUndefined();
  });

  it("finds who has the required fields", async () => {
    expect(await nameFound({ email: "ada.byron@acme.example", required: ["title", "confidence"] })).toBe(
      "Ada Byron",
    );
  });

  it("answers calls that come together each its own, and charges each", async () => {
    const id = await account(10_000);
    const outcomes = await Promise.all(
      Array.from({ length: 600 }, (_, at) =>
        enrich(
          at % 3 === 0
            ? named("Bob", "Berg")
            : { email: at % 3 === 1 ? "ada.byron@acme.example" : "x@acme.example" },
          id,
        ),
      ),
    );
    const names = outcomes.map((outcome) =>
      outcome.kind === "found" ? JSON.parse(outcome.dataJson).full_name : null,
    );
    expect(names).toEqual(names.map((_, at) => ["Robert van den Berg", "Ada Byron", null][at % 3]));
    const charged = (await chargesOf(id)).reduce((sum, { credits }) => sum + credits, 0);
    expect(charged).toBe(400 * 4 + 200);
  });

  it("refuses what is more than it can hold, and charges nothing for it", async () => {
    const id = await account(100_000);
    const outcomes = await Promise.all(
      Array.from({ length: 6000 }, () => enrich({ email: "x@acme.example" }, id)),
    );
    const overloaded = outcomes.filter(({ kind }) => kind === "overloaded").length;
    expect(overloaded).toBeGreaterThan(0);
    expect((await chargesOf(id)).length).toBe(6000 - overloaded);
  });
});

describe("where the database goes away", () => {
  it("says so, charges nothing and recovers by itself", async () => {
    const id = await account(100);
    await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'enricher'`;
    const answered = () => enrich({ email: "ada.byron@acme.example" }, id).catch(isOutage);
    let answer = await answered();
    while (answer === true) {
      await setTimeout(20);
      answer = await answered();
    }
    expect(answer).toMatchObject({ kind: "found" });
    expect((await chargesOf(id)).length).toBe(1);
  });
});
