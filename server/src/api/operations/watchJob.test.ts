import { jobStatusAnswer } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { BYRON, isOver, useTestJobs } from "../../../test/jobs.js";

const jobs = useTestJobs();

describe("watchJob", () => {
  it("tells how far a job is until it ends, and then ends", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.submit(key, { type: "people", records: Array(3).fill(BYRON) });
    const {
      statusCode,
      headers,
      body: text,
    } = await jobs.api.app.inject({
      url: `/api/v1/async/jobs/${body.job_id}/events`,
      headers: { "x-api-key": key },
    });
    expect(statusCode).toBe(200);
    expect(headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    const events = text.split("\n\n").filter((event) => event !== "" && !event.startsWith(":"));
    const told = events.map((event) => {
      const [name, data] = event.split("\n");
      expect(name).toBe("event: status");
      return jobStatusAnswer.strict().parse(JSON.parse(data?.replace("data: ", "") ?? ""));
    });
    expect(told.at(-1)).toMatchObject({ status: "completed", progress: 100 });
  });

  it("does not tell a job of another account from none", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.submit(key, { type: "people", records: [BYRON] });
    await jobs.api.untilJob(key, body.job_id, isOver);
    const answer = await jobs.api.get(`/api/v1/async/jobs/${body.job_id}/events`, await jobs.api.newKey());
    expect(answer).toMatchObject({ status: 404, body: { message: "job_not_found" } });
  });
});
