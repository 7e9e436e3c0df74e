import { sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { aboutJob, jobStatus } from "../jobAnswers.js";

/** Answers how far a job is. */
export function getJobStatus({ jobs }: ApiDeps): Handler {
  return aboutJob(jobs.read, (request, reply, job) =>
    sendSuccess(request, reply, JSON.stringify(jobStatus(job, request.id))),
  );
}
