import { z } from "zod";
import { MISSING } from "./checkBody.js";
import { dryRun, dryRunAnswer } from "./dryRun.js";
import { errorAnswer } from "./errors.js";
import { FREE, KEYED, type Operation } from "./operation.js";

/** Records of one call at most; more go as a file. */
export const MOST_RECORDS = 1000;
/** Rows of a file at most. */
export const MOST_ROWS = 1_000_000;
/** Bytes of a file at most. */
export const LARGEST_FILE = 1 << 30;
/** Bytes of a body with records at most. */
const LONGEST_RECORDS = 4 << 20;

/** What is asked about each record of a job. */
export const jobTypes = ["people", "email"] as const;

export type JobType = (typeof jobTypes)[number];

/** How the file of a job is written, by the media type that it is sent and answered as. */
export const FILE_FORMATS = { "text/csv": "csv", "application/x-ndjson": "jsonl" } as const;

const TYPE = `must be one of these: ${jobTypes.join(", ")}`;
const RECORDS = `must be a list of 1 to ${MOST_RECORDS} objects`;
const type = z.enum(jobTypes, TYPE);
const webhookUrl = z
  .string("must be a string")
  .max(2048, "may have at most 2048 characters")
  .nullish()
  .meta({ description: "Where the end of the job is told, signed by the scheme of Standard Webhooks" });

export const submitJobBody = z
  .object(
    {
      type: type.nullish().meta({
        description: "people: each record is a body of enrichPerson; email: one of findEmail",
      }),
      records: z
        .array(z.unknown(), RECORDS)
        .max(MOST_RECORDS, RECORDS)
        .nullish()
        .meta({
          description: "The records; one that cannot be asked about does not keep the others from it",
          items: { type: "object" },
          "x-pii": true,
        }),
      webhook_url: webhookUrl,
      dry_run: dryRun,
    },
    "must be a JSON object",
  )
  .superRefine(({ type, records }, context) => {
    const params = MISSING;
    if (!type) context.addIssue({ code: "custom", path: ["type"], params });
    else if (!records || records.length === 0)
      context.addIssue({ code: "custom", path: ["records"], params });
  })
  .meta({ id: "SubmitJobBody", required: ["type", "records"] });

export const fileJobQuery = z.object({
  type: type.default("people").meta({ description: "What is asked about each row" }),
  webhook_url: webhookUrl,
  dry_run: z
    .enum(["true", "false"], "must be true or false")
    .optional()
    .meta({ description: "Read the file, store nothing, and answer with the highest price it could cost" }),
});

const ID = "must be a job_id that was answered before";

export const jobParams = z.object({
  job_id: z
    .string(ID)
    .regex(/^[A-Za-z0-9_]{1,64}$/, ID)
    .meta({ description: "The job" }),
});

const jobId = z.string().meta({ description: "Names the job from now on" });
const total = z.int().min(0).meta({ description: "Records of the job" });

export const jobSubmittedAnswer = z
  .object({
    status: z.literal("queued"),
    request_id: z.string(),
    credits_used: z.literal(0),
    job_id: jobId,
    estimated_completion_seconds: z.int().min(1),
    total_records: total,
    webhook_secret: z
      .string()
      .optional()
      .meta({ description: "Verifies what comes to webhook_url; the same for every job with that URL" }),
  })
  .meta({ id: "JobSubmittedAnswer" });

/** Why a job does not go on. */
const jobError = z.object({
  message: z.enum(["insufficient_credits", "cancelled"]),
  detail: z.string(),
});

export const jobStatusAnswer = z
  .object({
    status: z.enum(["queued", "processing", "completed", "failed"]).meta({
      description:
        "A job that waits for credits is queued, with an error that says so; one that was cancelled has failed",
    }),
    request_id: z.string(),
    job_id: jobId,
    progress: z.int().min(0).max(100).meta({ description: "Percent of the records" }),
    total_records: total,
    results_count: z.int().min(0).meta({ description: "Records that have a result" }),
    success_count: z.int().min(0),
    not_found_count: z.int().min(0),
    credits_used: z.int().min(0).meta({ description: "What the job has cost so far" }),
    error: jobError.optional(),
  })
  .meta({ id: "JobStatusAnswer" });

const record = z.object({
  status: z.enum(["success", "error"]),
  credits_used: z.int().min(0),
  data: z.looseObject({}).optional().meta({ description: "As the single call answers it", "x-pii": true }),
  error: z
    .object({
      code: z.int(),
      message: errorAnswer.shape.message,
      detail: z.string(),
      param: z.string().optional(),
    })
    .optional(),
});

export const jobResultsAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.literal(0),
    job_id: jobId,
    job_status: jobStatusAnswer.shape.status,
    total_records: total,
    results_count: z.int().min(0),
    results: z.array(record).meta({
      description: "In the order of the records; of a job that has not ended, those that are there",
    }),
  })
  .meta({ id: "JobResultsAnswer" });

const JOBS = ["job_not_found", ...KEYED] as const;
const SUBMITS = [
  "missing_param",
  "invalid_param",
  "insufficient_credits",
  "idempotency_mismatch",
  "payload_too_large",
  "unsupported_media_type",
  "too_many_jobs",
  ...KEYED,
] as const;

/** What is common to the operations about jobs. */
const ABOUT_JOBS = { scope: "jobs", price: FREE, unrated: true } as const;

export const submitJob = {
  ...ABOUT_JOBS,
  id: "submitJob",
  method: "POST",
  path: "/api/v1/async/enrich",
  summary: `Up to ${MOST_RECORDS} records to be answered in the background, each at the price of the single call`,
  answeredOnce: true,
  longestBody: LONGEST_RECORDS,
  body: submitJobBody,
  example: { type: "people", records: [{ email: "john.smith@stripe.com" }, { email: "info@stripe.com" }] },
  answers: [jobSubmittedAnswer, dryRunAnswer],
  errors: SUBMITS,
} as const satisfies Operation;

export const submitFileJob = {
  ...ABOUT_JOBS,
  id: "submitFileJob",
  method: "POST",
  path: "/api/v1/async/files",
  summary: "A CSV or JSONL file of up to a million rows to be answered in the background",
  answeredOnce: true,
  longestBody: LARGEST_FILE,
  upload: Object.keys(FILE_FORMATS),
  query: fileJobQuery,
  answers: [jobSubmittedAnswer, dryRunAnswer],
  errors: SUBMITS,
} as const satisfies Operation;

export const getJobStatus = {
  ...ABOUT_JOBS,
  id: "getJobStatus",
  method: "GET",
  path: "/api/v1/async/status/{job_id}",
  summary: "How far a job is",
  params: jobParams,
  answers: [jobStatusAnswer],
  errors: JOBS,
} as const satisfies Operation;

export const getJobResults = {
  ...ABOUT_JOBS,
  id: "getJobResults",
  method: "GET",
  path: "/api/v1/async/results/{job_id}",
  summary: "The results of a job of records, in their order",
  params: jobParams,
  answers: [jobResultsAnswer],
  errors: ["invalid_param", ...JOBS],
} as const satisfies Operation;

export const getJobFile = {
  ...ABOUT_JOBS,
  id: "getJobFile",
  method: "GET",
  path: "/api/v1/async/jobs/{job_id}/file",
  summary: "The result file of a job: its rows in their order and format, with the answer's columns appended",
  params: jobParams,
  streams: Object.keys(FILE_FORMATS),
  answers: [],
  errors: ["job_not_finished", ...JOBS],
} as const satisfies Operation;

export const watchJob = {
  ...ABOUT_JOBS,
  id: "watchJob",
  method: "GET",
  path: "/api/v1/async/jobs/{job_id}/events",
  summary: "How far a job is, as server-sent events until it ends: each a JobStatusAnswer",
  params: jobParams,
  streams: ["text/event-stream"],
  event: jobStatusAnswer,
  answers: [],
  errors: JOBS,
} as const satisfies Operation;

export const cancelJob = {
  ...ABOUT_JOBS,
  id: "cancelJob",
  method: "DELETE",
  path: "/api/v1/async/jobs/{job_id}",
  summary: "Ends a job where it is; what was answered stays, and nothing more is charged",
  params: jobParams,
  answers: [jobStatusAnswer],
  errors: JOBS,
} as const satisfies Operation;
