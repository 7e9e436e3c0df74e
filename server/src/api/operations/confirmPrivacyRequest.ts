import { checkBody, operations } from "@vouch/contract";
import { sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { refuseFlood } from "../networkLimit.js";

const { body: schema } = operations.confirmPrivacyRequest;

/** Takes an address for proven by what was sent there. */
export function confirmPrivacyRequest(deps: ApiDeps): Handler {
  return async (request, reply) => {
    if (await refuseFlood(deps, request, reply)) return reply;
    const checked = checkBody(schema, request.body);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    if (!(await deps.confirmPrivacyRequest(checked.body.token)))
      return sendRefusal(request, reply, {
        word: "invalid_param",
        param: "token",
        detail: "The link was used already, or is older than three days.",
      });
    const data = { confirmed: true };
    const answer = { status: "success", request_id: request.id, credits_used: 0, data };
    return sendSuccess(request, reply, JSON.stringify(answer));
  };
}
