import { jobStatusAnswer } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { BYRON, isOver, useTestJobs } from "../../../test/jobs.js";

const jobs = useTestJobs();

describe("getJobStatus", () => {
  it("says how far a job is", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const submitted = await jobs.api.submit(key, {
      type: "people",
      records: [BYRON, { email: "no@a.example" }],
    });
    const { job_id } = submitted.body;
    await jobs.api.untilJob(key, job_id, isOver);
    const { status, body } = await jobs.api.get(`/api/v1/async/status/${job_id}`, key);
    expect(status).toBe(200);
    expect(jobStatusAnswer.strict().parse(body)).toMatchObject({
      job_id,
      status: "completed",
      progress: 100,
    });
  });

  it("says where a job stopped for want of credits", async () => {
    const key = await jobs.api.newKey({ credits: 9 });
    const { body } = await jobs.api.submit(key, { type: "people", records: Array(4).fill(BYRON) });
    const stopped = await jobs.api.untilJob(key, body.job_id, ({ error }) => error !== undefined);
    expect(jobStatusAnswer.strict().parse(stopped)).toMatchObject({
      status: "queued",
      progress: 50,
      results_count: 2,
      credits_used: 8,
      error: { message: "insufficient_credits", detail: expect.stringContaining("before record 3") },
    });
  });

  it("does not tell a job of another account from none", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.submit(key, { type: "people", records: [BYRON] });
    const other = await jobs.api.newKey({ credits: 100 });
    const answers = await Promise.all(
      [body.job_id, "job_none", "no%20id"].map((id) => jobs.api.get(`/api/v1/async/status/${id}`, other)),
    );
    for (const { status, body: refused } of answers)
      expect({ status, message: refused.message, used: refused.credits_used }).toEqual({
        status: 404,
        message: "job_not_found",
        used: 0,
      });
    expect(new Set(answers.map(({ body: refused }) => refused.detail)).size).toBe(1);
  });
});
