import { sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { aboutJob, jobStatus } from "../jobAnswers.js";

/** Ends a job where it is. One that has ended stays as it is. */
export function cancelJob({ jobs }: ApiDeps): Handler {
  return aboutJob(jobs.cancel, (request, reply, job) =>
    sendSuccess(request, reply, JSON.stringify(jobStatus(job, request.id))),
  );
}
