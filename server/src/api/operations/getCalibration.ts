import { sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";

/** Answers whether confidence holds. */
export function getCalibration(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const data = await deps.readReliability();
    const answer = { status: "success", request_id: request.id, credits_used: 0, data };
    return sendSuccess(request, reply, JSON.stringify(answer));
  };
}
