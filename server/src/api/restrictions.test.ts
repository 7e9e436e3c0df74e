import { plans } from "@vouch/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { adaOfTwoSources, publishTwoSources, restrictAccount } from "../../test/twoSources.js";
import { hashApiKey } from "../accounts/apiKey.js";
import { readCaller } from "../accounts/caller.js";
import type { Restrictions } from "../accounts/restrictions.js";
import { linesOf } from "../fusion/servingLines.js";
import { writePeople } from "../fusion/servingTables.js";

let database: TestDatabase;
let api: TestApi;
let key: string;

const ada = adaOfTwoSources("Analyst");

beforeAll(async () => {
  database = await testDatabase();
  await publishTwoSources(database.sql);
  await writePeople(database.sql, linesOf([ada]));
});
afterAll(() => database.close());
beforeEach(async () => {
  api = new TestApi(database.sql, {});
  key = await api.newKey();
});

const restrict = (restrictions: Restrictions) => restrictAccount(database.sql, key, restrictions);

async function found(body: object = {}) {
  return (await api.enrich(key, { email: ADA.email, ...body })).body;
}

async function searched() {
  const headers = { "x-api-key": key };
  const payload = { company: "Acme" };
  const answer = await api.app.inject({ method: "POST", url: "/api/v1/people/search", headers, payload });
  return answer.json();
}

const byId = async () => (await api.get(`/api/v1/people/${ada.person_id}`, key)).body;

describe("an account that may not be told everything", () => {
  it("is told all where nothing is withheld from it", async () => {
    expect((await found()).data).toMatchObject({ title: "Analyst", company_name: "Acme" });
  });

  it.each<[string, Restrictions]>([
    ["denied", { deny_licences: ["cc-by-nc-4.0"] }],
    ["not among those allowed", { allow_licences: ["Contract"] }],
  ])("hears no value whose licence is %s, nor who says it, wherever it asks", async (_how, restrictions) => {
    await restrict(restrictions);
    const { data, evidence, credits_used } = await found({ include: ["evidence"] });
    expect(data).toMatchObject({ full_name: ADA.full_name, title: null, company_name: "Acme" });
    expect(credits_used).toBe(4);
    expect(evidence.title).toBeUndefined();
    expect(evidence.full_name.sources.map(({ source }: { source: string }) => source)).toEqual(["crm"]);
    expect((await searched()).data).toMatchObject([{ full_name: ADA.full_name, title: null }]);
    expect((await byId()).data).toMatchObject({ full_name: ADA.full_name, title: null });
    expect(await found({ required: ["title"] })).toMatchObject({ message: "not_found" });
  });

  it.each<[string, Restrictions]>([
    ["country is denied", { deny_countries: ["Germany"] }],
    ["country is not among those allowed", { allow_countries: ["us", "unknown"] }],
    ["every value is withheld", { allow_licences: ["unknown"] }],
  ])("does not hear of a person whose %s, and pays for none", async (_why, restrictions) => {
    await restrict(restrictions);
    expect(await found()).toMatchObject({ message: "not_found", credits_used: 1 });
    expect(await searched()).toMatchObject({ data: [], credits_used: 0 });
    expect(await byId()).toMatchObject({ message: "not_found" });
    const [told] = await database.sql`
      SELECT count(*)::int AS n FROM ledger JOIN account USING (account_id)
      WHERE person_ids IS NOT NULL AND restrictions = ${database.sql.json(await restrictionsOf())}`;
    expect(told?.["n"]).toBe(0);
  });

  it("hears of the person where the country is allowed", async () => {
    await restrict({ allow_countries: ["de"], deny_countries: ["us"] });
    expect((await found()).data).toMatchObject({ title: "Analyst" });
  });
});

async function restrictionsOf() {
  const caller = await readCaller(database.sql, hashApiKey(key), plans);
  return { ...caller?.restrictions };
}
