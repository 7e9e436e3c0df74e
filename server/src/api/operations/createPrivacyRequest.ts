import { checkBody, operations } from "@vouch/contract";
import { parseEmail } from "../../normalization/emails.js";
import { sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { refuseFlood } from "../networkLimit.js";

const { body: schema } = operations.createPrivacyRequest;

/** A month from a time, as the database counts it. */
function monthAfter(milliseconds: number): string {
  const time = new Date(milliseconds);
  time.setUTCMonth(time.getUTCMonth() + 1);
  return time.toISOString();
}

/** Takes in what a person asks about their own data. Everybody is answered alike, whether they are known or not. */
export function createPrivacyRequest(deps: ApiDeps): Handler {
  return async (request, reply) => {
    if (await refuseFlood(deps, request, reply)) return reply;
    const checked = checkBody(schema, request.body);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const { body } = checked;
    if (parseEmail(body.email ?? "") === null)
      return sendRefusal(request, reply, {
        word: "invalid_param",
        param: "email",
        detail: "email is not an e-mail address.",
      });
    const { sendsLink } = await deps.receivePrivacyRequest(body, request.id);
    const data = { next: sendsLink ? "confirm" : "wait", respond_by: monthAfter(deps.clock()) };
    const answer = { status: "success", request_id: request.id, credits_used: 0, data };
    return sendSuccess(request, reply, JSON.stringify(answer));
  };
}
