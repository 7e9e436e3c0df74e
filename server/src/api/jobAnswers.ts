import { checkBody, type ErrorWord, operations } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { planNamed } from "../accounts/plans.js";
import type { Job } from "../bulk/job.js";
import type { JobOrder, Submission, SubmittedJob } from "../bulk/submit.js";
import { VouchError } from "../errors.js";
import { callerOf, sendRefusal, sendReplay, sendSuccess } from "./answer.js";
import type { Handler } from "./app.js";
import type { ApiDeps } from "./deps.js";
import { type Refusal, RefusedError } from "./errors.js";

const { params } = operations.getJobStatus;

/** Seconds after which an account that has as many jobs as it may is to try again. */
const JOBS_RETRY_SECONDS = 5;

/** How a job stands, in the contract's words. */
export function statusOfJob({ state, lacksCredits }: Pick<Job, "state" | "lacksCredits">) {
  if (state === "completed") return "completed";
  if (state === "cancelled") return "failed";
  return state === "queued" || lacksCredits ? "queued" : "processing";
}

function errorOfJob({ state, lacksCredits, doneRecords, totalRecords }: Job) {
  const at = `${doneRecords} of ${totalRecords} records`;
  if (state === "cancelled")
    return { message: "cancelled", detail: `The job was cancelled after ${at}; their results stay.` };
  if (!lacksCredits) return undefined;
  const next = `The job stopped before record ${doneRecords + 1}, after ${at}`;
  return {
    message: "insufficient_credits",
    detail: `${next}: the balance cannot pay the next one. It goes on by itself when there are credits.`,
  };
}

/** How far a job is: the body of an answer, or the data of an event. */
export function jobStatus(job: Job, requestId: string) {
  const { jobId, totalRecords, doneRecords, successRecords, notFoundRecords, creditsUsed } = job;
  return {
    status: statusOfJob(job),
    request_id: requestId,
    job_id: jobId,
    progress: totalRecords === 0 ? 0 : Math.floor((100 * doneRecords) / totalRecords),
    total_records: totalRecords,
    results_count: doneRecords,
    success_count: successRecords,
    not_found_count: notFoundRecords,
    credits_used: creditsUsed,
    error: errorOfJob(job),
  };
}

/**
 * Answers about a job of the caller's.
 * @param answer is given the job as it is, where the caller has it
 */
export function aboutJob(
  find: (accountId: string, jobId: string) => Promise<Job | undefined>,
  answer: (request: FastifyRequest, reply: FastifyReply, job: Job) => FastifyReply | Promise<FastifyReply>,
): Handler {
  return async (request, reply) => {
    const checked = checkBody(params, request.params);
    const { accountId } = callerOf(request);
    // What cannot be an id is nobody's.
    const job = "fault" in checked ? undefined : await find(accountId, checked.body.job_id);
    if (job === undefined) return sendRefusal(request, reply, { word: "job_not_found" });
    return answer(request, reply, job);
  };
}

const WEBHOOK = "webhook_url";

/** What a caller orders. @throws RefusedError where the webhook cannot be called */
export function orderOf(
  { jobs, plans }: ApiDeps,
  request: FastifyRequest,
  type: JobOrder["type"],
  webhook: string | null | undefined,
): Omit<JobOrder, "keyHash"> {
  const { accountId, mode, plan } = callerOf(request);
  const mostJobs = planNamed(plans, plan).concurrent_jobs;
  const served = Object.keys(jobs.types);
  if (!served.includes(type))
    throw new RefusedError({
      word: "invalid_param",
      param: "type",
      detail: `type must be one of these here: ${served.join(", ")}.`,
    });
  try {
    const webhookUrl = webhook ? jobs.checkWebhook(webhook) : undefined;
    return { accountId, mode, type, requestId: request.id, mostJobs, webhookUrl };
  } catch (failure) {
    if (!(failure instanceof VouchError)) throw failure;
    throw new RefusedError({ word: "invalid_param", param: WEBHOOK, detail: `${failure.message}.` });
  }
}

function submittedBody({ jobId, requestId, totalRecords, estimatedSeconds, webhookSecret }: SubmittedJob) {
  return JSON.stringify({
    status: "queued",
    request_id: requestId,
    credits_used: 0,
    job_id: jobId,
    estimated_completion_seconds: estimatedSeconds,
    total_records: totalRecords,
    webhook_secret: webhookSecret,
  });
}

const REFUSED: Readonly<Record<"mismatch" | "in_flight" | "too_many_jobs", Refusal>> = {
  mismatch: { word: "idempotency_mismatch" },
  in_flight: { word: "idempotency_in_flight" },
  too_many_jobs: { word: "too_many_jobs", retryAfterSeconds: JOBS_RETRY_SECONDS },
};

/** Answers what became of a submission. */
export function answerSubmission(
  request: FastifyRequest,
  reply: FastifyReply,
  submission: Submission,
): FastifyReply {
  if (!("job" in submission)) return sendRefusal(request, reply, REFUSED[submission.kind]);
  const body = submittedBody(submission.job);
  if (submission.kind === "submitted") return sendSuccess(request, reply, body);
  return sendReplay(request, reply, { outcome: "success", requestId: submission.job.requestId, body });
}

/** Answers what a job could cost at most. */
export function answerJobDryRun(request: FastifyRequest, reply: FastifyReply, price: number): FastifyReply {
  const answer = { status: "success", request_id: request.id, credits_used: 0, dry_run: true };
  return sendSuccess(request, reply, JSON.stringify({ ...answer, max_credits: price }));
}

/** The error's word where a file could not be read. */
export function fileRefusal(failure: unknown): unknown {
  if (!(failure instanceof VouchError)) return failure;
  const word: ErrorWord = failure.code === "payload_too_large" ? "payload_too_large" : "invalid_param";
  return new RefusedError({ word, detail: `${failure.message}.` });
}
