import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { BYRON, isOver, useTestJobs } from "../../../test/jobs.js";

const jobs = useTestJobs();

async function cancel(key: string, job: string) {
  const url = `/api/v1/async/jobs/${job}`;
  const { statusCode: status, body } = await jobs.api.app.inject({
    method: "DELETE",
    url,
    headers: { "x-api-key": key },
  });
  return { status, body: JSON.parse(body) };
}

describe("cancelJob", () => {
  it("ends a job where it is: what was answered stays, and nothing more is charged", async () => {
    const key = await jobs.api.newKey({ credits: 9 });
    const { body } = await jobs.api.submit(key, { type: "people", records: Array(4).fill(BYRON) });
    await jobs.api.untilJob(key, body.job_id, ({ error }) => error !== undefined);
    const ended = await cancel(key, body.job_id);
    expect(ended).toMatchObject({
      status: 200,
      body: { status: "failed", results_count: 2, credits_used: 8, error: { message: "cancelled" } },
    });
    const { results } = (await jobs.api.get(`/api/v1/async/results/${body.job_id}`, key)).body;
    expect(results).toHaveLength(2);
    expect(await jobs.api.charges(key)).toHaveLength(2);
  });

  it("charges nothing more, whatever was being charged just then", async () => {
    const key = await jobs.api.newKey({ credits: 100_000 });
    let told = 0;
    for (let time = 0; time < 6; time++) {
      const { body } = await jobs.api.submit(key, { type: "people", records: Array(1000).fill(BYRON) });
      await jobs.api.untilJob(key, body.job_id, ({ results_count }) => results_count > 0);
      told += (await cancel(key, body.job_id)).body.results_count;
    }
    await sleep(500);
    expect(await jobs.api.charges(key)).toHaveLength(told);
  });

  it("leaves a job that has ended as it is", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.submit(key, { type: "people", records: [BYRON] });
    await jobs.api.untilJob(key, body.job_id, isOver);
    expect((await cancel(key, body.job_id)).body).toMatchObject({ status: "completed" });
  });

  it("does not tell a job of another account from none, and leaves it alone", async () => {
    const key = await jobs.api.newKey({ credits: 9 });
    const { body } = await jobs.api.submit(key, { type: "people", records: Array(4).fill(BYRON) });
    const other = await cancel(await jobs.api.newKey(), body.job_id);
    expect(other).toMatchObject({ status: 404, body: { message: "job_not_found" } });
    const { body: still } = await jobs.api.get(`/api/v1/async/status/${body.job_id}`, key);
    expect(still.status).not.toBe("failed");
  });
});
