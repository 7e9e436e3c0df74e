import { type ErrorWord, errors } from "@vouch/contract";
import type { RecordAnswer } from "../../bulk/job.js";
import { sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { errorBody } from "../errors.js";
import { aboutJob, statusOfJob } from "../jobAnswers.js";

const isErrorWord = (word: string): word is ErrorWord => Object.hasOwn(errors, word);

/** A record's answer as the single call would have given it. */
function resultOf({ word, credits, param, detail, person_ids, ...fields }: RecordAnswer) {
  if (word === "success") return { status: "success", credits_used: credits, ...fields };
  const said = { ...(param === undefined ? {} : { param }), ...(detail === undefined ? {} : { detail }) };
  const refusal = { word: isErrorWord(word) ? word : "invalid_param", ...said } as const;
  const { code, message, detail: sentence } = errorBody(refusal, "");
  const error = { code, message, detail: sentence, ...(param === undefined ? {} : { param }) };
  return { status: "error", credits_used: credits, error };
}

/** Answers the results of a job of records, as far as it is. */
export function getJobResults({ jobs }: ApiDeps): Handler {
  return aboutJob(jobs.read, async (request, reply, job) => {
    if (job.format !== "records") {
      const detail = "The job is a file's; its result is a file too: GET /api/v1/async/jobs/{job_id}/file.";
      return sendRefusal(request, reply, { word: "invalid_param", param: "job_id", detail });
    }
    const results: object[] = [];
    for await (const answers of jobs.answers(job)) results.push(...answers.map(resultOf));
    const answer = {
      status: "success",
      request_id: request.id,
      credits_used: 0,
      job_id: job.jobId,
      job_status: statusOfJob(job),
      total_records: job.totalRecords,
      results_count: results.length,
      results,
    };
    return sendSuccess(request, reply, JSON.stringify(answer));
  });
}
