import { Readable } from "node:stream";
import { hasEnded } from "../../bulk/job.js";
import { sendRefusal, sendStream } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { aboutJob } from "../jobAnswers.js";

/** Answers the result file of a job that runs no more: to its end, or as far as it came. */
export function getJobFile({ jobs }: ApiDeps): Handler {
  return aboutJob(jobs.read, (request, reply, job) => {
    if (!hasEnded(job) && !job.lacksCredits) return sendRefusal(request, reply, { word: "job_not_finished" });
    const type = job.format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
    return sendStream(request, reply, type, Readable.from(jobs.resultText(job)));
  });
}
