import { checkBody, operations } from "@vouch/contract";
import { callerOf, sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";

const { query: schema } = operations.listWatches;

/** Answers a page of the caller's watches. */
export function listWatches(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const checked = checkBody(schema, request.query);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const { accountId, mode } = callerOf(request);
    const { watches: data, next_cursor } =
      mode === "test" ? { watches: [], next_cursor: null } : await deps.watches.list(accountId, checked.body);
    const answer = { status: "success", request_id: request.id, credits_used: 0, data, next_cursor };
    return sendSuccess(request, reply, JSON.stringify(answer));
  };
}
