import { checkBody, operations } from "@vouch/contract";
import { callerOf, sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";

const { query: schema } = operations.getUsage;

/** Answers what the caller's calls cost, by day, operation and outcome. */
export function getUsage(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const checked = checkBody(schema, request.query);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const data = await deps.readUsage(callerOf(request).accountId, checked.body);
    const answer = { status: "success", request_id: request.id, credits_used: 0, data };
    return sendSuccess(request, reply, JSON.stringify(answer));
  };
}
