import { jobSubmittedAnswer, LARGEST_FILE } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { BYRON, isOver, useTestJobs } from "../../../test/jobs.js";
import { ADA } from "../../../test/people.js";

const jobs = useTestJobs();

const NDJSON = "application/x-ndjson";

describe("submitFileJob", () => {
  it("takes a CSV file whose columns are recognised", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const file = `First Name;Last Name;Company Domain;E-Mail\n;;;${ADA.email}\nAda;Byron;https://www.acme.example/;\n`;
    const { status, body } = await jobs.api.upload(key, file);
    expect(status).toBe(200);
    expect(jobSubmittedAnswer.parse(body)).toMatchObject({ total_records: 2 });
    expect(await jobs.api.untilJob(key, body.job_id, isOver)).toMatchObject({ success_count: 2 });
  });

  it("takes JSON lines", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const file = `${JSON.stringify(BYRON)}\n\n{"email": 3}\nno json\n`;
    const { body } = await jobs.api.upload(key, file, { type: NDJSON });
    expect(body).toMatchObject({ total_records: 3 });
    expect(await jobs.api.untilJob(key, body.job_id, isOver)).toMatchObject({ success_count: 1 });
  });

  it("is one job, however often it is submitted with an Idempotency-Key", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const headers = { "idempotency-key": "file" };
    const file = `email\n${ADA.email}\n`;
    const first = await jobs.api.upload(key, file, { headers });
    const again = await jobs.api.upload(key, file, { headers });
    expect(again.body).toEqual(first.body);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    const other = await jobs.api.upload(key, `${file}x@acme.example\n`, { headers });
    expect(other.body).toMatchObject({ message: "idempotency_mismatch" });
  });

  it("says what it could cost at most, and keeps nothing", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const file = `email\n${ADA.email}\ninfo@acme.example\nno address\n`;
    const { body } = await jobs.api.upload(key, file, { query: "?dry_run=true" });
    expect(body).toMatchObject({ dry_run: true, max_credits: 4 });
  });

  it.each([
    ["has no column that says who", "colour,size\nred,4\n", "no column holds a name"],
    ["has no rows", "email\n", "no rows"],
    ["is empty", "", "no header"],
  ])("refuses a file that %s, and keeps nothing", async (_, file, detail) => {
    const key = await jobs.api.newKey({ credits: 100 });
    const before = await jobs.database.sql`SELECT FROM job`;
    const { body } = await jobs.api.upload(key, file);
    expect(body).toMatchObject({ code: 400, message: "invalid_param" });
    expect(body.detail).toContain(detail);
    expect(await jobs.database.sql`SELECT FROM job`).toHaveLength(before.length);
  });

  it("refuses another media type", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.upload(key, "{}", { type: "application/json" });
    expect(body).toMatchObject({ code: 415, message: "unsupported_media_type" });
  });

  it("refuses a query that cannot be", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { body } = await jobs.api.upload(key, "email\na@a.example\n", { query: "?type=sales" });
    expect(body).toMatchObject({ message: "invalid_param", param: "type" });
  });

  it("refuses what no row of can be paid", async () => {
    const key = await jobs.api.newKey({ credits: 3 });
    const { body } = await jobs.api.upload(key, `email\n${ADA.email}\n`);
    expect(body).toMatchObject({ code: 402, message: "insufficient_credits" });
  });

  it("refuses a file over the limit, and keeps nothing", async () => {
    const key = await jobs.api.newKey({ credits: 100 });
    const { accountId } = await ownerOf(key);
    const order = { accountId, mode: "live", type: "people", requestId: "req_1", mostJobs: 1 } as const;
    const bytes = (async function* () {
      for (;;) yield Buffer.from("email\n".padEnd(65_536, "a@acme.example\n"));
    })();
    await expect(
      jobs.jobs.submitFile(
        { ...order, webhookUrl: undefined, keyHash: undefined },
        { format: "csv", bytes, most: 1_000_000 },
      ),
    ).rejects.toMatchObject({ code: "payload_too_large" });
    expect(LARGEST_FILE).toBeGreaterThan(1_000_000);
    expect(await jobs.database.sql`SELECT FROM job WHERE account_id = ${accountId}`).toHaveLength(0);
  });
});

async function ownerOf(key: string): Promise<{ accountId: string }> {
  const { body } = await jobs.api.upload(key, `email\n${ADA.email}\n`, { query: "?dry_run=true" });
  expect(body.dry_run).toBe(true);
  const [row] = await jobs.database.sql<{ accountId: string }[]>`
    SELECT max(account_id)::text AS "accountId" FROM account`;
  return row ?? { accountId: "0" };
}
