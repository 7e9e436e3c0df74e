import { enrichPersonAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, person, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import type { Evidence, RecordOrigin } from "../fusion/evidence.js";
import type { FusedPerson } from "../fusion/fusedPerson.js";
import { keepMerged } from "../fusion/personVersions.js";
import { linesOf } from "../fusion/servingLines.js";
import { deleteErased, deletePeople, writePeople, writeRedirects } from "../fusion/servingTables.js";
import { takeDown } from "../privacy/takeDown.js";

const TABLES = [
  "person",
  "person_lookup",
  "person_evidence",
  "person_search",
  "person_version",
  "person_redirect",
  "erased_person",
  "published_source",
];

let database: TestDatabase;
let sql: TestDatabase["sql"];
let api: TestApi;
beforeAll(async () => {
  database = await testDatabase();
  ({ sql } = database);
  api = new TestApi(sql, {});
});
afterAll(() => database.close());

/** Leaves nobody but Ada, as she is published elsewhere. */
async function onlyAda(): Promise<void> {
  for (const table of TABLES) await sql`DELETE FROM ${sql(table)}`;
  await publishAda(sql);
}

const dayOf = (date: string) => Date.parse(date) / 86_400_000;
const seen = (key: string, first: string, last: string): RecordOrigin => ({
  source_id: 1,
  source_key: key,
  first_day: dayOf(first),
  last_day: dayOf(last),
});

/** Ada as records say that she was at one employer after the other. */
function employedAt(...jobs: readonly (readonly [RecordOrigin, string, string])[]): Partial<FusedPerson> {
  const newestFirst = [...jobs].reverse();
  const list = (textOf: (job: (typeof jobs)[number]) => string) =>
    newestFirst.map((job) => ({
      value: textOf(job),
      probability: 0.5,
      statements: [{ record: job[0], original: textOf(job) }],
    }));
  const [, company = "", title = ""] = jobs.at(-1) ?? [];
  const records = jobs.map(([record]) => record);
  const evidence: Evidence = {
    full_name: [
      {
        value: ADA.full_name,
        probability: 0.99,
        statements: records.map((record) => ({ record, original: ADA.full_name })),
      },
    ],
    company_name: list(([, name]) => name),
    company_domain: list(([, name]) => `${name.toLowerCase()}.com`),
    title: list(([, , name]) => name),
  };
  const company_domain = `${company.toLowerCase()}.com`;
  const profile = {
    ...person.profile,
    company_name: company,
    company_domain,
    title,
    email: null,
    location: null,
  };
  return {
    evidence,
    profile: { ...profile, linkedin_url: null, seniority: null },
    record_count: jobs.length,
  };
}

const publish = (other: Partial<FusedPerson>) => writePeople(sql, linesOf([{ ...person, ...other }]));

const ENGINEER = [seen("a", "2015-01-01", "2018-06-01"), "Acme", "Engineer"] as const;
const DIRECTOR = [seen("b", "2020-01-01", "2025-01-01"), "Beta", "Director"] as const;
const ask = async (key: string, moment: object) => api.enrich(key, { email: ADA.email, ...moment });

describe("as_of", () => {
  beforeAll(async () => {
    await onlyAda();
    await publish(employedAt(ENGINEER, DIRECTOR));
  });

  it.each([
    ["2016-12-31", "Acme", "acme.com", "Engineer"],
    ["2024-12-31", "Beta", "beta.com", "Director"],
  ])("%s answers the record as it was, at the price of any other", async (as_of, ...then) => {
    const key = await api.newKey();
    const { status, body } = await ask(key, { as_of });
    expect(status).toBe(200);
    expect(enrichPersonAnswer.strict().parse(body)).toBeTruthy();
    const { company_name, company_domain, title } = body.data;
    expect([company_name, company_domain, title]).toEqual(then);
    expect(await api.charges(key)).toMatchObject([{ credits: 4, outcome: "success" }]);
  });

  it("404 before anything was known, at the price of nobody", async () => {
    const key = await api.newKey();
    const { status, body } = await ask(key, { as_of: "2014-12-31" });
    expect(status).toBe(404);
    expect(body).toMatchObject({ message: "not_found", credits_used: 1 });
    expect(await api.charges(key)).toMatchObject([{ credits: 1, outcome: "not_found" }]);
  });

  it("holds required and include against the record of then", async () => {
    const key = await api.newKey();
    const then = { as_of: "2016-12-31", required: ["title"], include: ["evidence", "history"] };
    const { body } = await ask(key, then);
    expect(body.evidence.title).toMatchObject({ value: "Engineer", last_seen: "2016-12-31" });
    expect(body.history.employments).toHaveLength(1);
    expect((await ask(key, { ...then, required: ["email"] })).status).toBe(404);
  });

  it("tells an account nothing that its licences keep from it", async () => {
    const key = await api.newKey();
    await sql`UPDATE account SET restrictions = '{"deny_licences": ["contract"]}'`;
    expect((await ask(key, { as_of: "2016-12-31" })).status).toBe(404);
    await sql`UPDATE account SET restrictions = NULL`;
  });

  it.each(["2016-13-01", "yesterday", 2016])("400 invalid_param: %s is no date", async (as_of) => {
    const { status, body } = await ask(await api.newKey(), { as_of });
    expect(status).toBe(400);
    expect(body).toMatchObject({ message: "invalid_param", param: "as_of" });
  });

  it("answers a test key's persona from the day on that it is known", async () => {
    const key = await api.newKey({ mode: "test" });
    const persona = { email: "certain@personas.example" };
    const answers = ["2025-12-31", "2026-02-01"].map((as_of) => api.enrich(key, { ...persona, as_of }));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 200]);
  });
});

describe("known_at", () => {
  /** Ada was an engineer as far as was known until 2024, and is a director since. */
  async function learnt(): Promise<void> {
    await onlyAda();
    await publish(employedAt(ENGINEER));
    await sql`UPDATE person SET known_since = '2023-01-01'`;
    await publish(employedAt(ENGINEER, DIRECTOR));
    await sql`DELETE FROM person_version WHERE known_since > '2023-06-01'`;
    await sql`UPDATE person_version SET known_until = '2024-01-01'`;
    await sql`UPDATE person SET known_since = '2024-01-01'`;
  }
  /** Ada becomes part of somebody, as a publication writes it. */
  async function becomePartOf(heir: string): Promise<void> {
    const redirects = new Map([["p_ada", heir]]);
    await deletePeople(sql, ["p_ada"], (tx, some) => keepMerged(tx, some, redirects));
    await writeRedirects(sql, redirects);
  }
  const titleAt = async (key: string, moment: object) => {
    const { status, body } = await ask(key, moment);
    return status === 200 ? body.data.title : status;
  };

  it("answers the record as it was answered then, to the end of a day", async () => {
    await learnt();
    const key = await api.newKey();
    const times = [
      "2022-12-31",
      "2023-01-01",
      "2023-12-31T23:59:59Z",
      "2024-01-01",
      "2024-01-01T02:00:00+02:00",
    ];
    const titles = [];
    for (const known_at of times) titles.push(await titleAt(key, { known_at }));
    expect(titles).toEqual([404, "Engineer", "Engineer", "Director", "Director"]);
  });

  it("goes with as_of: what was known then of that day", async () => {
    await learnt();
    const key = await api.newKey();
    const as_of = "2024-06-01";
    expect(await titleAt(key, { as_of, known_at: "2023-06-01" })).toBe("Engineer");
    expect(await titleAt(key, { as_of, known_at: "2025-06-01" })).toBe("Director");
    expect(await titleAt(key, { as_of: "2014-01-01", known_at: "2023-06-01" })).toBe(404);
  });

  it("knows people by their earlier ids, once they are part of others", async () => {
    await learnt();
    const [known_at, key] = ["2023-06-01", await api.newKey()];
    await publish({ ...employedAt(DIRECTOR), person_id: "p_other" });
    await becomePartOf("p_other");
    await publish({ ...employedAt(ENGINEER, DIRECTOR), person_id: "p_other" });
    expect(await titleAt(key, { known_at })).toBe("Engineer");
  });

  it("tells nothing of records that are gone", async () => {
    await learnt();
    const key = await api.newKey();
    await publish(employedAt(DIRECTOR));
    expect(await sql`SELECT FROM person_version`).toHaveLength(0);
    expect(await titleAt(key, { known_at: "2023-06-01" })).toBe(404);
    await learnt();
    // As many records as before, of which one was another.
    await publish(employedAt([seen("c", "2021-01-01", "2021-01-01"), "Gamma", "Nurse"], DIRECTOR));
    expect(await titleAt(key, { known_at: "2023-06-01" })).toBe(404);
  });

  it("tells nothing of who was erased, under any id", async () => {
    await learnt();
    await becomePartOf("p_other");
    await publish({ ...employedAt(ENGINEER), person_id: "p_other" });
    await takeDown(sql, ["p_other"]);
    expect(await sql`SELECT FROM person_version`).toHaveLength(0);
  });

  it("tells nothing of who was erased while a publication wrote them", async () => {
    await learnt();
    await sql`INSERT INTO erased_person (person_id) VALUES ('p_ada')`;
    await deleteErased(sql);
    expect(await sql`SELECT FROM person UNION ALL SELECT FROM person_version`).toHaveLength(0);
  });

  it("tells nothing of who was taken down", async () => {
    await learnt();
    await deletePeople(sql, ["p_ada"]);
    expect(await sql`SELECT FROM person_version`).toHaveLength(0);
  });

  it("keeps nothing where a person is published again as they are", async () => {
    await learnt();
    await publish(employedAt(ENGINEER, DIRECTOR));
    expect(await sql`SELECT FROM person_version`).toHaveLength(1);
    expect(await titleAt(await api.newKey(), { known_at: "2024-06-01" })).toBe("Director");
  });

  it.each(["2016-13-01", "2016-01-01T25:00:00Z", "2016-01-01T10:00:00"])(
    "400 invalid_param: %s is no time",
    async (known_at) => {
      const { status, body } = await ask(await api.newKey(), { known_at });
      expect(status).toBe(400);
      expect(body).toMatchObject({ message: "invalid_param", param: "known_at" });
    },
  );
});
