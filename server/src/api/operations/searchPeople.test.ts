import { errorAnswer, searchPeopleAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { type Member, member } from "../../../test/staff.js";
import { eraseAnswers } from "../../credits/storedAnswers.js";
import { linesOf } from "../../fusion/servingLines.js";
import { deletePeople, writePeople } from "../../fusion/servingTables.js";

const SEARCH = "/api/v1/people/search";

const ACME = { company_name: "Acme", company_domain: "acme.example" };
const STAFF: readonly Member[] = [
  {
    id: "per_ada",
    full_name: "Ada Byron",
    title: "Data Engineer",
    seniority: "mid",
    department: "Data",
    location: "London, England, United Kingdom",
    aliases: ["Acme Ltd", "Ajax Machines"],
    ...ACME,
  },
  {
    id: "per_bob",
    full_name: "Bob Ray",
    title: "Senior Data Engineer",
    seniority: "senior",
    department: "Data",
    location: "Leeds, England, United Kingdom",
    seen: 20_100,
    ...ACME,
  },
  {
    id: "per_carl",
    full_name: "Carl Holm",
    title: "Softwareentwickler",
    seniority: "mid",
    department: "Engineering",
    location: "Berlin, Germany",
    past: [["Acme", "acme.example"]],
    company_name: "Globex",
    company_domain: "globex.example",
  },
  { id: "per_dora", full_name: "Dora Lund", title: "VP Sales", location: "Paris, TX, USA", ...ACME },
];

let database: TestDatabase;
let sql: TestDatabase["sql"];
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
  await writePeople(sql, linesOf(STAFF.map(member)));
  api = new TestApi(sql, {});
});
afterAll(() => database.close());

const search = (key: string | undefined, body: unknown, headers?: Record<string, string>) =>
  api.post(SEARCH, key, body, headers);

async function idsFound(body: object): Promise<string[]> {
  const answer = await search(await api.newKey(), body);
  expect(searchPeopleAnswer.strict().parse(answer.body)).toBeTruthy();
  return answer.body.data.map(({ person_id }: { person_id: string }) => person_id);
}

describe("200", () => {
  it.each([
    [{ company: "acme" }, ["per_bob", "per_ada", "per_dora"]],
    [{ company: "Ajax Machines Ltd" }, ["per_bob", "per_ada", "per_dora"]],
    [{ company: "ajax" }, ["per_bob", "per_ada", "per_dora"]],
    [{ company: "acm" }, []],
    [{ company: "acme.example" }, ["per_bob", "per_ada", "per_dora"]],
    [{ domain: "https://www.acme.example/jobs" }, ["per_bob", "per_ada", "per_dora"]],
    [{ company: "acme", employer: "past" }, ["per_carl"]],
    [{ domain: "acme.example", employer: "any", location: "Germany" }, ["per_carl"]],
    [{ title: "data engineers" }, ["per_ada", "per_bob"]],
    [{ title: "data engineers", sort: "recency" }, ["per_bob", "per_ada"]],
    [{ title: "software developer" }, ["per_carl"]],
    [{ title: "vice president of sales" }, ["per_dora"]],
    [{ seniority: ["senior", "executive"] }, ["per_bob"]],
    [{ department: ["data", "Engineering"] }, ["per_bob", "per_ada", "per_carl"]],
    [{ location: "England" }, ["per_bob", "per_ada"]],
    [{ location: "UK" }, ["per_bob", "per_ada"]],
    [{ location: "London, UK" }, ["per_ada"]],
    [{ location: "Texas" }, ["per_dora"]],
    [{ location: "USA" }, ["per_dora"]],
    [{ location: "Paris, France" }, []],
    [{ keywords: "byron data" }, ["per_ada"]],
    [{ keywords: "globex developer berlin" }, ["per_carl"]],
    [{ company: "acme", title: "data", location: "leeds" }, ["per_bob"]],
    [{ company: "no such company" }, []],
  ])("%j finds %j", async (body, ids) => {
    expect(await idsFound(body)).toEqual(ids);
  });

  it("finds a company whose name is misspelt, where nobody has the name", async () => {
    expect(await idsFound({ company: "Globexx" })).toEqual(["per_carl"]);
  });

  it("charges a credit for each profile, and nothing for an empty page", async () => {
    const key = await api.newKey({ credits: 20 });
    const { body, headers } = await search(key, { company: "acme" });
    expect(body).toMatchObject({ credits_used: 3, total: 3, total_is_exact: true, next_cursor: null });
    expect(headers).toMatchObject({ "x-credits-used": "3", "x-credits-remaining": "17" });
    const empty = await search(key, { company: "initech" });
    expect(empty).toMatchObject({ status: 200, body: { credits_used: 0, data: [], total: 0 } });
    expect(await api.charges(key)).toMatchObject([{ credits: 3, request_id: body.request_id }]);
  });

  it("counts the values of facets over all who match", async () => {
    const { body } = await search(await api.newKey(), {
      company: "acme",
      limit: 1,
      facets: ["department", "country"],
    });
    expect(body.facets).toEqual({
      department: [{ value: "Data", count: 2 }],
      country: [
        { value: "GB", count: 2 },
        { value: "US", count: 1 },
      ],
    });
  });

  it("says what matched, where it is asked to", async () => {
    const asked = { title: "data engineer", company: "Ajax Machines", explain: true };
    const { body } = await search(await api.newKey(), asked);
    expect(searchPeopleAnswer.strict().parse(body)).toBeTruthy();
    expect(body.data[0].matched).toEqual([
      { by: "company", field: "company_name", value: "Acme", how: "related" },
      { by: "title", field: "title", value: "Data Engineer", how: "exact" },
    ]);
    expect(body.data[1].matched[1]).toMatchObject({ value: "Senior Data Engineer", how: "words" });
  });
});

describe("pages", () => {
  it("go through all who match, once each, while others come and go", async () => {
    const key = await api.newKey();
    const people = Array.from({ length: 30 }, (_, at) => ({
      id: `per_page${String(at).padStart(2, "0")}`,
      title: at % 3 === 0 ? "Pager" : "Chief Pager",
      seen: 20_000 + (at % 5),
    }));
    await writePeople(sql, linesOf(people.map(member)));
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 10; page++) {
      const { body } = await search(key, { title: "pager", limit: 4, ...(cursor && { cursor }) });
      seen.push(...body.data.map(({ person_id }: { person_id: string }) => person_id));
      cursor = body.next_cursor;
      if (cursor === null) break;
      // Somebody new in front, and somebody gone who was seen.
      await writePeople(sql, linesOf([member({ id: `per_new${page}`, title: "Pager", seen: 21_000 })]));
      await deletePeople(sql, [seen[page] ?? ""]);
    }
    expect(cursor).toBeNull();
    expect([...seen].sort()).toEqual(people.map(({ id }) => id));
  });

  it("refuse a cursor of another question", async () => {
    const key = await api.newKey();
    const { body } = await search(key, { company: "acme", limit: 1 });
    const other = await search(key, { company: "globex", limit: 1, cursor: body.next_cursor });
    expect(other).toMatchObject({ status: 400, body: { message: "invalid_param", param: "cursor" } });
  });
});

async function expectRefusal(body: unknown, status: number, message: string, param?: string): Promise<void> {
  const key = await api.newKey({ credits: 100 });
  const answer = await search(key, body);
  expect(answer.body).toMatchObject({ status: "error", code: status, message, credits_used: 0 });
  expect(errorAnswer.strict().parse(answer.body).param).toBe(param);
  expect(await api.charges(key)).toEqual([]);
}

describe("400", () => {
  it.each([{}, { company: "" }, { seniority: [] }, { limit: 5 }, { title: null, facets: ["company"] }])(
    "missing_param where no criterion is given: %j",
    (body) => expectRefusal(body, 400, "missing_param", "company"),
  );

  it.each([
    [{ company: 7 }, "company"],
    [{ company: "a".repeat(201) }, "company"],
    [{ company: "?!" }, "company"],
    [{ domain: "not a domain" }, "domain"],
    [{ title: "of the" }, "title"],
    [{ title: "\0" }, "title"],
    [{ location: ",;" }, "location"],
    [{ keywords: "…" }, "keywords"],
    [{ seniority: "senior" }, "seniority"],
    [{ seniority: ["boss"] }, "seniority"],
    [{ department: [1] }, "department"],
    [{ department: Array(21).fill("Data") }, "department"],
    [{ company: "acme", limit: 0 }, "limit"],
    [{ company: "acme", limit: 101 }, "limit"],
    [{ company: "acme", limit: 1.5 }, "limit"],
    [{ company: "acme", cursor: "e30" }, "cursor"],
    [{ company: "acme", cursor: "WzEsMCwiYSIsMSwieHgiXQ" }, "cursor"],
    [{ company: "acme", employer: "former" }, "employer"],
    [{ company: "acme", sort: "name" }, "sort"],
    [{ company: "acme", facets: ["salary"] }, "facets"],
    [{ company: "acme", explain: 1 }, "explain"],
    [{ company: "acme", dry_run: "yes" }, "dry_run"],
  ])("invalid_param: %j", (body, param) => expectRefusal(body, 400, "invalid_param", param));

  it.each(["'", "\\", "a' | 'b", "c:acme & !d", "%", "_", "x\\'); --"])(
    "never an error of ours: %j in every field",
    async (text) => {
      const key = await api.newKey();
      for (const field of ["company", "domain", "title", "location", "keywords"])
        expect([200, 400]).toContain((await search(key, { [field]: `ab${text}` })).status);
      expect((await search(key, { department: [text] })).status).toBe(200);
    },
  );
});

describe("401, 403", () => {
  it("401 invalid_api_key without one", async () => {
    expect((await search(undefined, { company: "acme" })).status).toBe(401);
  });

  it("403 insufficient_scope where the key is for something else", async () => {
    const answer = await search(await api.newKey({ scopes: ["enrich"] }), { company: "acme" });
    expect(answer).toMatchObject({ status: 403, body: { message: "insufficient_scope" } });
  });
});

describe("402 insufficient_credits", () => {
  it("is decided by the limit, before anything is looked up", async () => {
    const key = await api.newKey({ credits: 4 });
    const blind = new TestApi(sql, { search: () => Promise.reject(new Error("looked up")) });
    for (const company of ["acme", "initech"])
      expect((await blind.post(SEARCH, key, { company, limit: 5 })).status).toBe(402);
    expect((await search(key, { company: "acme", limit: 4 })).status).toBe(200);
    expect(await api.charges(key)).toMatchObject([{ credits: 3 }]);
  });
});

describe("an Idempotency-Key", () => {
  it("is answered as before, byte for byte, without a charge; another body is a mismatch", async () => {
    const key = await api.newKey({ credits: 100 });
    const once = { "idempotency-key": "search-1" };
    const first = await search(key, { company: "acme" }, once);
    const again = await search(key, { company: "acme" }, once);
    expect(again.text).toBe(first.text);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect((await search(key, { company: "globex" }, once)).status).toBe(422);
    expect(await api.charges(key)).toHaveLength(1);
  });

  it("answers an empty page again as one", async () => {
    const key = await api.newKey();
    const once = { "idempotency-key": "search-empty" };
    const [first, again] = [
      await search(key, { company: "initech" }, once),
      await search(key, { company: "initech" }, once),
    ];
    expect(again).toMatchObject({ status: 200, text: first.text });
  });

  it("is told that the answer is gone once anybody in it was erased", async () => {
    const key = await api.newKey();
    const once = { "idempotency-key": "search-2" };
    await search(key, { company: "acme" }, once);
    expect(await eraseAnswers(sql, ["per_dora"])).toBeGreaterThan(0);
    expect((await search(key, { company: "acme" }, once)).status).toBe(410);
  });
});

describe("dry_run and test keys", () => {
  it("answers the highest price, looking nothing up", async () => {
    const blind = new TestApi(sql, { search: () => Promise.reject(new Error("looked up")) });
    const { body } = await blind.post(SEARCH, await blind.newKey({ credits: 50 }), {
      company: "acme",
      limit: 50,
      dry_run: true,
    });
    expect(body).toMatchObject({ dry_run: true, max_credits: 50, credits_used: 0 });
  });

  it("answers a test key from personas, in pages, and nothing is charged", async () => {
    const key = await api.newKey({ mode: "test" });
    const asked = { company: "Personas", title: "software engineer", limit: 3, facets: ["seniority"] };
    const first = await search(key, asked);
    expect(searchPeopleAnswer.strict().parse(first.body)).toBeTruthy();
    expect(first.body).toMatchObject({ credits_used: 0, total: 5 });
    expect(first.body.facets).toEqual({ seniority: [{ value: "senior", count: 5 }] });
    const next = await search(key, { ...asked, cursor: first.body.next_cursor });
    expect(next.body.data).toHaveLength(2);
    expect(next.body.next_cursor).toBeNull();
    expect((await search(key, { company: "acme" })).body.data).toEqual([]);
    expect((await search(key, { keywords: "rate_limit_exceeded" })).status).toBe(429);
  });
});

describe("429, 500 and 503", () => {
  it("429 over the plan's rate", async () => {
    const key = await api.newKey({ plan: "free" });
    for (let call = 0; call < 10; call++) await search(key, {});
    expect((await search(key, {})).status).toBe(429);
  });

  it("500 where something of ours fails, 503 where the database is away or too much waits", async () => {
    const failing = async (failure: Error) => {
      const broken = new TestApi(sql, { search: () => Promise.reject(failure) });
      return (await broken.post(SEARCH, await broken.newKey(), { company: "acme" })).status;
    };
    expect(await failing(new Error("defect"))).toBe(500);
    expect(await failing(Object.assign(new Error("away"), { code: "CONNECTION_CLOSED" }))).toBe(503);
    const full = new TestApi(sql, { search: async () => ({ kind: "overloaded", retryAfterSeconds: 1 }) });
    expect((await full.post(SEARCH, await full.newKey(), { company: "acme" })).status).toBe(503);
  });
});
