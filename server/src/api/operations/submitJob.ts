import { checkBody, operations } from "@vouch/contract";
import { canPay } from "../../accounts/canPay.js";
import { callerOf, sendRefusal } from "../answer.js";
import { fingerprintOf, keyHashOf } from "../answerOnce.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { answerJobDryRun, answerSubmission, orderOf } from "../jobAnswers.js";

const { id, body: schema } = operations.submitJob;

/** Takes records that are answered in the background. */
export function submitJob(deps: ApiDeps): Handler {
  const { jobs, readBalance } = deps;
  return async (request, reply) => {
    const checked = checkBody(schema, request.body);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const { type, records, webhook_url, dry_run } = checked.body;
    if (!type || !records) throw new Error("a checked body has a type and records");
    const keyHash = keyHashOf(request);
    const order = orderOf(deps, request, type, webhook_url);
    if (dry_run === true) return answerJobDryRun(request, reply, jobs.highestPrice(type, records));
    const price = jobs.types[type]?.highestPrice ?? 0;
    if (order.mode === "live" && !(await canPay(callerOf(request), price, readBalance)))
      return sendRefusal(request, reply, { word: "insufficient_credits" });
    const submission = await jobs.submit({ ...order, keyHash }, records, fingerprintOf(id, request));
    return answerSubmission(request, reply, submission);
  };
}
