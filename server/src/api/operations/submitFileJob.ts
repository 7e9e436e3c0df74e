import { Readable } from "node:stream";
import { checkBody, FILE_FORMATS, LARGEST_FILE, operations } from "@vouch/contract";
import type { FastifyRequest } from "fastify";
import { canPay } from "../../accounts/canPay.js";
import type { UploadedFile } from "../../bulk/jobs.js";
import { callerOf, sendRefusal } from "../answer.js";
import { keyHashOf } from "../answerOnce.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { RefusedError } from "../errors.js";
import { answerJobDryRun, answerSubmission, fileRefusal, orderOf } from "../jobAnswers.js";

const { query: schema } = operations.submitFileJob;

/** The file as it comes. @throws RefusedError where there is none */
function fileOf({ body, headers }: FastifyRequest): UploadedFile {
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  const format = Object.entries(FILE_FORMATS).find(([name]) => name === type.trim().toLowerCase())?.[1];
  if (format === undefined || !(body instanceof Readable))
    throw new RefusedError({ word: "unsupported_media_type" });
  // Where reading ends early the connection stays, so that the answer can be heard.
  const bytes = body.iterator({ destroyOnReturn: false });
  return { format, bytes, most: LARGEST_FILE };
}

/** Takes a file whose rows are answered in the background. */
export function submitFileJob(deps: ApiDeps): Handler {
  const { jobs, readBalance } = deps;
  return async (request, reply) => {
    const checked = checkBody(schema, request.query);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const { type, webhook_url, dry_run } = checked.body;
    const file = fileOf(request);
    const keyHash = keyHashOf(request);
    const order = orderOf(deps, request, type, webhook_url);
    const price = jobs.types[type]?.highestPrice ?? 0;
    if (order.mode === "live" && !(await canPay(callerOf(request), price, readBalance)))
      return sendRefusal(request, reply, { word: "insufficient_credits" });
    try {
      if (dry_run === "true")
        return answerJobDryRun(request, reply, await jobs.highestPriceOfFile(type, file));
      return answerSubmission(request, reply, await jobs.submitFile({ ...order, keyHash }, file));
    } catch (failure) {
      throw fileRefusal(failure);
    }
  };
}
