import { jobSubmittedAnswer } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { BYRON, isOver, useTestJobs } from "../../../test/jobs.js";
import { ADA } from "../../../test/people.js";

const jobs = useTestJobs();

const people = (...records: unknown[]) => ({ type: "people", records });

describe("submitJob", () => {
  it("takes records, and each is charged as the single call", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { status, headers, body } = await jobs.api.submit(key, people(BYRON, { email: "no@acme.example" }));
    expect({ status, used: headers["x-credits-used"] }).toEqual({ status: 200, used: "0" });
    expect(jobSubmittedAnswer.parse(body)).toMatchObject({ total_records: 2, status: "queued" });
    const ended = await jobs.api.untilJob(key, body.job_id, isOver);
    expect(ended).toMatchObject({ status: "completed", progress: 100, results_count: 2, credits_used: 5 });
    const charges = await jobs.api.charges(key);
    expect(charges.map(({ credits, outcome, request_id }) => [credits, outcome, request_id])).toEqual([
      [4, "success", `${body.job_id}-0`],
      [1, "not_found", `${body.job_id}-1`],
    ]);
  });

  it("does not count against the plan's rate", async () => {
    const key = await jobs.api.newKey({ credits: 1000, plan: "free" });
    for (let call = 0; call < 20; call++)
      expect((await jobs.api.get("/api/v1/async/status/job_none", key)).status).toBe(404);
    expect((await jobs.api.submit(key, people(BYRON))).status).toBe(200);
  });

  it("lets no more jobs run than the plan has room for", async () => {
    const key = await jobs.api.newKey({ credits: 1000, plan: "free" });
    await jobs.database.sql`
      INSERT INTO job (job_id, account_id, mode, type, format, state, worked_by)
      SELECT 'job_other', max(account_id), 'live', 'people', 'csv', 'uploading', application_name
      FROM account, pg_stat_activity WHERE application_name LIKE 'vouch-%' GROUP BY application_name LIMIT 1`;
    const { status, headers, body } = await jobs.api.submit(key, people(BYRON));
    expect({ status, message: body.message, wait: headers["retry-after"] }).toEqual({
      status: 429,
      message: "too_many_jobs",
      wait: "5",
    });
  });

  it("is one job, however often it is submitted with an Idempotency-Key", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const name = { "idempotency-key": "once" };
    const first = await jobs.api.submit(key, people(BYRON), name);
    const again = await jobs.api.submit(key, people(BYRON), name);
    expect(again.body).toEqual(first.body);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    const other = await jobs.api.submit(key, people(BYRON, BYRON), name);
    expect(other.body).toMatchObject({ code: 422, message: "idempotency_mismatch" });
    await jobs.api.untilJob(key, first.body.job_id, isOver);
    expect(await jobs.api.charges(key)).toHaveLength(1);
  });

  it("says what it could cost at most, and does nothing", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const records = [BYRON, { email: "info@acme.example" }, "no object", BYRON];
    const { body } = await jobs.api.submit(key, { ...people(...records), dry_run: true });
    expect(body).toMatchObject({ dry_run: true, max_credits: 8, credits_used: 0 });
    expect(await jobs.database.sql`SELECT FROM job WHERE total_records = 4`).toHaveLength(0);
  });

  it("answers a test key from the personas, and charges nothing", async () => {
    const key = await jobs.api.newKey({ credits: 100, mode: "test" });
    const { body } = await jobs.api.submit(
      key,
      people({ email: "certain@personas.example" }, { email: "not_found@personas.example" }, BYRON),
    );
    const ended = await jobs.api.untilJob(key, body.job_id, isOver);
    expect(ended).toMatchObject({ success_count: 1, not_found_count: 2, credits_used: 0 });
    expect(await jobs.api.charges(key)).toEqual([]);
  });

  it("finds addresses, each at the price of the single call", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const ada = { first_name: "Ada", last_name: "Byron", domain: ADA.domain };
    const { body } = await jobs.api.submit(key, { type: "email", records: [ada, { first_name: "Ada" }] });
    const ended = await jobs.api.untilJob(key, body.job_id, isOver);
    expect(ended).toMatchObject({ success_count: 1, credits_used: 2 });
    const { results } = (await jobs.api.get(`/api/v1/async/results/${body.job_id}`, key)).body;
    expect(results).toMatchObject([
      { status: "success", credits_used: 2, data: { email: ADA.email } },
      { status: "error", credits_used: 0, error: { message: "missing_param" } },
    ]);
  });

  it("tells an account no more than it may be told", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const denied = { deny_countries: ["gb"] };
    await jobs.database.sql`
      UPDATE account SET restrictions = ${jobs.database.sql.json(denied)}
      WHERE account_id = (SELECT max(account_id) FROM account)`;
    const { body } = await jobs.api.submit(key, people(BYRON));
    const ended = await jobs.api.untilJob(key, body.job_id, isOver);
    expect(ended).toMatchObject({ success_count: 0, not_found_count: 1 });
  });

  it("answers more records than a chunk has", async () => {
    const key = await jobs.api.newKey({ credits: 10_000 });
    const { body } = await jobs.api.submit(key, people(...Array(1000).fill(BYRON)));
    const ended = await jobs.api.untilJob(key, body.job_id, isOver);
    expect(ended).toMatchObject({ results_count: 1000, success_count: 1000, credits_used: 4000 });
    expect(await jobs.api.charges(key)).toHaveLength(1000);
  });

  it.each([
    ["no type", { records: [BYRON] }, "missing_param", "type"],
    ["no records", { type: "people" }, "missing_param", "records"],
    ["an empty list", { type: "people", records: [] }, "missing_param", "records"],
    ["another type", { type: "sales", records: [BYRON] }, "invalid_param", "type"],
    ["no list", { type: "people", records: BYRON }, "invalid_param", "records"],
    ["a longer list", { type: "people", records: Array(1001).fill(BYRON) }, "invalid_param", "records"],
    ["no URL", { ...people(BYRON), webhook_url: "no url" }, "invalid_param", "webhook_url"],
    ["a private host", { ...people(BYRON), webhook_url: "http://10.0.0.1/" }, "invalid_param", "webhook_url"],
  ])("refuses %s", async (_, sent, message, param) => {
    const code = 400;
    const key = await jobs.api.newKey({ credits: 100 });
    const { status, body } = await jobs.api.submit(key, sent);
    expect({ status, ...body }).toMatchObject({ status: "error", code, message, param });
  });

  it("refuses what no record of can be paid, without a job", async () => {
    const key = await jobs.api.newKey({ credits: 3 });
    const { body } = await jobs.api.submit(key, people(BYRON));
    expect(body).toMatchObject({ code: 402, message: "insufficient_credits" });
  });

  it("refuses a key without the scope", async () => {
    const key = await jobs.api.newKey({ scopes: ["enrich"] });
    expect((await jobs.api.submit(key, people(BYRON))).body).toMatchObject({ message: "insufficient_scope" });
  });
});
