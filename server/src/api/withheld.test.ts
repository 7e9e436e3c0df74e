import { type OperationId, operations } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestJobs, type TestJobs } from "../../test/jobs.js";
import { ADA } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { adaOfTwoSources, publishTwoSources, restrictAccount } from "../../test/twoSources.js";
import type { Restrictions } from "../accounts/restrictions.js";
import { matchWatches } from "../changes/matchWatches.js";
import { linesOf } from "../fusion/servingLines.js";
import { writePeople } from "../fusion/servingTables.js";

let database: TestDatabase;
let jobs: TestJobs;

const LICENSED = "Head of Falconry";
const PERSON_ID = "per_aaaaaaaaaaaaaaaaaaaa";

const adaWith = (title: string) => adaOfTwoSources(title, "Falconer");
const publish = (title: string) =>
  writePeople(database.sql, linesOf([adaWith(title)]), { causes: new Map(), splits: new Map() });

beforeAll(async () => {
  database = await testDatabase();
  await publishTwoSources(database.sql);
  await publish("Falconer");
  await publish(LICENSED);
  jobs = startTestJobs(database);
});
afterAll(async () => {
  await jobs.close();
  await database.close();
});

const text = async (answer: Promise<{ body: unknown }>) => JSON.stringify((await answer).body);

async function restrict(key: string, restrictions: Restrictions): Promise<string> {
  const accountId = await restrictAccount(database.sql, key, restrictions);
  jobs.api.now += 2000;
  return accountId;
}

async function ended(key: string, submitted: Promise<{ body: { job_id: string } }>): Promise<string> {
  const { job_id } = (await submitted).body;
  await jobs.api.untilJob(key, job_id, ({ status }) => status === "completed");
  return job_id;
}

async function rawText(url: string, key: string): Promise<string> {
  return (await jobs.api.app.inject({ url, headers: { "x-api-key": key } })).body;
}

/** What a watch tells of a change, as it would be sent. */
async function watched(key: string, body: object): Promise<string> {
  const { body: made } = await jobs.api.post("/api/v1/watches", key, body);
  await publish(`${LICENSED} ${made.data.watch_id}`);
  while (await matchWatches(database.sql));
  const events = await database.sql`SELECT data FROM event WHERE data ->> 'watch_id' = ${made.data.watch_id}`;
  await publish(LICENSED);
  return JSON.stringify(events);
}

interface Asked {
  /** All that the account hears. */
  readonly ask: (key: string) => Promise<string>;
  /** What it hears where nothing is withheld. */
  readonly tells: readonly string[];
}

/** Every operation that answers people, or leads to answers about them. */
const ANSWERING: Partial<Record<OperationId, Asked>> = {
  enrichPerson: {
    ask: (key) =>
      text(jobs.api.enrich(key, { email: ADA.email, include: ["evidence", "alternatives", "history"] })),
    tells: [ADA.full_name, LICENSED],
  },
  findEmail: {
    ask: (key) => {
      const { first_name, last_name, domain } = ADA;
      return text(jobs.api.post("/api/v1/email/find", key, { first_name, last_name, domain }));
    },
    tells: [ADA.email],
  },
  searchPeople: {
    ask: (key) => text(jobs.api.post("/api/v1/people/search", key, { company: "Acme", facets: ["company"] })),
    tells: [ADA.full_name, LICENSED],
  },
  getPerson: {
    ask: (key) => text(jobs.api.get(`/api/v1/people/${PERSON_ID}`, key)),
    tells: [ADA.full_name, LICENSED],
  },
  getChanges: {
    ask: async (key) => {
      await publish(`${LICENSED} again`);
      await publish(LICENSED);
      return text(jobs.api.get("/api/v1/people/changes?limit=100", key));
    },
    tells: [PERSON_ID, LICENSED],
  },
  createWatch: { ask: (key) => watched(key, { company: "Acme" }), tells: [PERSON_ID, "title"] },
  getJobResults: {
    ask: async (key) => {
      const submitted = jobs.api.submit(key, { type: "people", records: [{ email: ADA.email }] });
      return text(jobs.api.get(`/api/v1/async/results/${await ended(key, submitted)}`, key));
    },
    tells: [ADA.full_name, LICENSED],
  },
  getJobFile: {
    ask: async (key) => {
      const submitted = jobs.api.upload(key, `first_name,last_name,domain\nAda,BYRON,${ADA.domain}\n`);
      return rawText(`/api/v1/async/jobs/${await ended(key, submitted)}/file`, key);
    },
    tells: [ADA.full_name, LICENSED],
  },
};

/** Operations by which nobody hears of anybody. */
const TELLS_NOBODY = [
  "submitJob",
  "submitFileJob",
  "getJobStatus",
  "watchJob",
  "cancelJob",
  "listWatches",
  "deleteWatch",
  "giveFeedback",
  "getCalibration",
  "getAccount",
  "getUsage",
  "getLedger",
  "createPrivacyRequest",
  "confirmPrivacyRequest",
  "getHealth",
  "getReadiness",
  "getOpenapi",
];

/** Whatever names the person; `Ada` and the domain stand in questions. */
const OF_PERSON = [ADA.full_name, ADA.email, PERSON_ID, LICENSED, "Falconer", "Berlin"];

const WITHHOLDING: readonly (readonly [string, Restrictions])[] = [
  ["the country is denied", { deny_countries: ["Germany"] }],
  ["the country is not among those allowed", { allow_countries: ["us", "unknown"] }],
  ["the licence of every source is denied", { deny_licences: ["contract", "cc-by-nc-4.0"] }],
  ["no source has a licence that is allowed", { allow_licences: ["unknown"] }],
];

it("covers every operation", () => {
  expect([...Object.keys(ANSWERING), ...TELLS_NOBODY].sort()).toEqual(Object.keys(operations).sort());
});

describe.each(Object.entries(ANSWERING))("%s", (_operation, { ask, tells }) => {
  it("tells an account all where nothing is withheld", async () => {
    const heard = await ask(await jobs.api.newKey({ credits: 1000 }));
    for (const value of tells) expect(heard).toContain(value);
  });

  it.each(WITHHOLDING)(
    "tells nothing of a person where %s, and charges for nobody",
    async (_why, restrictions) => {
      const key = await jobs.api.newKey({ credits: 1000 });
      const accountId = await restrict(key, restrictions);
      const heard = await ask(key);
      expect(OF_PERSON.filter((value) => heard.includes(value))).toEqual([]);
      const told = await database.sql`
      SELECT FROM ledger WHERE account_id = ${accountId} AND person_ids IS NOT NULL`;
      expect(told).toHaveLength(0);
    },
  );

  it("leaves out what a denied licence alone vouches for", async () => {
    const key = await jobs.api.newKey({ credits: 1000 });
    await restrict(key, { deny_licences: ["cc-by-nc-4.0"] });
    const heard = await ask(key);
    expect([LICENSED, "Falconer"].filter((value) => heard.includes(value))).toEqual([]);
  });
});
