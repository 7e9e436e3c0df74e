import { checkBody, operations } from "@vouch/contract";
import { callerOf, sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";

const { params: schema } = operations.deleteWatch;

/** Ends one of the caller's watches. */
export function deleteWatch(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const checked = checkBody(schema, request.params);
    const { accountId, mode } = callerOf(request);
    // What cannot be an id is nobody's.
    const watch_id = "fault" in checked || mode === "test" ? undefined : checked.body.watch_id;
    if (watch_id === undefined || !(await deps.watches.remove(accountId, watch_id)))
      return sendRefusal(request, reply, { word: "watch_not_found" });
    const answer = { status: "success", request_id: request.id, credits_used: 0, data: { watch_id } };
    return sendSuccess(request, reply, JSON.stringify(answer));
  };
}
