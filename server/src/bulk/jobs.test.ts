import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import PgBoss from "pg-boss";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BYRON, isOver, startTestJobs, useTestJobs } from "../../test/jobs.js";
import { ADA } from "../../test/people.js";
import { grant } from "../credits/grant.js";
import { takeDown } from "../privacy/takeDown.js";
import { deliverDue } from "../webhooks/deliver.js";
import { forgetJobs } from "./forget.js";

const jobs = useTestJobs();

const isPoor = ({ error }: { error?: { message: string } | undefined }) =>
  error?.message === "insufficient_credits";
const submit = (key: string, count: number, more: object = {}) =>
  jobs.api.submit(key, { type: "people", records: Array(count).fill(BYRON), ...more });
const resultsOf = async (key: string, job: string) =>
  (await jobs.api.get(`/api/v1/async/results/${job}`, key)).body.results;

async function accountOf(job: string): Promise<string> {
  const [row] = await jobs.database.sql<{ id: string }[]>`
    SELECT account_id::text AS id FROM job WHERE job_id = ${job}`;
  return row?.id ?? "";
}

describe("a job of an account that objected", () => {
  it("gives the wrong person no more than a call does", async () => {
    const key = await jobs.api.newKey();
    const { body } = await jobs.api.enrich(key, BYRON);
    const said = { request_id: body.request_id, verdict: "wrong_person", ...BYRON };
    expect((await jobs.api.post("/api/v1/feedback", key, said)).status).toBe(200);
    const { body: job } = await submit(key, 1);
    await jobs.api.untilJob(key, job.job_id, isOver);
    const [result] = await resultsOf(key, job.job_id);
    expect(result).toMatchObject({ status: "error", error: { message: "not_found" } });
    expect(await jobs.api.charges(key)).toMatchObject([{ credits: 4 }, { credits: 1, outcome: "not_found" }]);
  }, 20_000);
});

describe("a job that runs out of credits", () => {
  it("goes on after a grant, and is charged for each record once", async () => {
    const key = await jobs.api.newKey({ credits: 9 });
    const { body } = await submit(key, 4);
    expect(await jobs.api.untilJob(key, body.job_id, isPoor)).toMatchObject({ results_count: 2 });
    await grant(jobs.database.sql, {
      accountId: await accountOf(body.job_id),
      credits: 100,
      requestId: "req_g",
    });
    expect(await jobs.api.untilJob(key, body.job_id, isOver)).toMatchObject({ credits_used: 16 });
    expect(await resultsOf(key, body.job_id)).toHaveLength(4);
    const charges = await jobs.api.charges(key);
    expect(charges.map(({ request_id }) => request_id)).toEqual(
      [0, 1, 2, 3].map((at) => `${body.job_id}-${at}`),
    );
  }, 20_000);

  it("looks nobody up for what cannot be paid", async () => {
    const key = await jobs.api.newKey({ credits: 4 });
    const { body } = await jobs.api.submit(key, {
      type: "people",
      records: [BYRON, { email: "x@acme.example" }],
    });
    await jobs.api.untilJob(key, body.job_id, isPoor);
    expect(await resultsOf(key, body.job_id)).toHaveLength(1);
  });
});

describe("a job that a node left behind", () => {
  it("is taken over, without a charge for what it had answered; one whose file was being read is gone", async () => {
    const key = await jobs.api.newKey({ credits: 9 });
    const { body } = await submit(key, 4);
    await jobs.api.untilJob(key, body.job_id, isPoor);
    // As a node leaves it that is killed in the middle: its turn never ends.
    await jobs.database.sql`DELETE FROM queue.job WHERE data ->> 'jobId' = ${body.job_id}`;
    await jobs.database.sql`
      UPDATE job SET worked_by = 'vouch-that-is-gone', state = 'processing', lacks_credits = false
      WHERE job_id = ${body.job_id}`;
    const accountId = await accountOf(body.job_id);
    await jobs.database.sql`
      INSERT INTO job (job_id, account_id, mode, type, format, state, worked_by)
      VALUES ('job_half', ${accountId}, 'live', 'people', 'csv', 'uploading', 'vouch-that-is-gone')`;
    await grant(jobs.database.sql, { accountId, credits: 100, requestId: "req_g" });
    await jobs.api.untilJob(key, body.job_id, isOver);
    expect(await jobs.api.charges(key)).toHaveLength(4);
    const isThere = async () =>
      (await jobs.database.sql`SELECT FROM job WHERE job_id = 'job_half'`).length > 0;
    await expect.poll(isThere, { timeout: 15_000, interval: 100 }).toBe(false);
  }, 20_000);
});

describe("several nodes", () => {
  it("answer each record of each job once", async () => {
    const other = startTestJobs(jobs.database);
    const keys = await Promise.all([1, 2, 3].map(() => jobs.api.newKey({ credits: 10_000 })));
    const submitted = await Promise.all(
      keys.map(async (key) => ({ key, job: (await submit(key, 900)).body.job_id as string })),
    );
    for (const { key, job } of submitted) {
      await jobs.api.untilJob(key, job, isOver);
      const names = (await jobs.api.charges(key)).map(({ request_id }) => request_id);
      expect(names).toEqual(Array.from({ length: 900 }, (_, at) => `${job}-${at}`));
    }
    await other.close();
    await other.api.app.close();
  }, 20_000);
});

describe("jobs that ended long ago", () => {
  it("are removed, with their results", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const [old, recent] = [await submit(key, 1), await submit(key, 1)].map(({ body }) => body.job_id);
    await jobs.api.untilJob(key, old, isOver);
    await jobs.api.untilJob(key, recent, isOver);
    await jobs.database.sql`UPDATE job SET ended_at = now() - interval '101 hours' WHERE job_id = ${old}`;
    await forgetJobs(jobs.database.sql, 100);
    expect((await jobs.api.get(`/api/v1/async/status/${old}`, key)).status).toBe(404);
    expect((await jobs.api.get(`/api/v1/async/status/${recent}`, key)).status).toBe(200);
    expect(await jobs.database.sql`SELECT FROM job_chunk WHERE job_id = ${old}`).toHaveLength(0);
  });
});

describe("the end of a job", () => {
  let receiver: Server;
  let url: string;
  const heard: { headers: Record<string, string>; text: string }[] = [];
  beforeAll(async () => {
    receiver = createServer(async (request, answer) => {
      const headers = request.headers as Record<string, string>;
      heard.push({ headers, text: (await request.toArray()).join("") });
      answer.writeHead(204).end();
    }).listen(0, "127.0.0.1");
    await once(receiver, "listening");
    const address = receiver.address();
    url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/hook`;
  });
  afterAll(() => {
    receiver.closeAllConnections();
    receiver.close();
  });

  it("is told to its webhook, signed with the secret that was answered, which stays the same", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await submit(key, 1, { webhook_url: url });
    const next = await submit(key, 1, { webhook_url: url });
    expect(next.body.webhook_secret).toBe(body.webhook_secret);
    await jobs.api.untilJob(key, body.job_id, isOver);
    await jobs.api.untilJob(key, next.body.job_id, isOver);
    await deliverDue({ sql: jobs.database.sql, reaches: () => true, log: () => {} });
    expect(heard).toHaveLength(2);
    for (const { headers, text } of heard) new Webhook(body.webhook_secret).verify(text, headers);
    // They are sent at once: either may be there first.
    const told = heard.map(({ text }) => JSON.parse(text));
    told.sort(
      (one, other) =>
        Number(one.data.job_id === next.body.job_id) - Number(other.data.job_id === next.body.job_id),
    );
    expect(told).toMatchObject(
      [body.job_id, next.body.job_id].map((job_id) => ({
        type: "job.completed",
        data: { job_id, status: "completed", total_records: 1, credits_used: 4 },
      })),
    );
  });
});

describe("the queue's tables", () => {
  it("are those of the library", () => {
    const file = readFileSync(new URL("../postgres/migrations/0050-queue.sql", import.meta.url), "utf8");
    const bare = (text: string) => text.replace(/--.*$/gm, "").replace(/[\s;]+/g, " ");
    const plans = PgBoss.getConstructionPlans("queue");
    const tables = plans.slice(plans.indexOf("CREATE SCHEMA"), plans.lastIndexOf("COMMIT"));
    expect(bare(file)).toContain(bare(tables).trim());
  });
});

describe("erasure", () => {
  it("reaches what jobs answered, and leaves the others' answers", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const records = [BYRON, { email: "no.one@acme.example" }, BYRON];
    const { body } = await jobs.api.submit(key, { type: "people", records });
    await jobs.api.untilJob(key, body.job_id, isOver);
    const before = await resultsOf(key, body.job_id);
    expect(JSON.stringify(before)).toContain(ADA.full_name);
    await takeDown(jobs.database.sql, ["p_ada"]);
    const after = await resultsOf(key, body.job_id);
    expect(JSON.stringify(after)).not.toContain(ADA.full_name);
    expect(after.map(({ error }: { error?: { message: string } }) => error?.message)).toEqual([
      "answer_erased",
      "not_found",
      "answer_erased",
    ]);
    const kept = await jobs.database.sql`SELECT FROM job_chunk WHERE 'p_ada' = ANY (person_ids)`;
    expect(kept).toHaveLength(0);
  });
});
