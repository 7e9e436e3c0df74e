import { jobResultsAnswer } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { BYRON, isOver, useTestJobs } from "../../../test/jobs.js";
import { ADA } from "../../../test/people.js";

const jobs = useTestJobs();

async function resultsOf(key: string, records: readonly unknown[]) {
  const { body } = await jobs.api.submit(key, { type: "people", records });
  await jobs.api.untilJob(key, body.job_id, isOver);
  const answer = await jobs.api.get(`/api/v1/async/results/${body.job_id}`, key);
  return jobResultsAnswer.strict().parse(answer.body);
}

describe("getJobResults", () => {
  it("answers each record in its place, with what the single call would have answered", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { results } = await resultsOf(key, [
      { email: "no.one@acme.example" },
      { ...BYRON, include: ["history"] },
      { email: "info@acme.example" },
      { email: "no address" },
      { first_name: "Ada" },
      "no object",
    ]);
    const single = await jobs.api.enrich(key, BYRON);
    expect(results[1]).toMatchObject({ status: "success", credits_used: 4, data: single.body.data });
    expect(Object.keys(results[1] ?? {})).toContain("data");
    expect(results.map(({ error, credits_used }) => [error?.code, error?.message, credits_used])).toEqual([
      [404, "not_found", 1],
      [undefined, undefined, 4],
      [422, "unprocessable", 0],
      [400, "invalid_param", 0],
      [400, "missing_param", 0],
      [400, "invalid_param", 0],
    ]);
    expect(results[4]?.error?.param).toBe("last_name");
  });

  it("has the sections that a record asks for", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.submit(key, {
      type: "people",
      records: [{ ...BYRON, include: ["explanation"] }],
    });
    await jobs.api.untilJob(key, body.job_id, isOver);
    const answer = await jobs.api.get(`/api/v1/async/results/${body.job_id}`, key);
    expect(Object.keys(answer.body.results[0])).toEqual(["status", "credits_used", "data", "explanation"]);
  });

  it("says that the results of a file are a file", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.upload(key, `email\n${ADA.email}\n`);
    const answer = await jobs.api.get(`/api/v1/async/results/${body.job_id}`, key);
    expect(answer).toMatchObject({ status: 400, body: { message: "invalid_param", param: "job_id" } });
  });

  it("does not tell a job of another account from none", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.submit(key, { type: "people", records: [BYRON] });
    const answer = await jobs.api.get(`/api/v1/async/results/${body.job_id}`, await jobs.api.newKey());
    expect(answer).toMatchObject({ status: 404, body: { message: "job_not_found" } });
  });
});
