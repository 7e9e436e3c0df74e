import { changesAnswer, plans } from "@vouch/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { ADA, adaAs, publishAda } from "../../../test/people.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { changeAccount } from "../../accounts/accounts.js";
import { hashApiKey } from "../../accounts/apiKey.js";
import { readCaller } from "../../accounts/caller.js";
import type { Restrictions } from "../../accounts/restrictions.js";
import { forgetChanges } from "../../changes/changeStore.js";
import type { FusedPerson } from "../../fusion/fusedPerson.js";
import { linesOf } from "../../fusion/servingLines.js";
import { writePeople } from "../../fusion/servingTables.js";
import { takeDown } from "../../privacy/takeDown.js";

let sql: TestDatabase["sql"];
let close: TestDatabase["close"];
let api: TestApi;
let key: string;
beforeAll(async () => {
  ({ sql, close } = await testDatabase());
  api = new TestApi(sql, {});
});
afterAll(() => close());
beforeEach(async () => {
  await sql`
    TRUNCATE person, person_lookup, person_evidence, person_search, person_change, published_source, erased_person, ledger
    RESTART IDENTITY`;
  await sql`UPDATE forgotten_change SET through = 0`;
  key = await api.newKey({ credits: 1000 });
});

const causes = new Map([["p_ada", "import of crm"]]);
const publish = (...people: FusedPerson[]) =>
  writePeople(sql, linesOf(people), { causes, splits: new Map([["p_new", "p_ada"]]) });

const read = (query = "", by = key) => api.get(`/api/v1/people/changes${query}`, by);

/** Ada as she was published, and then with another job, at another place. */
async function adaMoves(): Promise<void> {
  await publishAda(sql);
  await publish(adaAs({ title: "VP Data", seniority: "executive" }));
  await publish(adaAs({ title: "VP Data", seniority: "executive", location: "Paris, France" }));
}

const MOVES = [
  {
    person_id: "p_ada",
    types: ["job_change"],
    before: { title: "Senior Analyst", seniority: "senior" },
    after: { title: "VP Data", seniority: "executive" },
    cause: "import of crm",
    last_seen: "2025-01-01",
    other_id: null,
  },
  {
    types: ["location_change"],
    before: { location: "London, England, United Kingdom" },
    after: { location: "Paris, France" },
  },
];

describe("200", () => {
  it("answers what changed, oldest first, a credit each, and remembers whom the account was told of", async () => {
    await adaMoves();
    const { status, body } = await read();
    expect(status).toBe(200);
    expect(changesAnswer.strict().parse(body)).toBeTruthy();
    expect(body).toMatchObject({ data: MOVES, next_cursor: null, credits_used: 2 });
    expect(await api.charges(key)).toMatchObject([{ credits: 2, outcome: "success" }]);
    const told = await sql`SELECT person_ids FROM ledger WHERE kind = 'charge'`;
    expect(told).toEqual([{ person_ids: "p_ada" }]);
  });

  it("answers nothing, at no cost, where nothing changed", async () => {
    await publishAda(sql);
    await publish(adaAs({}, { cohesion: 0.5 }));
    const { body } = await read();
    expect(body).toMatchObject({ data: [], next_cursor: null, credits_used: 0 });
    expect(await api.charges(key)).toEqual([]);
  });

  it("tells the whole profile of who is new, and from whom somebody was split", async () => {
    await publish(adaAs({}), adaAs({ full_name: "Ada Lovelace" }, { person_id: "p_new" }));
    expect((await read()).body.data).toMatchObject([
      { person_id: "p_ada", types: ["added"], before: {}, after: adaAs({}).profile },
      { person_id: "p_new", types: ["split"], other_id: "p_ada", after: { full_name: "Ada Lovelace" } },
    ]);
  });

  it("goes on where a page ended, whatever is published meanwhile: each change once", async () => {
    await adaMoves();
    const first = (await read("?limit=1")).body;
    expect(first).toMatchObject({ data: [MOVES[0]], next_cursor: first.cursor });
    await publish(adaAs({ title: "CDO" }));
    const second = (await read(`?limit=1&cursor=${first.cursor}`)).body;
    expect(second.data).toMatchObject([MOVES[1]]);
    const third = (await read(`?cursor=${second.cursor}`)).body;
    expect(third.data).toMatchObject([{ after: { title: "CDO" } }]);
    expect(third.next_cursor).toBeNull();
    const nothingYet = (await read(`?cursor=${third.cursor}`)).body;
    expect(nothingYet).toMatchObject({ data: [], next_cursor: null, cursor: third.cursor });
    await publish(adaAs({ title: "Retired" }));
    expect((await read(`?cursor=${nothingYet.cursor}`)).body.data).toMatchObject([
      { after: { title: "Retired" } },
    ]);
  });

  it("answers changes of some types alone, and ends behind those that it left out", async () => {
    await adaMoves();
    const { body } = await read("?type=email_change,location_change");
    expect(body.data).toMatchObject([MOVES[1]]);
    const none = (await read("?type=removed")).body;
    expect(none).toMatchObject({ data: [], next_cursor: null, cursor: body.cursor });
  });

  it("begins at a time, where there is no cursor", async () => {
    await adaMoves();
    await sql`UPDATE person_change SET detected_at = now() - interval '2 days' WHERE types = '{job_change}'`;
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    const { body } = await read(`?since=${yesterday}`);
    expect(body.data).toMatchObject([MOVES[1]]);
    const later = (await read(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).body;
    expect(later).toMatchObject({ data: [], cursor: body.cursor });
  });

  it("tells nothing of who was erased since", async () => {
    await adaMoves();
    await publish(adaAs({}, { person_id: "p_other" }));
    await takeDown(sql, ["p_ada"]);
    expect((await read()).body.data).toMatchObject([{ person_id: "p_other", types: ["added"] }]);
    expect(JSON.stringify(await sql`SELECT * FROM person_change`)).not.toContain("p_ada");
  });

  it("is charged once for a call that is asked again with its Idempotency-Key", async () => {
    await adaMoves();
    const ask = async (query: string) =>
      await api.app.inject({
        url: `/api/v1/people/changes${query}`,
        headers: { "x-api-key": key, "idempotency-key": "once" },
      });
    const [first, again, other] = [await ask("?limit=1"), await ask("?limit=1"), await ask("?limit=2")];
    expect(again.body).toBe(first.body);
    expect(other.json()).toMatchObject({ message: "idempotency_mismatch" });
    expect(await api.charges(key)).toHaveLength(1);
  });

  it("says what a call could cost, with dry_run", async () => {
    const { body } = await read("?limit=7&dry_run=true");
    expect(body).toMatchObject({ dry_run: true, max_credits: 7, credits_used: 0 });
  });

  it("tells a test key of personas, at no cost", async () => {
    await adaMoves();
    const test = await api.newKey({ mode: "test" });
    const { body } = await read("?type=job_change&limit=2", test);
    expect(changesAnswer.strict().parse(body)).toBeTruthy();
    expect(body).toMatchObject({ credits_used: 0, data: [{ person_id: "per_persona_certain" }, {}] });
    expect((await read(`?cursor=${body.next_cursor}`, test)).body.data[0].person_id).toBe(
      "per_persona_doubtful",
    );
  });
});

async function restrict(restrictions: Restrictions): Promise<void> {
  const caller = await readCaller(sql, hashApiKey(key), plans);
  await changeAccount(sql, caller?.accountName ?? "", { restrictions }, plans);
  // What is known of a key is known for a second.
  api.now += 2000;
}

describe("an account that may not be told everything", () => {
  it.each<[string, Restrictions, number]>([
    ["that people are of now", { deny_countries: ["fr"] }, 0],
    ["that they were of", { deny_countries: ["gb"] }, 0],
    ["that nobody is of", { deny_countries: ["de"] }, 2],
    ["that alone are allowed", { allow_countries: ["fr", "gb"] }, 2],
    ["that alone is allowed, and is another", { allow_countries: ["de"] }, 0],
  ])("hears of no change of people of a country %s", async (_which, restrictions, count) => {
    await adaMoves();
    await restrict(restrictions);
    const { body } = await read();
    expect(body.data).toHaveLength(count);
    expect(body.credits_used).toBe(count);
  });

  it("hears of no value that none of its sources vouches for, nor what brought a change about", async () => {
    await publishAda(sql);
    await sql`INSERT INTO published_source (source_id, name, legal_basis) VALUES (2, 'list', 'CC-BY-NC-4.0')`;
    const said = (value: string, source_id: number) => ({
      value,
      probability: 0.9,
      statements: [
        { record: { source_id, source_key: "b", first_day: null, last_day: 20_000 }, original: value },
      ],
    });
    const evidence = {
      title: [said("VP Data", 2), said("Senior Analyst", 1)],
      location: [said("Paris, France", 1)],
      full_name: [said(ADA.full_name, 1)],
    };
    await publish(adaAs({ title: "VP Data", location: "Paris, France" }, { evidence }));
    await restrict({ deny_licences: ["cc-by-nc-4.0"] });
    expect((await read()).body.data).toMatchObject([
      {
        types: ["location_change", "profile_change"],
        before: { title: "Senior Analyst", location: null },
        after: { title: null, location: "Paris, France" },
        cause: null,
      },
    ]);
    await restrict({ deny_licences: ["cc-by-nc-4.0", "contract"] });
    expect((await read()).body.data).toEqual([]);
  });
});

describe("400 invalid_param", () => {
  it.each([
    ["type", "fired"],
    ["type", "added,"],
    ["since", "yesterday"],
    ["since", "2027-01-31"],
    ["limit", "0"],
    ["limit", "101"],
    ["cursor", "-1"],
    ["cursor", "x"],
    ["dry_run", "perhaps"],
  ])("for %s=%s", async (param, value) => {
    const { status, body } = await read(`?${param}=${value}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ message: "invalid_param", param, credits_used: 0 });
  });

  it("for a cursor behind which changes are kept no more, so that nobody misses any unaware", async () => {
    await adaMoves();
    const { cursor } = (await read("?limit=1")).body;
    await sql`UPDATE person_change SET detected_at = now() - interval '100 days'`;
    expect(await forgetChanges(sql)).toBe(2);
    expect(await forgetChanges(sql)).toBe(0);
    const { body } = await read(`?cursor=${cursor}`);
    expect(body).toMatchObject({ message: "invalid_param", param: "cursor" });
    expect(body.detail).toContain("older than the changes that are kept");
    expect((await read()).body).toMatchObject({ data: [], next_cursor: null });
  });

  it("for a cursor that no change was numbered by", async () => {
    await adaMoves();
    const { body } = await read("?cursor=99999");
    expect(body).toMatchObject({ message: "invalid_param", param: "cursor" });
  });
});

describe("402 insufficient_credits", () => {
  it("for a balance that cannot pay a full page", async () => {
    const poor = await api.newKey({ credits: 9 });
    expect((await read("?limit=10", poor)).body).toMatchObject({ message: "insufficient_credits" });
    expect((await read("?limit=9", poor)).status).toBe(200);
  });
});

describe("403 insufficient_scope", () => {
  it("for a key that is not for searching", async () => {
    const { status, body } = await read("", await api.newKey({ scopes: ["enrich"] }));
    expect(status).toBe(403);
    expect(body.message).toBe("insufficient_scope");
  });
});
