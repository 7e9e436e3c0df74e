import { planNamed } from "../../accounts/plans.js";
import { callerOf, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";

/** Answers the caller's plan, limits and balance. */
export function getAccount(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const caller = callerOf(request);
    const { balance, grants } = await deps.readCredits(caller.accountId);
    caller.balance = balance;
    const data = {
      name: caller.accountName,
      plan: caller.plan,
      ...planNamed(deps.plans, caller.plan),
      credits_remaining: balance,
      grants,
    };
    const answer = { status: "success", request_id: request.id, credits_used: 0, data };
    return sendSuccess(request, reply, JSON.stringify(answer));
  };
}
