import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { useTestJobs } from "../../server/test/jobs.js";
import { ADA } from "../../server/test/people.js";
import {
  ConnectionError,
  createVouch,
  type DryRunAnswer,
  type FileBody,
  JobNotFoundError,
  type JobStatusAnswer,
  type JobSubmittedAnswer,
} from "../src/index.js";

const jobs = useTestJobs();
const folder = mkdtempSync(join(tmpdir(), "vouch-sdk-jobs-"));
let baseUrl: string;
beforeAll(async () => {
  baseUrl = await jobs.api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => rmSync(folder, { recursive: true }));

const CSV = `email,note\n${ADA.email},one\nno.body@acme.example,two\n`;
const text = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

const clientOf = async (options: { fetch?: typeof fetch; retries?: number } = {}) => {
  const apiKey = await jobs.api.newKey({ credits: 1000 });
  return { apiKey, vouch: createVouch({ apiKey, baseUrl, ...options }) };
};

async function fileOnDisk(content: string): Promise<Blob> {
  const path = join(folder, "people.csv");
  writeFileSync(path, content);
  return await openAsBlob(path, { type: "text/csv" });
}

async function ended(events: AsyncIterable<JobStatusAnswer>): Promise<JobStatusAnswer | undefined> {
  let last: JobStatusAnswer | undefined;
  for await (const event of events) last = event;
  return last;
}

describe("a file", () => {
  it.each<[string, () => FileBody | Promise<FileBody>]>([
    ["text", () => CSV],
    ["bytes", () => new TextEncoder().encode(CSV)],
    ["a stream", () => new Blob([CSV]).stream()],
    ["a file on disk", () => fileOnDisk(CSV)],
  ])("is sent as %s, watched to its end, and answered as a stream", async (_, make) => {
    const { vouch } = await clientOf();
    const submitted = await vouch.submitFileJob({ file: await make() });
    expectTypeOf(submitted).toEqualTypeOf<JobSubmittedAnswer>();
    const { job_id, total_records } = submitted;
    expect(total_records).toBe(2);
    expect(await ended(vouch.watchJob({ job_id }))).toMatchObject({ status: "completed", success_count: 1 });
    const lines = (await text(await vouch.getJobFile({ job_id }))).trim().split(/\r?\n/);
    expect(lines[1]).toContain(`${ADA.email},one,success,${ADA.full_name}`);
    expect(lines[2]).toContain("no.body@acme.example,two,not_found");
  });

  it("is sent as what it says it is, or as it is said to be", async () => {
    const { vouch } = await clientOf();
    const line = `${JSON.stringify({ email: ADA.email })}\n`;
    const media_type = "application/x-ndjson";
    for (const given of [
      { file: line, media_type } as const,
      { file: new Blob([line], { type: media_type }) },
    ])
      expect(await vouch.submitFileJob(given)).toMatchObject({ total_records: 1 });
  });

  it("that is a dry run answers what it could cost", async () => {
    const { vouch } = await clientOf();
    const answer = await vouch.submitFileJob({ file: CSV, dry_run: true, type: "people" });
    expectTypeOf(answer).toEqualTypeOf<DryRunAnswer>();
    expect(answer).toMatchObject({ max_credits: 8 });
  });

  it("is one job where the answer to it was lost, unless it is a stream, which is not sent again", async () => {
    let tries = 0;
    const losing: typeof fetch = async (...call) => {
      const response = await fetch(...call);
      if (call[1]?.method === "POST" && tries++ === 0) throw new TypeError("terminated");
      return response;
    };
    const { vouch } = await clientOf({ fetch: losing });
    const named = { idempotencyKey: "one-job" };
    const { job_id } = await vouch.submitFileJob({ file: CSV }, named);
    expect(tries).toBe(2);
    expect(await vouch.submitFileJob({ file: CSV }, named)).toMatchObject({ job_id });
    tries = 0;
    const stream = new Blob([CSV]).stream();
    await expect(vouch.submitFileJob({ file: stream })).rejects.toBeInstanceOf(ConnectionError);
    expect(tries).toBe(1);
  });

  it("of a job that is not there is an error, not a stream", async () => {
    const { vouch } = await clientOf();
    await expect(vouch.getJobFile({ job_id: "job_none" })).rejects.toBeInstanceOf(JobNotFoundError);
    await expect(ended(vouch.watchJob({ job_id: "job_none" }))).rejects.toBeInstanceOf(JobNotFoundError);
  });
});

/** Events that break after each has been told, so many times. */
function breaking(times: number): typeof fetch {
  let left = times;
  return async (...call) => {
    const response = await fetch(...call);
    if (!String(call[0]).endsWith("/events") || left-- <= 0) return response;
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    const cut = new ReadableStream({
      pull(controller) {
        if (value !== undefined && left % 2 === 0) controller.enqueue(value);
        controller.error(new TypeError("terminated"));
      },
    });
    return new Response(cut, response);
  };
}

describe("events", () => {
  it("go on where the connection breaks", async () => {
    const { vouch } = await clientOf({ fetch: breaking(2) });
    const { job_id } = await vouch.submitFileJob({ file: CSV });
    const statuses: string[] = [];
    for await (const event of vouch.watchJob({ job_id })) {
      expectTypeOf(event).toEqualTypeOf<JobStatusAnswer>();
      statuses.push(event.status);
    }
    expect(statuses.at(-1)).toBe("completed");
  });

  it("end with an error where it breaks again and again", async () => {
    const { vouch } = await clientOf({ fetch: breaking(9), retries: 1 });
    const { job_id } = await vouch.submitFileJob({ file: CSV });
    await expect(ended(vouch.watchJob({ job_id }))).rejects.toBeInstanceOf(ConnectionError);
  });

  it("end when their signal is aborted, and where nobody listens any more", async () => {
    const { vouch } = await clientOf();
    const { job_id } = await vouch.submitFileJob({ file: `email\n${`${ADA.email}\n`.repeat(200)}` });
    const reason = new Error("enough");
    const controller = new AbortController();
    const watching = ended(vouch.watchJob({ job_id }, { signal: controller.signal }));
    controller.abort(reason);
    await expect(watching).rejects.toBe(reason);
    for await (const event of vouch.watchJob({ job_id })) {
      expect(event.job_id).toBe(job_id);
      break;
    }
  });
});
