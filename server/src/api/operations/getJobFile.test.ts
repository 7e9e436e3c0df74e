import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { isOver, useTestJobs } from "../../../test/jobs.js";
import { ADA } from "../../../test/people.js";

const jobs = useTestJobs();

async function fileOf(key: string, job: string) {
  const answer = await jobs.api.app.inject({
    url: `/api/v1/async/jobs/${job}/file`,
    headers: { "x-api-key": key },
  });
  return { status: answer.statusCode, type: answer.headers["content-type"], text: answer.body };
}

describe("getJobFile", () => {
  it("answers a CSV file in its order, with the answer's columns behind its own", async () => {
    const key = await jobs.api.newKey({ credits: 1000 });
    const file = `note,email\n"a, b",${ADA.email}\n=1+1,no.one@acme.example\nx\nlast,\n`;
    const { body } = await jobs.api.upload(key, file);
    await jobs.api.untilJob(key, body.job_id, isOver);
    const { status, type, text } = await fileOf(key, body.job_id);
    expect({ status, type }).toEqual({ status: 200, type: "text/csv; charset=utf-8" });
    const rows: Record<string, string>[] = parse(text, { columns: true });
    expect(Object.keys(rows[0] ?? {}).slice(0, 5)).toEqual([
      "note",
      "email",
      "status",
      "full_name",
      "vouch_email",
    ]);
    expect(rows.map(({ note, status }) => [note, status])).toEqual([
      ["a, b", "success"],
      ["'=1+1", "not_found"],
      ["", "wrong_column_count"],
      ["last", "missing_param"],
    ]);
    expect(rows[0]).toMatchObject({ full_name: ADA.full_name, title: "Senior Analyst", department: "" });
  });

  it("answers JSON lines as they were written, with the answer's members behind theirs", async () => {
    const key = await jobs.api.newKey({ credits: 1000 });
    const lines = [`{ "email": "${ADA.email}", "id": 12345678901234567890, "title": 1.0 }`, "{}", "no json"];
    const { body } = await jobs.api.upload(key, lines.join("\n"), { type: "application/x-ndjson" });
    await jobs.api.untilJob(key, body.job_id, isOver);
    const { type, text } = await fileOf(key, body.job_id);
    expect(type).toBe("application/x-ndjson; charset=utf-8");
    const written = text.trim().split("\n");
    expect(written[0]).toContain('"id": 12345678901234567890, "title": 1.0,"status":"success"');
    expect(written.map((line) => JSON.parse(line))).toMatchObject([
      { title: 1, vouch_title: "Senior Analyst", vouch_email: ADA.email, full_name: ADA.full_name },
      { status: "missing_param", full_name: null },
      { input: "no json", status: "invalid_param" },
    ]);
  });

  it("answers a file of more chunks than are read at once", async () => {
    const key = await jobs.api.newKey({ credits: 10_000 });
    const emails = Array.from({ length: 2300 }, (_, at) => `nobody${at}@acme.example`);
    const { body } = await jobs.api.upload(key, `email\n${emails.join("\n")}\n`);
    await jobs.api.untilJob(key, body.job_id, isOver);
    const rows: Record<string, string>[] = parse((await fileOf(key, body.job_id)).text, { columns: true });
    expect(rows.map(({ email }) => email)).toEqual(emails);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(["not_found"]));
  });

  it("answers what there is of a job that lacks credits", async () => {
    const key = await jobs.api.newKey({ credits: 9 });
    const { body } = await jobs.api.upload(key, `email\n${`${ADA.email}\n`.repeat(4)}`);
    await jobs.api.untilJob(key, body.job_id, ({ error }) => error !== undefined);
    expect(parse((await fileOf(key, body.job_id)).text, { columns: true })).toHaveLength(2);
  });

  it("refuses the file of a job that is still running", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.upload(key, `email\n${ADA.email}\n`);
    await jobs.api.untilJob(key, body.job_id, isOver);
    await jobs.database
      .sql`UPDATE job SET state = 'processing', ended_at = NULL, worked_by = 'nobody' WHERE job_id = ${body.job_id}`;
    const { status, text } = await fileOf(key, body.job_id);
    expect({ status, ...JSON.parse(text) }).toMatchObject({ code: 409, message: "job_not_finished" });
  });

  it("does not tell a job of another account from none", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.upload(key, `email\n${ADA.email}\n`);
    const { status, text } = await fileOf(await jobs.api.newKey(), body.job_id);
    expect({ status, message: JSON.parse(text).message }).toEqual({ status: 404, message: "job_not_found" });
  });
});
